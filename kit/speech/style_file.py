"""Voice files from elsewhere, read as numbers and never as programs.

A Kokoro voice is 510 rows of 256 numbers. It comes bare (``.bin``), as numpy's ``.npy``, several
in an archive (``.npz``, also named ``.bin``), or as torch saves it (``.pt``): an archive whose
description is a pickle. A pickle may run anything, so its words are looked at and never obeyed.
"""

from __future__ import annotations

import pickletools
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING, Any

from kit.errors import SpeechError

if TYPE_CHECKING:
    from collections.abc import Mapping

ROWS, WIDTH = 510, 256
STYLE_BYTES = 4 * ROWS * WIDTH
LARGEST_FILE = 128 * 1024 * 1024
"""An archive with a hundred voices has 54 MB."""
LARGEST_NUMBER = 50.0
"""Those of the kit's own voices lie between -1.3 and 2.3."""

_SPARE = 64 * 1024
"""Room for the head of a ``.npy`` file, and for a torch description."""
_MOST_MEMBERS = 4000
_ZIP, _NPY = b"PK\x03\x04", b"\x93NUMPY"
_PICKLES = tuple(bytes((0x80, version)) for version in range(2, 6))
_HARMLESS = frozenset(
    {
        "torch._utils _rebuild_tensor_v2",
        "torch FloatStorage",
        "collections OrderedDict",
    }
)
ASK_AGAIN = "请向给您文件的人再要一份，或换一个声音"


def style_of(data: bytes, file_name: str, wanted: str = "") -> bytes:
    """Return the style vectors in a voice file: float32, 510 rows of 256.

    ``wanted`` names one of several voices in an archive.

    Raises:
        SpeechError: It is cut off, of another shape or kind, or holds what is no number.
    """
    if data.startswith(_ZIP):
        return _checked(_unpacked(data, file_name, wanted), file_name)
    if data.startswith(_NPY):
        return _checked(_array(data, file_name), file_name)
    if data.startswith(_PICKLES) and len(data) != STYLE_BYTES:
        raise SpeechError(
            f"{file_name} 是旧格式的 .pt，里面可能藏着程序，不打开。",
            "请要 .bin、.npy 的，或用新的 torch（1.6 以后）存的 .pt。",
        )
    if len(data) != STYLE_BYTES:
        raise _misshapen(file_name, f"有 {len(data):,} 字节，应当是 {STYLE_BYTES:,}")
    return _checked(data, file_name)


def _misshapen(file_name: str, what: str) -> SpeechError:
    return SpeechError(f"{file_name} 不是完整的音色文件：{what}。", f"{ASK_AGAIN}。")


def _checked(style: bytes, file_name: str) -> bytes:
    """Return the style vectors, once they are numbers that a voice may have.

    Raises:
        SpeechError: They are not.
    """
    import numpy as np

    numbers = np.frombuffer(style, "<f4")
    if not np.isfinite(numbers).all():
        raise SpeechError(f"{file_name} 里有不是数的数（NaN、无穷大）。", f"{ASK_AGAIN}。")
    if not numbers.any() or np.abs(numbers).max() > LARGEST_NUMBER:
        raise SpeechError(f"{file_name} 里的数不像一个声音。", f"{ASK_AGAIN}。")
    return style


