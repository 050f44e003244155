"""Messages of the Common Alerting Protocol 1.2: what one holds, and what the standard demands.

The tables are the standard's (OASIS CAP-v1.2, §3.2): each element with how often it stands and
which values it takes, in the order in which it stands.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from kit.model.field import Level

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

NAMESPACE = "urn:oasis:names:tc:emergency:cap:1.2"
ACTUAL, EXERCISE = "Actual", "Exercise"
ALERT, CANCEL = "Alert", "Cancel"
MANY = 1_000_000

SEVERITY_OF: Mapping[Level, str] = {
    Level.RED: "Extreme",
    Level.ORANGE: "Severe",
    Level.YELLOW: "Moderate",
    Level.BLUE: "Minor",
}
"""The four levels of the law in the standard's words, as the national warning centre maps them."""


class Element(NamedTuple):
    """An element of a message."""

    name: str
    least: int = 0
    most: int = 1
    values: tuple[str, ...] = ()
    is_moment: bool = False


_CATEGORIES = (
    *("Geo", "Met", "Safety", "Security", "Rescue", "Fire", "Health", "Env"),
    *("Transport", "Infra", "CBRNE", "Other"),
)
_RESPONSES = (
    *("Shelter", "Evacuate", "Prepare", "Execute", "Avoid", "Monitor", "Assess"),
    *("AllClear", "None"),
)
ALERT_ELEMENTS = (
    Element("identifier", 1),
    Element("sender", 1),
    Element("sent", 1, is_moment=True),
    Element("status", 1, values=(ACTUAL, EXERCISE, "System", "Test", "Draft")),
    Element("msgType", 1, values=(ALERT, "Update", CANCEL, "Ack", "Error")),
    Element("source"),
    Element("scope", 1, values=("Public", "Restricted", "Private")),
    Element("restriction"),
    Element("addresses"),
    Element("code", most=MANY),
    Element("note"),
    Element("references"),
    Element("incidents"),
    Element("info", most=MANY),
)
INFO_ELEMENTS = (
    Element("language"),
    Element("category", 1, MANY, values=_CATEGORIES),
    Element("event", 1),
    Element("responseType", most=MANY, values=_RESPONSES),
    Element("urgency", 1, values=("Immediate", "Expected", "Future", "Past", "Unknown")),
    Element("severity", 1, values=(*SEVERITY_OF.values(), "Unknown")),
    Element("certainty", 1, values=("Observed", "Likely", "Possible", "Unlikely", "Unknown")),
    Element("audience"),
    Element("eventCode", most=MANY),
    Element("effective", is_moment=True),
    Element("onset", is_moment=True),
    Element("expires", is_moment=True),
    Element("senderName"),
    Element("headline"),
    Element("description"),
    Element("instruction"),
    Element("web"),
    Element("contact"),
    Element("parameter", most=MANY),
    Element("resource", most=MANY),
    Element("area", most=MANY),
)
AREA_ELEMENTS = (
    Element("areaDesc", 1),
    Element("polygon", most=MANY),
    Element("circle", most=MANY),
    Element("geocode", most=MANY),
    Element("altitude"),
    Element("ceiling"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CapInfo:
    """What a message says in one language; empty or None where it does not say it."""

    event: str
    severity: str
    urgency: str
    certainty: str
    category: str
    language: str = "en-US"
    """The standard's own default."""
    effective: datetime | None = None
    onset: datetime | None = None
    expires: datetime | None = None
    sender_name: str = ""
    headline: str = ""
    description: str = ""
    instruction: str = ""
    contact: str = ""
    areas: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CapMessage:
    """A message; its moments have a zone."""

    identifier: str
    sender: str
    sent: datetime
    status: str
    message_type: str
    scope: str = "Public"
    source: str = ""
    note: str = ""
    references: str = ""
    """``sender,identifier,sent`` of each earlier message it is about, with blanks between."""
    infos: tuple[CapInfo, ...] = ()
