"""The limit: what a program written by hand for this one case can do, so that the door's price can be seen.

It stores the same facts as the door (form, parties, items, results, one history row a transition,
completion) and makes every transition durable in the same number of steps, 200 cases a transaction. It leaves out
everything that makes the door safe: no rules, no receipts, no hash chain, no leases that run out, no working days,
nothing read back; it knows beforehand which item comes when. Rows are changed in place; everything shared by a
batch is bound once; what differs is one text that the server splits.
"""

import dataclasses
import time
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

import msgspec
import psycopg

from bench.crew import Job, run_crew
from bench.measure import Figures
from bench.sample import BATCH, REGION, Sample, department, person
from onething.base.ids import new_case_number
from onething.base.workdays import DAY_MS, as_datetime
from onething.cases.ids import new_id

TABLES = """
DROP SCHEMA IF EXISTS bench_limit CASCADE;
CREATE SCHEMA bench_limit;
SET search_path = bench_limit;
CREATE TABLE cases (
    id bigint PRIMARY KEY, submitted bigint NOT NULL, due bigint NOT NULL, open smallint NOT NULL,
    number text NOT NULL UNIQUE, release text NOT NULL, region text NOT NULL, status text NOT NULL
) WITH (fillfactor = 50);
CREATE TABLE parties (case_id bigint, role text, person text, PRIMARY KEY (case_id, role));
CREATE TABLE items (
    case_id bigint, due bigint NOT NULL, lease uuid, item smallint, department text NOT NULL, state text NOT NULL,
    results text, PRIMARY KEY (case_id, item)
) WITH (fillfactor = 40);
CREATE TABLE forms (case_id bigint PRIMARY KEY, content text NOT NULL) WITH (toast_tuple_target = 8160);
CREATE TABLE history (
    case_id bigint, at bigint NOT NULL, seq smallint, actor text NOT NULL, event text NOT NULL,
    PRIMARY KEY (case_id, seq)
);
"""
NEW_CASES = "COPY cases (id, number, release, region, status, submitted, due, open) FROM STDIN"
NEW_PARTIES = "COPY parties (case_id, role, person) FROM STDIN"
NEW_ITEMS = "COPY items (case_id, item, department, state, due) FROM STDIN"
NEW_FORMS = "COPY forms (case_id, content) FROM STDIN"
NEW_HISTORY = "COPY history (case_id, seq, at, actor, event) FROM STDIN"
RECEIVED = """
UPDATE items SET state = 'received', lease = %s
WHERE case_id = ANY (string_to_array(%s, ',')::bigint[]) AND item = ANY (string_to_array(%s, ',')::smallint[])
"""
GRANTED = """
UPDATE items SET state = 'granted', results = answer.results
FROM unnest(string_to_array(%s, ',')::bigint[], string_to_array(%s, E'\x1f')) AS answer (id, results)
WHERE items.case_id = answer.id AND items.item = %s
"""
ANSWERED = """
UPDATE cases SET open = open - %s, status = CASE WHEN open = %s THEN 'done' ELSE status END
WHERE id = ANY (string_to_array(%s, ',')::bigint[])
"""
OPTIONS = "-c search_path=bench_limit -c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off"
SPLIT = chr(31)
_encode = msgspec.json.encode


