"""An ONNX file as nodes and tensors: as much of its protobuf as it takes to rewrite a network.

The ``onnx`` package would bring 33 MB into every office, and protobuf with them.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    Bytes: TypeAlias = bytes | memoryview
    Field: TypeAlias = tuple[int, int | memoryview]
    Value: TypeAlias = int | float | str | tuple[int, ...]

_TYPES = {1: np.float32, 2: np.uint8, 3: np.int8, 6: np.int32, 7: np.int64}
_NUMBERS = {np.dtype(kind): number for number, kind in _TYPES.items()}

# Fields by their numbers in onnx.proto.
_GRAPH = 7
_NODE, _TENSOR, _RESULT, _SHAPE = 1, 5, 12, 13
_INPUT, _OUTPUT, _NAME, _OP, _ATTRIBUTE, _DOMAIN = 1, 2, 3, 4, 5, 7
_FLOAT, _INT, _STRING, _INTS, _TYPE = 2, 3, 4, 8, 20
_DIMS, _KIND, _FLOATS, _SMALL, _LARGE, _TENSOR_NAME, _RAW = 1, 2, 4, 5, 7, 8, 9

_VARINT, _EIGHT, _LENGTH, _FOUR = 0, 1, 2, 5


@dataclass(frozen=True, slots=True)
class Node:
    """One operation."""

    op: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    attributes: tuple[Bytes, ...] = ()
    """As they stand in the file."""
    domain: str = ""


@dataclass(frozen=True, slots=True)
class Network:
    """A file's operations and weights; all else is passed on as it stands."""

    nodes: tuple[Node, ...]
    tensors: Mapping[str, Bytes]
    outputs: frozenset[str]
    graph_rest: tuple[Field, ...]
    file_rest: tuple[Field, ...]


def read_network(data: bytes) -> Network:
    """Return the network of an ONNX file; its weights stay where they lie in ``data``.

    Raises:
        ValueError: It is no ONNX file, or cut short.
    """
    file = list(_fields(memoryview(data)))
    graph = [value for number, value in file if number == _GRAPH]
    if len(graph) != 1 or isinstance(graph[0], int):
        raise ValueError("no graph")
    nodes = list[Node]()
    tensors = dict[str, "Bytes"]()
    rest = list["Field"]()
    for number, value in _fields(graph[0]):
        if isinstance(value, int):
            rest.append((number, value))
        elif number == _NODE:
            nodes.append(_node(value))
        elif number == _TENSOR:
            tensors[_text(value, _TENSOR_NAME)] = value
        elif number != _SHAPE:  # they are worked out anew by whoever runs it
            rest.append((number, value))
    outputs = frozenset(
        _text(value, 1)
        for number, value in rest
        if number == _RESULT and not isinstance(value, int)
    )
    return Network(
        nodes=tuple(nodes),
        tensors=tensors,
        outputs=outputs,
        graph_rest=tuple(rest),
        file_rest=tuple(field for field in file if field[0] != _GRAPH),
    )


def write_network(network: Network) -> list[Bytes]:
    """Return the file in pieces: joined, they would lie in memory a second time."""
    graph: list[Bytes] = []
    for node in network.nodes:
        graph += _field(_NODE, _node_bytes(node))
    for tensor in network.tensors.values():
        graph += _field(_TENSOR, tensor)
    for number, value in network.graph_rest:
        graph += _field(number, value)
    pieces = [piece for field in network.file_rest for piece in _field(*field)]
    length = sum(map(len, graph))
    return [*pieces, _key(_GRAPH, _LENGTH) + _varint(length), *graph]


def only_used(network: Network) -> Network:
    """Return the network without operations and weights that nothing asks for."""
    wanted, kept = set(network.outputs), []
    for node in reversed(network.nodes):
        if not wanted.isdisjoint(node.outputs):
            kept.append(node)
            wanted.update(node.inputs)
    tensors = {name: tensor for name, tensor in network.tensors.items() if name in wanted}
    return replace(network, nodes=tuple(reversed(kept)), tensors=tensors)


def array_of(tensor: Bytes) -> Any:
    """Return a tensor's numbers; None for kinds that are not read here."""
    dims: list[int] = []
    kind, raw, listed = 0, None, list[int | float]()
    for number, value in _fields(memoryview(tensor)):
        if number == _DIMS:
            dims += _ints(value)
        elif number == _KIND and isinstance(value, int):
            kind = value
        elif number == _RAW:
            raw = value
        elif number in (_SMALL, _LARGE):
            listed += _ints(value)
        elif number == _FLOATS and not isinstance(value, int):
            listed += [one[0] for one in struct.iter_unpack("<f", value)]
    if kind not in _TYPES:
        return None
    if raw is None:
        return np.array(listed, _TYPES[kind]).reshape(dims)
    return np.frombuffer(raw, np.dtype(_TYPES[kind]).newbyteorder("<")).reshape(dims)  # type: ignore[arg-type]


