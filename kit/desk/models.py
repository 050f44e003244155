"""What the desk remembers beside the office's own files: drafts and who is writing."""

from __future__ import annotations

from django.db import models


class Draft(models.Model):
    """An item's text as somebody is writing it; gone when it is saved."""

    item_id = models.CharField(max_length=40, unique=True)
    text = models.TextField()
    """The whole item file as it would be saved."""
    seen = models.CharField(max_length=64)
    """SHA-256 of the file it began from."""
    number = models.PositiveIntegerField(default=1)
    """Grows by one with every keeping; who keeps an older one is told."""
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.item_id} {self.number}"


class Refused(models.Model):
    """A wrong password, so that guessing is slowed also after a restart."""

    name = models.CharField(max_length=40)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} {self.at}"
