"""Ways in which the online voice fails: each is told as what it is, and nothing of it is kept."""

from __future__ import annotations

import socket
import ssl
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from threading import Thread
from typing import TYPE_CHECKING, Any

import aiohttp
import edge_tts.communicate
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from kit.errors import OfflineError, SpeechError
from kit.speech.edge_faults import fault_of
from kit.speech.engine import Utterance, said_as, speak_all
from kit.text.readings.reading_tables import Lexicon
from tests.beeper import Shelf
from tests.fake_edge import FakeEdge
from tests.online_voice import SPEC, TEXT, Impatient, Nap, reached

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LATER, UPGRADE, PORTAL = "过一小时", "--upgrade edge-tts", "登录"


def failure(fake: FakeEdge, voice: Impatient | None = None) -> OfflineError:
    """Return how two sentences failed, of which nothing is kept."""
    shelf = Shelf()
    wanted = [Utterance(TEXT), Utterance("第二句，请大家互相转告。")]
    with ThreadPoolExecutor(1) as executor, pytest.raises(OfflineError) as gone:
        speak_all(said_as(wanted, Lexicon()), voice or Impatient(), shelf, executor)

    assert not shelf.kept
    assert "断网的声音" in gone.value.remedy
    return gone.value


@pytest.mark.parametrize(
    ("mode", "says", "helps"),
    [
        ("400", "看不懂", UPGRADE),
        ("403", "不认这个版本", UPGRADE),
        ("403-undated", "中间的设备拦下了", "放行"),
        ("404", "换了地址", UPGRADE),
        ("410", "关了这个地址", UPGRADE),
        ("418", "拒绝了（418）", UPGRADE),
        ("429", "问得太密", "过十分钟"),
        ("500", "出了毛病（500）", LATER),
        ("503", "太忙", "过半小时"),
        ("511", "要先登录", PORTAL),
        ("portal", "要先登录", PORTAL),
        ("no-upgrade", "要先登录", PORTAL),
        ("407", "要用户名和密码", "用户名:密码@"),
        ("reset", "断了线", "网线"),
        ("close-early", "没有给声音", "换一个音色"),
        ("no-audio", "没有给声音", "换一个音色"),
        ("no-list", "没有给声音", "换一个音色"),
        ("cut", "没有传完", "过一会儿"),
        ("short", "没有传完", "过一会儿"),
        ("unmarked", "念到了哪里", UPGRADE),
        ("other-text", "不是送去的那一句", LATER),
        ("web-page", "传来的不是声音", "浏览器"),
        ("mute", "没有响声", LATER),
        ("other-rate", "换了格式", UPGRADE),
        ("stereo", "换了格式", UPGRADE),
        ("squeezed", "太短", LATER),
        ("twice", "长得多", LATER),
        ("endless", "长得多", LATER),
        ("garbage", "听不懂", UPGRADE),
        ("new-path", "听不懂", UPGRADE),
        ("new-metadata", "听不懂", UPGRADE),
        ("no-json", "听不懂", UPGRADE),
    ],
)
def test_whatever_the_service_does_is_told_as_what_it_is(mode: str, says: str, helps: str) -> None:
    fake = FakeEdge(mode)
    with reached(fake):
        gone = failure(fake)

    assert says in gone.message
    assert helps in gone.remedy


@pytest.mark.parametrize(
    ("mode", "impatient", "says"),
    [("stall", Impatient(idle_s=0.1), "没有回应"), ("trickle", Impatient(whole_s=0.3), "太慢")],
)
def test_a_service_that_dawdles_is_not_waited_for(
    mode: str, impatient: Impatient, says: str
) -> None:
    fake = FakeEdge(mode)
    with reached(fake):
        assert says in failure(fake, impatient).message


def test_a_clock_that_is_wrong_is_told_by_how_much() -> None:
    fake = FakeEdge("403", date_off_s=5400)
    with reached(fake):
        gone = failure(fake)

    assert "差了 90 分钟" in gone.message
    assert "校准" in gone.remedy


