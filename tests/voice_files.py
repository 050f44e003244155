"""Voice files as they come from elsewhere: well made, and made badly on purpose."""

from __future__ import annotations

import io
import pickle
import zipfile

import numpy as np

STYLE = np.linspace(-1.0, 2.0, 510 * 256, dtype=np.float32).reshape(510, 1, 256)
BARE = STYLE.tobytes()


def npy(array: np.ndarray) -> bytes:
    stream = io.BytesIO()
    np.save(stream, array, allow_pickle=True)
    return stream.getvalue()


def npz(**arrays: np.ndarray) -> bytes:
    stream = io.BytesIO()
    np.savez_compressed(stream, **arrays)  # type: ignore[arg-type]
    return stream.getvalue()


def zipped(members: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return stream.getvalue()


def torch_pickle(*, calls: str = "ctorch._utils\n_rebuild_tensor_v2\n", rows: int = 510) -> bytes:
    """Return what torch writes beside a tensor's numbers, word by word; it is never run."""
    shape = b"(M" + rows.to_bytes(2, "little") + b"K\x01M" + (256).to_bytes(2, "little") + b"t"
    return (
        b"\x80\x02" + calls.encode() + b"((X\x07\x00\x00\x00storagectorch\nFloatStorage\n"
        b"X\x01\x00\x00\x000X\x03\x00\x00\x00cpuJ\x00\xfe\x01\x00tQK\x00" + shape + shape + b"\x89"
        b"ccollections\nOrderedDict\n)RtR."
    )


def torch_file(data: bytes = BARE, **form: str | int) -> bytes:
    description = torch_pickle(**form)  # type: ignore[arg-type]
    return zipped(
        {
            "zf_001/data.pkl": description,
            "zf_001/byteorder": b"little",
            "zf_001/data/0": data,
            "zf_001/version": b"3\n",
        }
    )


class Trap:
    """What runs as soon as its pickle is loaded."""

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return exec, ("raise SystemExit('the pickle was loaded')",)


TRAP = pickle.dumps(Trap(), protocol=2)
