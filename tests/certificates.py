"""Certificates for tests: a CA of one's own, and what it certifies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

if TYPE_CHECKING:
    from pathlib import Path

    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey


@dataclass(frozen=True, slots=True)
class Authority:
    """A CA, with the file of its own certificate."""

    file: Path
    key: EllipticCurvePrivateKey


def new_authority(folder: Path, name: str = "county") -> Authority:
    """Return a CA that nobody else knows."""
    key = ec.generate_private_key(ec.SECP256R1())
    file = folder / f"{name}.pem"
    file.write_bytes(_certificate(name, name, key, key, is_authority=True))
    return Authority(file, key)


def certified(authority: Authority, folder: Path, name: str) -> tuple[Path, Path]:
    """Return the files of a machine's certificate and key, made by a CA."""
    key = ec.generate_private_key(ec.SECP256R1())
    certificate, private = folder / f"{name}.pem", folder / f"{name}.key"
    issuer = authority.file.stem
    certificate.write_bytes(_certificate(name, issuer, key, authority.key, is_authority=False))
    private.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return certificate, private


def _certificate(
    name: str,
    issuer: str,
    key: EllipticCurvePrivateKey,
    signing: EllipticCurvePrivateKey,
    *,
    is_authority: bool,
) -> bytes:
    start = datetime.now(UTC) - timedelta(days=1)
    here = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    made = (
        x509.CertificateBuilder()
        .subject_name(_named(name))
        .issuer_name(_named(issuer))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + timedelta(days=2))
        .add_extension(here, critical=False)
        .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
        .sign(signing, hashes.SHA256())
    )
    return made.public_bytes(Encoding.PEM)


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
