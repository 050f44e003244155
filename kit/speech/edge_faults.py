"""Why the online voice is not to be had, told apart, and what helps.

What a clerk can do differs from fault to fault: a browser's login page, a firewall's certificate,
a clock, a new release of the client, or only to wait. So no two share a sentence for convenience.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import aiohttp

HOST = "speech.platform.bing.com"
UPGRADE = "请运行 pip install --upgrade edge-tts，升级以后再做"
LATER = "不是这边的毛病，请过一小时再做"
WRONG_CLOCK_S = 300.0
"""The service takes a request's time within five minutes."""

_NOT_YET, _EXPIRED, _OTHER_HOST = (9,), (10, 0x800B0101), (62, 64, 0x800B010F)
"""Numbers of OpenSSL and of Windows for what is wrong with a certificate."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Why no sentence came, and what somebody can do about it."""

    reason: str
    remedy: str
    again: bool = True
    """Whether to ask once more a moment later may help."""


class AnswerError(Exception):
    """The service answered, and what it gave must not be used."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault


CUT_OFF = Fault("声音没有传完", "请过一会儿再做")
ANOTHER_TEXT = Fault("念的不是送去的那一句", LATER)
UNMARKED = Fault("对方没有说念到了哪里，对不上有没有念全", UPGRADE, again=False)
NO_SOUND = Fault("对方没有给声音", "请在 kit.toml 的 voice.name 里换一个音色，或过十分钟再做")
NOT_SOUND = Fault("传来的不是声音", "请先打开浏览器看看能不能上网，再做")
OTHER_FORMAT = Fault("传来的声音换了格式", UPGRADE, again=False)
MUTE = Fault("传来的声音没有响声", LATER)
TOO_LONG = Fault("传来的声音比这一句长得多", LATER)
TOO_SHORT = Fault("传来的声音太短，这一句念不完", LATER)
NO_ANSWER = Fault("等太久没有回应", "请看看网络通不通，再做")
TOO_SLOW = Fault("网络太慢，一句话两分钟还没有传完", "请等网络快一点再做")
CHANGED = Fault("对方换了说法，这个版本的程序听不懂", UPGRADE, again=False)
BROKEN_OFF = Fault("说到一半断了线", "请看看网线和无线信号，再做")

_PORTAL = Fault(
    "网络把我们带到了一张网页，多半要先登录才能上网",
    "请打开浏览器，登录上网以后再做",
    again=False,
)
_BLOCKED = f"请管网络的人放行 {HOST}（端口 443，WebSocket）"
_REFUSED = {
    400: Fault("对方看不懂这边的话（400）", UPGRADE, again=False),
    401: Fault("对方不认这个版本的程序（401）", UPGRADE, again=False),
    403: Fault("对方不认这个版本的程序（403）", UPGRADE, again=False),
    404: Fault("对方换了地址（404）", UPGRADE, again=False),
    410: Fault("对方关了这个地址（410）", UPGRADE, again=False),
    429: Fault("问得太密，对方让停一停（429）", "请过十分钟再做", again=False),
    503: Fault("对方太忙，顾不过来（503）", "请过半小时再做"),
}
_PROXY_WANTS_NAME = Fault(
    "单位的代理要用户名和密码（407）",
    '请在 kit.toml 里写 voice.proxy = "http://用户名:密码@地址:端口"，问管网络的人',
    again=False,
)


def fault_of(error: Exception, *, clock_off_s: float = 0.0) -> Fault:
    """Return what ``error`` means; ``clock_off_s`` is how far the service's clock is from ours."""
    import aiohttp
    from edge_tts import exceptions as edge

    if isinstance(error.__cause__, aiohttp.ClientHttpProxyError):
        error = error.__cause__  # the client takes a proxy's refusal for the service's
    match error:
        case AnswerError():
            return error.fault
        case aiohttp.ClientResponseError():
            return _refused(error, clock_off_s)
        case aiohttp.ClientConnectorError() | aiohttp.ClientSSLError():
            return _unreachable(error)
        case TimeoutError():
            return Fault("连不上对方，等太久没有回应", _BLOCKED)
        case edge.SkewAdjustmentError():
            return Fault("中间的设备拦下了（403，没有写时间）", _BLOCKED, again=False)
        case edge.NoAudioReceived():
            return NO_SOUND
        case edge.UnknownResponse() | edge.UnexpectedResponse() | ValueError() | LookupError():
            return CHANGED
        case edge.WebSocketError() | aiohttp.ClientError() | OSError():
            return BROKEN_OFF
        case _:
            return CHANGED


def withdrawn(voice: str, others: str) -> Fault:
    """Return that the service no longer has ``voice``, and which ``others`` it has."""
    return Fault(
        f"对方不再有“{voice}”这个音色",
        f"请在 kit.toml 的 voice.name 里换一个：{others}",
        again=False,
    )


def _refused(error: aiohttp.ClientResponseError, clock_off_s: float) -> Fault:
    """Return what a status means that came instead of a conversation."""
    import aiohttp

    status = error.status
    if status == 407:
        return _PROXY_WANTS_NAME
    if isinstance(error, aiohttp.ClientHttpProxyError):
        return Fault(f"单位的代理不让连出去（{status}）", _BLOCKED, again=status >= 500)
    if status == 101:
        return Fault("中间的设备改了对方的回答", _BLOCKED, again=False)
    if status < 400 or status == 511:
        return _PORTAL
    if status in {401, 403} and abs(clock_off_s) >= WRONG_CLOCK_S:
        minutes = round(abs(clock_off_s) / 60)
        return Fault(f"这台电脑的时间差了 {minutes} 分钟", "请把日期和时间校准，再做", again=False)
    if status >= 500 and status not in _REFUSED:
        return Fault(f"对方出了毛病（{status}）", LATER)
    return _REFUSED.get(status, Fault(f"对方拒绝了（{status}）", UPGRADE, again=False))


def _unreachable(error: aiohttp.ClientConnectorError | aiohttp.ClientSSLError) -> Fault:
    """Return why there is no connection."""
    import aiohttp

    match error:
        case aiohttp.ClientProxyConnectionError():
            return Fault(
                f"代理 {error.host}:{error.port} 连不上",
                "请核对 kit.toml 的 voice.proxy（不用代理就删去），问管网络的人",
            )
        case aiohttp.ClientConnectorCertificateError():
            return _untrusted(getattr(error.certificate_error, "verify_code", 0))
        case aiohttp.ClientConnectorDNSError():
            return Fault("查不到对方的地址，多半没有连上网", "请看看网线和无线信号，再做")
        case aiohttp.ClientSSLError():
            return Fault("加密的连接谈不成", f"要登录上网的先打开浏览器登录；不是的，{_BLOCKED}")
        case _:
            return Fault("连不上对方，多半是防火墙拦了", _BLOCKED)


def _untrusted(code: int) -> Fault:
    """Return what is wrong with the certificate that was shown."""
    if code in (*_NOT_YET, *_EXPIRED):
        what = "还没有到启用的日子" if code in _NOT_YET else "过期了"
        return Fault(
            f"对方的证书{what}，多半是这台电脑的日期不对", "请把日期和时间校准，再做", again=False
        )
    if code in _OTHER_HOST:
        return Fault(
            "接电话的不是微软，证书上是别人的名字",
            "要登录上网的先打开浏览器登录；不是的，请告诉管网络的人",
            again=False,
        )
    return Fault(
        "防火墙的证书不受信任",
        "请管网络的人把它的证书装进这台电脑，或要 PEM 文件，写进 kit.toml 的 voice.ca_file",
        again=False,
    )
