"""Which pinyin each character is spoken with: whole-sentence readings, corrected by tables.

pypinyin reads whole sentences; the tables (the built-in ``voices/mandarin/lexicon.tsv``, the
workspace's own, an item's 读音) overrule it word by word. What a listener could mistake is
shown before it is broadcast.

A table chooses among a character's own readings and never lends it another's: it stands
outside the signed text, and 四百 read as wǔ bǎi would be an unsigned figure on the air.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from kit.errors import SourceError
from kit.text.normalise.spoken_words import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_HAN = re.compile("[\u3400-\u4dbf一-鿿\U00020000-\U0003ffff]")
_HAN_RUNS = re.compile("[\u3400-\u4dbf一-鿿\U00020000-\U0003ffff]+")
_FINALS = (
    "iang|iong|uang|ueng|ang|eng|ong|ian|iao|ing|uai|uan|van|ai|an|ao|ei|en|er|ia|ie|in|iu|ou"
    "|ua|ue|ui|un|uo|ve|vn|a|e|i|o|u|v|ê"
)
_SYLLABLE = re.compile(rf"(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:{_FINALS})[1-5]|(?:ng?|m|hm)[1-5]")

# What the normaliser makes of a figure: inside it the dictionary alone is heard.
_NUMBER = re.compile("[零〇一二两三四五六七八九十百千万亿幺点]{2,}")

# Everyday characters whose other reading would be a mistake in government texts.
_POLYPHONES = frozenset(
    "重长行处参与给调数供差传降应率好转便种分发得当会角朝泊暴提强还缴量干累载为着了乐圩曾单石系卡"
    "模宁难散丧扫恶称盛校冠创答担倒都度缝佛喝横划几济假间将教结尽禁劲圈看露落埋没闷蒙磨片漂铺奇切"
    "曲塞厦少舍省似说宿挑帖吐相兴削旋血咽要饮佣晕涨正挣症只中轴钻属背奔藏绷薄堡别屏埔场弹地斗恐吓"
    "更柜汗荷糊晃混豁缉茄解颈卷壳空拉烙勒淋笼搂脉冒眯抹弄拗胖刨炮喷劈撇朴栖翘悄亲雀撒刹煞杉扇折蛇"
    "什刷遂拓瓦鲜巷吁轧殷予仔扎炸占爪粘召殖爪拽琢综柞空脏嚼剥择"
)

# A character, the reading the dictionary falls back on, and the right one where the pattern
# ends in it. 为: pypinyin knows the copula only inside fixed words, but 缴费期为 is wéi.
_FOR_SOMEBODY = (
    "了|民|何|什么|此|您|你|我|他|她|它|其|谁|大家|群众|人民|村民|居民|百姓|老|孩子|儿童|学生|学校"
    "|企业|农|困难|残疾|特困|低保|全乡|全村|全体|全市|全区|全县|广大|社会|国家|集体|用户|客户|公众|参保|职工|党员|军人|患者|妇女|各位"
)
_ACTING = "做办干跑走来说听看吃住过变坐写拿买用管守查问讲学搞抓站赶等花赚活睡跟分排种收卖修穿显落"
_ADVERBS = (
    "准确|认真|及时|积极|主动|仔细|更好|更快|更多|不断|有效|真正|自觉|合理|严格|稳妥|耐心|热情|公平"
    "|公正|依法依规|有条不紊|最大限度|深入|全面|科学|有序|持续|广泛|充分|逐步|扎实|切实|顺利|平稳"
)
_CONTEXTS = (
    (
        re.compile(rf"[^，。；：、！？因专特并也而是都将可能愿 ]为(?!{_FOR_SOMEBODY})"),
        "wei4",
        "wei2",
    ),
    (re.compile(rf"[{_ACTING}]得(?=[一-鿿])"), "de2", "de5"),
    (
        re.compile(
            rf"(?:([一-鿿])\1|{_ADVERBS})地(?![点区方址块面图段质理名形势税价租力带位上下里])"
        ),
        "di4",
        "de5",
    ),
)


@dataclass(frozen=True, slots=True)
class Reading:
    """A character and its pinyin, such as ``zhong4``; empty where it is no Chinese character."""

    character: str
    pinyin: str


@dataclass(frozen=True, slots=True)
class Polyphone:
    """A character to look at before a broadcast: it has other readings, or few know it.

    ``sure`` means that the dictionary has the very word, or a table settles it; the others
    are the ones to listen to.
    """

    position: int
    character: str
    pinyin: str
    others: tuple[str, ...]
    rare: bool
    sure: bool


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words and the pinyin of their characters; longer words win over shorter ones."""

    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def with_words(self, more: Lexicon) -> Lexicon:
        """Return both tables; where they differ, ``more`` is right."""
        return Lexicon({**self.words, **more.words})

    def places(self, text: str) -> dict[int, str]:
        """Return where words of this table stand in ``text``, the longest at each place."""
        longest = max(map(len, self.words), default=0)
        found: dict[int, str] = {}
        start = 0
        while start < len(text):
            ends = range(min(len(text), start + longest), start, -1)
            word = next((text[start:end] for end in ends if text[start:end] in self.words), "")
            if word:
                found[start] = word
            start += len(word) or 1
        return found


