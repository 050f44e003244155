from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import onnxruntime
import pytest

from kit.errors import SpeechError, StorageError
from kit.model.township import Voice
from kit.speech import network as network_module
from kit.speech.engine import Utterance, machine_voice, pinyin_of
from kit.speech.kokoro import SYMBOLS, KokoroSpec
from kit.speech.network import Kokoro, network, session_of, start
from kit.speech.onnx_file import (
    Network,
    Node,
    attribute,
    read_network,
    tensor_of,
    write_network,
)
from kit.speech.quick_network import quickened

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kit.speech.onnx_file import Field
    from kit.speech.sound import Samples

VOICES = Path(__file__).parents[1] / "voices"
QUICK_SHA256 = "0bcb8123cda51cc88e9bb1b155376750227594a80ba5dc7a8d919c057fc32b34"
FLOAT, UINT8, INT32 = 1, 2, 6


# --- networks of a few nodes ------------------------------------------------------------------


def file_of(nodes: Sequence[Node], numbers: Mapping[str, Any], rank: int = 3) -> bytes:
    """Return an ONNX file from ``wave`` of so many dimensions to ``out``."""
    shape = b"".join(b"\x0a" + text(b"\x12" + text(b"n")) for _ in range(rank))
    kind = b"\x12" + text(b"\x0a" + text(bytes([8, FLOAT]) + b"\x12" + text(shape)))
    rest: tuple[Field, ...] = (
        (2, memoryview(b"graph")),
        (11, memoryview(b"\x0a" + text(b"wave") + kind)),
        (
            12,
            memoryview(b"\x0a" + text(b"out") + b"\x12" + text(b"\x0a" + text(bytes([8, FLOAT])))),
        ),
    )
    opsets = [b"\x10\x14", b"\x0a" + text(b"com.microsoft") + b"\x10\x01"]
    made = Network(
        nodes=tuple(nodes),
        tensors={name: tensor_of(name, array) for name, array in numbers.items()},
        outputs=frozenset({"out"}),
        graph_rest=rest,
        file_rest=((1, 9), *((8, memoryview(one)) for one in opsets)),
    )
    return b"".join(write_network(made))


def text(data: bytes) -> bytes:
    return bytes([len(data)]) + data


def out_of(data: bytes, wave: Any) -> Any:
    session = onnxruntime.InferenceSession(data, providers=["CPUExecutionProvider"])
    return session.run(None, {"wave": wave})[0]


def operators(data: bytes) -> set[str]:
    return {node.op for node in read_network(data).nodes}


def convolution(weights: Any, zero: int, *, bias: bool = True, **how: Any) -> bytes:
    """Return a convolution of 8 bits as the quantiser of onnxruntime writes it."""
    numbers: dict[str, Any] = {
        "w": weights, "w_zero": np.array(zero, np.uint8), "w_scale": np.array(0.01, np.float32),
    }  # fmt: skip
    nodes = [
        Node("DynamicQuantizeLinear", ("wave",), ("q", "q_scale", "q_zero")),
        Node("Mul", ("q_scale", "w_scale"), ("scales",)),
        Node(
            "ConvInteger", ("q", "w", "q_zero", "w_zero"), ("sum",),
            tuple(attribute(name, value) for name, value in how.items()),
        ),
    ]  # fmt: skip
    summed = "sum"
    if bias:
        numbers |= {
            "bias": np.linspace(-1, 1, len(weights), dtype=np.float32),
            "column": np.array([1, -1, 1], np.int64),
        }
        nodes += [
            Node("Div", ("bias", "scales"), ("steps",)),
            Node("Floor", ("steps",), ("floor",)),
            Node("Cast", ("floor",), ("whole",), (attribute("to", INT32),)),
            Node("Reshape", ("whole", "column"), ("each",)),
            Node("Add", ("sum", "each"), ("biased",)),
        ]
        summed = "biased"
    nodes += [
        Node("Cast", (summed,), ("float",), (attribute("to", FLOAT),)),
        Node("Mul", ("float", "scales"), ("out",)),
    ]
    return file_of(nodes, numbers)


def waves(*shape: int) -> Any:
    return np.random.default_rng(5).standard_normal(shape).astype(np.float32)


def weights(out: int, channels: int, taps: int) -> Any:
    return np.random.default_rng(7).integers(1, 128, (out, channels, taps), np.uint8)


