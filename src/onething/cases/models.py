"""The tables of a case. Only the door writes them; everybody reads them through `cases.access`."""

from django.db import models


class Case(models.Model):
    """One case: its state as the door decides on it, and columns for lists. `id` is also its draft's id.

    `wake` is the next moment (ms) at which time alone matters; `due` the last moment of the joint limit.
    """

    id = models.UUIDField(primary_key=True)
    number = models.CharField(max_length=20, unique=True)
    release = models.CharField(max_length=64)
    thing = models.CharField(max_length=60)
    region = models.CharField(max_length=6)
    status = models.CharField(max_length=20)
    submitted = models.BigIntegerField()
    due = models.BigIntegerField(null=True)
    wake = models.BigIntegerField()
    seq = models.IntegerField()
    hash = models.BinaryField(max_length=32)
    state = models.TextField()

    class Meta:
        indexes = [models.Index(fields=["wake"], name="cases_case_wake")]


def _of_case() -> models.ForeignKey[Case, Case]:
    """Point to the case. The database does not check it row by row: only the door writes, in one transaction."""
    return models.ForeignKey(Case, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False)


class Party(models.Model):
    """Who takes part in a case as a person; `person` is a keyed hash."""

    pk = models.CompositePrimaryKey("case_id", "role")
    case = _of_case()
    role = models.CharField(max_length=60)
    person = models.CharField(max_length=64)

    class Meta:
        indexes = [models.Index(fields=["person", "-case"], name="cases_party_person")]


class WorkItem(models.Model):
    """One item at its department. An open row is the queue: it may be claimed from the moment `claimable` on.

    A claim sets `claimable` to the end of its lease, which no index holds; acceptance closes the row.
    """

    pk = models.CompositePrimaryKey("case_id", "item")
    case = _of_case()
    item = models.SmallIntegerField()
    department = models.CharField(max_length=60)
    region = models.CharField(max_length=6)
    state = models.CharField(max_length=20)
    sent = models.BigIntegerField()
    due = models.BigIntegerField(null=True)
    lease = models.UUIDField(null=True)
    received = models.BigIntegerField(null=True)
    open = models.BooleanField()
    claimable = models.BigIntegerField()

    class Meta:
        indexes = [
            models.Index(
                fields=["department", "region", "sent"],
                name="cases_work_item_queue",
                condition=models.Q(open=True),
            )
        ]


class Entry(models.Model):
    """The book, insert only: one entry a command that took effect. Its key makes the same id take effect once."""

    pk = models.CompositePrimaryKey("case_id", "command")
    case = _of_case()
    seq = models.IntegerField()
    at = models.BigIntegerField()
    actor = models.CharField(max_length=140)
    channel = models.CharField(max_length=12)
    command = models.UUIDField()
    body = models.TextField()
    hash = models.BinaryField(max_length=32)


class FormVersion(models.Model):
    """One version of a case's form: the first is whole, later ones hold what changed; events name each by digest."""

    pk = models.CompositePrimaryKey("case_id", "version")
    case = _of_case()
    version = models.IntegerField()
    content = models.TextField()


class ClaimBatch(models.Model):
    """What one claim took, so that a claim repeated after a lost answer gives the same."""

    id = models.UUIDField(primary_key=True)
    department = models.CharField(max_length=60)
    region = models.CharField(max_length=6)
    at = models.BigIntegerField()
    until = models.BigIntegerField()
    items = models.JSONField()


class Draft(models.Model):
    """What somebody is filling in: no legal effect, not a case. `version` guards against two tabs."""

    id = models.UUIDField(primary_key=True)
    person = models.CharField(max_length=64)
    release = models.CharField(max_length=64)
    thing = models.CharField(max_length=60)
    region = models.CharField(max_length=6)
    answers = models.JSONField(default=dict)
    documents = models.JSONField(default=dict)
    saved = models.BigIntegerField()
    version = models.IntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["person", "-id"], name="cases_draft_person")]
