"""What the desk remembers beside the office's own files: drafts and who is writing."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any, Self

from django.db import models

from kit.errors import StorageError


class Sealed(models.Model):
    """A row that says itself whether it is whole: SQLite keeps no checksum of its pages.

    In a text that turned over by a bit, 100 is 110 and nobody sees it. Rows are written by
    ``save`` alone; nothing may ``update`` them.
    """

    seal = models.CharField(max_length=64)

    class Meta:
        """No table of its own."""

        abstract = True

    def save(self, *given: Any, **named: Any) -> None:
        """Seal what is written."""
        self.seal = seal_of(self)
        super().save(*given, **named)

    @classmethod
    def from_db(cls, *given: Any, **named: Any) -> Self:
        """Return a row as it was written.

        Raises:
            StorageError: It is not.
        """
        one = super().from_db(*given, **named)
        if one.seal != seal_of(one):
            raise damaged()
        return one


def seal_of(row: models.Model) -> str:
    """Return a hash over all that a row says but its own number, which SQLite gives."""
    named = (one.attname for one in row._meta.concrete_fields)  # noqa: SLF001 - Django's own way to ask
    said = {name: getattr(row, name) for name in named if name not in ("id", "seal")}
    # A moment is the same in every zone.
    said["at"] = said["at"].timestamp()
    return sha256(json.dumps(said, sort_keys=True).encode("ascii")).hexdigest()


def damaged() -> StorageError:
    """Return what is told of a database that is not as it was written."""
    return StorageError(
        "公开台自己的记录坏了（.kit/desk/desk.sqlite3）。事项、签字、回执不在里面，都没有丢。",
        "关掉公开台，从备份里取回这个文件；没有备份，把它改名留着，再打开：密码各人重设，"
        "没有保存的草稿要重写。磁盘可能要坏，先备份。",
    )


class Draft(Sealed):
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


class Wording(Sealed):
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


class Aside(Sealed):
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