def parse_lexicon(text: str, file: str) -> Lexicon:
    """Return the table of a ``.tsv`` file: word, pinyin with tone marks, where it comes from.

    Raises:
        SourceError: Lines that are no entry, all told at once.
    """
    words: dict[str, tuple[str, ...]] = {}
    faults: list[str] = []
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        word, _, rest = line.partition("\t")
        pinyin = _syllables(word.strip(), rest.partition("\t")[0])
        if pinyin is None:
            faults.append(f"第 {number} 行“{line.strip()}”")
        else:
            words[word.strip()] = pinyin
    if faults:
        raise SourceError(
            f"读音表 {file} 有读不懂的行：{'、'.join(faults)}。",
            "每行写“词、制表符、拼音”，一字一个音节，如“便民	biàn mín”。",
        )
    return Lexicon(words)


def lexicon_of(readings: Iterable[tuple[str, str]], owner: str) -> Lexicon:
    """Return the table of an item's own 读音; ``owner`` names the item in messages.

    Raises:
        SourceError: A reading is no pinyin, or its syllables do not match the characters.
    """
    return parse_lexicon("\n".join(f"{word}\t{pinyin}" for word, pinyin in readings), owner)


def readings(sentence: str, lexicon: Lexicon) -> tuple[Reading, ...]:
    """Return every character of ``sentence`` with its reading.

    Whole sentences are read, not words: cut into words, pypinyin gets more polyphones wrong
    (67 of 85 given cases right instead of 77).
    """
    pinyin = _dictionary(sentence)
    for pattern, fallback, right in _CONTEXTS:
        for match in pattern.finditer(sentence):
            if pinyin[match.end() - 1] == fallback:
                pinyin[match.end() - 1] = right
    fixed = {at for number in _NUMBER.finditer(sentence) for at in range(*number.span())}
    for start, word in lexicon.places(sentence).items():
        for at, (character, syllable) in enumerate(zip(word, lexicon.words[word], strict=True)):
            if start + at not in fixed and not _is_lent(character, syllable):
                pinyin[start + at] = syllable
    return tuple(map(Reading, sentence, pinyin))


def lent_readings(lexicon: Lexicon) -> tuple[str, ...]:
    """Return the words whose entry would say something else in their place; nobody hears it."""
    return tuple(
        word
        for word, pinyin in lexicon.words.items()
        if any(map(_is_lent, word, pinyin)) or _renumbers(word, pinyin)
    )


def _renumbers(word: str, pinyin: Sequence[str]) -> bool:
    """Return whether an entry reads a number otherwise than the dictionary, such as 六百 lù bǎi."""
    numbers = [at for number in _NUMBER.finditer(word) for at in range(*number.span())]
    usual = _dictionary(word) if numbers else []
    return any(usual[at][:-1] != pinyin[at][:-1] for at in numbers)


