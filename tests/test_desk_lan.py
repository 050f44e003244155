"""The desk in the office's network: TLS with its own certificate, and everyone by password."""

from __future__ import annotations

import hashlib
import ssl
import threading
import urllib.error
import urllib.request
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner

from kit.cli.app import main
from kit.desk import settings
from kit.desk.certificate import VALID, certificate
from kit.desk.launch import THIS_MACHINE, _office_door
from kit.errors import StorageError
from tests.desks import TOKEN, TestDesk, open_test_desk

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kit.desk.launch import OfficeDoor

NOW = datetime(2026, 11, 23, 10, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture
def desk(tmp_path: Path) -> TestDesk:
    return open_test_desk(tmp_path / "daxi", lan=THIS_MACHINE)


@pytest.fixture
def office(desk: TestDesk) -> Iterator[OfficeDoor]:
    from django.core.wsgi import get_wsgi_application

    door = _office_door(desk.place, get_wsgi_application(), 0)
    threading.Thread(target=door.server.serve, daemon=True).start()
    yield door
    door.server.stop()


def trusting(desk: TestDesk) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(desk.place.private / "office.crt"))


def test_the_same_certificate_serves_until_it_grows_old_or_the_address_is_another(
    tmp_path: Path,
) -> None:
    first = certificate(tmp_path, "192.168.1.5", NOW)

    assert certificate(tmp_path, "192.168.1.5", NOW).fingerprint == first.fingerprint
    assert certificate(tmp_path, "192.168.1.6", NOW).fingerprint != first.fingerprint
    again = certificate(tmp_path, "192.168.1.6", NOW)
    later = certificate(tmp_path, "192.168.1.6", NOW + VALID - timedelta(days=3))
    assert later.fingerprint != again.fingerprint


def test_a_damaged_certificate_is_made_anew_and_its_key_is_nobody_elses(tmp_path: Path) -> None:
    own = certificate(tmp_path, "192.168.1.5", NOW)
    own.chain.write_text("broken")

    assert len(certificate(tmp_path, "192.168.1.5", NOW).fingerprint.replace(" ", "")) == 64
    assert own.key.stat().st_mode & 0o077 == 0


def test_a_disk_that_takes_no_certificate_is_told(tmp_path: Path) -> None:
    with pytest.raises(StorageError):
        certificate(tmp_path / "none", "192.168.1.5", NOW)


def test_another_machine_comes_by_tls_with_the_certificate_that_was_read_aloud(
    desk: TestDesk, office: OfficeDoor
) -> None:
    port = office.server.bind_addr[1]
    pem = ssl.get_server_certificate((THIS_MACHINE, port))
    told = hashlib.sha256(ssl.PEM_cert_to_DER_cert(pem)).hexdigest().upper()
    with urllib.request.urlopen(office.address, context=trusting(desk)) as answer:  # noqa: S310
        text = answer.read().decode()
        headers = answer.headers

    assert office.fingerprint.replace(" ", "") == told
    assert answer.url.endswith("/sign-in/")
    assert "签字的人进来" in text
    assert "secure" in str(headers["Set-Cookie"]).lower()
    assert "default-src 'none'" in headers["Content-Security-Policy"]


def test_the_token_of_the_clerks_machine_opens_nothing_from_another(
    desk: TestDesk, office: OfficeDoor
) -> None:
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(f"{office.address}open/{TOKEN}/", context=trusting(desk))  # noqa: S310

    assert refused.value.code == 403
    refused.value.close()


def test_without_tls_the_office_door_says_nothing_of_the_week(office: OfficeDoor) -> None:
    plain = office.address.replace("https", "http")
    with pytest.raises(OSError) as refused:
        urllib.request.urlopen(plain, timeout=10)  # noqa: S310
    if isinstance(refused.value, urllib.error.HTTPError):
        assert refused.value.code == 400
        refused.value.close()


def test_a_session_of_the_clerks_machine_is_no_clerk_by_tls(desk: TestDesk) -> None:
    clerk = desk.clerk()

    assert clerk.get("/").status_code == 200
    assert clerk.get("/", secure=True)["Location"] == "/sign-in/"


# Cheroot forgets to close the socket that it could not bind.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_port_that_is_taken_is_told_with_what_to_do(desk: TestDesk, office: OfficeDoor) -> None:
    from django.core.wsgi import get_wsgi_application

    with pytest.raises(StorageError, match="--lan-port"):
        _office_door(desk.place, get_wsgi_application(), office.server.bind_addr[1])


def test_hosts_are_exactly_those_that_are_served(tmp_path: Path) -> None:
    place = open_test_desk(tmp_path / "daxi").place
    alone = settings._settings(place)["ALLOWED_HOSTS"]

    assert alone == ["127.0.0.1", "localhost"]


def test_django_has_nothing_to_say_but_what_is_written_down(desk: TestDesk) -> None:
    from django.core.checks import run_checks

    found = {one.id for one in run_checks(include_deployment_checks=True)}

    assert found == set(settings.DEPLOY_WAIVED)


def test_without_a_network_the_command_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kit.serve.address.lan_addresses", lambda: ())
    told = CliRunner().invoke(main, ["desk", str(tmp_path / "ws"), "--lan", "--no-browser"])

    assert told.exit_code != 0
    assert "没有连上办公室的网" in told.output
