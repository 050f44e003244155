"""Documents and texts that nobody should send; each is read, or refused with a sentence.

What it says stands beside each; empty where it is read. They are made when they are asked for:
some are large.
"""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

from tests.foreign_files import (
    BILLION,
    OLD_FORMAT,
    one_line,
    packed,
    with_password_bit,
    with_size_told,
    word_body,
    word_file,
)
from tests.word_made import NAMES, para, table
from tests.word_notices import PENSION

if TYPE_CHECKING:
    from collections.abc import Callable

_UTF16 = '<?xml version="1.0" encoding="UTF-16"?>'
_NOTICE = "停水通知\n大溪村停水。\n"
_DOC = "word/document.xml"


def _stored(inside: str) -> bytes:
    """Return a docx that is not packed, so that no ratio tells of what is in it."""
    return packed({_DOC: word_body(inside)}, method=zipfile.ZIP_STORED)


def _lines(count: int, text: str) -> bytes:
    return _stored("".join(one_line(text.format(n=n)) for n in range(count)))


def _old(stream: str) -> bytes:
    return OLD_FORMAT + bytes(600) + stream.encode("utf-16-le") + bytes(600)


def _numbers(inside: str) -> str:
    return f"<w:numbering {NAMES}>{inside}</w:numbering>"


_OWN_BASE = '<w:style w:styleId="a"><w:basedOn w:val="a"/></w:style>'
Case = tuple["Callable[[], bytes]", str]

