"""Letters to those who lead, in the workspace: clocked, and answered where all may see it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.duty.mailbox import FORM, NO, YES, late, read_mailbox
from kit.errors import RequestError
from kit.model.finding import Severity
from kit.model.item import Kind
from kit.office.new import begun
from kit.office.register_file import new_register_file, register_file
from kit.source.files import write_atomic
from kit.source.workspace import open_workspace
from kit.source.writer import with_fields

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from kit.duty.mailbox import Letter
    from kit.model.finding import Finding
    from kit.progress import Clock
    from kit.source.head import Written

_TITLE = "来信怎么答复的"
_WIDTHS = {1: 12, 2: 12, 4: 12, 6: 50, 7: 16, 10: 50, 12: 24}
_HELP = (
    ("编号", "每一封一个，如 信-001"),
    ("来信人", "只在办公室里用，可以空着；公开的时候，来信、答复里的这个名字都去掉"),
    ("限办", "哪天以前要答复，写成 2026-11-23"),
    ("公开", f"{YES}：答复可以公开；{NO}或空着：不公开"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MailboxSeen:
    """The letters as they stand today, those waiting first."""

    file: str
    """Empty where there is no register yet."""
    letters: tuple[Letter, ...]
    faults: tuple[Finding, ...]
    told: tuple[str, ...] = ()

    @property
    def waiting(self) -> tuple[Letter, ...]:
        """Those not answered yet, what is due first in front."""
        found = [one for one in self.letters if not one.answered]
        return tuple(sorted(found, key=lambda one: (str(one.due or "9"), one.received)))

    @property
    def to_post(self) -> tuple[Letter, ...]:
        """Those answered that may be made public."""
        return tuple(one for one in self.letters if one.is_posted and one.answered)


def mailbox_seen(folder: Path, clock: Clock) -> MailboxSeen:
    """Return the letters, and what is wrong or late.

    Raises:
        SourceError: There are two registers, or one without a needed column.
        ForeignFileError: It cannot be read.
    """
    found = register_file(folder, FORM)
    read = read_mailbox(found.columns, found.rows)
    return MailboxSeen(
        file=found.name,
        letters=read.letters,
        faults=(*read.faults, *late(read, clock().date())),
        told=found.told,
    )


def new_mailbox(folder: Path) -> Path:
    """Return the empty register that was put into the workspace.

    Raises:
        SourceError: There is no workspace, or it has a register already.
        StorageError: It cannot be written.
    """
    return new_register_file(folder, FORM, _HELP, _WIDTHS)


def draft_answers(folder: Path, clock: Clock, numbers: Sequence[str]) -> Path:
    """Return the file of a new item with questions and answers, names taken out, to go on with.

    Raises:
        RequestError: No letter was chosen, or one may not be made public.
        SourceError: The workspace or the register cannot be read.
        ForeignFileError: The register cannot be read.
        StorageError: The disk does not take it.
    """
    workspace = open_workspace(folder)
    chosen = _chosen(mailbox_seen(folder, clock), numbers)
    path, data = begun(workspace, Kind.FAQ, _TITLE, clock)
    answered: list[Written] = [
        {"问": question, "答": answer} for question, answer in (one.posted for one in chosen)
    ]
    changes: dict[str, Written | None] = {
        "问答": answered,
        "发布单位": workspace.township.government,
        "公开对象": "全社会",
    }
    write_atomic(path, with_fields(path.name, data, changes))
    return path


def _chosen(seen: MailboxSeen, numbers: Sequence[str]) -> list[Letter]:
    if not numbers:
        raise RequestError("还没有选哪几封。", "请写上来信的编号。")
    wrong = [fault for fault in seen.faults if fault.severity is Severity.STOP]
    allowed = {one.number: one for one in seen.to_post}
    chosen = []
    for number in numbers:
        found = allowed.get(number)
        if found is None:
            raise RequestError(
                f"{number} 不能公开：没有这一封，还没有答复，或“公开”没有写{YES}。",
                "请先在登记簿里写好。",
            )
        if fault := next((one for one in wrong if one.line == found.row), None):
            raise RequestError(f"来信登记簿第 {fault.line} 行：{fault.message}", fault.remedy)
        chosen.append(found)
    return chosen
