"""A cluster that is reached by certificates of the county's own CA, and by no other."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING

import dask
import distributed  # noqa: F401 - its settings must be there before some of them are changed
import pytest

from benchmarks.clusters import open_cluster
from kit.edition.cluster import reach
from kit.errors import RequestError
from kit.office.build_all import build_all
from tests.certificates import certified, new_authority
from tests.made_editions import with_one_notice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.certificates import Authority

NOW = datetime(2026, 11, 23, 9).astimezone()


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return new_authority(tmp_path_factory.mktemp("county"), "county")


def _settings(authority: Authority) -> dict[str, str]:
    """Return what a machine of the cluster has in its environment; all need certificates."""
    certificate, key = certified(authority, authority.file.parent, "machine")
    of_tls = "DASK_DISTRIBUTED__COMM__TLS__"
    pairs = {
        f"{of_tls}{who}__{what}": str(file)
        for who in ("SCHEDULER", "WORKER")
        for what, file in (("CERT", certificate), ("KEY", key))
    }
    encrypted = {"DASK_DISTRIBUTED__COMM__REQUIRE_ENCRYPTION": "true"}
    return {**pairs, **encrypted, f"{of_tls}CA_FILE": str(authority.file)}


@contextmanager
def caller(trusts: Path | None, shows: tuple[Path, Path] | None) -> Iterator[None]:
    """Let this machine trust a CA and show a certificate, as Dask's settings say it."""
    certificate, key = map(str, shows) if shows else (None, None)
    given = {"ca-file": str(trusts) if trusts else None, "client.cert": certificate}
    given |= {"client.key": key}
    with dask.config.set({f"distributed.comm.tls.{name}": file for name, file in given.items()}):
        yield


def test_a_township_is_made_by_a_cluster_that_knows_the_caller(
    county: Authority, tmp_path: Path, tried: Callable[[str, int], None]
) -> None:
    home = tmp_path / "home"
    with_one_notice(home / "01", "DX-2026-004", NOW)

    with (
        open_cluster(1, protocol="tls", settings=_settings(county)) as cluster,
        caller(county.file, certified(county, tmp_path, "caller")),
    ):
        result = build_all(
            home,
            lambda: NOW,
            lambda _step: None,
            week="2026-W48",
            channels=("LED屏",),
            cluster=cluster.address,
        )

    assert [one.changed for one in result.townships] == [True]
    tried("townships made by a cluster behind certificates", 1)


def test_who_shows_no_certificate_or_trusts_another_CA_is_refused(
    county: Authority, tmp_path: Path, tried: Callable[[str, int], None]
) -> None:
    stranger = new_authority(tmp_path, "stranger")
    of_stranger = certified(stranger, tmp_path, "caller")
    broken = tmp_path / "broken.pem"
    broken.write_text("no certificate", "utf-8")

    with open_cluster(0, protocol="tls", settings=_settings(county)) as cluster:
        for trusts, shows, told in (
            (None, None, "没有集群要的证书"),
            (county.file, None, "没有集群要的证书"),
            (county.file, (broken, broken), "证书读不出来"),
            (county.file, (tmp_path / "lost.pem", broken), "证书读不出来"),
            (county.file, of_stranger, "不是同一个 CA 发的"),
            (stranger.file, of_stranger, "不是同一个 CA 发的"),
        ):
            with (
                caller(trusts, shows),
                pytest.raises(RequestError, match=told) as refused,
                reach(cluster.address),
            ):
                pass
            assert "给这台电脑发一份证书" in refused.value.remedy
    tried("callers without a certificate of the cluster's CA", 6)