GATED: dict[str, Case] = {
    "nothing": (lambda: b"", "空的"),
    "zeros": (lambda: bytes(5000), "不是文字"),
    "more than ten megabytes": (lambda: b"a" * 10_000_001, "最大 10 MB"),
    "a picture by another name": (lambda: b"\xff\xd8\xff\xe0" + bytes(100), "图片"),
    "a PDF by another name": (lambda: b"%PDF-1.7 ...", "PDF"),
    "an old document": (lambda: _old("WordDocument"), "旧格式"),
    "a document under a password": (lambda: _old("EncryptedPackage"), "密码"),
    "a password bit": (lambda: with_password_bit(PENSION.data), "密码"),
    "cut off": (lambda: PENSION.data[:2000], "坏"),
    "bits turned": (
        lambda: bytes(b ^ (16 if n % 97 == 0 else 0) for n, b in enumerate(PENSION.data)),
        "坏|密码|不正常|不是文字",
    ),
    "macros": (lambda: packed({_DOC: "<w/>", "word/vbaProject.bin": "x"}), "宏"),
    "ActiveX": (lambda: packed({_DOC: "<w/>", "word/activeX/activeX1.xml": "<a/>"}), "宏"),
    "three thousand parts": (
        lambda: packed({f"word/{n}.xml": "" for n in range(3000)} | {_DOC: "<w/>"}),
        "不正常",
    ),
    "bomb of 100 MB": (lambda: word_file(word_body(one_line("A" * 100_000_000))), "不正常"),
    "bomb of empty paragraphs": (lambda: word_file(word_body("<w:p/>" * 3_300_000)), "不正常"),
    "size that lies": (
        lambda: with_size_told(word_file(word_body(one_line("A" * 60_000_000))), 1000),
        "坏|不正常",
    ),
    "LZMA": (lambda: packed({_DOC: "<w/>"}, method=zipfile.ZIP_LZMA), "坏"),
    "ODF": (lambda: packed({"content.xml": "<a/>"}), "ODF"),
    "an archive of documents": (lambda: packed({"a/通知.docx": PENSION.data}), "压缩包"),
}
PARSED: dict[str, Case] = {
    "entities": (lambda: word_file(word_body(one_line("&i;"), before=BILLION)), "DOCTYPE"),
    "entities in UTF-16": (
        lambda: word_file((_UTF16 + word_body("", before=BILLION)).encode("utf-16")),
        "DOCTYPE",
    ),
    "file of the machine": (
        lambda: word_file('<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><x>&e;</x>'),
        "DOCTYPE",
    ),
    "entities in the numbering": (
        lambda: word_file(word_body(one_line("停水")), word__numbering=BILLION + _numbers("")),
        "DOCTYPE",
    ),
    "depth": (lambda: _stored("<w:sdt>" * 5000 + "</w:sdt>" * 5000), "不正常"),
    "250,000 empty paragraphs": (lambda: _stored("<w:p/>" * 250_000), "不正常"),
    "a million elements": (lambda: _stored("<w:p/>" * 1_000_000), "不正常"),
    "60,000 lines of amounts": (lambda: _lines(60_000, "每人{n}元，到乡政府办理"), "不正常"),
    "a table as wide as a number": (
        lambda: _stored(
            "<w:tbl><w:tr>"
            + '<w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr><w:p/></w:tc>' * 2000
            + "</w:tr></w:tbl>"
        ),
        "不正常",
    ),
    "a table of 30,000 cells": (lambda: _stored(table(*[("1", "2")] * 15_000)), ""),
    "tables in tables": (
        lambda: _stored("<w:tbl><w:tr><w:tc>" * 60 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 60),
        "",
    ),
    "text boxes in text boxes": (
        lambda: _stored(
            "<w:p><w:r><w:pict><w:txbxContent>" * 45
            + "<w:p/>"
            + "</w:txbxContent></w:pict></w:r></w:p>" * 45
        ),
        "没有文字",
    ),
    "a list that is its own base": (
        lambda: word_file(
            word_body(para("停水通知", style="a", numbered=1).replace("<w:p>", f"<w:p {NAMES}>")),
            word__styles=f"<w:styles {NAMES}>{_OWN_BASE}</w:styles>",
        ),
        "",
    ),
    "a numbering that repeats itself": (
        lambda: word_file(
            word_body('<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:p>' * 500),
            word__numbering=_numbers(
                f'<w:abstractNum><w:lvl><w:lvlText w:val="{"%1" * 5000}"/></w:lvl></w:abstractNum>'
                '<w:num w:numId="1"><w:abstractNumId w:val=""/></w:num>'
            ),
        ),
        "没有文字",
    ),
    "a path that leads out": (
        lambda: packed({"../../etc/x": "a", _DOC: word_body(one_line("停水通知"))}),
        "",
    ),
    "no body": (lambda: word_file(f"<w:document {NAMES}/>"), "没有文字"),
    "no XML": (lambda: word_file(b"\x00\x01<w:document"), "坏"),
    "an unknown encoding": (lambda: word_file(b'<?xml version="1.0" encoding="x"?><a/>'), "坏"),
}
WORDED: dict[str, Case] = {
    "a notice in GBK": (lambda: _NOTICE.encode("gbk"), ""),
    "a notice in UTF-16": (lambda: _NOTICE.encode("utf-16"), ""),
    "half a character": (lambda: "停水".encode() + b"\xff\xff", "认不出"),
    "marks that turn the order": ("\u202e停水\u2066通知\u2069每人004元".encode, ""),
    "200,001 characters": (lambda: b"1" * 200_001, "20 万字"),
    "a paragraph of 60,000": (
        lambda: _stored(one_line("对" * 20_000 + "每" * 20_000 + "1" * 20_000)),
        "",
    ),
    "brackets that never close": (lambda: ("（" * 900 + "\n").encode() * 200, ""),
    "titles without end": (lambda: ("关于" * 450 + "\n").encode() * 200, ""),
    "days without end": (lambda: ("12月1日至" * 150 + "\n").encode() * 200, ""),
    "amounts without end": (lambda: ("每人每月400元以上" * 90 + "\n").encode() * 200, ""),
    "places without end": (lambda: ("到所在站楼" * 180 + "办\n").encode() * 200, ""),
    "papers without end": (lambda: ("根据《中" * 220 + "》\n").encode() * 200, ""),
    "phones without end": (lambda: ("电话0597-0123456" * 60 + "\n").encode() * 200, ""),
    "offices without end": (lambda: ("乡政府办公室中心" * 120 + "\n").encode() * 200, ""),
    "things to bring without end": (lambda: ("带证和及与" * 180 + "\n").encode() * 200, ""),
    "blanks without end": (lambda: (" 1 " * 300 + "\n").encode() * 200, ""),
    "tabs without end": (lambda: ("a\t" * 400 + "\n").encode() * 200, ""),
    "marks of a page without end": (lambda: ("来源：" * 300 + "> \n").encode() * 200, ""),
}
HOSTILE = GATED | PARSED | WORDED
