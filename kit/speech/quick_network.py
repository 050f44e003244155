"""The same network, rewritten so that processors of every age run it faster.

Nothing is learnt or rounded anew: the weights are those of the file, and the whole numbers that
come of them are the same. docs/decisions/0022-the-network-is-rewritten-when-it-starts.md.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from kit.speech.onnx_file import (
    Node,
    array_of,
    attribute,
    only_used,
    read_network,
    tensor_of,
    whole_numbers,
    write_network,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kit.speech.onnx_file import Bytes, Network

    Rewritten: TypeAlias = tuple[list[Node], Mapping[str, Any]] | None
    """What stands in a node's place, and the constants it needs; None: the node stays."""
    Rule: TypeAlias = Callable[[Node, "_Wires"], Rewritten]

MOST_A_PAIR = 128
"""Older processors add two products of 8 bits in 16: 255 × 128 is the most that fits."""
_ROUNDING = 1e-9
_NOTHING = 1e-30
"""More than zero, and less than any sound."""


def quickened(data: bytes) -> list[Bytes]:
    """Return the pieces of a faster file for a network; what is not understood stays as it is.

    Raises:
        ValueError: ``data`` is no ONNX file.
    """
    network = read_network(data)
    for rule in (_convolution_as_product, _spectrum_as_filters, _norm_in_one):
        network = _applied(rule, network)
    return write_network(network)


@dataclass(frozen=True, slots=True)
class _Wires:
    """Who makes a value, and the constants."""

    makers: Mapping[str, Node]
    tensors: Mapping[str, Bytes]

    def maker(self, value: str, op: str) -> Node | None:
        """Return the node of kind ``op`` that makes a value."""
        node = self.makers.get(value)
        return node if node is not None and node.op == op else None

    def constant(self, value: str) -> Any:
        """Return a constant's numbers, or None."""
        return array_of(self.tensors[value]) if value in self.tensors else None

    def pair(self, node: Node, op: str) -> tuple[Node, str] | None:
        """Return the maker of one of a node's two values that is an ``op``, and the other value."""
        for one, other in (node.inputs, node.inputs[::-1]):
            found = self.maker(one, op)
            if found is not None:
                return found, other
        return None


def _applied(rule: Rule, network: Network) -> Network:
    makers = {output: node for node in network.nodes for output in node.outputs}
    wires = _Wires(makers, network.tensors)
    nodes: list[Node] = []
    tensors = dict(network.tensors)
    for node in network.nodes:
        rewritten = rule(node, wires)
        if rewritten is None:
            nodes.append(node)
            continue
        nodes += rewritten[0]
        tensors |= {name: tensor_of(name, array) for name, array in rewritten[1].items()}
    return only_used(replace(network, nodes=tuple(nodes), tensors=tensors))


# --- convolutions -----------------------------------------------------------------------------


def _convolution_as_product(node: Node, wires: _Wires) -> Rewritten:
    """Return an 8-bit convolution, with all that gives it its scale, as one 8-bit product.

    For products onnxruntime has kernels that take their weights packed once; for convolutions
    of 8 bits it has none.
    """
    cast = wires.pair(node, "Cast") if node.op == "Mul" and len(node.inputs) == 2 else None
    if cast is None:
        return None
    summed = cast[0].inputs[0]
    alone = wires.maker(summed, "ConvInteger")
    found = (alone, "") if alone else _with_bias(summed, wires)
    scales = wires.maker(cast[1], "Mul")
    if found is None or scales is None or not _is_plain(found[0]):
        return None
    conv, bias = found
    quantised = wires.maker(conv.inputs[0], "DynamicQuantizeLinear")
    weights = _centred(conv, wires)
    scale = next((wires.constant(one) for one in scales.inputs if one in wires.tensors), None)
    if quantised is None or weights is None or scale is None or scale.size != 1:
        return None
    own = f"{node.outputs[0]}/product"
    nodes, constants = _seen(conv, own, weights)
    taps, channels, out = weights.shape
    constants |= {
        f"{own}/weights": weights.reshape(taps * channels, out),
        f"{own}/scale": scale.reshape(()),
        "zero": np.array(0, np.int8),
    }
    inputs = [f"{own}/weights", quantised.outputs[1], f"{own}/scale", conv.inputs[2], "zero"]
    if bias:
        constants[f"{own}/bias"] = wires.constant(bias).reshape(-1)
        inputs.append(f"{own}/bias")
    nodes += [
        Node("MatMulIntegerToFloat", (nodes[-1].outputs[0], *inputs), (own,), (), "com.microsoft"),
        Node("Transpose", (own,), node.outputs, (attribute("perm", (0, 2, 1)),)),
    ]
    return nodes, constants