def _unpacked(data: bytes, file_name: str, wanted: str) -> bytes:
    """Return the style vectors in an archive of numpy or of torch."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            members = {one.filename: one for one in archive.infolist()}
            if len(members) > _MOST_MEMBERS:
                raise _misshapen(file_name, "里面的文件太多")
            description = [name for name in members if name.endswith("data.pkl")]
            if description:
                return _torch(archive, members, description[0], file_name)
            return _chosen(archive, members, file_name, wanted)
    except (zipfile.BadZipFile, RuntimeError, EOFError, OSError) as error:
        raise _misshapen(file_name, "压缩包坏了，或没有传完") from error


def _read(archive: zipfile.ZipFile, member: zipfile.ZipInfo, file_name: str, most: int) -> bytes:
    """Return a member; what it says of its size is not believed."""
    with archive.open(member) as stream:
        data = stream.read(most + 1)
    if len(data) > most:
        raise _misshapen(file_name, f"里面的 {member.filename} 展开来太大")
    return data


def _chosen(
    archive: zipfile.ZipFile,
    members: Mapping[str, zipfile.ZipInfo],
    file_name: str,
    wanted: str,
) -> bytes:
    voices = {name.removesuffix(".npy"): one for name, one in members.items()}
    voices = {name: one for name, one in voices.items() if one.filename.endswith(".npy")}
    if not voices:
        raise _misshapen(file_name, "压缩包里没有音色")
    if len(voices) > 1 and wanted not in voices:
        shown = "、".join(sorted(voices)[:12]) + ("……" if len(voices) > 12 else "")
        raise SpeechError(
            f"{file_name} 里有 {len(voices)} 个声音，不知道要哪一个。",
            f"请加上 --pick，写其中一个：{shown}。",
        )
    member = voices[wanted] if wanted in voices else next(iter(voices.values()))
    return _array(_read(archive, member, file_name, STYLE_BYTES + _SPARE), file_name)


def _array(data: bytes, file_name: str) -> bytes:
    """Return the numbers of a ``.npy`` file; objects are not unpacked."""
    import numpy as np

    try:
        array: Any = np.lib.format.read_array(BytesIO(data), allow_pickle=False)
    except (ValueError, EOFError, MemoryError) as error:
        raise _misshapen(file_name, "没有传完，或里面不是数") from error
    if array.dtype != np.float32 or array.shape not in {(ROWS, WIDTH), (ROWS, 1, WIDTH)}:
        shape = "×".join(map(str, array.shape))
        raise _misshapen(
            file_name, f"里面是 {shape} 的 {array.dtype}，应当是 {ROWS}×1×{WIDTH} 的 float32"
        )
    return bytes(array.astype("<f4").tobytes())


def _torch(
    archive: zipfile.ZipFile,
    members: Mapping[str, zipfile.ZipInfo],
    description: str,
    file_name: str,
) -> bytes:
    """Return the numbers of a torch archive, whose pickle is only looked at."""
    root = description.removesuffix("data.pkl")
    words, numbers = _pickled_words(_read(archive, members[description], file_name, _SPARE))
    if not words <= _HARMLESS:
        odd = "、".join(sorted(words - _HARMLESS)[:3])
        raise SpeechError(
            f"{file_name} 里除了数还有别的（{odd}），不打开。",
            "请要 .bin 或 .npy 的，或换一个声音。",
        )
    order = members.get(f"{root}byteorder")
    if order and _read(archive, order, file_name, 16) != b"little":
        raise _misshapen(file_name, "字节次序和这台电脑的不一样")
    if members.keys().isdisjoint({f"{root}data/0"}) or not {ROWS, WIDTH} <= numbers:
        raise _misshapen(file_name, f"里面不是 {ROWS}×1×{WIDTH} 的数")
    data = _read(archive, members[f"{root}data/0"], file_name, STYLE_BYTES)
    if len(data) != STYLE_BYTES:
        raise _misshapen(file_name, f"里面的数有 {len(data):,} 字节，应当是 {STYLE_BYTES:,}")
    return data


def _pickled_words(pickle: bytes) -> tuple[set[str], set[int]]:
    """Return the names a pickle would call, and the numbers in it, without calling anything."""
    words: set[str] = set()
    numbers: set[int] = set()
    try:
        for operation, argument, _place in pickletools.genops(pickle):
            if operation.name in {"GLOBAL", "INST"}:
                words.add(str(argument))
            elif operation.name == "STACK_GLOBAL":
                words.add("?")  # named by the stack, as torch never does
            elif isinstance(argument, int):
                numbers.add(argument)
    except ValueError:
        words.add("?")
    return words, numbers
