"""Build ``kit/text/common_words.txt``: Chinese words by how often they are met.

    pip download jieba==0.42.1 --no-deps
    python tools/common_words.py .../jieba/dict.txt kit/text/common_words.txt

Nothing of the kit runs this; it tells how the file came to be, and makes it again.
"""

from __future__ import annotations

import math
import re
import sys
from collections import defaultdict
from pathlib import Path

from kit.text.near_words import nearly

HEAD = """\
# Made by tools/common_words.py from jieba 0.42.1 (MIT).
# On each line: twice the natural logarithm of how often, and the words.
"""
LEAST = {1: 1, 2: 40, 3: 40, 4: 40}
"""By length: words met less often are left out, unless a fixed word of notices is near them."""
WORD = re.compile(r"[\u4e00-\u9fff]{1,4}")


def main(source: str, target: str) -> None:
    """Write the file."""
    words: dict[int, list[str]] = defaultdict(list)
    for line in Path(source).read_text("utf-8").splitlines():
        word, count, *_ = line.split()
        if not WORD.fullmatch(word):
            continue
        if int(count) >= LEAST[len(word)] or nearly(tuple(word)):
            words[round(2 * math.log(int(count)))].append(word)
    lines = [f"{number} {' '.join(found)}\n" for number, found in sorted(words.items())]
    Path(target).write_text(HEAD + "".join(lines), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