def test_a_withdrawn_voice_is_named_with_those_there_are() -> None:
    fake = FakeEdge("no-audio", voices=("zh-CN-XiaoxiaoNeural", "en-US-AriaNeural"))
    with reached(fake):
        gone = failure(fake)

    assert "不再有“zh-CN-YunyangNeural”" in gone.message
    assert "zh-CN-XiaoxiaoNeural（男声）" in gone.remedy
    assert "en-US" not in gone.remedy


def test_the_voices_that_the_service_has_are_listed_in_mandarin_alone() -> None:
    with reached(FakeEdge()):
        voices = SPEC.load().voices()

    assert voices == {"zh-CN-YunyangNeural": "男声", "zh-CN-XiaoxiaoNeural": "女声"}


def test_a_list_that_is_not_to_be_had_is_told_like_a_sentence() -> None:
    with reached(FakeEdge("no-list")), pytest.raises(OfflineError, match="太忙") as gone:
        SPEC.load().voices()

    assert "过半小时" in gone.value.remedy


@pytest.mark.parametrize("mode", ["403", "404", "429", "portal", "unmarked", "new-path"])
def test_where_asking_again_cannot_help_it_is_not_done(mode: str) -> None:
    fake = FakeEdge(mode)
    nap = Nap()
    with reached(fake), pytest.raises(OfflineError):
        replace(SPEC.load(), sleep=nap).speak(TEXT, ())

    assert not nap.naps


def test_of_a_service_that_fails_half_way_no_sentence_is_taken_for_another() -> None:
    fake, shelf = FakeEdge("ok"), Shelf()
    wanted = [Utterance(f"第{n}条，请大家互相转告。") for n in "一二三四五六"]

    def told(done: int, _all: int, _sentence: str) -> None:
        if done == 2:
            fake.mode = "other-text"

    with reached(fake), ThreadPoolExecutor(1) as executor, pytest.raises(OfflineError):
        speak_all(said_as(wanted, Lexicon()), Impatient(), shelf, executor, told=told)

    assert {said for said, _ in shelf.kept} <= {one.spoken for one in wanted}
    assert len(shelf.kept) < len(wanted)


def certified(
    folder: Path, *, host: str = "127.0.0.1", from_day: int = -1, days: int = 2
) -> tuple[ssl.SSLContext, Path]:
    """Return a server's certificate, as a firewall makes one, and its file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "firewall")])
    start = datetime.now(UTC) + timedelta(days=from_day)
    alternative = x509.SubjectAlternativeName([x509.IPAddress(ip_address(host))])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + timedelta(days=days))
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


def test_a_firewall_s_certificate_is_not_trusted_unasked(tmp_path: Path) -> None:
    context, _file = certified(tmp_path)
    fake = FakeEdge()
    with reached(fake, context):
        gone = failure(fake)

    assert "证书不受信任" in gone.message
    assert "voice.ca_file" in gone.remedy
    assert not fake.handshakes


def test_a_firewall_s_certificate_in_a_file_of_the_workspace_is_trusted(tmp_path: Path) -> None:
    context, file = certified(tmp_path)
    fake = FakeEdge()
    with reached(fake, context):
        samples = replace(SPEC, ca_file=str(file)).load().speak(TEXT, ())

    assert len(samples) / 24_000 > len(TEXT) / 4
    assert fake.texts == [TEXT]


def test_a_certificate_that_this_machine_trusts_is_trusted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context, file = certified(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    fake = FakeEdge()
    with reached(fake, context):
        SPEC.load().speak(TEXT, ())

    assert fake.texts == [TEXT]


@pytest.mark.parametrize(
    ("form", "says", "helps"),
    [
        ({"from_day": 30}, "还没有到启用的日子", "校准"),
        ({"from_day": -30}, "过期了", "校准"),
        ({"host": "10.0.0.1"}, "接电话的不是微软", PORTAL),
    ],
)
def test_what_is_wrong_with_a_certificate_is_told(
    form: dict[str, Any], says: str, helps: str, tmp_path: Path
) -> None:
    context, file = certified(tmp_path, **form)
    fake = FakeEdge()
    with reached(fake, context):
        gone = failure(fake, Impatient(replace(SPEC, ca_file=str(file))))

    assert says in gone.message
    assert helps in gone.remedy


@pytest.mark.parametrize("content", [None, b"no certificate"])
def test_a_certificate_file_that_cannot_be_used_is_told(
    content: bytes | None, tmp_path: Path
) -> None:
    file = tmp_path / "ca.pem"
    if content:
        file.write_bytes(content)
    with pytest.raises(SpeechError, match="证书文件"):
        replace(SPEC, ca_file=str(file)).load()


@contextmanager
def answering(*lines: bytes) -> Iterator[int]:
    """A port at which every caller hears the same bytes, whatever they say."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            while True:
                try:
                    caller, _ = server.accept()
                except OSError:
                    return
                with caller:
                    caller.recv(4096)
                    caller.sendall(b"\r\n".join(lines))

        thread = Thread(target=answer)
        thread.start()
        yield server.getsockname()[1]
        server.shutdown(socket.SHUT_RDWR)
    thread.join()


