"""A voice from elsewhere is heard once before it is kept: does its network make sound of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from kit.errors import SpeechError, StorageError
from kit.json_text import parse_json
from kit.speech.network import Kokoro, start, tokens_name
from kit.speech.zhuyin import is_zhuyin

if TYPE_CHECKING:
    from collections.abc import Mapping

_SAID = "各位乡亲，请注意。"
_PINYIN = ("ge4", "wei4", "xiang1", "qin1", "", "qing3", "zhu4", "yi4", "")
_SHORTEST_S, _LONGEST_S = 0.5, 12.0
_FAINTEST, _LOUDEST = 1e-3, 4.0


def symbols_in(text: str, file_name: str) -> Mapping[str, int]:
    """Return the table of symbols of a ``vocab.json``, a ``config.json`` or a ``tokens.txt``.

    Raises:
        SpeechError: It is none of them.
    """
    try:
        found: Any = parse_json(text) if text.lstrip().startswith("{") else _listed(text)
        found = found.get("vocab", found)
        table = {str(symbol): int(number) for symbol, number in found.items()}
    except (ValueError, TypeError, AttributeError) as error:
        raise SpeechError(
            f"{file_name} 不是符号表。",
            "请给模型旁边的 vocab.json、config.json 或 tokens.txt。",
        ) from error
    if not table or not (is_zhuyin(table) or "↗" in table):
        raise SpeechError(f"{file_name} 里没有普通话的音。", "这个模型多半不会说普通话，请换一个。")
    return table


def try_voice(network: bytes, style: bytes, symbols: Mapping[str, int], file_name: str) -> None:
    """Have a network say a sentence in a voice.

    Raises:
        SpeechError: It is no such network, or what it says is no speech.
    """
    session = _started(network, file_name)
    voice = Kokoro(session=session, style=style, symbols=symbols, speed=1.0)
    try:
        samples = voice.speak(_SAID, _PINYIN)
    except SpeechError:
        raise
    except Exception as error:
        raise SpeechError(
            f"{file_name} 念不出一句话。", "请核对模型和符号表是不是一套的。"
        ) from error
    seconds = len(samples) / voice.rate_hz
    loudest = float(np.abs(samples).max()) if len(samples) else 0.0
    sound = bool(np.isfinite(samples).all()) and _FAINTEST < loudest < _LOUDEST
    if not sound or not _SHORTEST_S < seconds < _LONGEST_S:
        raise SpeechError(
            f"用 {file_name} 念出来的不是话（{seconds:.1f} 秒）。",
            "请核对声音、模型和符号表是不是一套的。",
        )


def _started(network: bytes, file_name: str) -> Any:
    try:
        session = start(network)
    except StorageError:
        raise
    # The runtime has an exception for every thing that may be wrong with a network.
    except Exception as error:
        raise SpeechError(
            f"{file_name} 不是能用的语音模型。", "请核对文件有没有拷完；要 Kokoro 的 .onnx。"
        ) from error
    inputs = {one.name: one.type for one in session.get_inputs()}
    if inputs.keys() != {tokens_name(session), "style", "speed"}:
        raise SpeechError(
            f"{file_name} 不是 Kokoro 的模型（要的是 {'、'.join(inputs)}）。",
            "请换 Kokoro 的 .onnx。",
        )
    if inputs["speed"] != "tensor(float)":
        raise SpeechError(f"{file_name} 不能调快慢。", "请换 speed 是小数（float）的那一种 .onnx。")
    return session


def _listed(text: str) -> dict[str, str]:
    """Return the rows ``symbol number`` of a ``tokens.txt``; a blank is a symbol, too."""
    rows = (line.rpartition(" ") for line in text.splitlines() if line.strip())
    return {symbol or " ": number for symbol, _, number in rows}
