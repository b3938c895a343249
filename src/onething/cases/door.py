"""The one door: only `handle` changes a case.

It takes a batch: lock the rows of all cases concerned, load, decide (pure), append events, project, one commit.
One command is a batch of one. A command whose id already took effect on its case is answered `repeated`.
"""

from collections.abc import Sequence
from typing import Any, Literal, NamedTuple
from uuid import UUID

from django.db import IntegrityError

from onething.base.errors import OneThingError
from onething.base.workdays import Calendar
from onething.cases.book import OpenBook, new_book
from onething.cases.calendar import calendar
from onething.cases.core.commands import Command, Migrate, Submit
from onething.cases.core.decision import Target, not_found, refuse
from onething.cases.cursor import case_cursor
from onething.cases.holding import read_holds
from onething.cases.loading import lock_books, read_forms, seen_commands
from onething.cases.writing import write_books
from onething.plans.routing import route_of
from onething.plans.store import load

TRIES = 3


class Outcome(NamedTuple):
    """What became of one command. `error` says why it was refused."""

    command: UUID
    status: Literal["taken", "repeated", "refused"]
    error: OneThingError | None = None


def handle(commands: Sequence[Command]) -> list[Outcome]:
    """Take a batch of commands, in order; each is taken, repeated or refused by itself, all in one commit.

    Repeats are rare, so the book is asked only where a rule refused. A repeat that the rules would take again,
    and two submissions of one case that meet, run into a primary key: that batch is undone and tried again, asking
    the book about every command first.
    """
    for careful in range(TRIES - 1):
        try:
            return _handle_once(commands, careful=careful > 0)
        except IntegrityError:
            continue
    return _handle_once(commands, careful=True)


def _handle_once(commands: Sequence[Command], *, careful: bool) -> list[Outcome]:
    with case_cursor() as cursor:
        books = lock_books(cursor, {command.case for command in commands})
        if careful:
            for case, command in seen_commands(cursor, _of_books(books, commands)):
                books[case].known.add(command)
        read_holds(cursor, books, commands)
        _set_targets(books, commands)
        return decide_all(cursor, books, commands)


def decide_all(cursor: Any, books: dict[UUID, OpenBook], commands: Sequence[Command]) -> list[Outcome]:
    """Decide commands on locked books and write what changed."""
    workdays = calendar()
    read_forms(cursor, books.values())
    outcomes = [_one(books, command, workdays) for command in commands]
    write_books(cursor, list(books.values()), workdays)
    pairs = zip(commands, outcomes, strict=True)
    repeats = seen_commands(cursor, _of_books(books, [one for one, outcome in pairs if outcome.error]))
    if not repeats:
        return outcomes
    return [
        Outcome(one.id, "repeated") if outcome.error and (one.case, one.id) in repeats else outcome
        for one, outcome in zip(commands, outcomes, strict=True)
    ]


def _set_targets(books: dict[UUID, OpenBook], commands: Sequence[Command]) -> None:
    """Hand each case that is to move the release to which it moves."""
    for command in commands:
        if isinstance(command, Migrate) and command.case in books:
            books[command.case].target = Target(command.release, load(command.release))


def _of_books(books: dict[UUID, OpenBook], commands: Sequence[Command]) -> list[tuple[UUID, UUID]]:
    return [(one.case, one.id) for one in commands if one.case in books]


def _one(books: dict[UUID, OpenBook], command: Command, workdays: Calendar) -> Outcome:
    book = books.get(command.case)
    if book is not None and command.id in book.known:
        return Outcome(command.id, "repeated")
    try:
        _book(books, book, command).apply(command, workdays)
    except OneThingError as error:
        return Outcome(command.id, "refused", error)
    return Outcome(command.id, "taken")


def _book(books: dict[UUID, OpenBook], book: OpenBook | None, command: Command) -> OpenBook:
    if isinstance(command, Submit):
        if book is not None and book.seq:
            raise refuse("already_submitted") if command.actor.key == book.state.applicant else not_found()
        route = route_of(load(command.release), command.release, command.items, command.counts)
        book = books[command.case] = new_book(command.case, route)
    if book is None:
        raise not_found()
    return book
