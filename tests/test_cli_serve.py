"""``kit serve`` as a clerk meets it."""

from __future__ import annotations

import socket
from datetime import datetime
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from kit.cli import main
from kit.errors import ExitCode
from kit.render.readback import read_codes_in
from kit.serve import address
from kit.serve.guarded import THIS_MACHINE
from kit.serve.server import StallServer
from kit.source.setup import create_workspace
from tests.stalls import make_workspace

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the example's settings with one small signed edition."""
    create_workspace(tmp_path / "daxi", sample=True)
    return make_workspace(tmp_path / "daxi")


def kit(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    """Press Ctrl+C as soon as the stall is open."""

    def stop(_self: StallServer) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(StallServer, "serve_forever", stop)


@pytest.fixture
def hotspot(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let this machine seem to be a hotspot; the address is one it can listen on."""
    monkeypatch.setattr(address, "lan_addresses", lambda: (THIS_MACHINE,))


@pytest.mark.usefixtures("stopped")
def test_by_default_only_this_machine_sees_it(folder: Path) -> None:
    result = kit("serve", folder, "--port", 18080)

    assert result.exit_code == ExitCode.OK
    assert "http://127.0.0.1:18080/" in result.output
    assert "只有这台电脑能看" in result.output
    assert "停下了" in result.output


@pytest.mark.usefixtures("stopped", "hotspot")
def test_on_a_stall_it_tells_the_address_and_the_card(folder: Path) -> None:
    result = kit("serve", folder, "--lan", "--port", 18081)

    assert result.exit_code == ExitCode.OK
    assert "http://127.0.0.1:18081/card" in result.output


def test_without_a_network_it_says_to_open_the_hotspot(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(address, "lan_addresses", lambda: ())
    result = kit("serve", folder, "--lan")

    assert result.exit_code == ExitCode.REFUSED
    assert "没有连上网络" in result.output
    assert "移动热点" in result.output


def test_a_port_in_use_is_a_sentence(folder: Path) -> None:
    with socket.create_server((THIS_MACHINE, 0)) as other:
        port = other.getsockname()[1]
        result = kit("serve", folder, "--port", port)

    assert result.exit_code == ExitCode.REFUSED
    assert f"端口 {port} 已经有别的程序在用" in result.output


def test_the_card_can_be_printed_before_the_market(folder: Path, tmp_path: Path) -> None:
    result = kit("serve", folder, "--address", "192.168.137.1", "--card", tmp_path / "卡.pdf")

    assert result.exit_code == ExitCode.OK
    assert read_codes_in((tmp_path / "卡.pdf").read_bytes(), 150) == (
        ("WIFI:T:WPA;S:DAXI-GONGKAI;P:DAXI-2026;;", "http://192.168.137.1:8080/"),
    )


def test_a_card_needs_the_workspace(folder: Path, tmp_path: Path) -> None:
    edition = folder / "output/2026-W48/r01"
    result = kit("serve", edition, "--address", "192.168.137.1", "--card", tmp_path / "卡.pdf")

    assert result.exit_code == ExitCode.REFUSED
    assert "没有 kit.toml" in result.output


def test_a_folder_without_an_edition_is_told(tmp_path: Path) -> None:
    result = kit("serve", tmp_path)

    assert result.exit_code == ExitCode.REFUSED
    assert "没有做好的一期" in result.output


def test_openings_are_shown_and_few_are_not_told_apart(folder: Path) -> None:
    day = datetime(2026, 11, 23).date()  # noqa: DTZ001 - a day has no zone
    (folder / ".kit/counts.tsv").write_text(
        f"{day}\t26W48-03\t12\n{day}\t26W48-04\t2\n", encoding="ascii"
    )
    result = kit("serve", folder, "--counts")

    assert result.output == ("2026-11-23　26W48-03　打开 12 次\n2026-11-23　26W48-04　打开 <5 次\n")


@pytest.mark.parametrize("port", ["80", "65536", "x"])
def test_a_port_that_cannot_be_is_a_usage_error(folder: Path, port: str) -> None:
    assert kit("serve", folder, "--port", port).exit_code == ExitCode.USAGE
