from __future__ import annotations

import ssl
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import edge_tts.communicate
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from edge_tts.drm import DRM
from hypothesis import given
from hypothesis import strategies as st

from kit.edition.store.canonical import canonical
from kit.errors import OfflineError, SpeechError
from kit.model.township import Voice
from kit.speech import edge
from kit.speech.edge import MOST_CHARACTERS, Edge, EdgeSpec, split
from kit.speech.engine import MachineVoice, Utterance, speak_all
from kit.speech.township_voice import township_voice
from tests.beeper import Shelf
from tests.fake_edge import FakeEdge, serving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from ssl import SSLContext

    from kit.speech.sound import Samples

TEXT = "各位村民请注意，大溪乡政府信息公开年报已经发布。请到公开栏查看。"
SPEC = EdgeSpec("zh-CN-YunyangNeural", 0.9)


@dataclass
class Nap:
    """Sleeps in no time and remembers for how long it was asked."""

    naps: list[float] = field(default_factory=list)

    async def __call__(self, seconds: float) -> None:
        self.naps.append(seconds)


@contextmanager
def reached(fake: FakeEdge, context: SSLContext | None = None) -> Iterator[None]:
    """The real client, led to the stand-in."""
    with pytest.MonkeyPatch.context() as patch, serving(fake, context) as address:
        # The name as imported into the module that connects.
        patch.setattr(edge_tts.communicate, "WSS_URL", address)
        patch.setattr(DRM, "clock_skew_seconds", 0.0)
        yield


def ask(fake: FakeEdge, text: str = TEXT, *, idle_s: float = 5.0) -> tuple[Samples, list[float]]:
    nap = Nap()
    engine = replace(SPEC.load(), sleep=nap, idle_s=idle_s)
    with reached(fake):
        return engine.speak(text, ()), nap.naps


@pytest.mark.parametrize("mode", ["ok", "slow"])
def test_a_sentence_is_spoken_whole_at_the_wanted_pace(mode: str) -> None:
    fake = FakeEdge(mode)
    samples, naps = ask(fake)

    assert fake.texts == [TEXT]
    assert fake.rates == ["-10%"]
    assert len(samples) / 24_000 == pytest.approx(len(TEXT) / 4 + 0.9, abs=0.2)
    assert not naps


@pytest.mark.parametrize(
    ("mode", "says"),
    [
        ("403", "拒绝"),
        ("503", "拒绝"),
        ("no-audio", "没有给声音"),
        ("cut", "没有传完"),
        ("short", "没有传完"),
        ("garbage", "网络不通"),
        ("close-early", "没有给声音"),
    ],
)
def test_four_failures_and_the_offline_voice_takes_over(mode: str, says: str) -> None:
    with pytest.raises(OfflineError, match=says) as gone:
        ask(FakeEdge(mode))

    assert "断网的声音" in gone.value.remedy


def test_a_server_that_says_nothing_is_not_waited_for() -> None:
    with pytest.raises(OfflineError, match="等太久"):
        ask(FakeEdge("stall"), idle_s=0.1)


@pytest.mark.parametrize("mode", ["503", "no-audio", "cut", "short", "garbage", "close-early"])
def test_after_a_failure_it_asks_again_and_gets_the_whole(mode: str) -> None:
    samples, naps = ask(FakeEdge(mode, better_after=2))

    assert len(samples) / 24_000 > len(TEXT) / 4
    assert 1 <= naps[0] <= 2
    assert 2 <= naps[1] <= 4


@pytest.mark.parametrize("date_off_s", [0.0, 900.0])
def test_a_wrong_clock_is_mended_from_the_refusal(date_off_s: float) -> None:
    fake = FakeEdge("403-once", date_off_s=date_off_s)
    _samples, naps = ask(fake)

    assert fake.handshakes == 2
    assert not naps


def test_a_text_of_21_000_bytes_goes_in_requests_the_service_can_take() -> None:
    text = "".join(f"第{n}项大溪乡政府信息公开，" for n in range(560))
    assert len(text.encode()) > 21_000
    fake = FakeEdge(characters_a_second=100.0)
    samples, _naps = ask(fake, text)

    assert max(fake.ssml_bytes) < 4096
    assert "".join(fake.texts) == text
    assert len(samples) / 24_000 > len(text) / 100


@given(st.text(alphabet="公开栏大喇叭墟天，。、！", min_size=1, max_size=4000))
def test_splitting_loses_no_word(text: str) -> None:
    parts = list(split(text))

    assert all(len(part) <= MOST_CHARACTERS for part in parts)
    assert "".join(parts).rstrip("，。、！") == text.rstrip("，。、！")


