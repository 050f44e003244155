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
    table = models.TextField(default="", blank=True)
    """The csv beside it as it would be saved; empty where nobody touched it."""
    table_seen = models.CharField(max_length=64, default="", blank=True)
    """SHA-256 of the csv that the table began from; empty where there was none."""
    number = models.PositiveIntegerField(default=1)
    """Grows by one with every keeping; who keeps an older one is told."""
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.item_id} {self.number}"


class Wording(models.Model):
    """What a draft said at one of its numbers: to undo by, and to tell who changed what."""

    item_id = models.CharField(max_length=40)
    number = models.PositiveIntegerField()
    before = models.PositiveIntegerField(null=True)
    """The number that undoing leads back to; none for the file itself."""
    text = models.TextField()
    table = models.TextField(default="", blank=True)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        """One wording a number."""

        constraints = (
            models.UniqueConstraint(fields=("item_id", "number"), name="one_wording_a_number"),
        )

    def __str__(self) -> str:
        return f"{self.item_id} {self.number}"


class Aside(models.Model):
    """What somebody wrote in a field that another one changed meanwhile: kept until a choice."""

    item_id = models.CharField(max_length=40)
    label = models.CharField(max_length=20)
    mine = models.JSONField(null=True)
    """What stands under the label in the text that was put aside."""
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.item_id} {self.label}"


class Refused(models.Model):
    """A wrong password, so that guessing is slowed also after a restart."""

    name = models.CharField(max_length=40)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} {self.at}"
