"""How high an office stands, told from its name."""

from __future__ import annotations

import re

_COUNTY_OR_ABOVE = re.compile(r"[县区市省州盟旗]|国务院|中央|国家|中国|全国")
_BELOW_COUNTY = re.compile(r"[乡镇村]|街道|社区")
# Words in the names of county bureaus, such as 住房和城乡建设局 and 农业农村局.
_NOT_A_LEVEL = re.compile(r"城乡|乡村|村镇|城镇|农村")
# Cities, counties and districts with 乡 or 镇 in their own names, as far as we know them.
_NAMED_AFTER_A_TOWNSHIP = re.compile(
    "(?:镇江|景德镇|萍乡|新乡|湘乡|宁乡|桐乡)(?=市)"
    "|(?:武乡|乡宁|平乡|金乡|新乡|内乡|安乡|西乡|乡城"
    "|镇平|镇赉|镇安|镇坪|镇巴|镇原|镇雄|镇康|镇远)(?=县)"
    "|(?:东乡|镇海|西乡塘)(?=区)"
    "|(?:东乡族|镇宁布依族苗族|镇沅彝族哈尼族拉祜族)(?=自治县)"
)
_REMARK = re.compile(r"（[^）]*）")


def is_county_or_above(name: str) -> bool:
    """Return whether the office called ``name`` stands above the townships.

    What stands in brackets, such as 乡政府转发, does not count: it names who passes it on.
    """
    plain = _REMARK.sub("", name)
    plain = _NOT_A_LEVEL.sub("", _NAMED_AFTER_A_TOWNSHIP.sub("", plain))
    return bool(_COUNTY_OR_ABOVE.search(plain)) and not _BELOW_COUNTY.search(plain)
