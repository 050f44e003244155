"""Build ``kit/text/readings/disputed_words.txt``: words that dictionaries read in two ways.

    pip download pypinyin-dict==0.9.0 --no-deps && unzip pypinyin_dict-0.9.0-py2.py3-none-any.whl
    python tools/disputed_words.py pypinyin_dict kit/text/readings/disputed_words.txt

A word counts as disputed where both other lists read one of its characters otherwise than
pypinyin, more than by a neutral tone. Nothing of the kit runs this.
"""

from __future__ import annotations

import ast
import sys
from pathlib import Path

from pypinyin.constants import PHRASES_DICT
from pypinyin.contrib.tone_convert import to_tone3

HEAD = """\
# Made by tools/disputed_words.py from pypinyin 0.55.0 and pypinyin-dict 0.9.0 (both MIT).
# Words of which dictionaries read a character in two ways, and the character.
"""
LISTS = ("large_pinyin", "zdic_cibs")
LONGEST = 4
ALSO = """
上调:调 供养:供 转转:转 打转:转 中的:中 大王:大 当年:当 当天:当 当日:当 当月:当 长孙:长
朝阳:朝 稻种:种 不得:得 还得:得 地道:道 相差:差 卷帘:卷 有得:得 不中:中
"""
"""Words of notices that are read in two ways by what they mean, or wrongly by the dictionary."""
BOTH = ("哪个", "哪些")
"""Words said in both ways (nǎ and něi) without anybody taking it for a mistake."""


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


def main(source: str, target: str) -> None:
    """Write the file."""
    lists = [read(Path(source) / "phrase_pinyin_data", name) for name in LISTS]
    disputed = dict(one.split(":") for one in ALSO.split())
    for word, readings in PHRASES_DICT.items():
        if not 1 < len(word) <= LONGEST or any(word not in one for one in lists):
            continue
        own, *others = (syllables(one) for one in (readings, *(one[word] for one in lists)))
        characters = "".join(
            character
            for at, character in enumerate(word)
            if character not in "一不" and all(differ(own[at], one[at]) for one in others)
        )
        if characters and word not in BOTH:
            disputed.setdefault(word, characters)
    lines = (f"{word} {characters}\n" for word, characters in sorted(disputed.items()))
    Path(target).write_text(HEAD + "".join(lines), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
