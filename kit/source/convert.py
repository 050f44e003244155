"""A field's value out of its node in the head: all that is wrong is told, nothing raised."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kit.errors import SourceError
from kit.model.field import LISTS, NOTHING, Form, is_nothing
from kit.source.head import Record, Scalar, Series
from kit.source.problems import Rule
from kit.source.values import (
    WrongValue,
    parse_amount,
    parse_choice,
    parse_count,
    parse_date,
    parse_link,
    parse_moment,
    parse_phone,
    parse_yes_no,
)
from kit.text.nearest import nearest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.model.field import Field
    from kit.source.head import Node
    from kit.source.problems import Problems

# Between entries on one line; brackets keep theirs: 身份证（办医保、低保的）.
_BETWEEN = re.compile(r"\s*[、；;，,](?![^（(]*[）)])\s*")
_PINYIN = re.compile(r"[a-zāáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜüńňǹ' ]+", re.IGNORECASE)


def convert(node: Node, field: Field, problems: Problems) -> Any:
    """Return the field's value: what its form says, or None where 无 may stand and does.

    Where something is wrong the finding is added and an empty value returned; the caller
    makes no item of a file with such findings.
    """
    if says_nothing(node, field):
        if not field.may_be_nothing:
            _tell_nothing(node.line, field, problems)
        return () if field.form in LISTS else None
    if isinstance(node, Scalar) and not node.text:
        _tell_empty(node.line, field, problems)
        return () if field.form in LISTS else None
    if field.form in LISTS:
        entries = tuple(_entries(node, field, problems))
        # A channel ticked twice is ticked.
        return tuple(dict.fromkeys(entries)) if field.form is Form.CHOICES else entries
    if field.form is Form.RECORD:
        return convert_record(node, field, problems)
    if field.form is Form.READINGS:
        return dict(_readings(node, field, problems))
    if not isinstance(node, Scalar):
        problems.at(node.line, field.label).stop(
            Rule.VALUE, "这一栏只填一句话，现在是一串。", "请写在一行里，不要用“- ”分条。"
        )
        return None
    return _single(node, field, problems)


def says_nothing(node: Node, field: Field) -> bool:
    """Return whether all that is written there is 无; a choice may have it among its names."""
    match node:
        case Scalar():
            return is_nothing(node.text) and NOTHING not in tuple(field.choices or ())
        case Series():
            return bool(node.parts) and all(says_nothing(part, field) for part in node.parts)
        case Record():
            values = [value for _, value in node.entries]
            return bool(values) and all(says_nothing(value, field) for value in values)


def left_open(node: Node, field: Field) -> bool:
    """Return whether a line of the form that may stay open was left so, or says 无."""
    blank = isinstance(node, Scalar) and not node.text
    return not field.required and (blank or says_nothing(node, field))


def _tell_nothing(line: int, field: Field, problems: Problems) -> None:
    problems.at(line, field.label).stop(
        Rule.MISSING, f"这一栏不能写 {NOTHING}。", f"请填写（{field.help}）。"
    )


def _tell_empty(line: int, field: Field, problems: Problems) -> None:
    nothing = f"；不适用的写 {NOTHING}" if field.may_be_nothing else ""
    remedy = f"请填写{nothing}。" if field.required else "请填写，或者删掉这一条。"
    problems.at(line, field.label).stop(Rule.MISSING, "这一栏空着。", remedy)


def _single(node: Scalar, field: Field, problems: Problems) -> Any:
    """Return the value of a field that holds one thing, or None with the finding added."""
    try:
        return _parsed(NOTHING if is_nothing(node.text) else node.text, field)
    except WrongValue as wrong:
        problems.at(node.line, field.label).stop(Rule.VALUE, wrong.message, wrong.remedy)
        return None


def _parsed(text: str, field: Field) -> Any:
    _check_length(text, field)
    match field.form:
        case Form.DATE:
            return parse_date(text)
        case Form.MOMENT:
            return parse_moment(text)
        case Form.YES_NO:
            return parse_yes_no(text)
        case Form.COUNT:
            return parse_count(text, field.least, field.most)
        case Form.LINK:
            return parse_link(text)
        case Form.AMOUNTS:
            return parse_amount(text)
        case Form.PHONES:
            return parse_phone(text)
        case Form.CHOICE | Form.CHOICES:
            assert field.choices is not None
            return parse_choice(text, field.choices)
        case _:
            return text


def _check_length(text: str, field: Field) -> None:
    if field.form is Form.COUNT:
        return
    if field.most and len(text) > field.most:
        raise WrongValue(
            f"有 {len(text)} 个字，最多 {field.most} 个。",
            f"请删去 {len(text) - field.most} 个字。",
        )
    if len(text) < field.least:
        raise WrongValue(f"只有 {len(text)} 个字，太短。", f"请写 {field.least} 个字以上。")


def _entries(node: Node, field: Field, problems: Problems) -> Iterator[Any]:
    """Yield the values of a list; entries on one line count as well as one below the other."""
    written = node.parts if isinstance(node, Series) else tuple(_on_one_line(node, field))
    parts = [part for part in written if not says_nothing(part, field)]
    if len(parts) < len(written):
        problems.at(node.line, field.label).note(
            Rule.MENDED,
            f"“{NOTHING}”和别的写在一起，没有读。",
            f"请删掉“{NOTHING}”；真的没有的，只留它。",
        )
    if not parts:
        _tell_empty(node.line, field, problems)
    if field.most_entries and len(parts) > field.most_entries:
        problems.at(node.line, field.label).stop(
            Rule.VALUE,
            f"有 {len(parts)} 条，最多 {field.most_entries} 条。",
            f"请删去 {len(parts) - field.most_entries} 条，或移到正文。",
        )
    for part in parts:
        if field.form is Form.RECORDS:
            yield convert_record(part, field, problems)
        elif not isinstance(part, Scalar):
            problems.at(part.line, field.label).stop(
                Rule.VALUE, "这一条里又分了栏或条。", "请每条写一行字；字里有冒号的，用全角“：”。"
            )
        elif not part.text:
            _tell_empty(part.line, field, problems)
        else:
            value = _single(part, field, problems)
            if value is not None:
                yield value


def _on_one_line(node: Node, field: Field) -> Iterator[Node]:
    if not isinstance(node, Scalar) or field.form in {Form.LINES, Form.AMOUNTS}:
        yield node
        return
    for text in _BETWEEN.split(node.text):
        if text:
            yield Scalar(text, node.line)


def convert_record(node: Node, field: Field, problems: Problems) -> dict[str, Any]:
    """Return the values of a record by attribute; what was not written is left out."""
    if not isinstance(node, Record):
        problems.at(node.line, field.label).stop(
            Rule.VALUE,
            f"这一栏要分开填：{'、'.join(part.label for part in field.parts)}。",
            "请在下面另起几行，空两格，每行写“名称: 内容”。",
        )
        return {}
    parts = {part.label: part for part in field.parts}
    values: dict[str, Any] = {}
    for label, part, value in known_entries(node, parts, problems, within=field.label):
        if left_open(value, part):
            continue
        values[part.attribute] = convert(value, _inside(part, label, field), problems)
    for part in field.parts:
        if part.required and part.attribute not in values:
            problems.at(node.line, field.label).stop(
                Rule.MISSING, f"缺“{part.label}”。", f"请在“{field.label}”下面补上：{part.help}。"
            )
    return values


def _inside(part: Field, label: str, outer: Field) -> Field:
    """Return the part with a label that tells where it stands, for its findings."""
    return replace(part, label=f"{outer.label}·{label}")


def known_entries(
    node: Record, known: dict[str, Field], problems: Problems, *, within: str = ""
) -> Iterator[tuple[str, Field, Node]]:
    """Yield each known label once with its field and value; tell the unknown and the doubled."""
    seen: dict[str, int] = {}
    place = f"“{within}”里" if within else ""
    for label, value in node.entries:
        field = known.get(label.text)
        if field is None:
            problems.at(label.line, within).stop(
                Rule.FIELD, f"{place}没有“{label.text}”这一栏。", _meant(label.text, known)
            )
        elif label.text in seen:
            problems.at(label.line, within or label.text).stop(
                Rule.FIELD,
                f"{place}“{label.text}”写了两次（第 {seen[label.text]} 行写过）。",
                "请删掉一处。",
            )
        else:
            seen[label.text] = label.line
            yield label.text, field, value


def _meant(label: str, known: dict[str, Field]) -> str:
    """Return what to do about a label that is not known."""
    if "：" in label or "，" in label:
        return "花括号里的冒号和逗号请用半角，后面各空一格。"
    near = nearest(label, known)
    if near:
        return f"是不是“{near}”？请改名，或删掉这一行。"
    return f"请删掉这一行。可用的有：{'、'.join(known)}。"


def _readings(node: Node, field: Field, problems: Problems) -> Iterator[tuple[str, str]]:
    if not isinstance(node, Record):
        problems.at(node.line, field.label).stop(
            Rule.VALUE, "读音要一词一行。", "请在下面另起一行，空两格，写成 便民: biàn mín。"
        )
        return
    for word, reading in node.entries:
        pinyin = reading.text if isinstance(reading, Scalar) else ""
        if not pinyin or not _PINYIN.fullmatch(pinyin):
            problems.at(word.line, field.label).stop(
                Rule.VALUE,
                f"“{word.text}”的读音不是带声调的拼音。",
                "请写成 biàn mín 这样，每个字一个音，中间空一格。",
            )
        elif fault := _misread(word.text, pinyin):
            problems.at(word.line, field.label).stop(Rule.VALUE, *fault)
        yield word.text, pinyin


def _misread(word: str, pinyin: str) -> tuple[str, str] | None:
    """Return what is wrong with a reading and what to do; None where it may stand."""
    from kit.text.readings.reading_tables import lent_readings, lexicon_of

    try:
        lent = lent_readings(lexicon_of([(word, pinyin)], "读音"))
    except SourceError:
        what = f"“{word}”有 {len(word)} 个字，读音不是 {len(word)} 个音节，或不是拼音。"
        return what, "请写成 便民: biàn mín 这样，每个字一个音，中间空一格。"
    if lent:
        what = f"“{word}”的读音会把它念成别的字。"
        return what, "读音只能在这个字自己的几个读法里选；要改内容，请改正文。"
    return None
