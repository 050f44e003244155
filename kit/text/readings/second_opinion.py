"""What a small network reads for the characters of a sentence that have several readings.

g2pM by Kyubyong Park and Seanie Lee (Apache-2.0, second_opinion.LICENSE.txt): one layer that reads
the sentence from both ends. It learnt from an encyclopedia and is right in 58 % of the hard
characters of notices, so it is asked last; but where it contradicts, somebody should listen.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np

_FILE = Path(__file__).with_name("second_opinion.npz")
_UNKNOWN, _BEGINS, _ENDS = 1, 2, 3
"""Places of the first rows of the table of characters."""

Opinion = tuple[str, float]
"""A reading and its weight from 0 to 1."""


def opinions(sentence: str) -> dict[int, Opinion]:
    """Return what the network reads at each place of a character with several readings."""
    network, places, several = _network()
    asked = [at for at, character in enumerate(sentence) if character in several]
    if not asked:
        return {}
    rows = [_BEGINS, *(places.get(one, _UNKNOWN) for one in sentence), _ENDS]
    states = _states(network, rows)[[at + 1 for at in asked]]
    return {
        at: _likeliest(scores, several[sentence[at]])
        for at, scores in zip(asked, _scores(network, states), strict=True)
    }


@cache
def _network() -> tuple[
    Mapping[str, Any], Mapping[str, int], Mapping[str, Sequence[tuple[int, str]]]
]:
    """Return the arrays, the row of each character, and the readings it chooses among."""
    import numpy as np

    with np.load(_FILE, allow_pickle=False) as file:
        arrays = {name: file[name] for name in file.files}
    readings = arrays["readings"].tolist()
    classes = ([int(one) for one in line.split()] for line in arrays["classes"].tolist())
    several = {
        character: [(one, readings[one]) for one in choice]
        for character, choice in zip(arrays["several"].tolist(), classes, strict=True)
    }
    places = {character: row for row, character in enumerate(arrays["characters"].tolist())}
    return arrays, places, several


def _states(network: Mapping[str, Any], rows: Sequence[int]) -> np.ndarray:
    """Return what is known at each place after reading up to it from the left and the right."""
    import numpy as np

    embedded = network["embedding"][rows]
    # Both passes in one: the second one reads backwards.
    both = np.stack([embedded, embedded[::-1]])
    wanted = both @ network["of_input"].transpose(0, 2, 1) + network["bias"][:, None, :]
    of_state = network["of_state"].transpose(0, 2, 1)
    size = of_state.shape[1]
    state = cell = np.zeros((2, 1, size), dtype=wanted.dtype)
    states = np.empty((len(rows), 2, size), dtype=wanted.dtype)
    for step in range(len(rows)):
        gates = wanted[:, step : step + 1] + state @ of_state
        # Input, forget, new, output: one tanh for all, as sigmoid(x) is (1 + tanh(x / 2)) / 2.
        gates[..., : 2 * size] *= 0.5
        gates[..., 3 * size :] *= 0.5
        gates = np.tanh(gates)
        into, keep, out = (
            0.5 + 0.5 * gates[..., part * size : (part + 1) * size] for part in (0, 1, 3)
        )
        cell = keep * cell + into * gates[..., 2 * size : 3 * size]
        state = out * np.tanh(cell)
        states[step] = state[:, 0]
    return np.concatenate([states[:, 0], states[::-1, 1]], axis=1)


def _scores(network: Mapping[str, Any], states: np.ndarray) -> np.ndarray:
    import numpy as np

    hidden = np.maximum(states @ network["hidden"].T + network["hidden_bias"], 0.0)
    scores: np.ndarray = hidden @ network["logits"].T + network["logits_bias"]
    return scores


def _likeliest(scores: np.ndarray, choice: Sequence[tuple[int, str]]) -> Opinion:
    import numpy as np

    own = np.array([scores[place] for place, _ in choice], dtype=np.float64)
    shares = np.exp(own - own.max())
    best = int(own.argmax())
    return choice[best][1], float(shares[best] / shares.sum())
