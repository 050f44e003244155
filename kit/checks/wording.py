"""Wording for the eye and the ear (L rules), and characters that cannot be shown (G rules)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kit.checks.subject import Fault
from kit.model.fields import FIELDS
from kit.model.finding import Severity
from kit.model.outputs import Output, outputs_of
from kit.text.figures.item_facts import ALL_WORDS, SUMMARIES
from kit.text.normalise.normaliser import normalise
from kit.text.slips import slips

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.checks.subject import Subject, Text

_SENTENCE = re.compile(r"[^。！？；!?;\n]+")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_PLAIN_HAN, _PLAIN_MOST_HAN, _SPOKEN_HAN = 25, 45, 30
_CHARACTERS_A_MINUTE, _MOST_SECONDS = 200, 70
_TOLD = 24
"""Characters of a sentence that a message repeats."""

# Office words and what people say instead; an empty one is better left out.
_JARGON = {
    "兜底": "托底照顾",
    "压实": "落实到人",
    "抓手": "办法",
    "应享尽享": "该享受的都能享受",
    "应保尽保": "该保的都保",
    "应缴尽缴": "该交的都交",
    "特此公告": "",
    "特此通知": "",
    "根据有关精神": "",
    "予以": "",
    "逾期": "过期",
    "知悉": "知道",
    "悉知": "知道",
    "之日起": "那天起",
    "切实": "",
    "常态化": "经常",
    "全覆盖": "都有",
    "网格员": "联系您家的村干部",
    "一站式": "一个地方办完",
    "闭环": "",
    "赋能": "",
    "督导": "检查",
    "协同联动": "一起办",
    "贯彻落实": "",
    "适龄儿童": "到年龄的孩子",
    "本辖区": "本乡",
}
_JARGON_RE = re.compile("|".join(sorted(_JARGON, key=len, reverse=True)))

_HALF_WIDTH = re.compile(r"(?<=[\u4e00-\u9fff])[,.;:!?](?=[\u4e00-\u9fff])")
_PAIRS = {"》": "《", "）": "（", "”": "“", "’": "‘", "】": "【", "〕": "〔", "」": "「"}
_FILE_NUMBER = re.compile(r".*〔\d{4}〕[1-9]\d*号")
_OTHER_LEVEL = {
    "乡": re.compile(r"[我本全](?=镇)镇|(?<=[由经到向])镇(?:党政办|政府|党委|人大)"),
    "镇": re.compile(r"[我本全](?=乡)乡(?!村|亲|镇)|(?<=[由经到向])乡(?:党政办|政府|党委|人大)"),
}
# Seen by nobody, but they change what is shown or compared: bidi marks, blanks without width.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffd]"
)


def long_sentences(subject: Subject) -> Iterator[Fault]:
    """Find sentences too long for the ear: plain ones over 25 characters, spoken ones over 30."""
    for text in subject.labelled("大白话", "广播稿"):
        limit = _PLAIN_HAN if text.label == "大白话" else _SPOKEN_HAN
        for match in _SENTENCE.finditer(text.text):
            count = len(_HAN.findall(match[0]))
            if count > limit:
                yield Fault(
                    text.label,
                    f"{text.place}有{count}个字：“{_short(match[0])}”。",
                    f"请分成两句，每句不超过{limit}个字。",
                    Severity.STOP if count > _PLAIN_MOST_HAN else Severity.WARN,
                    text.lines_before(match.start()),
                )


def _short(sentence: str) -> str:
    words = sentence.strip()
    return words if len(words) <= _TOLD else f"{words[:_TOLD]}……"


def long_script(subject: Subject) -> Iterator[Fault]:
    """Warn of a script that lasts longer than one of three in a slot may."""
    characters = sum(character.isalnum() for character in subject.item.script)
    seconds = characters * 60 / _CHARACTERS_A_MINUTE
    if seconds > _MOST_SECONDS:
        most = _MOST_SECONDS * _CHARACTERS_A_MINUTE // 60
        yield Fault(
            "广播稿",
            f"广播稿{characters}个字，大约要念{seconds:.0f}秒。",
            f"请缩到{most}个字以内（{_MOST_SECONDS}秒），细节留给公开栏。",
        )


def jargon(subject: Subject) -> Iterator[Fault]:
    """Name office words in what villagers hear, with what people say instead."""
    for text in subject.labelled(*SUMMARIES):
        for word in dict.fromkeys(_JARGON_RE.findall(text.text)):
            better = _JARGON[word]
            yield Fault(
                text.label,
                f"{text.place}有公文话“{word}”。",
                f"可以说“{better}”。" if better else "可以不说。",
            )


def unreadable(subject: Subject) -> Iterator[Fault]:
    """Name what the voice cannot read without guessing."""
    phones = tuple(phone.number for phone in subject.item.phones)
    for text in subject.labelled(*(field.label for field in FIELDS if field.spoken)):
        for problem in normalise(text.text, phones=phones).problems:
            found = text.text[problem.written_start : problem.written_end]
            yield Fault(
                text.label,
                f"{text.place}“{_short(found)}”：{problem.message}",
                problem.remedy,
                offset_lines=text.lines_before(problem.written_start),
            )


def unsent_readings(subject: Subject) -> Iterator[Fault]:
    """Name the item's own readings where the township's voice is an online one.

    The service takes no readings, only characters of the same sound, and not every sound has
    one. A second voice for these sentences alone would be mixed into the programme, so staff
    listen, and decide: other words, a neighbour, or the built-in voice.
    """
    item, voice = subject.item, subject.context.township.voice
    if voice.engine != "edge" or Output.CLIP not in outputs_of(item) or not item.readings:
        return
    words = "、".join(item.readings)
    yield Fault(
        "读音",
        f"联网的声音不认拼音，“{words}”用同音的字送去，还可能读错。",
        "请先试听，用 kit voice check 看送去了哪些字；读错的换个说法、请人录音，或用自带的声音。",
    )


def misprints(subject: Subject) -> Iterator[Fault]:
    """Ask about slips, half-width marks between Chinese, and brackets that do not close."""
    for text in subject.labelled(*ALL_WORDS):
        for slip in slips(text.text):
            what = f"多半是“{slip.meant}”" if slip.meant else "重复了，或不能连着用"
            yield _at(text, slip.start, f"“{slip.written}”{what}", "请核实，错了就改过来。")
        halves = list(_HALF_WIDTH.finditer(text.text))
        if halves:
            more = f"，共{len(halves)}处" if len(halves) > 1 else ""
            found = text.text[max(0, halves[0].start() - 4) : halves[0].end() + 4]
            yield _at(
                text, halves[0].start(), f"“{found}”里是半角标点{more}", "请改成全角（，。；）。"
            )
        for mark in _unpaired(text.text):
            yield Fault(text.label, f"{text.place}的“{mark}”没有配对。", "请补上另一半。")


def _at(text: Text, start: int, what: str, remedy: str) -> Fault:
    return Fault(
        text.label,
        f"{text.place}：{what}。",
        remedy,
        offset_lines=text.lines_before(start),
    )


def _unpaired(text: str) -> Iterator[str]:
    for closing, opening in _PAIRS.items():
        opened, closed = text.count(opening), text.count(closing)
        # ’ is an apostrophe too, and 1） a list's number.
        if closing == "）":
            closed -= len(re.findall(r"(?:^|\n)\s*[\d一二三四五六七八九十]{1,2}）", text))
        if opened > closed:
            yield opening
        elif closed > opened and closing != "’":
            yield closing


def file_number(subject: Subject) -> Iterator[Fault]:
    """Warn of a file number that does not follow GB/T 9704."""
    number = subject.item.doc_no
    if number and not _FILE_NUMBER.fullmatch(number):
        yield Fault("文号", f"文号“{number}”的写法不合规范。", "应写成：永大政〔2026〕98号。")


def other_level(subject: Subject) -> Iterator[Fault]:
    """Stop words of another level left over from a template: 镇党政办 in a township 乡."""
    level = subject.context.township.name[-1:]
    pattern = _OTHER_LEVEL.get(level)
    if pattern is None:
        return
    for text in subject.labelled(*ALL_WORDS):
        if match := pattern.search(text.text):
            yield Fault(
                text.label,
                f"{text.place}：写的是“{match[0]}”，和本{level}不符。",
                "多半是从别处抄来的，请核对。",
                # The written notice is pasted as it was signed; the clerk may not mend it.
                Severity.WARN if text.label in ("正文", "全称") else Severity.STOP,
                text.lines_before(match.start()),
            )


def missing_glyphs(subject: Subject) -> Iterator[Fault]:
    """Stop characters that the typeface lacks: they would be printed as empty boxes."""
    covers = subject.context.covers
    seen: set[str] = set()
    for label, text in _shown(subject):
        for character in dict.fromkeys(text):
            if character in seen or character in "\n\t\r" or _UNSEEN.match(character):
                continue
            seen.add(character)
            if not covers(character):
                yield Fault(
                    label,
                    f"字体里没有“{character}”（U+{ord(character):04X}）这个字。",
                    "请换一个字，或在 kit.toml 里用有这个字的字体。",
                )


def unseen_characters(subject: Subject) -> Iterator[Fault]:
    """Stop characters that nobody sees but that change what is shown."""
    for label, text in _shown(subject):
        if match := _UNSEEN.search(text):
            yield Fault(
                label,
                f"{label}第{match.start() + 1}字是看不见的字符（U+{ord(match[0]):04X}）。",
                "请删去这一段重新打一遍，不要从网页或微信直接粘贴。",
            )


def _shown(subject: Subject) -> Iterator[tuple[str, str]]:
    yield from ((text.label, text.text) for text in subject.texts)
    table = subject.item.table
    if table is not None:
        yield "表格", "".join(cell for _, _, cell in subject.shown_cells)
