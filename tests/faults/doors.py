"""Every door through which a file comes into the kit, with a file that is right."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

from kit.compose.layouts.parse import parse_layout
from kit.edition.published.manifest import MANIFEST, parse_manifest
from kit.edition.request import OUTPUT
from kit.foreign.cap_reader import read_cap
from kit.foreign.child import Asked
from kit.foreign.known_words import KnownWords
from kit.foreign.read import answer
from kit.office.backup import back_up, look_at_backup
from kit.office.import_file import read_given
from kit.office.mailbox import mailbox_seen
from kit.office.roster import roster_seen
from kit.recordings.decode import decode_sound
from kit.render.board_codes import read_board_photo
from kit.render.picture import safe_picture
from kit.returns.returns_log import Return, ReturnKind, add_returns, read_returns
from kit.review.ledger import FILE as LEDGER
from kit.review.reviews import read_reviews
from kit.source.codes import FILE as CODES
from kit.source.codes import read_register
from kit.source.item_file import read_item
from kit.source.private import RETURNS
from kit.source.township import read_township
from kit.source.workspace import open_workspace
from kit.text.readings.reading_tables import parse_lexicon
from tests.board_photos import board
from tests.cap_messages import cap
from tests.test_recordings_decode import file_of, spoken, telephone_file
from tests.word_notices import PENSION
from tests.workbooks import book_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

NOW = datetime(2026, 11, 23, 9).astimezone()
_WORDS = KnownWords(villages=("样例一村",), offices=("乡党政办",), today=NOW.date())


@dataclass(frozen=True)
class Door:
    """A way in: ``good`` is a file that is read, ``read`` brings one in through ``folder``."""

    good: Callable[[Path], bytes]
    read: Callable[[bytes, Path], object]


def _clock() -> datetime:
    return NOW


def _standing_at(path: str) -> Callable[[Path], bytes]:
    return lambda folder: (folder / path).read_bytes()


def _put(folder: Path, path: str, data: bytes) -> Path:
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_bytes(data)
    return folder / path


def _through_workspace(path: str) -> Callable[[bytes, Path], object]:
    """Open the workspace and all its signatures with the damaged file in its place."""

    def read(data: bytes, folder: Path) -> object:
        _put(folder, path, data)
        return read_reviews(open_workspace(folder))

    return read


def _list(name: str) -> Callable[[bytes, Path], object]:
    return lambda data, folder: read_given(folder, Path(name), data, _clock)


def _backed_up(folder: Path) -> bytes:
    goal = folder.with_name("备份")
    goal.mkdir(exist_ok=True)
    return back_up(folder, goal, _clock).path.read_bytes()


def _photo(kind: str) -> bytes:
    stream = BytesIO()
    Image.radial_gradient("L").convert("RGB").save(stream, kind)
    return stream.getvalue()


def _table(rows: Sequence[Sequence[object]]) -> bytes:
    return "\n".join(",".join(map(str, row)) for row in rows).encode("utf-8-sig")


def _register(name: str, see: Callable[[Path], object]) -> Callable[[bytes, Path], object]:
    return lambda data, folder: see(_put(folder, name, data).parent)


def _manifest(folder: Path) -> bytes:
    return next((folder / OUTPUT).rglob(MANIFEST)).read_bytes()


def _returned(folder: Path) -> bytes:
    path = folder / "回单" / RETURNS
    path.parent.mkdir()
    kind = next(iter(ReturnKind))
    add_returns(path, [Return(kind=kind, at=NOW, by="样例甲", week="2026-W48", copies=2, why="雨")])
    return path.read_bytes()


_HOUSEHOLDS = (
    ("村", "户主", "面积（亩）", "金额（元）"),
    *(("样例一村", "样某", n, 100 * n) for n in range(1, 9)),
)
_LETTERS = (
    (
        "编号",
        "收到",
        "方式",
        "来信人",
        "村",
        "来信",
        "承办",
        "限办",
        "答复",
        "答复内容",
        "公开",
        "备注",
    ),
    ("LT-1", "2026-11-01", "信箱", "样某", "样例一村", "路灯不亮", "", "", "", "", "", ""),
)
_ROSTER = (
    ("责任", "姓名", "职务", "办公室", "起", "止", "备注"),
    ("第一责任人", "样例甲", "", "", "2026-01-01"),
)
_ITEM = "items/DX-2026-005.md"
DOORS: dict[str, Door] = {
    "公开事项 md": Door(_standing_at(_ITEM), lambda data, at: read_item(_put(at, _ITEM, data))),
    "kit.toml": Door(
        _standing_at("kit.toml"), lambda data, at: read_township(_put(at, "kit.toml", data))
    ),
    "审核台账": Door(_standing_at(LEDGER), _through_workspace(LEDGER)),
    "编码登记": Door(
        _standing_at(CODES), lambda data, at: read_register(_put(at, CODES, data).parent)
    ),
    "版次清单": Door(_manifest, lambda data, _: parse_manifest(data)),
    "csv 名单": Door(lambda _: _table(_HOUSEHOLDS), _list("名单.csv")),
    "xlsx 名单": Door(
        lambda _: book_of(_HOUSEHOLDS), lambda data, _: answer(data, Asked(words=_WORDS))
    ),
    "docx 通知": Door(lambda _: PENSION.data, lambda data, _: answer(data, Asked(words=_WORDS))),
    "docx 年报": Door(
        lambda _: PENSION.data, lambda data, _: answer(data, Asked(words=_WORDS, whole=True))
    ),
    "CAP xml": Door(lambda _: cap(), lambda data, _: read_cap(data)),
    "wav": Door(
        lambda _: file_of(spoken(16_000, 1.5), 16_000), lambda data, _: decode_sound(data, "x")
    ),
    "mp3": Door(
        lambda _: file_of(spoken(16_000, 1.5), 16_000, "MP3"),
        lambda data, _: decode_sound(data, "x"),
    ),
    "m4a": Door(
        lambda _: telephone_file(spoken(16_000, 1.5), 16_000),
        lambda data, _: decode_sound(data, "x"),
    ),
    "png": Door(lambda _: _photo("PNG"), lambda data, _: safe_picture(data, 800)),
    "jpg": Door(lambda _: _photo("JPEG"), lambda data, _: safe_picture(data, 800)),
    "公开栏照片": Door(
        lambda _: board(["https://x/1", "x"]), lambda data, _: read_board_photo(data)
    ),
    "版式 toml": Door(
        lambda _: Path("layouts/poster-a3.toml").read_bytes(),
        lambda data, _: parse_layout(data.decode(errors="replace"), "poster-a3"),
    ),
    "读音表 tsv": Door(
        lambda _: "便民\tbiàn mín\n圩天\txū tiān\n".encode(),
        lambda data, _: parse_lexicon(data.decode(errors="replace"), "lexicon.tsv"),
    ),
    "备份": Door(_backed_up, lambda data, at: look_at_backup(_put(at, "备份.zip", data))),
    "回单": Door(_returned, lambda data, at: read_returns(_put(at, RETURNS, data))),
    "来信登记 csv": Door(
        lambda _: _table(_LETTERS), _register("来信登记簿.csv", lambda at: mailbox_seen(at, _clock))
    ),
    "名册 csv": Door(
        lambda _: _table(_ROSTER), _register("公开责任名册.csv", lambda at: roster_seen(at, _clock))
    ),
}
