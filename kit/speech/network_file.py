"""The embedded voice's file: which one it must be, and what to do when it is not."""

from __future__ import annotations

NETWORK_SHA256 = "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb"
REINSTALL = "请重新运行 python run.py，让安装补齐；或换用别的音色。"
