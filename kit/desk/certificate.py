"""The desk's own certificate for the office's network: nobody else vouches for it."""

from __future__ import annotations

import hashlib
import ipaddress
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from cryptography.x509.oid import NameOID

from kit.errors import StorageError

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

VALID = timedelta(days=700)
"""Browsers take no certificate that is valid for longer than 825 days."""
_SPARE = timedelta(days=30)
_CLOCKS_DIFFER = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """A certificate on the disk."""

    chain: Path
    key: Path
    fingerprint: str
    """SHA-256 in groups of four, as a browser shows it; read aloud when somebody comes first."""


def certificate(folder: Path, address: str, now: datetime) -> Certificate:
    """Return the certificate for an address; the old one as long as it serves.

    Raises:
        StorageError: The disk does not take it.
    """
    chain, key = folder / "office.crt", folder / "office.key"
    try:
        if not _serves(chain, key, address, now):
            _make(chain, key, address, now)
        der = x509.load_pem_x509_certificate(chain.read_bytes()).public_bytes(Encoding.DER)
    except OSError as error:
        raise StorageError(
            f"写不进 {folder.name}：{error.strerror}。", "请看磁盘满了没有。"
        ) from error
    digest = hashlib.sha256(der).hexdigest().upper()
    groups = (digest[at : at + 4] for at in range(0, len(digest), 4))
    return Certificate(chain=chain, key=key, fingerprint=" ".join(groups))


def _serves(chain: Path, key: Path, address: str, now: datetime) -> bool:
    """Whether a certificate stands there for this address, with its key, and for some time."""
    if not (chain.is_file() and key.is_file()):
        return False
    try:
        found = x509.load_pem_x509_certificate(chain.read_bytes())
        names = found.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except (ValueError, x509.ExtensionNotFound):
        return False
    known = [str(one) for one in names.get_values_for_type(x509.IPAddress)]
    return address in known and found.not_valid_after_utc > now + _SPARE


def _make(chain: Path, key: Path, address: str, now: datetime) -> None:
    private = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "公开台")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _CLOCKS_DIFFER)
        .not_valid_after(now + VALID)
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(address))]),
            critical=False,
        )
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .sign(private, hashes.SHA256())
    )
    # The key first, and readable by nobody else from its first byte on.
    key.unlink(missing_ok=True)
    key.touch(mode=0o600)
    key.write_bytes(private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    chain.write_bytes(made.public_bytes(Encoding.PEM))