def tensor_of(name: str, array: Any) -> bytes:
    """Return numbers as a tensor."""
    dims = b"".join(_key(_DIMS, _VARINT) + _varint(length) for length in array.shape)
    kind = _key(_KIND, _VARINT) + _varint(_NUMBERS[array.dtype])
    data = array.astype(array.dtype.newbyteorder("<")).tobytes()
    return dims + kind + b"".join([*_field(_TENSOR_NAME, name.encode()), *_field(_RAW, data)])


def attribute(name: str, value: Value) -> bytes:
    """Return a node's attribute; its numbers are whole and not negative, or a fraction."""
    if isinstance(value, str):
        kind, fields = 3, _field(_STRING, value.encode())
    elif isinstance(value, float):
        kind, fields = 1, [_key(_FLOAT, _FOUR), struct.pack("<f", value)]
    elif isinstance(value, int):
        kind, fields = 2, _field(_INT, value)
    else:
        kind, fields = 7, [piece for one in value for piece in _field(_INTS, one)]
    return b"".join([*_field(1, name.encode()), *fields, *_field(_TYPE, kind)])


def whole_numbers(node: Node, name: str, default: Sequence[int]) -> Sequence[int]:
    """Return a node's attribute of whole numbers."""
    for one in node.attributes:
        if _text(memoryview(one), 1) == name:
            return [
                number
                for field, value in _fields(memoryview(one))
                if field in (_INT, _INTS)
                for number in _ints(value)
            ]
    return default


# --- protobuf ---------------------------------------------------------------------------------


def _fields(data: memoryview) -> Iterator[Field]:
    at = 0
    while at < len(data):
        key, at = _read_varint(data, at)
        if key & 7 == _VARINT:
            value, at = _read_varint(data, at)
            yield key >> 3, value
            continue
        if key & 7 == _LENGTH:
            length, at = _read_varint(data, at)
        elif key & 7 in (_EIGHT, _FOUR):
            length = 8 if key & 7 == _EIGHT else 4
        else:
            raise ValueError("no protobuf")
        if at + length > len(data):
            raise ValueError("cut short")
        yield key >> 3, data[at : at + length]
        at += length


def _read_varint(data: memoryview, at: int) -> tuple[int, int]:
    value = shift = 0
    while at < len(data) and shift < 70:
        byte = data[at]
        value |= (byte & 127) << shift
        at, shift = at + 1, shift + 7
        if byte < 128:
            return value, at
    raise ValueError("cut short")


def _varint(value: int) -> bytes:
    found = bytearray()
    while value > 127:
        found.append(value & 127 | 128)
        value >>= 7
    return bytes([*found, value])


def _ints(value: int | memoryview) -> list[int]:
    """Return one number, or those packed together; two's complement, as protobuf has them."""
    if isinstance(value, int):
        return [value - (1 << 64) if value >> 63 else value]
    found, at = [], 0
    while at < len(value):
        one, at = _read_varint(value, at)
        found += _ints(one)
    return found


def _key(number: int, kind: int) -> bytes:
    return _varint(number << 3 | kind)


def _field(number: int, value: int | Bytes) -> list[Bytes]:
    if isinstance(value, int):
        return [_key(number, _VARINT) + _varint(value)]
    return [_key(number, _LENGTH) + _varint(len(value)), value]


def _text(data: memoryview, wanted: int) -> str:
    for number, value in _fields(data):
        if number == wanted and not isinstance(value, int):
            return str(value, "utf-8")
    return ""


def _node(data: memoryview) -> Node:
    texts: dict[int, list[str]] = {}
    attributes = []
    for number, value in _fields(data):
        if number == _ATTRIBUTE and not isinstance(value, int):
            attributes.append(value)
        elif not isinstance(value, int):
            texts.setdefault(number, []).append(str(value, "utf-8"))
    return Node(
        op="".join(texts.get(_OP, ())),
        inputs=tuple(texts.get(_INPUT, ())),
        outputs=tuple(texts.get(_OUTPUT, ())),
        attributes=tuple(attributes),
        domain="".join(texts.get(_DOMAIN, ())),
    )


def _node_bytes(node: Node) -> bytes:
    fields: list[Bytes] = []
    for number, texts in (
        (_INPUT, node.inputs),
        (_OUTPUT, node.outputs),
        (_NAME, node.outputs[:1]),  # onnxruntime names a node in its messages
        (_OP, (node.op,)),
    ):
        for text in texts:
            fields += _field(number, text.encode())
    for one in node.attributes:
        fields += _field(_ATTRIBUTE, one)
    return b"".join([*fields, *_field(_DOMAIN, node.domain.encode())])
