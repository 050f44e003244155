"""Nothing that is sent takes the kit with it: read or refused, in seconds."""

from __future__ import annotations

import re
import time
from datetime import date

import msgspec
import pytest

from kit.errors import ForeignFileError
from kit.foreign.child import Asked, Said, read_foreign
from kit.foreign.known_words import KnownWords
from kit.foreign.read import answer
from tests.hostile_documents import HOSTILE

WORDS = KnownWords(villages=("样例一村",), offices=("乡党政办",), today=date(2026, 11, 23))
MOST_S = 4.0
"""Of work; the child of this share would be ended."""
HEAVY = ("60,000 lines of amounts", "250,000 empty paragraphs", "size that lies")


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_read_or_refused_within_seconds(
    name: str, capfd: pytest.CaptureFixture[str]
) -> None:
    make, wanted = HOSTILE[name]
    data = make()
    begun = time.process_time()
    said = msgspec.json.decode(answer(data, Asked(words=WORDS)), type=Said)

    assert time.process_time() - begun < MOST_S
    assert bool(said.refused) == bool(wanted)
    assert re.search(wanted, " ".join(said.refused or ()))
    # A defect of ours would be told as a broken file, with its trace here.
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("name", HEAVY)
def test_in_its_child_a_heavy_file_keeps_to_its_share(name: str) -> None:
    make, wanted = HOSTILE[name]
    if wanted:
        with pytest.raises(ForeignFileError, match=wanted):
            read_foreign(make(), WORDS)
    else:
        assert read_foreign(make(), WORDS).packed
