"""What was asked of registries for a draft, and what came of it: this table is also the log its subject is shown."""

from django.db import models


class Lookup(models.Model):
    """One question to one registry. `by` is the field whose value is asked by; `subject` that value:
    never logged, and forgotten once it is answered. `typed` is its digest where somebody only typed it in.

    state: pending, found, not_found, down. `gives` maps field → registry element, `proves` lists document keys;
    `values` is what was filled in: field or document key → what the registry said. Times are milliseconds.
    """

    id = models.BigAutoField(primary_key=True)
    draft = models.UUIDField()
    person = models.CharField(max_length=64)
    registry = models.CharField(max_length=60)
    by = models.CharField(max_length=120)
    typed = models.CharField(max_length=64, default="")
    subject = models.CharField(max_length=200)
    gives = models.JSONField(default=dict)
    proves = models.JSONField(default=list)
    state = models.CharField(max_length=10, default="pending")
    values = models.JSONField(default=dict)
    asked = models.BigIntegerField()
    answered = models.BigIntegerField(null=True)
    next_try = models.BigIntegerField(null=True)
    tries = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["draft", "registry", "by", "typed"], name="exchange_lookup_once")
        ]
        indexes = [
            models.Index(
                fields=["next_try"], name="exchange_lookup_due", condition=models.Q(next_try__isnull=False)
            )
        ]

    def __str__(self) -> str:
        return f"{self.registry} by {self.by}: {self.state}"
