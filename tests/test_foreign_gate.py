"""A file from elsewhere is known by its bytes, and what no notice is goes no further."""

from __future__ import annotations

import contextlib
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.errors import ForeignFileError
from kit.foreign.gate import MOST_BYTES, Kind, open_foreign
from kit.foreign.plain_text import MOST_CHARACTERS, decoded
from kit.foreign.safe_xml import tree
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

GOOD = word_file(word_body(one_line("停水通知")))
SHEET = packed({"xl/workbook.xml": "<workbook/>"})
NOTICE = "停水通知\n大溪村停水。\n"


def old_format(stream: str) -> bytes:
    return OLD_FORMAT + bytes(600) + stream.encode("utf-16-le") + bytes(600)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (GOOD, Kind.DOCX),
        (SHEET, Kind.XLSX),
        (NOTICE.encode(), Kind.TEXT),
        (b"PK is no package", None),
    ],
)
def test_a_file_is_what_its_bytes_say(data: bytes, kind: Kind | None) -> None:
    if kind is None:
        with pytest.raises(ForeignFileError, match="坏了"):
            open_foreign(data)
    else:
        assert open_foreign(data).kind is kind


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "空的"),
        (b" \r\n\t", "空的"),
        (b"a" * (MOST_BYTES + 1), "最大 10 MB"),
        (old_format("WordDocument"), r"旧格式的文字.*另存为.*\.docx"),
        (old_format("Workbook"), r"旧格式的表格.*另存为.*\.xlsx"),
        (old_format("Book"), r"旧格式的表格.*另存为.*\.xlsx"),
        (old_format("其他"), r"旧格式.*\.docx.*\.xlsx"),
        (old_format("EncryptedPackage"), "密码"),
        (b"%PDF-1.7", "PDF.*粘贴"),
        (b"{\\rtf1\\ansi", r"RTF.*\.docx"),
        (b"Rar!\x1a\x07", "压缩包"),
        (b"7z\xbc\xaf\x27\x1c", "压缩包"),
        (b"\x1f\x8b\x08", "压缩包"),
        (b"\xff\xd8\xff\xe0", "图片"),
        (b"\x89PNG\r\n", "图片"),
        (packed({"停水.txt": "停水"}), "压缩包"),
        (packed({"content.xml": "<a/>"}), "ODF"),
        (packed({"ppt/presentation.xml": "<a/>"}), "没有文字也没有表格"),
        (GOOD[: len(GOOD) // 2], "坏了"),
        (with_password_bit(GOOD), "密码"),
        (packed({"word/document.xml": "<w/>", "word/vbaProject.bin": "x"}), "宏"),
        (packed({"xl/workbook.xml": "<w/>", "xl/activeX/activeX1.bin": "x"}), "宏"),
        (packed({"word/document.xml": "<w/>"} | {f"word/{n}.xml": "" for n in range(2_001)}), "大"),
        (word_file(word_body("<w:p/>" * 100_000)), "大得不正常"),
        (packed({"word/document.xml": "<w/>"}, method=zipfile.ZIP_LZMA), "坏了"),
    ],
)
def test_what_is_not_read_is_named_with_what_to_do(data: bytes, said: str) -> None:
    with pytest.raises(ForeignFileError, match=said) as refused:
        open_foreign(data)

    assert refused.value.remedy.endswith("。")


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_part_that_stands_twice_is_nobodys_notice() -> None:
    twice = packed({"word/document.xml": word_body(one_line("停水"))}, more="word/document.xml")

    with pytest.raises(ForeignFileError, match="不正常"):
        open_foreign(twice)


def test_a_size_that_lies_is_found_while_the_part_is_inflated() -> None:
    lying = with_size_told(word_file(word_body("A" * 30_000_000)), 1_000)
    package = open_foreign(lying).package

    assert package
    with pytest.raises(ForeignFileError):
        package.part("word/document.xml")


def test_a_part_that_is_not_there_is_none() -> None:
    package = open_foreign(GOOD).package

    assert package
    assert package.part("word/numbering.xml") is None


@pytest.mark.parametrize(
    "document",
    [
        word_body(one_line("&i;"), before=BILLION).encode(),
        ('<?xml version="1.0" encoding="UTF-16"?>' + word_body("", before=BILLION)).encode(
            "utf-16"
        ),
        b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>',
        b'<!DOCTYPE x SYSTEM "http://example.invalid/x.dtd"><x/>',
    ],
)
def test_no_document_type_is_read_in_any_encoding(document: bytes) -> None:
    with pytest.raises(ForeignFileError, match="DOCTYPE"):
        tree(document)


@pytest.mark.parametrize(
    ("document", "said"),
    [
        (b"<a><b></a>", "坏了"),
        (b"<a>&unknown;</a>", "坏了"),
        (b'<?xml version="1.0" encoding="x-none"?><a/>', "坏了"),
        (b"<a>" * 201 + b"</a>" * 201, "不正常"),
        (b"<a>" + b"<b/>" * 600_000 + b"</a>", "不正常"),
    ],
)
def test_xml_that_no_office_writes_is_refused(document: bytes, said: str) -> None:
    with pytest.raises(ForeignFileError, match=said):
        tree(document)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gbk", "gb18030"])
def test_text_is_read_in_every_encoding_that_notepad_writes(encoding: str) -> None:
    assert decoded(NOTICE.encode(encoding)) == NOTICE


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\x00\x01\x02", "不是文字"),
        ("停水".encode() + b"\xff\xff", "认不出"),
        ("停".encode("utf-16") + b"\x00", "认不出"),
        (b"a" * (MOST_CHARACTERS + 1), "20 万字"),
    ],
)
def test_what_is_no_text_is_not_guessed_at(data: bytes, said: str) -> None:
    with pytest.raises(ForeignFileError, match=said):
        decoded(data)


def test_what_nobody_sees_does_not_come_in_with_a_pasted_text() -> None:
    assert decoded("每\u200b人\u202e004\u202c元\r\n".encode()) == "每人004元\n"


@given(st.binary(max_size=300) | st.binary(max_size=300).map(lambda tail: GOOD[:200] + tail))
def test_whatever_bytes_come_they_are_opened_or_refused(data: bytes) -> None:
    with contextlib.suppress(ForeignFileError):
        opened = open_foreign(data)
        assert opened.kind is not Kind.TEXT or decoded(opened.data)
