"""CAP messages as a county would send them, signed and not."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID
from lxml import etree
from signxml.signer import XMLSigner

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

NOW = datetime(2026, 11, 23, 11, 40, tzinfo=ZoneInfo("Asia/Shanghai"))
_WHOLE = """<?xml version="1.0" encoding="UTF-8"?>
<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">
  <identifier>99999941600000_20261123113000</identifier>
  <sender>yd-qx.example</sender>
  <sent>2026-11-23T11:30:00+08:00</sent>
  <status>Actual</status>
  <msgType>Alert</msgType>
  <scope>Public</scope>
  <info>
    <language>zh-CN</language>
    <category>Met</category>
    <event>暴雨</event>
    <urgency>Immediate</urgency>
    <severity>Severe</severity>
    <certainty>Likely</certainty>
    <onset>2026-11-23T12:00:00+08:00</onset>
    <expires>2026-11-26T20:00:00+08:00</expires>
    <senderName>永定区气象台</senderName>
    <headline>永定区气象台发布暴雨橙色预警</headline>
    <description>雨大，容易山洪、塌方</description>
    <instruction>危险处先转移；不涉水过河。别去河沟边。</instruction>
    <contact>0597-5100000</contact>
    <area><areaDesc>大溪乡</areaDesc></area>
  </info>
</alert>
"""


def cap(*changes: tuple[str, str]) -> bytes:
    """Return a message without a fault, with some of its words replaced."""
    text = _WHOLE
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return text.encode()


@cache
def signer(name: str = "永定区预警中心") -> tuple[RSAPrivateKey, x509.Certificate]:
    """Return a key and its certificate, which nobody vouches for."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    named = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(named)
        .issuer_name(named)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(NOW - timedelta(days=400))
        .not_valid_after(NOW - timedelta(days=30))
        .sign(key, SHA256())
    )
    return key, certificate


def signed(data: bytes, name: str = "永定区预警中心") -> bytes:
    """Return the message with its sender's signature."""
    key, certificate = signer(name)
    root = XMLSigner().sign(etree.fromstring(data), key=key, cert=[certificate])
    whole: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return whole


def pem(name: str = "永定区预警中心") -> bytes:
    """Return the sender's certificate, as it is handed over on a stick."""
    return signer(name)[1].public_bytes(Encoding.PEM)
