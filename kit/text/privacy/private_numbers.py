"""Numbers that belong to one person: identity cards, bank accounts, mobiles and what is like them.

Used on the clerk's source and on everything made from it. What is found is told by kind and
place only: findings are printed, logged and mailed, so the number itself never leaves the text.

A number is found by what it is (a province, a day of birth, a length), never by its check digit
alone: a mistyped one and one that Excel cut short belong to somebody, too. It is looked for in
the text as a reader sees it: no marks of Markdown, one sign for each digit, broken or not.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from kit.text.figures.fold import fold
from kit.text.privacy.private_kinds import LABELLED, PrivateKind

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence


@dataclass(frozen=True, slots=True)
class PrivateNumber:
    """Where a private number stands in a text; the number is left there."""

    kind: PrivateKind
    start: int
    end: int


def find_private(text: str, *, known: Container[str] = ()) -> tuple[PrivateNumber, ...]:
    """Return the private numbers in ``text``, in order, none inside another.

    ``known`` holds digits of numbers that are an office's own, such as a duty mobile.
    """
    if not _MAY_HOLD.search(text):
        return ()
    plain, back = _as_read(text)
    found: list[PrivateNumber] = []
    for view in _views(plain):
        for hit in (*_long_numbers(view), *_mobiles(view, known)):
            _add(found, PrivateNumber(hit.kind, back[hit.start], back[hit.end - 1] + 1))
    for kind, pattern in LABELLED:
        for match in pattern.finditer(plain):
            if kind is PrivateKind.MAIL and _is_of_office(plain, match):
                continue
            _add(found, PrivateNumber(kind, back[match.start()], back[match.end() - 1] + 1))
    return tuple(sorted(found, key=lambda number: number.start))


# Whose it is, its own words say: 意见邮箱, （乡政府公用）.
_OFFICE_BEFORE = re.compile(
    r"(?:意见|举报|监督|办公|公用|单位|政务|官方|征集|投诉|报名)(?:电子)?[邮信]箱[^。;\n]{0,4}$"
)
_OFFICE_BEHIND = re.compile(r"[^。;\n]{0,2}[(][^)]{0,8}(?:公用|政府|单位|办公|党政办)[^)]{0,6}[)]")


def _is_of_office(plain: str, match: re.Match[str]) -> bool:
    before = plain[max(0, match.start() - 12) : match.start()]
    return bool(_OFFICE_BEFORE.search(before) and _OFFICE_BEHIND.match(plain, match.end()))


def without_private(message: str) -> str:
    """Return a message with every long number and mobile left out, right or mistyped.

    Messages are printed, logged and mailed; who wrote the number finds it by its place.
    """
    spans = [(number.start, number.end) for number in find_private(message)]
    plain, back = fold(message)
    spans += [(back[m.start()], back[m.end() - 1] + 1) for m in _TOLD_NEVER.finditer(plain)]
    told, end = "", 0
    for start, stop in sorted(spans):
        if start >= end:
            told += f"{message[end:start]}……"
        end = max(end, stop)
    return told + message[end:]


def is_id_number(text: str) -> bool:
    """Return whether ``text`` is an identity-card number of 18 or 15 digits without a slip."""
    if re.fullmatch(r"\d{15}", text):
        return _is_birth(f"19{text[6:12]}")
    return bool(re.fullmatch(r"\d{17}[\dXx]", text)) and _is_birth(text[6:14]) and _checks(text)


def is_mobile(text: str) -> bool:
    """Return whether ``text`` is a mobile number and nothing else."""
    plain = fold(text)[0].strip()
    return any(one.start == 0 and one.end == len(plain) for one in _mobiles(plain, ()))


def passes_luhn(digits: str) -> bool:
    """Return whether the last digit is the check digit of a bank card (GB/T 15694)."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        doubled = int(digit) * (place % 2 + 1)
        total += doubled - 9 if doubled > 9 else doubled
    return total % 10 == 0


# ---- the text as a reader sees it ----------------------------------------------------------------

