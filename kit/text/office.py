"""How high an office stands, told from its name."""

from __future__ import annotations

import re

_COUNTY_OR_ABOVE = re.compile(r"[县区市省州盟旗]|国务院|中央|国家|中国|全国")
_BELOW_COUNTY = re.compile(r"[乡镇村]|街道|社区")
# Words in the names of county bureaus, such as 住房和城乡建设局 and 农业农村局.
_NOT_A_LEVEL = re.compile(r"城乡|乡村|村镇|城镇|农村")
_REMARK = re.compile(r"（[^）]*）")


def is_county_or_above(name: str) -> bool:
    """Return whether the office called ``name`` stands above the townships.

    What stands in brackets, such as 乡政府转发, does not count: it names who passes it on.
    """
    plain = _NOT_A_LEVEL.sub("", _REMARK.sub("", name))
    return bool(_COUNTY_OR_ABOVE.search(plain)) and not _BELOW_COUNTY.search(plain)