@pytest.mark.parametrize(
    ("taps", "how"),
    [
        (3, {"kernel_shape": (3,), "pads": (1, 1)}),
        (1, {"kernel_shape": (1,)}),
        (5, {"kernel_shape": (5,), "dilations": (3,), "pads": (6, 6)}),
        (4, {"kernel_shape": (4,), "strides": (3,), "pads": (2, 1)}),
    ],
)
def test_a_convolution_becomes_a_product_that_says_the_same(
    taps: int, how: Mapping[str, Any]
) -> None:
    plain = convolution(weights(6, 5, taps), 64, bias=False, **how)
    quick = b"".join(quickened(plain))
    wave = waves(1, 5, 40)

    assert "ConvInteger" in operators(plain)
    assert "MatMulIntegerToFloat" in operators(quick)
    assert not operators(quick) & {"ConvInteger", "Mul"}
    np.testing.assert_allclose(out_of(quick, wave), out_of(plain, wave), rtol=1e-5, atol=1e-6)


def test_a_bias_is_no_longer_rounded_to_a_step() -> None:
    how: dict[str, Any] = {"kernel_shape": (3,), "pads": (1, 1)}
    plain = convolution(weights(6, 5, 3), 64, **how)
    bare = convolution(weights(6, 5, 3), 64, bias=False, **how)
    wave = waves(1, 5, 40)
    bias = np.linspace(-1, 1, 6, dtype=np.float32)[None, :, None]

    quick = out_of(b"".join(quickened(plain)), wave)

    np.testing.assert_allclose(quick, out_of(bare, wave) + bias, rtol=1e-5, atol=1e-5)
    assert 0 < np.abs(quick - out_of(plain, wave)).max() < 0.01


def test_weights_that_an_old_processor_would_cut_off_stay_a_convolution() -> None:
    large = weights(6, 5, 3)
    large[2, 1:3, 0] = 192  # two neighbours of 128 over the zero: 255 × 256 is more than 16 bits
    plain = convolution(large, 64, kernel_shape=(3,))

    assert "ConvInteger" in operators(b"".join(quickened(plain)))


@pytest.mark.parametrize(
    ("shape", "how"),
    [((6, 1, 3), {"kernel_shape": (3,), "group": 5}), ((6, 5, 1), {"strides": (2,)})],
)
def test_other_convolutions_stay_as_they_are(
    shape: tuple[int, int, int], how: dict[str, Any]
) -> None:
    how = {"kernel_shape": (1,), **how}
    plain = convolution(weights(*shape), 64, bias=True, **how)

    assert "ConvInteger" in operators(b"".join(quickened(plain)))


def test_a_normalisation_of_nine_steps_becomes_one() -> None:
    numbers = {
        "axes": np.array([2], np.int64), "epsilon": np.array(1e-5, np.float32),
        "scale": waves(1, 5, 1), "shift": waves(1, 5, 1) + 1,
    }  # fmt: skip
    nodes = [
        Node("ReduceMean", ("wave", "axes"), ("mean",)),
        Node("Sub", ("wave", "mean"), ("centred",)),
        Node("Mul", ("centred", "centred"), ("square",)),
        Node("ReduceMean", ("square", "axes"), ("spread",)),
        Node("Add", ("spread", "epsilon"), ("more",)),
        Node("Sqrt", ("more",), ("deviation",)),
        Node("Div", ("centred", "deviation"), ("even",)),
        Node("Mul", ("scale", "even"), ("scaled",)),
        Node("Add", ("scaled", "shift"), ("out",)),
    ]
    plain = file_of(nodes, numbers)
    quick = b"".join(quickened(plain))
    other = file_of(nodes, numbers | {"axes": np.array([1], np.int64)})

    assert operators(quick) == {"Reshape", "InstanceNormalization"}
    wave = waves(1, 5, 40)
    np.testing.assert_allclose(out_of(quick, wave), out_of(plain, wave), rtol=1e-4, atol=1e-5)
    assert "InstanceNormalization" not in operators(b"".join(quickened(other)))


