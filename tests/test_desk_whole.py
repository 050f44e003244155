"""The desk's own database: what turned bad in it is told when it opens, and shown to nobody."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from django.core.management import call_command
from django.db import connections

from kit.desk.settings import DATABASE
from kit.errors import StorageError
from tests.desks import NOW, open_test_desk

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ITEM = "DX-2026-005"
TOLD = "公开台自己的记录坏了"


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """Return a workspace in whose desk somebody is writing."""
    folder = tmp_path / "daxi"
    open_test_desk(folder)
    from kit.desk.models import Draft

    Draft(item_id=ITEM, text="金额: 每月100元", seen="", number=1, by="样例甲", at=NOW).save()
    yield folder
    connections.close_all()


def changed(folder: Path, *commands: str) -> Path:
    """Change the database without the desk, as a bad disk does."""
    connections.close_all()
    database = folder / ".kit/desk" / DATABASE
    with closing(sqlite3.connect(database)) as opened, opened:
        for one in commands:
            opened.execute(one)
    return database


@pytest.mark.parametrize(
    "command",
    [
        "UPDATE desk_draft SET text = replace(text, '100', '110')",
        "UPDATE desk_draft SET at = '2026-13-23 02:00:00'",
        "UPDATE desk_draft SET by = CAST(x'ff' AS TEXT)",
        "ALTER TABLE desk_draft RENAME COLUMN text TO tezt",
        "DELETE FROM django_migrations WHERE name = '0009_alter_user_last_name_max_length'",
    ],
)
def test_a_desk_with_a_damaged_record_does_not_open_and_says_what_to_do(
    folder: Path, command: str
) -> None:
    changed(folder, command)

    with pytest.raises(StorageError, match=TOLD) as refused:
        open_test_desk(folder)
    assert "从备份里取回" in refused.value.remedy


def test_what_is_no_database_is_told_too(folder: Path) -> None:
    changed(folder).write_bytes(b"no database at all, but long enough to be looked at" * 99)

    with pytest.raises(StorageError, match=TOLD):
        open_test_desk(folder)


def test_once_it_is_put_aside_the_desk_opens(folder: Path) -> None:
    database = changed(folder, "UPDATE desk_draft SET text = ''")
    database.rename(database.with_name("坏.sqlite3"))

    assert open_test_desk(folder).clerk().get("/").status_code == 200


def test_a_draft_that_turned_bad_while_the_desk_is_open_is_not_shown(folder: Path) -> None:
    clerk = open_test_desk(folder).clerk()
    changed(folder, "UPDATE desk_draft SET text = replace(text, '100', '110')")
    page = clerk.get(f"/item/{ITEM}/")

    assert page.status_code == 409
    assert TOLD in page.content.decode()
    assert "110" not in page.content.decode()


def test_drafts_from_before_there_were_seals_are_sealed_as_they_stand(folder: Path) -> None:
    call_command("migrate", "desk", "0003", verbosity=0)
    changed(folder, "UPDATE desk_draft SET text = '金额: 每月120元'")
    open_test_desk(folder)
    from kit.desk.models import Draft

    assert Draft.objects.get().text == "金额: 每月120元"


def test_the_migrations_make_the_tables_that_the_desk_uses(folder: Path) -> None:
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)
