"""The one table of this room: releases, pinned by content hash and never changed."""

from django.db import models


class PublishedRelease(models.Model):
    """A release as its canonical bytes. `published` is in milliseconds since 1970 UTC; the newest is in force."""

    hash = models.CharField(max_length=64, primary_key=True)
    thing = models.CharField(max_length=60)
    region = models.CharField(max_length=6)
    content = models.BinaryField()
    published = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["thing", "region", "-published"], name="plans_release_newest")]