_MAY_HOLD = re.compile(
    r"\d|[零〇○一二三四五六七八九幺壹贰叁肆伍陆柒捌玖①-⑨⓪@]|[微薇威] ?信|[VvWw][Xx]|at"
)
# ① before a number counts, and a blank behind Chinese digits ends them: folding would join them.
_APART = re.compile(r"[①-⑳](?=[\d０-９])|(?<=[零〇一二三四五六七八九幺])[ \u3000\xa0](?=\d)")
_MARKUP = re.compile(
    r"<!--.*?-->|(?<!\*)\*{1,2}(?!\*)|(?<!_)_{1,2}(?!_)|~~|`|\\(?=\S)|</?\w+[^<>]*>|&#?\w+;"
    "|[\ufe0e\ufe0f\u20e3]",
    re.DOTALL,
)
_CHINESE_RUN = re.compile(r"(?:[零〇○一二三四五六七八九幺壹贰叁肆伍陆柒捌玖\d][ \-.,]?){11,}")
_CHINESE = str.maketrans("零〇○一二三四五六七八九幺壹贰叁肆伍陆柒捌玖", "0001234567891123456789")
_MIXED_RUN = re.compile(r"[\dOolI|]{11,}")
_LETTERS = str.maketrans("OolI|", "00111")


def _as_read(text: str) -> tuple[str, list[int]]:
    """Return the text without markup, one sign for each meaning, and the way back."""
    text = _APART.sub("；", text)
    if not _MARKUP.search(text):
        return fold(text)
    signs: list[str] = []
    places: list[int] = []
    end = 0
    for match in _MARKUP.finditer(text):
        seen = html.unescape(match[0]) if match[0].startswith("&") else ""
        signs += [text[end : match.start()], seen]
        places += [*range(end, match.start()), *[match.start()] * len(seen)]
        end = match.end()
    signs.append(text[end:])
    places += range(end, len(text) + 1)
    plain, back = fold("".join(signs))
    return plain, [places[place] for place in back]


def _views(plain: str) -> Iterator[str]:
    """Yield the text, and it with digits for other signs that stand for them, place by place."""
    yield plain
    if _CHINESE_RUN.search(plain):
        yield _CHINESE_RUN.sub(lambda run: run[0].translate(_CHINESE), plain)
    if any(sum(map(str.isdigit, run[0])) < len(run[0]) for run in _MIXED_RUN.finditer(plain)):
        yield _MIXED_RUN.sub(lambda run: run[0].translate(_LETTERS), plain)


def _add(found: list[PrivateNumber], number: PrivateNumber) -> None:
    """Add what no number found before covers; the surest are looked for first."""
    if all(number.end <= one.start or number.start >= one.end for one in found):
        found.append(number)


# ---- identity cards, accounts, and long numbers that may be either -------------------------------

_BREAK = r"[ ,.·_~/|()\-\n\t]{1,3}"
_RUN = re.compile(rf"\d+[xX×]?(?:{_BREAK}(?:\d+[xX×]?|[xX×](?![A-Za-z])))*(?![A-WYZa-wyz])")
_GROUP = re.compile(r"\d+[xX×]?|[xX×]")
# GB/T 2260: the first two digits. 99 is nowhere: samples and tests use it.
_CODES = (
    "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65"
    " 71 81 82 83 99"
)
_PROVINCES = frozenset(_CODES.split())
_ID_WORD = re.compile(
    r"(?:身份证|证件|公民身份|残疾证|户口|证号|(?<![A-Za-z])ID)[^。；\n\d]{0,12}$"
)
_BANK_WORD = re.compile(
    r"(?:账号|账户|帐号|帐户|卡号|一卡通|银行卡|存折|开户|社保卡|信用社|银行|折号|卡)[^。；;\n\d]{0,10}$"
)
_CODE_WORD = re.compile(
    r"(?:合同号|编号|代码|编码|文号|单号|流水|条码|条形码|许可证|执照|宗地|单元号|图斑|项目|批号|案号|号段"
    r"|二维码|序列号|备案|统一社会信用)[^。；\n\d]{0,8}$"
)
_OF_BODY = re.compile(
    r"(?:财政所|财政局|合作社|委员会|村委会|政府|慈善会|基金会|中心|公司|学校|小学|中学|医院|卫生院)|(?:对公|捐款|专)账?户"
)
_LANDLINE_MOST = 12
_NEAR = 30
_WITH_MORE = range(19, 25)
_YOUNGEST = "2015"
_ID_LENGTHS = (18, 17)
_BIRTH = slice(6, 14)
_OLD_LENGTH = 15
_CARD_LENGTHS = range(16, 20)
_FIRST_OF_CARDS = ("3", "4", "5", "62")
_ACCOUNT_LENGTHS = range(12, 26)
_LABELLED_LENGTHS = range(14, 21)


