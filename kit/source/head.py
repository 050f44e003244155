"""The head of an item file as values that remember their line; every scalar is a string.

``0123`` must not become 83 and ``12:30`` not 750, so nothing is resolved here: the form of
the field decides (kit.source.values).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import yaml

from kit.source.problems import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kit.source.problems import Problems

# libyaml reads a head in half a millisecond; without it the same is done ten times slower.
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_MOST_LINE = 3_000
_MOST_OPEN = 400
_MOST_DEEP = 32
_PLAIN_TAGS = frozenset(f"tag:yaml.org,2002:{name}" for name in ("str", "seq", "map"))
# YAML folds a line end into a space; between Chinese characters there is none.
_FOLDED = re.compile(
    r"(?<=[\u2e80-\u9fff\uff00-\uffef，。；：、]) (?=[\u2e80-\u9fff\uff00-\uffef])"
)


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text and its line in the file."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Series:
    """A list."""

    parts: tuple[Node, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Record:
    """Labels and their values, in the order written, doubled ones included."""

    entries: tuple[tuple[Scalar, Node], ...]
    line: int


Node: TypeAlias = Scalar | Series | Record
Written: TypeAlias = "str | list[Written] | dict[str, Written]"
"""What stands under a label, before any of it is understood."""


def read_head(lines: Sequence[str], first_line: int, problems: Problems) -> Record | None:
    """Return the head's labels and values, or None when it is not to be read."""
    text = "\n".join(lines)
    if (
        text.count("[") + text.count("{") > _MOST_OPEN
        or max(map(len, lines), default=0) > _MOST_LINE
    ):
        # libyaml calls itself for every level, and a hundred thousand end the process.
        problems.at(first_line).stop(
            Rule.HEAD,
            f"栏目里有一行超过 {_MOST_LINE} 字，或者括号太多。",
            "长的文字请写在第二个 --- 下面，名单请放进 csv 文件。",
        )
        return None
    try:
        root = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        _tell(error, lines, first_line, problems)
        return None
    except yaml.YAMLError:
        problems.at(first_line).stop(Rule.HEAD, "文件头里有读不出的字符。", "请重新输入各栏。")
        return None
    if not isinstance(root, yaml.MappingNode):
        problems.at(first_line).stop(
            Rule.HEAD,
            "两行 --- 之间没有“栏目: 内容”。",
            "请每栏写一行，如 标题: 交明年的居民医保。",
        )
        return None
    try:
        node = _Converter(lines, first_line, problems).node(root)
    except RecursionError:
        problems.at(first_line).stop(Rule.HEAD, "分条套得太深。", "请一条写一行，条下面不再分条。")
        return None
    return node if isinstance(node, Record) else None


def as_written(node: Node) -> Written:
    """Return what stands in a node; of a label written twice the last."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Series):
        return [as_written(part) for part in node.parts]
    return {label.text: as_written(value) for label, value in node.entries}


class _Converter:
    """Turns YAML nodes into ours, refusing what the form has no use for."""

    def __init__(self, lines: Sequence[str], first_line: int, problems: Problems) -> None:
        self._lines = lines
        self._first_line = first_line
        self._problems = problems
        self._seen: set[int] = set()
        self._depth = 0

    def node(self, node: yaml.Node) -> Node:
        """Return a node of ours; all that goes through nodes calls itself for every level.

        Raises:
            RecursionError: Entries lie in entries beyond what any field has.
        """
        self._depth += 1
        if self._depth > _MOST_DEEP:
            raise RecursionError
        converted = self._converted(node)
        self._depth -= 1
        return converted

    def _converted(self, node: yaml.Node) -> Node:
        line = self._first_line + node.start_mark.line
        if id(node) in self._seen or node.tag not in _PLAIN_TAGS:
            # An alias may stand for a billion others, and a tag swallows its text.
            self._problems.at(line).stop(
                Rule.HEAD, "内容以 *、& 或 ! 开头，会被当作记号。", "请给整行内容加上引号。"
            )
            return Scalar("", line)
        self._seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            return Record(tuple(self._entries(node)), line)
        if isinstance(node, yaml.SequenceNode):
            return Series(tuple(self.node(part) for part in node.value), line)
        assert isinstance(node, yaml.ScalarNode)
        return self._scalar(node, line)

    def _entries(self, node: yaml.MappingNode) -> Iterator[tuple[Scalar, Node]]:
        for key, value in node.value:
            label = self.node(key)
            if isinstance(label, Scalar):
                yield label, self.node(value)
            else:
                self._problems.at(label.line).stop(
                    Rule.HEAD, "花括号或方括号用在了栏目的位置。", "请给整行内容加上引号。"
                )

    def _scalar(self, node: yaml.ScalarNode, line: int) -> Scalar:
        text: str = node.value
        if node.style in {"|", ">"}:
            return Scalar(text.strip("\n"), line)
        if node.end_mark.line > node.start_mark.line:
            text = _FOLDED.sub("", text)
        if text and self._lines[node.end_mark.line][node.end_mark.column :].lstrip().startswith(
            "#"
        ):
            self._problems.at(line).note(
                Rule.MENDED, "“#”后面的字当作注释，不会印出来。", "要印出来，请给整行内容加上引号。"
            )
        return Scalar(text.strip(), line)


def _tell(
    error: yaml.MarkedYAMLError, lines: Sequence[str], first_line: int, problems: Problems
) -> None:
    """Add one finding that says in which line the head breaks, and what mostly is the cause."""
    mark = error.problem_mark or error.context_mark
    index = min(mark.line if mark else 0, len(lines) - 1)
    problem = error.problem or ""
    if error.context_mark and ("flow" in str(error.context) or "end of stream" in problem):
        # The opening sign is where the mistake is; YAML notices it some lines below.
        # At the end of the head that sign may stand behind its last line.
        index = min(error.context_mark.line, len(lines) - 1)
    message, remedy = _explain(problem, str(error.context or ""), lines[index] if lines else "")
    problems.at(first_line + index).stop(Rule.HEAD, message, remedy)


def _explain(problem: str, context: str, line: str) -> tuple[str, str]:
    if "tab" in problem or "\t" in line:
        return "这一行里有制表符（Tab）。", "请删掉它，改用空格。"
    if "quoted scalar" in context:
        return "引号没有成对。", "请补上另一个引号，或者把引号都去掉。"
    if "flow" in context:
        return "方括号或花括号没有成对。", "请补上另一半，里面用半角逗号隔开。"
    if "mapping values" in problem:
        return (
            "这一行（或上一行）的冒号不对，看不出哪个是栏目。",
            "栏目后面用半角冒号加空格；内容里的冒号用全角“：”，或给整行内容加上引号。",
        )
    if "cannot start any token" in problem:
        return "内容的第一个字符不能这样用。", "请给整行内容加上引号。"
    return "这一行的格式读不出来。", "请看上下各行：栏目顶格写，下面的条目空两格、以“- ”开头。"
