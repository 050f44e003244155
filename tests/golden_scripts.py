"""The example's scripts as text to be read beside the items.

After a wanted change: ``python -m tests.golden_scripts`` writes them anew; read each line of
the difference before it is committed.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kit.compose.spoken.script import compose_script
from kit.source.workspace import open_workspace

if TYPE_CHECKING:
    from kit.compose.spoken.broadcast import Script, Sentence

ROOT = Path(__file__).resolve().parents[1]
GOLDEN = ROOT / "tests" / "golden" / "scripts"


def example_scripts() -> dict[str, Script]:
    workspace = open_workspace(ROOT / "examples" / "daxi")
    return {item.item_id: compose_script(item, workspace.township) for item in workspace.items}


def as_text(script: Script) -> str:
    lines = [f"{script.title} 约{script.seconds:.0f}秒 {script.characters}字", "提要"]
    lines += [_line(sentence) for sentence in script.headline]
    lines += ["全文", *(_line(sentence) for sentence in script.sentences)]
    lines += [f"没播 {written}" for written in script.left_out]
    lines += [f"{finding.code} {finding.message}" for finding in script.findings]
    return "\n".join(lines) + "\n"


def _line(sentence: Sentence) -> str:
    return f"{sentence.pause_s:.1f}\t{sentence.spoken}\t{sentence.written}"


def main() -> None:
    GOLDEN.mkdir(parents=True, exist_ok=True)
    for item_id, script in example_scripts().items():
        (GOLDEN / f"{item_id}.txt").write_text(as_text(script), encoding="utf-8")


if __name__ == "__main__":
    main()