@pytest.mark.parametrize("half", [0, 1])
def test_a_short_spectrum_becomes_filters(half: int) -> None:
    numbers = {
        "step": np.array(5, np.int64), "length": np.array(20, np.int64),
        "window": np.hanning(21)[:20].astype(np.float32), "half": np.array(half, np.int64),
    }  # fmt: skip
    nodes = [
        Node("STFT", ("wave", "step", "window", "length"), ("s",), (attribute("onesided", 1),)),
        Node("Transpose", ("s",), ("turned",), (attribute("perm", (0, 2, 1, 3)),)),
        Node("Gather", ("turned", "half"), ("out",), (attribute("axis", 3),)),
    ]
    plain = file_of(nodes, numbers, rank=2)
    quick = b"".join(quickened(plain))
    wave = waves(1, 200)

    assert operators(quick) == {"Reshape", "Conv"}
    made = out_of(quick, wave)
    np.testing.assert_allclose(made, out_of(plain, wave), atol=1e-4)
    if half:
        assert (made[:, [0, -1]] > 0).all()
        assert made[:, [0, -1]].max() < 1e-20


# --- the network of the voice -----------------------------------------------------------------


@pytest.fixture(scope="module")
def shipped() -> bytes:
    return network()


def test_the_same_bytes_come_of_the_same_network_every_time(shipped: bytes) -> None:
    made = hashlib.sha256()
    for piece in quickened(shipped):
        made.update(piece)

    assert made.hexdigest() == QUICK_SHA256


def test_what_is_not_rewritten_stays_byte_for_byte(shipped: bytes) -> None:
    plain = read_network(shipped)
    quick = read_network(b"".join(quickened(shipped)))

    assert quick.graph_rest == plain.graph_rest
    assert quick.file_rest == plain.file_rest
    kept = quick.tensors.keys() & plain.tensors.keys()
    assert len(kept) > 400
    assert all(quick.tensors[name] == plain.tensors[name] for name in kept)
    left = [node.op for node in quick.nodes]
    assert left.count("MatMulIntegerToFloat") == 85
    assert left.count("ConvInteger") == 2  # three weights each, and too large to be sure


@pytest.mark.parametrize("cut", [100, 5_000_000])
def test_a_network_cut_short_is_told(shipped: bytes, cut: int) -> None:
    with pytest.raises(SpeechError, match="ONNX"):
        start(shipped[:cut])


@pytest.mark.parametrize("other", [b"", b"not a network", b"\x3a\xff\xff\xff\xff\xff", b"\x07"])
def test_what_is_no_network_is_told(other: bytes) -> None:
    with pytest.raises(SpeechError, match="ONNX"):
        start(other)


def test_a_full_disk_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_data: bytes) -> list[bytes]:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(network_module, "quickened", full)
    with pytest.raises(StorageError, match="临时文件夹"):
        start(b"")


def test_no_file_is_left_behind(
    shipped: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    start(shipped)

    assert not list(tmp_path.iterdir())


def said(session: Any, sentence: str) -> Samples:
    voice = machine_voice(Voice(), VOICES)
    assert isinstance(voice.spec, KokoroSpec)
    table = json.loads((voice.spec.folder / SYMBOLS).read_text("utf-8"))
    engine = Kokoro(session=session, style=voice.spec.style(), symbols=table, speed=0.9)
    return engine.speak(sentence, pinyin_of(Utterance(sentence), voice.lexicon()))


@pytest.mark.slow
def test_the_rewritten_network_says_what_the_shipped_one_says(
    shipped: bytes, tmp_path: Path
) -> None:
    file = tmp_path / "shipped.onnx"
    file.write_bytes(shipped)
    before, after = said(session_of(file), "请看。"), said(start(shipped), "请看。")

    assert len(after) == len(before)
    assert np.corrcoef(after, before)[0, 1] > 0.9
    assert abs(np.abs(after).max() / np.abs(before).max() - 1) < 0.1


class Humming:
    """A network that says a tenth of a second a symbol, with silence around it."""

    def get_inputs(self) -> list[Any]:
        return []

    def run(self, _wanted: None, feed: Mapping[str, Any]) -> list[Any]:
        quiet = np.zeros((1, 9_600), np.float32)
        hum = np.ones((1, 2_400 * feed["tokens"].shape[1]), np.float32)
        return [np.concatenate([quiet, hum, quiet], 1)]


def test_a_long_sentence_is_said_in_stretches_with_a_breath_between() -> None:
    part = "公开栏就在村口的大樟树下，"
    short, long = said(Humming(), part), said(Humming(), part * 4)

    assert len(short) > 24_000 * 0.8
    silent = np.flatnonzero(np.diff(long == 0))
    assert (long[0], long[-1]) == (0, 0)
    # Silence, speech, breath, speech, silence; a breath is no longer than a comma's rest.
    assert len(silent) == 4
    assert 0.25 < (silent[2] - silent[1]) / 24_000 < 0.5