def _long_numbers(view: str) -> Iterator[PrivateNumber]:
    for run in _RUN.finditer(view):
        if run.end() - run.start() < min(_ACCOUNT_LENGTHS):
            continue
        groups = [(m.start() + run.start(), m.end() + run.start()) for m in _GROUP.finditer(run[0])]
        yield from _in_groups(view, groups)


def _in_groups(view: str, groups: Sequence[tuple[int, int]]) -> Iterator[PrivateNumber]:
    """Yield the long numbers among groups of digits, each beginning and ending with a group."""
    first = 0
    while first < len(groups):
        last, kind = _longest(view, groups, first)
        if kind:
            yield PrivateNumber(kind, groups[first][0], groups[last][1])
        first = last + 1


def _longest(
    view: str, groups: Sequence[tuple[int, int]], first: int
) -> tuple[int, PrivateKind | None]:
    """Return what the groups from ``first`` on are at their longest, and which is its last."""
    digits, breaks, wholes = "", [], []
    for last in range(first, len(groups)):
        if last > first:
            breaks.append(view[groups[last - 1][1] : groups[last][0]])
        digits += _capital(view[slice(*groups[last])])
        if len(digits) > max(_ACCOUNT_LENGTHS) or not _are_of_one_number(breaks):
            break
        wholes.append((last, digits))
        if digits.endswith("X"):
            break
    before = view[max(0, groups[first][0] - _NEAR) : groups[first][0]]
    for last, whole in reversed(wholes):
        sizes = [end - start for start, end in groups[first : last + 1]]
        behind = view[groups[last][1] : groups[last][1] + _NEAR]
        if kind := _kind_of(whole, sizes, before, behind):
            return last, kind
    return first, None


def _is_no_landline(digits: str) -> bool:
    return digits[0] != "0" or len(digits) > _LANDLINE_MOST


def _capital(digits: str) -> str:
    return digits.translate({ord("x"): "X", ord("×"): "X"})


def _are_of_one_number(breaks: Sequence[str]) -> bool:
    """Return whether groups of digits are set apart by one sign, and at most a line's end."""
    lines = sum("\n" in mark for mark in breaks)
    marks = {mark.strip() for mark in breaks if "\n" not in mark}
    return (lines <= 1 and len(marks) <= 1) or len(set(breaks)) == 1


def _kind_of(digits: str, sizes: Sequence[int], before: str, behind: str) -> PrivateKind | None:
    coded = bool(_CODE_WORD.search(before))
    if _is_id(digits, sizes, before):
        # A code has the day it was given: 采购编号…20261205…; nobody is so young.
        given = coded and digits[_BIRTH] >= _YOUNGEST and not _checks(digits[:18])
        return None if given else PrivateKind.ID_NUMBER
    if not digits.isdigit():
        return None
    unbroken = len(sizes) == 1 or set(sizes[:-1]) == {4}
    if _ID_WORD.search(before) and len(digits) in _LABELLED_LENGTHS:
        return PrivateKind.ID_NUMBER
    own = _OF_BODY.search(before) or _OF_BODY.search(behind)
    if own and not digits.startswith("62"):
        return None
    if _BANK_WORD.search(before) and len(digits) in _ACCOUNT_LENGTHS and _is_no_landline(digits):
        return PrivateKind.BANK
    if not unbroken or len(digits) not in _CARD_LENGTHS:
        return None
    if digits.startswith(_FIRST_OF_CARDS) and passes_luhn(digits):
        # Luhn alone passes every tenth number: what is called a code may be one.
        return None if coded and not digits.startswith("62") else PrivateKind.BANK
    return PrivateKind.LONG if len(sizes) == 1 and not coded else None