def closed_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def failure_at(address: str, *, proxy: str = "") -> OfflineError:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(edge_tts.communicate, "WSS_URL", f"{address}/edge/v1?TrustedClientToken=x")
        return failure(FakeEdge(), Impatient(replace(SPEC, proxy=proxy)))


def test_a_proxy_that_is_not_there_is_named() -> None:
    port = closed_port()
    gone = failure_at("wss://127.0.0.1:1", proxy=f"http://127.0.0.1:{port}")

    assert f"代理 127.0.0.1:{port} 连不上" in gone.message
    assert "voice.proxy" in gone.remedy


@pytest.mark.parametrize(
    ("status", "says", "helps"),
    [
        (b"407 Proxy Authentication Required", "要用户名和密码", "用户名:密码@"),
        (b"403 Forbidden", "代理不让连出去（403）", "放行"),
        (b"502 Bad Gateway", "代理不让连出去（502）", "放行"),
    ],
)
def test_a_proxy_that_refuses_is_not_taken_for_the_service(
    status: bytes, says: str, helps: str
) -> None:
    with answering(b"HTTP/1.1 " + status, b"Content-Length: 0", b"", b"") as port:
        gone = failure_at("wss://127.0.0.1:1", proxy=f"http://127.0.0.1:{port}")

    assert says in gone.message
    assert helps in gone.remedy


def test_a_closed_door_is_a_firewall() -> None:
    gone = failure_at(f"wss://127.0.0.1:{closed_port()}")

    assert "防火墙拦了" in gone.message
    assert "放行" in gone.remedy


def test_a_door_that_speaks_no_tls_is_told() -> None:
    with answering(b"HTTP/1.1 302 Found", b"Location: http://login/", b"", b"") as port:
        gone = failure_at(f"wss://127.0.0.1:{port}")

    assert "加密的连接谈不成" in gone.message
    assert PORTAL in gone.remedy


def test_a_middleman_that_spoils_the_upgrade_is_told() -> None:
    lines = (b"HTTP/1.1 101 Switching Protocols", b"Upgrade: h2", b"Connection: upgrade", b"", b"")
    with answering(*lines) as port:
        gone = failure_at(f"ws://127.0.0.1:{port}")

    assert "中间的设备改了" in gone.message
    assert "WebSocket" in gone.remedy


def test_without_internet_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    async def nobody_knows(*_: object, **__: object) -> list[object]:
        raise OSError(-2, "Name or service not known")

    monkeypatch.setattr(aiohttp.TCPConnector, "_resolve_host", nobody_knows)

    assert "没有连上网" in failure_at("wss://speech.invalid").message


def test_a_service_that_does_not_answer_the_telephone_is_told() -> None:
    assert "连不上" in fault_of(aiohttp.ConnectionTimeoutError()).reason


@pytest.mark.parametrize(
    "proxy", ["10.0.0.1:8080", "socks5://10.0.0.1:1080", "http://10.0.0.1", "http://代理:八十"]
)
def test_what_is_no_proxy_s_address_is_told_before_anything_is_sent(proxy: str) -> None:
    with pytest.raises(SpeechError, match="代理的写法不对") as wrong:
        replace(SPEC, proxy=proxy).load()

    assert "voice.proxy" in wrong.value.remedy
    assert not isinstance(wrong.value, OfflineError)
