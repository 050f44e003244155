"""Lines of a head with the slips mended that can mean only one thing, each one told.

YAML refuses what a Chinese keyboard gives: the full-width colon, the tab, the dash without a
space. Where the label is at the start of its line there is no doubt what was meant.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kit.model.field import LISTS, Form
from kit.model.fields import BY_LABEL
from kit.source.problems import Rule

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kit.model.field import Field
    from kit.source.problems import Problems

_INDENT = re.compile(r"[ \t\u3000\u00a0]*")
_LABEL = re.compile(r"([^\s:：#'\"\[\]{}\-][^:：]{0,11}?)\s*(：|:(?=\S))\s*")
_PART_LABEL = re.compile(r"(- *)?([^\s:：#'\"\[\]{}\-][^:：]{0,11}?)\s*(：|:(?=\S))\s*")
_BULLET = re.compile(r"([-－–—•·*])[ \u3000]*(?=\S)")
_VALUE = re.compile(r"(?P<before>(?:- +)?(?:[^\s:'\"\[\]{}#][^:'\"]{0,11}: +)?)(?P<value>\S.*)")
_IN_QUOTES = re.compile(r"""("(?:[^"\\]|\\.)*"|'(?:[^']|'')*')(?:\s+#.*)?""")
# Characters YAML keeps for itself at the start of a value; the form has no use for what they
# mean there, and {金额} at the start of a sentence is what the form asks for.
_KEPT_BY_YAML = re.compile(r"[@`%&*!]|\{(?:金额|截止|电话)\d*\}")
_PROSE = frozenset(
    {Form.TEXT, Form.WORDS, Form.LINES, Form.AMOUNTS, Form.PHONES, Form.RECORD, Form.RECORDS}
)


def mend(lines: Sequence[str], first_line: int, problems: Problems) -> list[str]:
    """Return as many lines as were given, in a form that YAML can read."""
    mended: list[str] = []
    field: Field | None = None
    block = False  # inside text introduced by | or >: nothing there is a label
    for number, line in enumerate(lines, start=first_line):
        if block and line[:1] == " ":
            # Below | a text begins at its first line's indent: what follows is its own.
            mended.append(line)
            continue
        line = _plain_indent(line, number, problems)
        if line[:1] not in {"", " ", "#"} and not _is_list_line(line, field):
            line = _plain_colon(line, _LABEL, number, problems)
            label, _, value = line.partition(":")
            field = BY_LABEL.get(label.strip())
            block = value.strip()[:1] in {"|", ">"}
        elif not block:
            line = _list_line(line, field, number, problems)
        mended.append(line if block else _quoted(line, field, number, problems))
    return mended


def _is_list_line(line: str, field: Field | None) -> bool:
    return field is not None and field.form in LISTS and bool(_BULLET.match(line))


def _plain_indent(line: str, number: int, problems: Problems) -> str:
    """Return the line indented by spaces; a tab or full-width space counts for two."""
    indent = _INDENT.match(line)
    assert indent is not None
    given = indent.group()
    if not given.strip(" ") or len(given) == len(line):
        return line if len(given) != len(line) else ""
    if " " in given:
        problems.at(number).stop(
            Rule.HEAD, "行首混用了空格和制表符（Tab）或全角空格。", "请把行首改成两个空格。"
        )
    else:
        problems.at(number).note(
            Rule.MENDED, "行首用了制表符（Tab）或全角空格，已当作空格。", "请用两个空格。"
        )
    return "".join(" " if sign == " " else "  " for sign in given) + line[len(given) :]


def _plain_colon(line: str, pattern: re.Pattern[str], number: int, problems: Problems) -> str:
    """Return the line with ``: `` after its label."""
    match = pattern.match(line)
    if match is None:
        return line
    colon_at = match.start(match.lastindex or 0)
    label = line[:colon_at].removeprefix("-").strip()
    wrong = "用了全角冒号“：”" if line[colon_at] == "：" else "的冒号后面没有空格"
    problems.at(number, label if label in BY_LABEL else "").note(
        Rule.MENDED, f"“{label}”{wrong}，已按“{label}: ”读。", "请改成半角冒号加一个空格。"
    )
    return f"{line[:colon_at].rstrip()}: {line[match.end() :]}".rstrip()


def _list_line(line: str, field: Field | None, number: int, problems: Problems) -> str:
    """Return a line below a label with its dash and its own label in YAML's form."""
    if field is None or not line.strip() or line.lstrip().startswith("#"):
        return line
    indent = line[: len(line) - len(line.lstrip())]
    content = line[len(indent) :]
    bullet = _BULLET.match(content)
    if field.form in LISTS and bullet and not content.startswith("- "):
        problems.at(number, field.label).note(
            Rule.MENDED, "一条的开头不是减号加空格，已当作一条。", "请写成“- ”开头。"
        )
        content = "- " + content[bullet.end() :]
    if field.parts or field.form is Form.READINGS:
        match = _PART_LABEL.match(content)
        known = {part.label for part in field.parts} | {
            inner.label for part in field.parts for inner in part.parts
        }
        if match and (field.form is Form.READINGS or match.group(2) in known):
            content = _plain_colon(content, _PART_LABEL, number, problems)
    return indent + content


def _quoted(line: str, field: Field | None, number: int, problems: Problems) -> str:
    """Return the line with its value in quotes where YAML would take it for something else."""
    indent = line[: len(line) - len(line.lstrip())]
    match = _VALUE.fullmatch(line[len(indent) :])
    if field is None or field.form not in _PROSE or match is None:
        return line
    before, value = match["before"], match["value"].rstrip()
    if value[0] in "'\"":
        if _IN_QUOTES.fullmatch(value):
            return line
        if value.count(value[0]) % 2:
            # YAML would read on to the next quote, many lines below, and complain there.
            problems.at(number, field.label).stop(
                Rule.HEAD, "引号没有成对。", "请补上另一个引号，或者把引号都去掉。"
            )
    elif not _needs_quotes(before, value, field):
        return line
    doubled = value.replace("'", "''")
    return f"{indent}{before}'{doubled}'"


def _needs_quotes(before: str, value: str, field: Field) -> bool:
    if value[0] in "|>#" or " #" in value or not before:
        # Text of several lines, a remark, or a label alone with its list below.
        return False
    if _KEPT_BY_YAML.match(value):
        return True
    if value[0] in "[{":
        return field.form is Form.TEXT or (before.startswith("-") and not field.parts)
    opens_record = bool(field.parts) and not before.endswith(": ")
    return not opens_record and (": " in value or value.endswith(":"))
