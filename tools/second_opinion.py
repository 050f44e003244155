"""Build ``kit/text/readings/second_opinion.npz``: the arrays of g2pM, without its pickles.

    pip download g2pM==0.1.2.5 --no-deps && unzip g2pM-0.1.2.5-py3-none-any.whl
    python tools/second_opinion.py g2pM kit/text/readings/second_opinion.npz

Nothing of the kit runs this; it tells how the file came to be, and makes it again. A pickle may
run anything when it is read, so this one may name nothing but arrays.
"""

from __future__ import annotations

import pickle
import sys
from pathlib import Path
from typing import Any

import numpy as np

_ARRAYS_ALONE = {
    ("numpy.core.multiarray", "_reconstruct"),
    ("numpy", "ndarray"),
    ("numpy", "dtype"),
}


class ArraysAlone(pickle.Unpickler):
    """Reads numbers, words and arrays, and refuses all else."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) not in _ARRAYS_ALONE:
            raise ValueError(f"not an array: {module}.{name}")
        return super().find_class(module, name)


def read(file: Path) -> Any:
    with file.open("rb") as opened:
        return ArraysAlone(opened).load()


def both(weights: dict[str, Any], name: str) -> Any:
    """Return an array of the pass from the left and that of the pass from the right, stacked."""
    return np.stack([weights[f"lstm.{name}_l0"], weights[f"lstm.{name}_l0_reverse"]])


def main(source: str, target: str) -> None:
    """Write the file."""
    folder = Path(source)
    weights = read(folder / "np_ckpt.pkl")
    places = read(folder / "char2idx.pkl")
    classes = read(folder / "class2idx.pkl")
    several = {
        character: [one for one in readings if one in classes]
        for character, readings in read(folder / "digest_cedict.pkl").items()
        if len(readings) > 1
    }
    several = {character: found for character, found in several.items() if len(found) > 1}
    np.savez_compressed(
        target,
        characters=np.array(sorted(places, key=places.__getitem__)),
        several=np.array(list(several)),
        classes=np.array([" ".join(str(classes[one]) for one in r) for r in several.values()]),
        readings=np.array(
            [one.replace("u:", "v") for one in sorted(classes, key=classes.__getitem__)]
        ),
        embedding=weights["embedding.weight"],
        of_input=both(weights, "weight_ih"),
        of_state=both(weights, "weight_hh"),
        bias=both(weights, "bias_ih") + both(weights, "bias_hh"),
        hidden=weights["logit_layer.0.weight"],
        hidden_bias=weights["logit_layer.0.bias"],
        logits=weights["logit_layer.2.weight"],
        logits_bias=weights["logit_layer.2.bias"],
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
