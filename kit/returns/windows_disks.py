"""What only Windows can be asked: which drives are sticks, and a file read past its cache."""

from __future__ import annotations

import ctypes
import hashlib
import string
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_REMOVABLE, _FIXED = 2, 3  # GetDriveTypeW
_NO_BOX = 1  # SEM_FAILCRITICALERRORS: an empty card reader opens none
_READ_ONLY = 0x80000  # FILE_READ_ONLY_VOLUME
_QUERY_PROPERTY, _BUS_USB = 0x2D1400, 7  # IOCTL_STORAGE_QUERY_PROPERTY, BusTypeUsb
_BUS_TYPE = slice(28, 32)  # of STORAGE_DEVICE_DESCRIPTOR
_READ, _SHARE_READ, _SHARE_ALL, _OPEN = 0x80000000, 1, 3, 3
_PAST_THE_CACHE = 0x20000000 | 0x08000000  # FILE_FLAG_NO_BUFFERING, SEQUENTIAL_SCAN
_COMMIT, _RELEASE, _READ_WRITE = 0x3000, 0x8000, 4
_BLOCK = 1 << 20


def windows_sticks() -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the root of every stick with its label, file system, and whether it is read-only."""
    if sys.platform != "win32":
        return
    kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    kernel.SetErrorMode(_NO_BOX)
    letters = kernel.GetLogicalDrives()
    for number, letter in enumerate(string.ascii_uppercase):
        root = f"{letter}:\\"
        if not letters >> number & 1 or not _is_stick(kernel, letter, root):
            continue
        label, name = ctypes.create_unicode_buffer(261), ctypes.create_unicode_buffer(261)
        flags = ctypes.c_ulong()
        if kernel.GetVolumeInformationW(
            root, label, 261, None, None, ctypes.byref(flags), name, 261
        ):
            yield (
                root,
                {
                    "label": label.value,
                    "filesystem": name.value,
                    "read_only": bool(flags.value & _READ_ONLY),
                },
            )


def _is_stick(kernel: Any, letter: str, root: str) -> bool:
    """Return whether a drive is a stick: large ones call themselves fixed, their bus tells."""
    kind = kernel.GetDriveTypeW(root)
    return kind == _REMOVABLE or (kind == _FIXED and _is_on_usb(kernel, letter))


def _is_on_usb(kernel: Any, letter: str) -> bool:
    kernel.CreateFileW.restype = ctypes.c_void_p
    # Access 0 asks for no rights.
    handle = kernel.CreateFileW(f"\\\\.\\{letter}:", 0, _SHARE_ALL, None, _OPEN, 0, None)
    if handle in (None, ctypes.c_void_p(-1).value):
        return False
    query, answer = (ctypes.c_ulong * 3)(0, 0, 0), ctypes.create_string_buffer(1024)
    got = ctypes.c_ulong()
    try:
        done = kernel.DeviceIoControl(
            ctypes.c_void_p(handle),
            _QUERY_PROPERTY,
            query,
            ctypes.sizeof(query),
            answer,
            ctypes.sizeof(answer),
            ctypes.byref(got),
            None,
        )
    finally:
        kernel.CloseHandle(ctypes.c_void_p(handle))
    return bool(done) and int.from_bytes(answer.raw[_BUS_TYPE], "little") == _BUS_USB


def digest_past_the_cache(path: Path) -> str:
    """Return the SHA-256 of what the medium itself gives back.

    Raises:
        OSError: It cannot be read.
    """
    if sys.platform != "win32":
        raise OSError("only on Windows")
    kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    kernel.CreateFileW.restype = kernel.VirtualAlloc.restype = ctypes.c_void_p
    handle = kernel.CreateFileW(str(path), _READ, _SHARE_READ, None, _OPEN, _PAST_THE_CACHE, None)
    if handle in (None, ctypes.c_void_p(-1).value):
        raise ctypes.WinError(ctypes.get_last_error())
    # Length and address must be multiples of the sector: memory from VirtualAlloc is.
    memory = kernel.VirtualAlloc(None, ctypes.c_size_t(_BLOCK), _COMMIT, _READ_WRITE)
    digest, got = hashlib.sha256(), ctypes.c_ulong()
    try:
        while True:
            if not kernel.ReadFile(
                ctypes.c_void_p(handle), ctypes.c_void_p(memory), _BLOCK, ctypes.byref(got), None
            ):
                raise ctypes.WinError(ctypes.get_last_error())
            if not got.value:
                return digest.hexdigest()
            digest.update(ctypes.string_at(memory, got.value))
    finally:
        kernel.CloseHandle(ctypes.c_void_p(handle))
        kernel.VirtualFree(ctypes.c_void_p(memory), 0, _RELEASE)
