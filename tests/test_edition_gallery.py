"""kit layout: the list, the pictures, and a layout taken over to be changed."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result
from PIL import Image

from kit.cli.app import main
from kit.errors import ExitCode
from kit.source.setup import create_workspace
from tests.sheets import layout_names

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def township(tmp_path: Path) -> Path:
    folder = tmp_path / "daxi"
    create_workspace(folder, sample=True)
    return folder


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["layout", *words])


def own(township: Path, name: str, *changes: tuple[str, str]) -> Path:
    """A layout copied by the verb and changed as a clerk would."""
    assert run("copy", name, "--in", str(township)).exit_code == ExitCode.OK
    path = township / "layouts" / f"{name}.toml"
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")
    return path


def test_the_list_names_every_layout_with_paper_distance_and_purpose(township: Path) -> None:
    result = run("--in", str(township))

    assert result.exit_code == ExitCode.OK
    for name in layout_names():
        assert name in result.output
    assert re.search(r"consult-a3 +自带　A3 +1.5米 +预公开海报", result.output)
    assert re.search(r"leaflet-a5 +自带　A5 +0.4米 +墟天宣传单，A4 对折成四面", result.output)
    assert "poster-a3-wide poster-a3 才用得上" in result.output


def test_the_list_is_there_also_outside_a_workspace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("list", "--json")

    listed = json.loads(result.output)
    assert {entry["name"] for entry in listed} == set(layout_names())
    assert all(entry["read_from_m"] > 0 for entry in listed)


def test_a_layout_of_the_townships_own_is_marked_and_wins(township: Path) -> None:
    own(township, "poster-a3", ("read_from_m = 1.5", "read_from_m = 2.5"))

    assert re.search(r"poster-a3 +本乡　A3 +2.5米", run("--in", str(township)).output)


def test_a_wrong_layout_is_told_in_the_list_without_a_build(township: Path) -> None:
    own(township, "poster-a3", ("min = 44", "min = 20"), ("leading = 1.14", "leadin = 1.14"))
    result = run("--in", str(township))

    assert result.exit_code == ExitCode.FINDINGS
    assert "layouts/poster-a3.toml 有 2 处不对" in result.output
    assert "style.rows.fit.min 是 20 磅" in result.output
    assert "poster-a2" in result.output


def test_a_layout_nobody_uses_says_why(township: Path) -> None:
    path = own(township, "poster-a3")
    path.rename(path.with_name("我的海报.toml"))

    assert "没有事项会用它：文件名要和自带的一样" in run("--in", str(township)).output


def test_the_spare_layout_is_used_under_the_other_name(township: Path) -> None:
    assert run("copy", "poster-a3-wide", "poster-a3", "--in", str(township)).exit_code == 0

    assert re.search(r"poster-a3 +本乡　A3 横", run("--in", str(township)).output)


def test_nothing_is_copied_over_what_somebody_changed(township: Path) -> None:
    path = own(township, "poster-a3", ("max = 150", "max = 140"))
    result = run("copy", "poster-a3", "--in", str(township))

    assert result.exit_code == ExitCode.REFUSED
    assert "已经有了" in result.output
    assert "max = 140" in path.read_text(encoding="utf-8")


def test_a_mistyped_name_is_answered_with_the_nearest(township: Path) -> None:
    result = run("copy", "poster-3a", "--in", str(township))

    assert result.exit_code == ExitCode.REFUSED
    assert "没有版式 poster-3a" in result.output
    assert "是不是想写 poster-a" in result.output


def test_a_copy_wants_a_workspace(tmp_path: Path) -> None:
    result = run("copy", "poster-a3", "--in", str(tmp_path))

    assert result.exit_code == ExitCode.REFUSED
    assert "不是工作夹" in result.output


def few(monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    """Only these layouts, so that a test need not picture all thirty."""
    monkeypatch.setattr("kit.office.gallery.layout_names", lambda _folder: names)


def linked(page: str) -> Iterator[str]:
    return (match[1] for match in re.finditer(r'<img src="([^"]+)"', page))


def test_the_gallery_shows_each_layout_with_sizes_and_distances(
    township: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    few(monkeypatch, "poster-a3", "card-a5", "questions-a5", "leaflet-a5")
    own(township, "poster-a3", ("code_mm = 60", "code_mm = 66"))
    dest = tmp_path / "样子"
    result = run("thumbnails", str(dest), "--in", str(township))
    page = (dest / "index.html").read_text(encoding="utf-8")

    assert result.exit_code == ExitCode.OK, result.output
    assert "做好了 4 张" in result.output
    pictures = list(linked(page))
    assert len(pictures) == 4
    for name in pictures:
        with Image.open(dest / name) as picture:
            assert picture.width == 560
    assert "本乡的" in page
    assert "A3，从 1.5 米看" in page
    assert re.search(r"<td>rows</td><td>4[4-9](\.5)? 磅</td><td>约 2\.\d 米</td>", page)


def test_a_layout_that_does_not_fit_its_sample_is_named_beside_the_others(
    township: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    few(monkeypatch, "poster-a3", "card-a5")
    own(township, "poster-a3", ("max = 72, min = 44", "max = 200, min = 150"))
    dest = tmp_path / "样子"
    result = run("thumbnails", str(dest), "--in", str(township))

    assert result.exit_code == ExitCode.FINDINGS
    assert "poster-a3：" in result.output
    assert "放不下" in result.output
    assert list(linked((dest / "index.html").read_text(encoding="utf-8"))) == ["card-a5.png"]