def measure_limit(url: str, sample: Sample, cases: int, writers: int) -> Figures:
    """Run the limit with `writers` processes."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(TABLES)
    share = cases // writers // BATCH
    figures = run_crew(
        "limit", url, make_writer, [(url, sample, share, writer << 40) for writer in range(writers)]
    )
    with psycopg.connect(url) as connection:
        row = connection.execute(
            "SELECT (SELECT count(*) FROM bench_limit.cases WHERE status = 'done'), count(*) FROM bench_limit.history"
        ).fetchone()
    if row is None or row[0] != share * BATCH * writers:
        raise RuntimeError("the limit did not finish its cases")
    return dataclasses.replace(figures, transitions=row[1])


def make_writer(url: str, sample: Sample, rounds: int, first: int) -> Job:
    """Make the job of one process: `rounds` cohorts of 200 cases from id `first` on, from submission to completion."""
    connection = psycopg.connect(url, options=OPTIONS)

    def work() -> tuple[int, list[float]]:
        batches: list[float] = []
        for number in range(rounds):
            for transaction in Cohort(sample, first + number * BATCH).transactions():
                began = time.perf_counter()
                with connection.transaction(), connection.cursor() as cursor:
                    transaction(cursor)
                batches.append(time.perf_counter() - began)
        return rounds * BATCH, batches

    return work


class Cohort:
    """Two hundred cases that go through the same steps together."""

    def __init__(self, sample: Sample, first: int) -> None:
        self.sample = sample
        self.ids = [str(first + number) for number in range(BATCH)]
        self.listed = ",".join(self.ids)
        self.seq = 0
        self.waiting = set(sample.route.items)

    def transactions(self) -> Iterator[Any]:
        """Give what is to be done, one transaction each: submit, then claim and answer for each step."""
        yield self.submit
        for name, items in self.sample.steps:
            actor = str(department(name))
            yield partial(self.claim, actor=actor, items=items)
            yield partial(self.answer, actor=actor, items=items)

    def submit(self, cursor: Any) -> None:
        """Store case, parties and form; send what waits for nothing."""
        at, release = _now(), self.sample.route.release_hash
        day, due = as_datetime(at).date(), at + 5 * DAY_MS
        people = [person(number).key for number in range(BATCH)]
        tail = f"\t{release}\t{REGION}\tin_progress\t{at}\t{due}\t{len(self.waiting)}\n"
        _copy(cursor, NEW_CASES, (f"{case}\t{new_case_number(day)}{tail}" for case in self.ids))
        _copy(
            cursor,
            NEW_PARTIES,
            (f"{case}\tmother\t{key}\n" for case, key in zip(self.ids, people, strict=True)),
        )
        form = _escaped(_text(self.sample.answers, self.sample.documents))
        _copy(cursor, NEW_FORMS, (f"{case}\t{form}\n" for case in self.ids))
        events = [[_text("Submitted", REGION, key, self.sample.route.items)] for key in people]
        sent = [_text("Started", at, 5), *self.send(cursor, at)]
        self.record(cursor, at, "person", [own + sent for own in events])

    def claim(self, cursor: Any, actor: str, items: tuple[int, ...]) -> None:
        """Receive a step's items."""
        at, lease = _now(), str(new_id())
        cursor.execute(RECEIVED, [lease, self.listed, ",".join(map(str, items))])
        events = [_text("ItemReceived", item, lease, at + DAY_MS) for item in items]
        self.record(cursor, at, actor, [events] * BATCH)

    def answer(self, cursor: Any, actor: str, items: tuple[int, ...]) -> None:
        """Grant a step's items, send what waited for them, complete the case with the last."""
        at = _now()
        events: list[list[str]] = [[] for _ in self.ids]
        for item in items:
            given = self.sample.elements(item)
            results = [(self.sample.results(item, number), given) for number in range(BATCH)]
            cursor.execute(GRANTED, [self.listed, SPLIT.join(map(_text, results)), item])
            for own, result in zip(events, results, strict=True):
                own.append(_text("ItemGranted", item, result))
        cursor.execute(ANSWERED, [len(items), len(items), self.listed])
        after = self.send(cursor, at, items)
        if items == self.sample.steps[-1][1]:
            after.append(_text("Finished", "done"))
        self.record(cursor, at, actor, [own + after for own in events])

    def send(self, cursor: Any, at: int, granted: tuple[int, ...] = ()) -> list[str]:
        """Open the items that now wait for nothing; gives their events."""
        self.waiting -= set(granted)
        after = self.sample.route.after
        ready = [i for i in self.waiting if self.waiting.isdisjoint(after.get(i, ()))]
        fresh = [i for i in ready if not granted or set(granted) & set(after.get(i, ()))]
        ends = [f"\t{i}\t{self.sample.plan(i).department}\tsent\t{at + 5 * DAY_MS}\n" for i in fresh]
        _copy(cursor, NEW_ITEMS, (f"{case}{end}" for case in self.ids for end in ends))
        return [_text("ItemSent", item, at, 5) for item in fresh]

    def record(self, cursor: Any, at: int, actor: str, events: list[list[str]]) -> None:
        """Write one history row a transition."""
        middle = f"\t{at}\t{actor}\t"
        _copy(
            cursor,
            NEW_HISTORY,
            (
                f"{case}\t{seq}{middle}{_escaped(event)}\n"
                for case, own in zip(self.ids, events, strict=True)
                for seq, event in enumerate(own, self.seq + 1)
            ),
        )
        self.seq += len(events[0])


def _now() -> int:
    return time.time_ns() // 1_000_000


def _text(*values: Any) -> str:
    return _encode(values).decode()


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\")


def _copy(cursor: Any, statement: str, rows: Iterable[str]) -> None:
    text = "".join(rows)
    if text:
        with cursor.copy(statement) as copy:
            copy.write(text)