def _with_bias(value: str, wires: _Wires) -> tuple[Node, str] | None:
    """Return a convolution and the bias that is added to it, as it was before it was rounded."""
    add = wires.maker(value, "Add")
    found = wires.pair(add, "ConvInteger") if add else None
    if found is None:
        return None
    conv, at = found
    for op in ("Reshape", "Cast", "Floor", "Div"):
        node = wires.maker(at, op)
        if node is None:
            return None
        at = node.inputs[0]
    return (conv, at) if at in wires.tensors else None


def _centred(conv: Node, wires: _Wires) -> Any:
    """Return the weights around zero, (taps, in, out), if every processor multiplies them right.

    Processors without VNNI add two neighbouring products in 16 bits and cut off what is beyond.
    """
    weights, zero = (wires.constant(one) for one in (conv.inputs[1], conv.inputs[-1]))
    if len(conv.inputs) != 4 or weights is None or weights.ndim != 3:
        return None
    if zero is None or zero.size != 1:
        return None
    around = weights.astype(np.int16) - zero.astype(np.int16).reshape(())
    around = np.ascontiguousarray(around.transpose(2, 1, 0))
    rows = around.reshape(-1, around.shape[2])
    rows = np.concatenate([rows, np.zeros((len(rows) % 2, rows.shape[1]), np.int16)])
    for side in (np.maximum(rows, 0), np.minimum(rows, 0)):
        if np.abs(side[::2] + side[1::2]).max() > MOST_A_PAIR:
            return None
    return around.astype(np.int8)


def _is_plain(conv: Node) -> bool:
    """Return whether it is one group over one dimension; a single tap takes every frame."""
    taps = whole_numbers(conv, "kernel_shape", ())
    strides = whole_numbers(conv, "strides", (1,))
    groups = whole_numbers(conv, "group", (1,))
    return len(taps) == 1 and list(groups) == [1] and (taps[0] > 1 or list(strides) == [1])


def _seen(conv: Node, own: str, weights: Any) -> tuple[list[Node], dict[str, Any]]:
    """Return the nodes that lay frames first and beside each what its taps see; and constants."""
    frames, constants = f"{own}/frames", dict[str, Any]()
    nodes = [Node("Transpose", conv.inputs[:1], (frames,), (attribute("perm", (0, 2, 1)),))]
    before, after = whole_numbers(conv, "pads", (0, 0))
    if before or after:
        pads = f"pads/{before},{after}"
        constants[pads] = np.array([0, before, 0, 0, after, 0], np.int64)
        nodes.append(Node("Pad", (frames, pads, conv.inputs[2]), (f"{own}/padded",)))
    if len(weights) > 1:
        gathered, numbers = _gathered(conv, own, nodes[-1].outputs[0], weights)
        return nodes + gathered, constants | numbers
    return nodes, constants


def _gathered(conv: Node, own: str, frames: str, weights: Any) -> tuple[list[Node], dict[str, Any]]:
    """Return the nodes that gather what each tap sees.

    At once: a slice for each tap, and then all of them joined, would hold them twice.
    """
    taps, channels, _ = weights.shape
    (step,), (apart,) = (whole_numbers(conv, name, (1,)) for name in ("strides", "dilations"))
    seen = (taps - 1) * apart
    nodes = [
        Node("Shape", (frames,), (f"{own}/length",), (attribute("start", 1), attribute("end", 2))),
        Node("Cast", (f"{own}/length",), (f"{own}/frames32",), (attribute("to", 6),)),
        Node("Squeeze", (f"{own}/frames32",), (f"{own}/count",)),
        Node("Sub", (f"{own}/count", f"number/{seen}"), (f"{own}/end",)),
        Node("Range", ("number/0", f"{own}/end", f"number/{step}"), (f"{own}/starts",)),
        Node("Unsqueeze", (f"{own}/starts", "axis/1"), (f"{own}/column",)),
        Node("Add", (f"{own}/column", f"taps/{taps},{apart}"), (f"{own}/places",)),
        Node("Gather", (frames, f"{own}/places"), (f"{own}/each",), (attribute("axis", 1),)),
        Node("Reshape", (f"{own}/each", f"{own}/wide"), (f"{own}/seen",)),
    ]
    constants: dict[str, Any] = {
        f"number/{one}": np.array(one, np.int32) for one in (0, step, seen)
    }
    constants[f"taps/{taps},{apart}"] = (np.arange(taps, dtype=np.int32) * np.int32(apart))[None]
    constants["axis/1"] = np.array([1], np.int64)
    constants[f"{own}/wide"] = np.array([1, -1, taps * channels], np.int64)
    return nodes, constants


