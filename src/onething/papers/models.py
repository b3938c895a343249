"""What is kept: papers by digest, and who brought or made each."""

from django.db import models


class Paper(models.Model):
    """One content, once, however many people hold it. `created` is in milliseconds since 1970 UTC."""

    digest = models.CharField(max_length=64, primary_key=True)
    size = models.BigIntegerField()
    media_type = models.CharField(max_length=40)
    created = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.media_type} {self.digest[:12]}"


class Holding(models.Model):
    """That somebody put a paper in; `holder` is an actor as text, `name` what they call it."""

    pk = models.CompositePrimaryKey("digest", "holder")
    digest = models.CharField(max_length=64)
    holder = models.CharField(max_length=140)
    name = models.CharField(max_length=200)

    def __str__(self) -> str:
        return f"{self.digest[:12]} of {self.holder}"
