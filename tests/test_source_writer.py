"""Fields put back into item files: what was not replaced stays, byte for byte."""

from __future__ import annotations

import contextlib
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.errors import SourceError
from kit.model.field import LISTS, Field, Form
from kit.model.fields import BY_LABEL, FIELDS
from kit.model.item import Kind
from kit.review.digest import digest
from kit.source.item_file import ItemFile, read_item_text
from kit.source.prepare import clean
from kit.source.template import new_item_text
from kit.source.writer import save_fields, with_fields
from tests.test_source_bad_input import GOOD
from tests.test_source_setup import TODAY

EXAMPLES = sorted(Path(__file__).parents[1].glob("examples/daxi/items/*.md"))
SIGNS = "金额元年月日一二 　:：#'\"-—{}[]|>&*!%@`,，。、?~\\/<=+()（）0123456789abcABC\tnull true"
LINE = st.text(SIGNS, min_size=1, max_size=18).map(lambda text: clean(text).strip()).filter(bool)
LONG = st.lists(st.text(SIGNS, max_size=14), min_size=1, max_size=5).map("\n".join)
LONG = LONG.map(lambda text: clean(text).strip()).filter(bool)


def values_of(field: Field) -> st.SearchStrategy[object]:
    """What a form may hand in for a field, right or wrong."""
    if field.form in {Form.RECORD, Form.RECORDS}:
        one = st.fixed_dictionaries(
            {}, optional={part.label: values_of(part) for part in field.parts}
        ).filter(bool)
        return st.lists(one, min_size=1, max_size=3) if field.form is Form.RECORDS else one
    if field.form is Form.READINGS:
        return st.dictionaries(LINE, LINE, min_size=1, max_size=3)
    if field.form is Form.LONG:
        return LONG
    if field.form is Form.CHOICES:
        assert field.choices is not None
        return st.lists(st.sampled_from(list(map(str, field.choices))), min_size=1, max_size=4)
    return st.lists(LINE, min_size=1, max_size=4) if field.form in LISTS else LINE


def read(text: str | bytes, files: dict[str, bytes] | None = None) -> ItemFile:
    text = text.decode("utf-8-sig") if isinstance(text, bytes) else text
    return read_item_text("items/DX-2026-004.md", text, files or {})


def write(text: str, **changes: object) -> str:
    return with_fields("DX-2026-004.md", text.encode(), changes).decode()  # type: ignore[arg-type]  # wrong ones among them


def beside(path: Path) -> dict[str, bytes]:
    table = path.with_suffix(".csv")
    return {table.name: table.read_bytes()} if table.is_file() else {}


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.attribute)
@settings(max_examples=40)
@given(data=st.data())
def test_what_is_written_is_read_again(field: Field, data: st.DataObject) -> None:
    value = data.draw(values_of(field))
    before = read(GOOD)

    after = read(write(GOOD, **{field.label: value}))

    assert after.written == {**before.written, field.label: value}