def _is_id(digits: str, sizes: Sequence[int], before: str) -> bool:
    """Return whether the digits are an identity card's, whole, mistyped or cut short."""
    length = len(digits)
    if length == _OLD_LENGTH:
        whole = len(sizes) == 1 or list(sizes) == [6, 6, 3]
        named = digits[:2] in _PROVINCES or bool(_ID_WORD.search(before))
        return whole and named and digits.isdigit() and _is_birth(f"19{digits[6:12]}")
    if len(sizes) == 1:
        if length in _ID_LENGTHS:
            # With a digit lost of its region, the day of birth stands one place earlier.
            return _is_birth(digits[_BIRTH]) or (
                length == min(_ID_LENGTHS) and digits[:1] in "123456" and _is_birth(digits[5:13])
            )
        # A card of the disabled is the identity number and two digits; others are glued to a 1.
        return length in _WITH_MORE and (
            (digits[:2] in _PROVINCES and _is_birth(digits[_BIRTH]))
            or any(is_id_number(digits[at : at + 18]) for at in range(1, length - 17))
        )
    if length not in (*_ID_LENGTHS, 20) or digits[:2] not in _PROVINCES:
        return False
    return _is_birth(digits[_BIRTH]) and (_checks(digits[:18]) or _is_cut_as_people_do(sizes))


_FEW = 3


def _is_cut_as_people_do(sizes: Sequence[int]) -> bool:
    """Return whether groups are no row of figures: few, of one size, or cut at the birth date."""
    ends = {sum(sizes[:n]) for n in range(1, len(sizes))}
    return len(sizes) <= _FEW or len(set(sizes[:-1])) == 1 or {_BIRTH.start, _BIRTH.stop} <= ends


def _checks(text: str) -> bool:
    """Return whether the last sign is the check digit of the first seventeen (GB 11643)."""
    if not re.fullmatch(r"\d{17}[\dXx]", text):
        return False
    weights = (2**power % 11 for power in range(17, 0, -1))
    total = sum(int(digit) * weight for digit, weight in zip(text[:17], weights, strict=True))
    return "10X98765432"[total % 11] == text[17].upper()


def _is_birth(digits: str) -> bool:
    """Return whether the digits are a day on which somebody who lives may be born."""
    if not digits.isdigit() or not "1890" <= digits[:4] <= "2035":
        return False
    try:
        date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return True


# ---- mobiles -------------------------------------------------------------------------------------

_MOBILE = re.compile(
    r"(?<!\d)(?<!\d\.)(?:(?:\+|00)?86[- ]{0,2}|0[- ]?)?(?P<number>1(?:[ .,·_~/()\-]{0,2}\d){10})"
    r"(?!\d|\.\d|元|万|亿|立方|平方|亩|斤|公斤|吨|千|米|人次|户|株|度|%|[毫]?升|[毫千]?克|[只件个台份张瓶袋箱头羽尾粒枚册条套]|字节)"
)
_MOBILE_WORD = re.compile(r"(?:手机|电话|联系|(?i:tel|phone|mob)|打|拨)[^。；;\n\d]{0,6}$")
_SECOND = re.compile(r"1\D*[3-9]")
# How people break eleven digits; rows of figures are broken otherwise (1350 3600 256 is 4-4-3: a
# price of a mobile it may be, and is asked for).
_CUTS = frozenset(
    {
        (11,),
        (3, 4, 4),
        (4, 4, 3),
        (4, 3, 4),
        (3, 8),
        (7, 4),
        (3, 3, 5),
        (5, 6),
        (6, 5),
        (3, 2, 2, 4),
    }
    | {(1,) * 11, (1, *(2,) * 5), (*(2,) * 5, 1), (3, *(2,) * 4), (3, 4, 2, 2), (3, 4, 1, 3)}
)


def _mobiles(view: str, known: Container[str]) -> Iterator[PrivateNumber]:
    for match in _MOBILE.finditer(view):
        number = match["number"]
        sizes = tuple(len(group) for group in re.findall(r"\d+", number))
        called = _MOBILE_WORD.search(view[max(0, match.start() - 12) : match.start()])
        if not _SECOND.match(number) or not (called or sizes in _CUTS):
            continue
        if re.sub(r"\D", "", number) not in known:
            yield PrivateNumber(PrivateKind.MOBILE, match.start("number"), match.end("number"))


_TOLD_NEVER = re.compile(r"(?<![\d*.])\d[\dXx]{10,}|(?<![\d*.])\d{3,8}(?:([ \-])\d{3,8}){3,}")
