"""The one table of this room: releases by content hash."""

from django.db import models


class Release(models.Model):
    """A published release. Its content never changes: the hash names it. `published_at` is in milliseconds."""

    hash = models.CharField(max_length=64, primary_key=True)
    thing = models.CharField(max_length=60)
    region = models.CharField(max_length=6)
    content = models.BinaryField()
    published_at = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["thing", "region", "-published_at"], name="plans_release_current")]

    def __str__(self) -> str:
        return f"{self.thing}@{self.region} {self.hash[:12]}"
