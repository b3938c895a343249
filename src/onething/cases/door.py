"""The one door: only `handle` changes a case.

It takes a batch: lock the rows of all cases concerned, load, decide (pure), append events, project, one commit.
One command is a batch of one. A command whose id already took effect on its case is answered `repeated`.
"""

from collections.abc import Sequence
from typing import Any, Literal, NamedTuple
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from onething.base.errors import OneThingError
from onething.cases.book import OpenBook, new_book
from onething.cases.calendar import calendar
from onething.cases.core.commands import Claim, Command, Submit, Tick
from onething.cases.core.decide import FORM_COMMANDS
from onething.cases.core.decision import not_found, refuse
from onething.cases.loading import load_forms, lock_books, seen_commands
from onething.cases.writing import write_books
from onething.plans.routing import route_of
from onething.plans.store import load

TRIES = 3
UNRECEIPTED = (Tick, Claim)
"""Time and claims repeat without harm by themselves: a tick does what is due, a claim is known by its lease."""


class Outcome(NamedTuple):
    """What became of one command. `error` says why it was refused."""

    command: UUID
    status: Literal["taken", "repeated", "refused"]
    error: OneThingError | None = None


def handle(commands: Sequence[Command]) -> list[Outcome]:
    """Take a batch of commands, in order; each is taken, repeated or refused by itself, all in one commit.

    Two submissions of one case that meet are told apart by the primary key: the batch that loses is tried again and
    then sees the case.
    """
    for _ in range(TRIES - 1):
        try:
            return _handle_once(commands)
        except IntegrityError:
            continue
    return _handle_once(commands)


def _handle_once(commands: Sequence[Command]) -> list[Outcome]:
    # COPY goes past Django's cursor, so its errors are put into Django's terms here.
    with transaction.atomic(), connection.wrap_database_errors, connection.cursor() as cursor:
        return handle_in(cursor, commands)


def handle_in(cursor: Any, commands: Sequence[Command]) -> list[Outcome]:
    """Take a batch inside a transaction that the caller has opened."""
    ids = sorted({command.case for command in commands})
    books = lock_books(cursor, ids)
    return decide_all(cursor, books, commands)


def decide_all(cursor: Any, books: dict[UUID, OpenBook], commands: Sequence[Command]) -> list[Outcome]:
    """Decide commands on locked books and write what changed."""
    pairs = [(command.case, command.id) for command in commands if not isinstance(command, UNRECEIPTED)]
    seen = seen_commands(cursor, [pair for pair in pairs if pair[0] in books])
    _give_forms(cursor, books, commands)
    outcomes = [_one(books, seen, command) for command in commands]
    write_books(cursor, list(books.values()), calendar())
    return outcomes


def _give_forms(cursor: Any, books: dict[UUID, OpenBook], commands: Sequence[Command]) -> None:
    wanted = {
        command.case for command in commands if isinstance(command, FORM_COMMANDS) and command.case in books
    }
    if wanted:
        for case, form in load_forms(cursor, wanted).items():
            books[case].form = form


def _one(books: dict[UUID, OpenBook], seen: set[tuple[UUID, UUID]], command: Command) -> Outcome:
    key = (command.case, command.id)
    if key in seen:
        return Outcome(command.id, "repeated")
    try:
        book = _book(books, command)
        book.apply(command, calendar())
    except OneThingError as error:
        return Outcome(command.id, "refused", error)
    if not isinstance(command, UNRECEIPTED):
        book.receipts.append(command.id)
        seen.add(key)
    return Outcome(command.id, "taken")


def _book(books: dict[UUID, OpenBook], command: Command) -> OpenBook:
    book = books.get(command.case)
    if isinstance(command, Submit):
        if book is not None and book.seq:
            raise refuse("already_submitted") if command.actor.key == book.state.applicant else not_found()
        route = route_of(load(command.release), command.release, command.items)
        book = books[command.case] = new_book(command.case, route)
    if book is None:
        raise not_found()
    return book
