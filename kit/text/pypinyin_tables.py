"""The tables of pypinyin, read as the files they are.

To load the library is to load every phrase as lists of lists: half a second and fifty megabytes,
of which a week's sentences ask for some hundred words.
"""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from kit.json_text import parse_json

if TYPE_CHECKING:
    from collections.abc import Mapping


@cache
def characters() -> Mapping[str, str]:
    """Return how every character is read, by its number: ``zhòng,chóng,tóng``."""
    found: Mapping[str, str] = parse_json(_file("pinyin_dict.json"))
    return found


def phrase(word: str) -> tuple[str, ...]:
    """Return how the dictionary reads a phrase, a reading for each character; empty for none."""
    written = phrases().get(word)
    return tuple(one[0] for one in parse_json(bytes(written))) if written else ()


@cache
def phrases() -> Mapping[str, msgspec.Raw]:
    """Return the phrases of the dictionary, each as it stands in the file."""
    return msgspec.json.decode(_file("phrases_dict.json"), type=dict[str, msgspec.Raw])


def _file(name: str) -> bytes:
    spec = find_spec("pypinyin")
    assert spec is not None
    assert spec.submodule_search_locations
    return Path(spec.submodule_search_locations[0], name).read_bytes()