# --- the rest ---------------------------------------------------------------------------------


def _spectrum_as_filters(node: Node, wires: _Wires) -> Rewritten:
    """Return a short-time spectrum's real or imaginary half as filters of a convolution.

    The operator works out every frame by itself; of twenty samples that takes far longer.
    """
    turned = wires.maker(node.inputs[0], "Transpose") if node.op == "Gather" else None
    stft = wires.maker(turned.inputs[0], "STFT") if turned else None
    half = wires.constant(node.inputs[1]) if stft else None
    if turned is None or stft is None or half is None or half.ndim or len(stft.inputs) != 4:
        return None
    step, window, _ = (wires.constant(one) for one in stft.inputs[1:4])
    plain = list(whole_numbers(turned, "perm", ())) == [0, 2, 1, 3]
    if not plain or window is None or step is None or whole_numbers(stft, "onesided", (1,))[0] != 1:
        return None
    length = len(window)
    turns = np.outer(np.arange(length // 2 + 1), np.arange(length)) * (2 * np.pi / length)
    waves = -np.sin(turns) if int(half) else np.cos(turns)
    waves[np.abs(waves) < _ROUNDING] = 0
    filters = (waves * window).astype(np.float32)[:, None]
    # The lowest and the highest wave have no imaginary half, only a sign of nothing, and that
    # makes half a turn of phase. The network learnt with the positive one.
    lift = np.full(len(waves), _NOTHING if int(half) else 0, np.float32)
    own = node.outputs[0]
    nodes = [
        Node("Reshape", (stft.inputs[0], "shape/wave"), (f"{own}/wave",)),
        Node(
            "Conv",
            (f"{own}/wave", f"{own}/filters", f"{own}/lift"),
            (own,),
            (attribute("strides", (int(step),)), attribute("kernel_shape", (length,))),
        ),
    ]
    constants = {f"{own}/filters": filters, f"{own}/lift": lift}
    return nodes, {**constants, "shape/wave": np.array([1, 1, -1], np.int64)}


def _norm_in_one(node: Node, wires: _Wires) -> Rewritten:
    """Return a normalisation written in nine operations as the one operator for it.

    Each of the nine goes through all the sound; the operator stays with a channel that fits
    the processor's cache.
    """
    scaled = wires.pair(node, "Mul") if node.op == "Add" and len(node.inputs) == 2 else None
    divided = wires.pair(scaled[0], "Div") if scaled else None
    if scaled is None or divided is None:
        return None
    (_, shift), (div, scale) = scaled, divided
    sub, sqrt = wires.maker(div.inputs[0], "Sub"), wires.maker(div.inputs[1], "Sqrt")
    added = wires.maker(sqrt.inputs[0], "Add") if sqrt else None
    spread = wires.pair(added, "ReduceMean") if added else None
    mean = wires.maker(sub.inputs[1], "ReduceMean") if sub else None
    if sub is None or mean is None or spread is None:
        return None
    square = wires.makers.get(spread[0].inputs[0])
    epsilon = wires.constant(spread[1])
    over_time = all(_over_time(one, wires) for one in (mean, spread[0]))
    same = mean.inputs[0] == sub.inputs[0] and square is not None and square.op == "Mul"
    if not (over_time and same and square and set(square.inputs) == {sub.outputs[0]}):
        return None
    if epsilon is None or epsilon.size != 1:
        return None
    own = node.outputs[0]
    flat = [
        Node("Reshape", (value, "shape/flat"), (f"{own}/{name}",))
        for name, value in (("scale", scale), ("shift", shift))
    ]
    inputs = (sub.inputs[0], f"{own}/scale", f"{own}/shift")
    norm = Node(
        "InstanceNormalization", inputs, (own,), (attribute("epsilon", float(epsilon.ravel()[0])),)
    )
    return [*flat, norm], {"shape/flat": np.array([-1], np.int64)}


def _over_time(mean: Node, wires: _Wires) -> bool:
    axes = wires.constant(mean.inputs[1]) if len(mean.inputs) > 1 else None
    return axes is not None and list(axes) in ([2], [-1])
