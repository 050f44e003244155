"""Everything a notice says for the fields of an item, in the order of the form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.foreign.notice.last_gate import passed
from kit.foreign.notice.propose_amounts import propose_amounts
from kit.foreign.notice.propose_days import (
    propose_coming_down,
    propose_deadline,
    propose_effect,
    propose_period,
    propose_time,
)
from kit.foreign.notice.propose_head import (
    propose_basis,
    propose_issuer,
    propose_kind,
    propose_number,
    propose_title,
)
from kit.foreign.notice.propose_people import (
    propose_bring,
    propose_how,
    propose_remedy,
    propose_who,
)
from kit.foreign.notice.propose_phones import propose_department, propose_phones
from kit.foreign.notice.propose_places import propose_place, propose_villages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kit.foreign.notice.notice import Notice
    from kit.foreign.notice.proposal import Proposal

RULES: tuple[Callable[[Notice], Iterator[Proposal]], ...] = (
    propose_kind,
    propose_title,
    propose_number,
    propose_who,
    propose_deadline,
    propose_amounts,
    propose_time,
    propose_place,
    propose_bring,
    propose_how,
    propose_phones,
    propose_remedy,
    propose_department,
    propose_issuer,
    propose_basis,
    propose_coming_down,
    propose_period,
    propose_effect,
    propose_villages,
)


def propose(notice: Notice) -> tuple[Proposal, ...]:
    """Return every proposal, the likeliest of a field first; nothing that is not in the text."""
    return tuple(one for rule in RULES for one in passed(rule(notice), notice))
