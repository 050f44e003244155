"""A public list of polyphones in an encyclopedia's sentences, where it lies beside the project."""

from __future__ import annotations

import pytest

from tests.marked_readings import PUBLIC, kit_table, marked, score

pytestmark = pytest.mark.skipif(not PUBLIC.is_file(), reason="not part of the project")


@pytest.mark.slow
def test_general_sentences_are_read_right() -> None:
    found = score(marked(PUBLIC), kit_table())

    assert found.right_share >= 0.97
    assert found.silent_share <= 0.006
