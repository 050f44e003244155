"""Who signed a CAP message: an enveloped XML signature, held against certificates on the disk."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from kit.foreign.safe_xml import tree
from kit.model.cap import NAMESPACE

if TYPE_CHECKING:
    from collections.abc import Iterable

_SIGNATURE = "{http://www.w3.org/2000/09/xmldsig#}Signature"


class Signed(Enum):
    """What the signature of a message is worth."""

    NOT = auto()
    BROKEN = auto()
    """There is one, and the text is not what was signed, or it cannot be held against anything."""
    BY_UNKNOWN = auto()
    """The text is what was signed, by somebody whose certificate this office does not have."""
    BY_KNOWN = auto()


@dataclass(frozen=True, slots=True)
class CapSignature:
    """A signature and whose it says it is."""

    signed: Signed
    by: str = ""
    """Common name in the certificate; empty where there is none."""


def signature_of(data: bytes, certificates: Iterable[bytes]) -> CapSignature:
    """Return what the signature in ``data`` is worth; ``data`` has been read before.

    ``certificates`` are those of senders this office knows, as PEM or DER. One is compared as a
    whole: no chain is followed, for a PC without internet cannot ask what was revoked.
    """
    if tree(data).find(_SIGNATURE) is None:
        return CapSignature(Signed.NOT)
    known = {one.public_bytes(Encoding.DER): one for one in map(_certificate, certificates) if one}
    for one in known.values():
        if _holds(data, one):
            return CapSignature(Signed.BY_KNOWN, _name(one))
    own = _own_certificate(data)
    if own is None or not _holds(data, own):
        return CapSignature(Signed.BROKEN)
    return CapSignature(Signed.BY_UNKNOWN, _name(own))


def _holds(data: bytes, certificate: x509.Certificate) -> bool:
    """Whether all of ``data`` but the signature was signed with the certificate's key."""
    from lxml import etree
    from signxml.exceptions import SignXMLException
    from signxml.verifier import SignatureConfiguration, XMLVerifier

    try:
        found = XMLVerifier().verify(
            data,
            x509_cert=certificate,
            expect_config=SignatureConfiguration(
                location="./",
                # The key is trusted, not the day: the office's clock may be years off.
                verification_time=certificate.not_valid_before_utc,
            ),
        )
    except (SignXMLException, etree.LxmlError, ValueError, TypeError):
        return False
    # One reference was asked for; what it signs must be the message and not a part of it.
    signed = None if isinstance(found, list) else found.signed_xml
    return signed is not None and signed.tag == f"{{{NAMESPACE}}}alert"


def _own_certificate(data: bytes) -> x509.Certificate | None:
    node = tree(data).find(".//{*}X509Certificate")
    text = "".join((node.text or "").split()) if node is not None else ""
    frame = f"-----BEGIN CERTIFICATE-----\n{text}\n-----END CERTIFICATE-----\n"
    return _certificate(frame.encode("ascii", "replace")) if text else None


def _certificate(data: bytes) -> x509.Certificate | None:
    """Return the certificate in ``data``; None where it holds none."""
    for load in (x509.load_pem_x509_certificate, x509.load_der_x509_certificate):
        try:
            return load(data)
        except ValueError:
            continue
    return None


def _name(certificate: x509.Certificate) -> str:
    names = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(names[0].value) if names else certificate.subject.rfc4514_string()