def _is_lent(character: str, syllable: str) -> bool:
    """Return whether a reading is another character's; tones are let pass, as locals differ.

    Of rare characters the dictionary does not know what the place that they name calls itself.
    """
    own = {one[:-1] for one in _all_readings(character)}
    return syllable[:-1] not in own and not is_rare(character)


def polyphones(sentence: str, lexicon: Lexicon) -> tuple[Polyphone, ...]:
    """Return the characters of ``sentence`` that somebody should look at before a broadcast."""
    found = []
    settled = _settled(sentence, lexicon)
    for position, reading in enumerate(readings(sentence, lexicon)):
        rare = is_rare(reading.character)
        if not reading.pinyin or not (rare or reading.character in _POLYPHONES):
            continue
        others = tuple(one for one in _all_readings(reading.character) if one != reading.pinyin)
        sure = position in settled
        found.append(
            Polyphone(position, reading.character, reading.pinyin, others, rare=rare, sure=sure)
        )
    return tuple(found)


def unknown_characters(sentence: str, lexicon: Lexicon) -> tuple[Problem, ...]:
    """Return the Chinese characters without any reading: no voice can say them."""
    return tuple(
        Problem(
            position,
            position + 1,
            f"“{reading.character}”没有读音。",
            "请在“读音”一栏或读音表里给它注音，或换一个字。",
        )
        for position, reading in enumerate(readings(sentence, lexicon))
        if not reading.pinyin and _HAN.match(reading.character)
    )


def other_readings(character: str) -> tuple[str, ...]:
    """Return all that a character can be read as, such as ``zhong4``, the usual one first."""
    return tuple(dict.fromkeys(_all_readings(character)))


def with_tone_mark(pinyin: str) -> str:
    """Return pinyin as staff write it: ``zhòng`` for ``zhong4``."""
    from pypinyin.contrib.tone_convert import to_tone

    return to_tone(pinyin)


def is_rare(character: str) -> bool:
    """Return whether a Chinese character is outside the 3755 of everyday use (GB 2312, level 1)."""
    if not _HAN.match(character):
        return False
    if character == "幺":
        return False  # the normaliser's own word for one, in every phone
    code = character.encode("gb2312", "ignore")
    return not code or not 0xB0 <= code[0] <= 0xD7


def _dictionary(sentence: str) -> list[str]:
    """Return pypinyin's reading of every character; empty where it has none."""
    from pypinyin import Style, lazy_pinyin

    found = [""] * len(sentence)
    for run in _HAN_RUNS.finditer(sentence):
        found[run.start() : run.end()] = lazy_pinyin(
            run[0],
            style=Style.TONE3,
            neutral_tone_with_five=True,
            # The stub knows only texts; a list gives one entry for each unknown character.
            errors=lambda text: [""] * len(text),  # type: ignore[arg-type,return-value]
        )
    return found


def _settled(sentence: str, lexicon: Lexicon) -> set[int]:
    """Return the positions whose reading stands in a table or in a word of the dictionary."""
    from pypinyin.constants import PHRASES_DICT

    spans = [(start, start + len(word)) for start, word in lexicon.places(sentence).items()]
    for length in (2, 3, 4):
        starts = range(len(sentence) - length + 1)
        spans += [(at, at + length) for at in starts if sentence[at : at + length] in PHRASES_DICT]
    return {position for start, end in spans for position in range(start, end)}


@lru_cache(maxsize=512)
def _all_readings(character: str) -> tuple[str, ...]:
    from pypinyin import Style, pinyin

    found = pinyin(character, style=Style.TONE3, heteronym=True, neutral_tone_with_five=True)
    return tuple(found[0])


def _syllables(word: str, pinyin: str) -> tuple[str, ...] | None:
    """Return the syllables of an entry as ``bian4``; None where it is none."""
    from pypinyin.contrib.tone_convert import to_tone3

    found = tuple(
        to_tone3(one, neutral_tone_with_five=True).replace("ü", "v") for one in pinyin.split()
    )
    if not word or len(found) != len(word) or not all(map(_SYLLABLE.fullmatch, found)):
        return None
    return found