def test_signs_alone_are_not_sent() -> None:
    fake = FakeEdge()
    with pytest.raises(SpeechError, match="没有可读的字"):
        ask(fake, "……！")

    assert not fake.handshakes


def test_an_impossible_voice_name_is_the_users_mistake_and_not_the_networks() -> None:
    with pytest.raises(SpeechError, match="没有名叫") as wrong:
        replace(SPEC, name="小易").load().speak(TEXT, ())

    assert not isinstance(wrong.value, OfflineError)


def test_two_sentences_at_once_and_never_more() -> None:
    fake, shelf = FakeEdge("slow"), Shelf()
    wanted = [Utterance(f"第{n}条，请大家互相转告。") for n in "一二三四五六"]
    with reached(fake), ThreadPoolExecutor(6) as executor:
        failed = speak_all(wanted, MachineVoice(SPEC), shelf, executor)

    assert not failed
    assert len(shelf.kept) == 6
    assert fake.most_in_flight == 2


@dataclass(frozen=True)
class Impatient:
    """The online voice with no time to try again."""

    online: bool = True

    def load(self) -> Edge:
        return replace(SPEC.load(), tries=1)


def test_the_first_failure_ends_the_online_voice_for_all() -> None:
    fake = FakeEdge("503")
    wanted = [Utterance(f"第{n}条，请大家互相转告。") for n in range(40)]
    with reached(fake), ThreadPoolExecutor(1) as executor, pytest.raises(OfflineError):
        speak_all(wanted, MachineVoice(Impatient()), Shelf(), executor)

    assert fake.handshakes < 10


def test_without_the_client_it_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(edge, "find_spec", lambda _name: None)
    with pytest.raises(OfflineError, match="pip install"):
        SPEC.load()


def certified(folder: Path) -> tuple[SSLContext, Path]:
    """Return a server's certificate for loopback, as a firewall makes one, and its file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "firewall")])
    today = datetime.now(UTC)
    alternative = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(today - timedelta(days=1))
        .not_valid_after(today + timedelta(days=1))
        .add_extension(alternative, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    public, private = folder / "ca.pem", folder / "key.pem"
    public.write_bytes(certificate.public_bytes(Encoding.PEM))
    private.write_bytes(
        key.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption())
    )
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(public, private)
    return context, public


def test_a_firewall_that_opens_connections_is_trusted_once_its_certificate_is_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context, file = certified(tmp_path)
    trusted = ssl.create_default_context()
    monkeypatch.setattr(edge_tts.communicate, "_SSL_CTX", trusted)
    fake = FakeEdge()
    with reached(fake, context):
        with pytest.raises(OfflineError, match="证书不受信任"):
            replace(SPEC.load(), sleep=Nap()).speak(TEXT, ())
        samples = replace(SPEC, ca_file=str(file)).load().speak(TEXT, ())

    assert len(samples) / 24_000 > len(TEXT) / 4
    assert fake.texts == [TEXT]


def test_where_there_is_a_proxy_it_is_asked() -> None:
    fake = FakeEdge()
    with pytest.MonkeyPatch.context() as patch, serving(fake) as address:
        # The name leads nowhere: only the proxy can be reached.
        there = urlsplit(address)
        nowhere = f"ws://speech.invalid{there.path}?{there.query}"
        patch.setattr(edge_tts.communicate, "WSS_URL", nowhere)
        spec = replace(SPEC, proxy=f"http://{there.netloc}")
        samples = replace(spec.load(), sleep=Nap()).speak(TEXT, ())

    assert len(samples) / 24_000 > len(TEXT) / 4
    assert fake.texts == [TEXT]


def test_the_settings_name_proxy_and_certificate_and_neither_makes_speech_anew(
    tmp_path: Path,
) -> None:
    voice = Voice(engine="edge", name="zh-CN-YunyangNeural")
    behind = replace(voice, proxy="http://10.0.0.1:8080", ca_file="防火墙.pem")

    spec = township_voice(tmp_path, behind).spec

    assert isinstance(spec, EdgeSpec)
    assert (spec.proxy, spec.ca_file) == ("http://10.0.0.1:8080", str(tmp_path / "防火墙.pem"))
    assert canonical(spec) == canonical(township_voice(tmp_path, voice).spec)
    assert repr(voice) == repr(behind)


def test_a_certificate_file_that_cannot_be_read_is_told() -> None:
    with pytest.raises(SpeechError, match="证书"):
        replace(SPEC, ca_file="/nowhere/ca.pem").load()


def test_voices_and_paces_are_told_apart() -> None:
    others = [SPEC, replace(SPEC, name="zh-CN-XiaoxiaoNeural"), replace(SPEC, speed=1.0)]

    assert len({str(canonical(one).parts) for one in others}) == 3
