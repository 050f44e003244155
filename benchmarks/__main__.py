"""Print the figures of one benchmark, or of all."""

from __future__ import annotations

import importlib
import pkgutil
import platform
import sys
from importlib.metadata import version
from pathlib import Path

import benchmarks

LIBRARIES = ("reportlab", "uharfbuzz", "pypdfium2", "onnxruntime", "numpy", "lameenc")


def main(arguments: list[str]) -> int:
    names = sorted(
        m.name for m in pkgutil.iter_modules(benchmarks.__path__) if m.name.startswith("bench_")
    )
    wanted = [f"bench_{name.replace('-', '_')}" for name in arguments] or names
    unknown = [name for name in wanted if name not in names]
    if unknown:
        print("可以写：" + "、".join(name.removeprefix("bench_") for name in names))
        return 2
    print(f"{platform.platform()}, Python {platform.python_version()}, {_processor()}")
    print(", ".join(f"{name} {version(name)}" for name in LIBRARIES))
    missed = 0
    for name in wanted:
        print(f"\n== {name.removeprefix('bench_')}")
        missed += importlib.import_module(f"benchmarks.{name}").run()
    print(f"\n没有达到的：{missed}")
    return 1 if missed else 0


def _processor() -> str:
    path = Path("/proc/cpuinfo")
    if not path.exists():
        return platform.processor()
    lines = path.read_text("utf-8").splitlines()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return f"{len(names)} × {names[0]}" if names else platform.processor()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