@settings(max_examples=60)
@given(st.data())
def test_several_fields_at_once_are_read_again_and_the_others_stay(data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(EXAMPLES))
    fields = data.draw(st.lists(st.sampled_from(FIELDS), unique=True, min_size=1, max_size=5))
    changes = {f.label: data.draw(st.none() | values_of(f), label=f.label) for f in fields}
    text = path.read_text(encoding="utf-8")
    before = read(text)

    after = read(write(text, **changes))

    kept = {k: v for k, v in before.written.items() if k not in changes}
    assert after.written == {**kept, **{k: v for k, v in changes.items() if v is not None}}


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_examples_keep_their_digests_when_every_field_is_written_again(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    before = read_item_text(f"items/{path.name}", text, beside(path))
    assert before.item is not None

    assert write(text, **before.written) == text
    emptied = write(text, **dict.fromkeys(label for label in before.written if label != "编号"))
    written = write(emptied, **before.written)

    after = read_item_text(f"items/{path.name}", written, beside(path))
    assert read(emptied).written == {"编号": path.stem}
    assert after.item is not None
    assert digest(after.item) == digest(before.item)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_line_that_is_not_the_fields_own_stays(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    written = write(text, 标题="换一个标题")

    lines, new = text.split("\n"), written.split("\n")
    assert len(lines) == len(new)
    assert [line for line, other in zip(lines, new, strict=True) if line != other] == [
        line for line in lines if line.startswith("标题: ")
    ]


def test_comments_order_marks_and_line_ends_stay() -> None:
    above = "\ufeff---\r\n# 说明一\r\n标题: {}   # 八个字最好\r\n\r\n# 电话的说明\r\n电话:\r\n"
    remark = "  # 还没试拨\r\n"
    below = "# 最后的说明\r\n谁： 村民\r\n---\r\n\r\n正文。\r\n"
    text = f"{above.format('交医保')}  - 乡里 12393\r\n{remark}  - 所里 12345\r\n{below}"

    written = write(text, 标题="交明年的医保", 电话=["乡里 12393"])

    assert written == f"{above.format('交明年的医保')}  - 乡里 12393\r\n{remark}{below}"


def test_a_field_comes_in_below_the_one_before_it_on_the_form_and_goes_without_a_trace() -> None:
    written = write(GOOD, 文号="永大政〔2026〕1号", 全称="关于缴费的通知")

    lines = written.split("\n")
    at = lines.index("标题: 交明年的居民医保")
    assert lines[at + 1 : at + 3] == ["全称: 关于缴费的通知", "文号: 永大政〔2026〕1号"]
    assert write(written, 文号=None, 全称=None) == GOOD


def test_the_body_is_replaced_below_the_head_and_taken_out() -> None:
    written = write(GOOD, 正文="第一段。\n\n---\n第二段。")

    assert written.endswith("\n---\n\n第一段。\n\n---\n第二段。\n")
    assert read(written).written["正文"] == "第一段。\n\n---\n第二段。"
    assert "正文" not in read(write(written, 正文=None)).written
    bare = GOOD.partition("\n\n集中")[0]
    assert read(write(bare, 正文="一段。")).written["正文"] == "一段。"


def test_nothing_is_written_for_a_fact_that_has_no_entries() -> None:
    written = write(GOOD, 带什么=[], 金额="无")

    assert "带什么: 无\n" in written
    item = read(written).item
    assert item is not None
    assert (item.bring, item.amounts) == ((), ())


@pytest.mark.parametrize("kind", Kind)
def test_a_new_form_is_filled_in_by_writing_its_fields(kind: Kind) -> None:
    form = new_item_text(kind, "交医保", "DX-2026-004", TODAY)
    comments = [line for line in form.split("\n") if line.startswith("#")]

    written = write(form, 谁="村民", 带什么=["身份证"], 问答=[{"问": "要交吗？", "答": "要。"}])

    assert [line for line in written.split("\n") if line.startswith("#")] == comments
    assert read(written).written["带什么"] == ["身份证"]


def test_a_file_that_changed_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "DX-2026-004.md"
    path.write_text(GOOD, encoding="utf-8")
    seen = sha256(path.read_bytes()).hexdigest()

    save_fields(path, {"谁": "全乡村民"}, seen=seen)
    with pytest.raises(SourceError, match="刚才被别人改过"):
        save_fields(path, {"谁": "别的人"}, seen=seen)

    assert "谁: 全乡村民\n" in path.read_text(encoding="utf-8")
    path.unlink()
    with pytest.raises(SourceError, match="读不出"):
        save_fields(path, {"谁": "别的人"}, seen=seen)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("text", "changes", "says"),
    [
        (GOOD, {"题目": "x"}, "没有“题目”这一栏"),
        (GOOD, {"谁": "\ud800"}, "存不进文件"),
        (GOOD, {"谁": "长" * 3001}, "存不进文件"),
        ("没有栏目", {"谁": "x"}, "文件开头没有 ---"),
        ("---\n- 甲\n---\n", {"谁": "x"}, "第 2 行"),
        ("---\n标题: 甲\n标题: 乙\n---\n", {"谁": "x"}, "写了两次"),
        ("---\n{标题: 甲, 谁: 乙}\n---\n", {"谁": "x"}, "一行写了几栏"),
    ],
)
def test_what_cannot_be_written_is_refused(text: str, changes: dict[str, str], says: str) -> None:
    with pytest.raises(SourceError, match=says):
        write(text, **changes)


def test_every_field_of_the_form_can_be_written() -> None:
    assert {field.label for field in FIELDS} == BY_LABEL.keys()


@pytest.mark.parametrize(
    "signs", ["[" * 5000, "{a: " * 3000, "- " * 5000, "? " * 1400, "a: [" * 300]
)
def test_signs_that_open_without_end_are_text_or_refused(signs: str) -> None:
    with contextlib.suppress(SourceError):
        assert read(write(GOOD, 正文=signs, 谁=signs)).written["谁"] == signs.strip()
