"""Build ``kit/text/readings/disputed_words.txt``: words that dictionaries read in two ways.

    pip download pypinyin-dict==0.9.0 --no-deps && unzip pypinyin_dict-0.9.0-py2.py3-none-any.whl
    python tools/disputed_words.py pypinyin_dict kit/text/readings/disputed_words.txt

A word counts as disputed where both other lists read one of its characters otherwise than
pypinyin, more than by a neutral tone; of common words also where CC-CEDICT alone does, which of
all lists is the nearest to how words are used today. Nothing of the kit runs this.
"""

from __future__ import annotations

import ast
import sys
from pathlib import Path

from pypinyin.constants import PHRASES_DICT
from pypinyin.contrib.tone_convert import to_tone3

from kit.text.common_words import how_often

HEAD = """\
# Made by tools/disputed_words.py from pypinyin 0.55.0 and pypinyin-dict 0.9.0 (both MIT).
# CC-CEDICT (CC BY-SA 4.0), in the latter, only tells which words it reads otherwise.
# Words of which dictionaries read a character in two ways, and the character.
"""
LISTS = ("large_pinyin", "zdic_cibs")
OF_TODAY = "cc_cedict"
LONGEST = 4
ALSO = """
上调:调 供养:供 转转:转 打转:转 中的:中 大王:大 当年:当 当天:当 当日:当 当月:当 长孙:长
朝阳:朝 稻种:种 不得:得 还得:得 地道:道 相差:差 卷帘:卷 有得:得 不中:中
倒春寒:倒 塑料薄膜:薄 夹克衫:夹 大堡礁:堡 数以万计:数 旅差费:差 晕过去:晕 洪都拉斯:都 混水摸鱼:混
用水和面:和 磨豆腐:磨 累进税:累 都柏林:都 阿塞拜疆:塞 塞内加尔:塞 塞纳河:塞 钻井船:钻 钻井队:钻
钻探机:钻 饮牲口:饮 吐口水:吐 剥皮抽筋:剥 开花结果:结 财不露白:露 热哄哄:哄 坑蒙拐骗:蒙 少白头:少
"""
"""Words of notices that are read in two ways by what they mean, or wrongly by the dictionary."""
NEVER = """
哪个 哪些 结果 重点 好处 便宜 不了 不得了 不切实际 不怀好意 大吃大喝 那末
"""
"""Words said in both ways (nǎ and něi) without anybody taking it for a mistake, and words whose
other reading no notice has: to doubt them would teach people not to listen."""


def read(folder: Path, name: str) -> dict[str, list[list[str]]]:
    """Return one list: the literals of its files, which are not run."""
    found = {}
    for file in sorted(folder.glob(f"{name}*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Dict):
                found.update(ast.literal_eval(node))
                break
    return found


def syllables(readings: list[list[str]]) -> list[str]:
    return [to_tone3(one[0], neutral_tone_with_five=True) for one in readings]


def differ(one: str, other: str) -> bool:
    neutral = one[:-1] == other[:-1] and "5" in (one[-1], other[-1])
    return one != other and not neutral


def differing(word: str, own: list[str], other: list[list[str]]) -> set[str]:
    """Return the characters of a word that another list reads otherwise."""
    pairs = zip(word, own, syllables(other), strict=False)
    return {character for character, one, two in pairs if differ(one, two)} - set("一不")


def main(source: str, target: str) -> None:
    """Write the file."""
    folder = Path(source) / "phrase_pinyin_data"
    lists, today = [read(folder, name) for name in LISTS], read(folder, OF_TODAY)
    disputed, never = dict(one.split(":") for one in ALSO.split()), set(NEVER.split())
    for word, readings in PHRASES_DICT.items():
        if not 1 < len(word) <= LONGEST or word in never:
            continue
        own = syllables(readings)
        found = set.intersection(*(differing(word, own, one.get(word, [])) for one in lists))
        if word in how_often():
            found |= differing(word, own, today.get(word, []))
        if found:
            characters = "".join(one for one in dict.fromkeys(word) if one in found)
            disputed.setdefault(word, characters)
    lines = (f"{word} {characters}\n" for word, characters in sorted(disputed.items()))
    Path(target).write_text(HEAD + "".join(lines), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
