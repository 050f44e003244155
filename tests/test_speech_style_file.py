from __future__ import annotations

import zipfile
from io import BytesIO

import numpy as np
import pytest

from kit.errors import SpeechError
from kit.speech import style_file
from kit.speech.style_file import style_of
from tests.voice_files import BARE, STYLE, TRAP, npy, npz, torch_file, torch_pickle, zipped


@pytest.mark.parametrize(
    "data",
    [BARE, npy(STYLE), npy(STYLE.reshape(510, 256)), npz(zf_001=STYLE), torch_file()],
    ids=["bare", "npy", "npy flat", "npz", "torch"],
)
def test_a_voice_is_the_same_in_whatever_file_it_comes(data: bytes) -> None:
    assert style_of(data, "zf_001.bin") == BARE


def test_of_several_voices_in_an_archive_one_is_picked() -> None:
    data = npz(zf_001=STYLE, zm_009=STYLE / 2)

    assert style_of(data, "voices.bin", "zm_009") == (STYLE / 2).tobytes()
    with pytest.raises(SpeechError, match="2 个声音") as several:
        style_of(data, "voices.bin")
    assert "zf_001、zm_009" in several.value.remedy


def odd(value: float) -> bytes:
    style = STYLE.copy()
    style[17, 0, 3] = value
    return style.tobytes()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "不是完整的音色文件：有 0 字节"),
        (BARE[:-4], "应当是 522,240"),
        (BARE + b"\0", "应当是 522,240"),
        (npy(STYLE)[:-100], "没有传完"),
        (npz(zf_001=STYLE)[:-100], "压缩包坏了"),
        (npy(STYLE[:400]), "里面是 400×1×256 的 float32"),
        (npy(STYLE.astype(np.float16)), "float16"),
        (npy(np.array([{"a": 1}], object)), "没有传完，或里面不是数"),
        (torch_file(rows=400), "里面不是 510×1×256"),
        (torch_file(BARE[:-8]), "应当是 522,240"),
        (zipped({"readme.txt": b"hello"}), "没有音色"),
        (odd(float("nan")), "不是数的数"),
        (odd(float("inf")), "不是数的数"),
        (bytes(len(BARE)), "不像一个声音"),
        (odd(4e8), "不像一个声音"),
    ],
    ids=[
        "empty", "cut", "longer", "npy cut", "npz cut", "rows", "half", "objects", "torch rows",
        "torch cut", "no voice", "NaN", "infinite", "zeros", "huge",
    ],
)  # fmt: skip
def test_what_is_no_whole_voice_is_refused_with_what_is_wrong(data: bytes, says: str) -> None:
    with pytest.raises(SpeechError, match=says) as wrong:
        style_of(data, "zf_001.bin")

    assert "再要一份" in wrong.value.remedy


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (TRAP, "旧格式的 .pt"),
        (torch_file(calls="cbuiltins\nexec\n"), "builtins exec"),
        (zipped({"a/data.pkl": TRAP, "a/data/0": BARE}), "除了数还有别的"),
        (zipped({"a/data.pkl": torch_pickle()[:40] + b"\x93.", "a/data/0": BARE}), "还有别的"),
        (zipped({"x.npy": TRAP}), "不是数"),
    ],
    ids=["old torch", "calls", "trap in an archive", "named by the stack", "trap for numpy"],
)
def test_a_program_in_a_voice_file_is_never_run(data: bytes, says: str) -> None:
    with pytest.raises(SpeechError, match=says):
        style_of(data, "zf_001.pt")


def test_an_archive_that_swells_is_given_up_early() -> None:
    bomb = zipped({"zf_001.npy": bytes(50_000_000)})
    assert len(bomb) < 100_000

    with pytest.raises(SpeechError, match="展开来太大"):
        style_of(bomb, "zf_001.npz")


def test_an_archive_that_lies_about_its_size_is_given_up_as_well() -> None:
    data = zipped({"zf_001.npy": bytes(2_000_000)})
    with zipfile.ZipFile(BytesIO(data)) as archive:
        size = archive.infolist()[0].file_size
    lying = data.replace(size.to_bytes(4, "little"), (1000).to_bytes(4, "little"))

    with pytest.raises(SpeechError, match="音色文件"):
        style_of(lying, "zf_001.npz")


def test_an_archive_of_thousands_of_files_is_not_searched(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(style_file, "_MOST_MEMBERS", 3)
    with pytest.raises(SpeechError, match="文件太多"):
        style_of(zipped({f"{n}.npy": b"" for n in range(5)}), "zf_001.npz")


def test_a_torch_file_of_another_byte_order_is_refused() -> None:
    data = zipped({"a/data.pkl": torch_pickle(), "a/byteorder": b"big", "a/data/0": BARE})

    with pytest.raises(SpeechError, match="字节次序"):
        style_of(data, "zf_001.pt")
