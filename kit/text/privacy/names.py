"""What looks like a person's name, and which columns of a table hold names."""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import TYPE_CHECKING

from kit.text.headings import sum_label
from kit.text.privacy.surnames import COMPOUND, SURNAMES, WORDS

if TYPE_CHECKING:
    from collections.abc import Sequence

_BLANKS = re.compile("[\\s\u00a0\u3000\u200b-\u200f\u2060\ufeff]+")
_BRACKETS = re.compile(r"[(（\[【][^)）\]】]*[)）\]】]")
_HAN = "\u3400-\u9fff\U00020000-\U0003ffff"
_DOTTED = re.compile(rf"[{_HAN}]{{1,6}}[·•・.．][{_HAN}·•・.．]{{1,8}}")
_SHORT = re.compile(rf"[{_HAN}]{{2,4}}")
_SEVERAL = re.compile(r"[、,，;；/／\n]+")
_PLACE_ENDS = "屋坑坊寨塘坪"
_NO_NAME_ENDS = "村组乡镇县区市省路街桥厂所站局办社队类级款费户族校园店种型课班元亩号"
_NO_NAME = re.compile("补贴|补助|小学|中学|银行|公司|合作|种植|养殖|登记|残疾|低保|困难|保险")
_SINGLE_MOST = 3

# What a heading may say of a person; blanks and brackets are taken out before.
_PERSON = re.compile(
    r"姓名|名字|人名|名单|承包方|[甲乙]方|出[租让]方|受让方|学生|家长|户名|家庭成员|对象(?!类)|老人|代表$|签[名字]|签收|(?i:name)"
    r"|儿童|孤儿|困境|退役军人|军属|考生|学员|录取|党员|患者|群众|父亲|母亲|配偶|子女|谁家|被补助|得主|本人|家庭户"
    r"|(?:人|者|[户业车机摊船店货]主|户|人员|会员|社员)(?:姓名|信息|名称|家庭)?$"
)
_OFFICER = re.compile(
    r"负责人|联系人|经办|包村|驻村|网格员|护林员|河长|林长|路长|田长|书记|主任|组长|干部|医生|教师|监督员|值班|审核人"
    r"|填表人|评议人|监督人|责任人|安全员|信息员|宣传员|指导员|技术员|管理员|巡查员|校长|所长|站长|主持人|记录人"
)
_NOT_OF_PERSONS = re.compile(
    r"数|率|号|额|元|亩|日期|时间|地址|住址|类|型|备注|情况|原因|编码|性别|年龄|民族|关系|电话|作物|品种|单位|名称|项目"
    r"|村$|组$|学校|机构|状态|等级|档|银行|标准|来源|次|比|面积|金额|学历|职业|职务|签字$|身份$|资格"
)
_OF_PLACES = re.compile(
    "村|组|路$|山名|土名|地块|[林小]班|图斑|地点|地址|住址|地名|坐落|位置|屋场|片区|路段|起点|终点"
)
_PLACE = re.compile("[路村组]$")
_LIKE_A_NAME = re.compile(rf"[{_HAN}]{{2,6}}|[A-Za-z]+(?: [A-Za-z]+)+")
# What tells more of somebody than the name: 李有财户, 1李有财, 李有财儿子, 老李家, 李明收.
_ADDED = re.compile(
    r"^[\d.、]+|(?:户|家|收|代|[男女]|儿子|女儿|[丈之]?[夫妻子女]|同志|先生|女士|等\d+[户人])$"
)
_NO_CELL = re.compile(r"[-—－/／无\s]*|.*[*×某].*")
_SHARE = 0.7
_DISTINCT = 0.6
_SURE_ROWS = 6
_FEW_NAMES = 0.5
"""Of an officers' column, where the others are their offices."""


class Names(Enum):
    """Whose names a column holds, and how sure that is."""

    PERSONS = auto()
    OFFICERS = auto()
    """Those whom people are to find: asked, not masked."""
    PERHAPS = auto()
    """By its few cells alone: asked."""


def without_blanks(cell: str) -> str:
    """Return a cell without blanks of any kind: 张　三 set wide to line up is 张三."""
    return _BLANKS.sub("", cell)


def several(cell: str) -> list[str]:
    """Return the names in a cell one by one."""
    return [part for part in _SEVERAL.split(cell) if part.strip()]


def is_name(cell: str) -> bool:
    """Return whether a cell looks like a person's name."""
    text = _BRACKETS.sub("", without_blanks(cell))
    if len(text) > _SINGLE_MOST:
        text = _ADDED.sub("", text)
    if _DOTTED.fullmatch(text):
        return True
    if (
        not _SHORT.fullmatch(text)
        or text in WORDS
        or _NO_NAME.search(text)
        or text[-1] in _PLACE_ENDS
    ):
        return False
    if text[-1] in _NO_NAME_ENDS and len(text) > 2:
        return False
    return (text[:2] in COMPOUND and len(text) > 2) or (
        text[0] in SURNAMES and len(text) <= _SINGLE_MOST
    )


def names_in_column(heading: str, cells: Sequence[str]) -> Names | None:
    """Return whose names a column holds, by its heading or by its cells; None if none."""
    head = _BRACKETS.sub("", without_blanks(heading)) or without_blanks(heading)
    filled = [cell for cell in map(str.strip, cells) if _is_told(cell)]
    named = [cell for cell in filled if all(map(is_name, several(cell)))]
    share = len(named) / len(filled) if filled else 0.0
    others = bool(_NOT_OF_PERSONS.search(head))
    if _OFFICER.search(head) and (share > _FEW_NAMES or not others):
        return Names.OFFICERS if share else None
    if _PERSON.search(head) and not _PLACE.search(head) and (not others or share >= _SHARE):
        return Names.PERSONS if not filled or share or _may_be_names(filled) else None
    few = len(filled) < _SURE_ROWS
    if _OF_PLACES.search(head) or share < (1.0 if others and few else _SHARE):
        return None
    if len(set(filled)) < _DISTINCT * len(filled):
        return None
    return Names.PERHAPS if few else Names.PERSONS


def _may_be_names(cells: Sequence[str]) -> bool:
    """Return whether cells without a known surname may be names: short words, hardly one twice."""
    alike = sum(bool(_LIKE_A_NAME.fullmatch(_ADDED.sub("", cell))) for cell in cells)
    return len(set(cells)) >= _DISTINCT * len(cells) and alike >= _SHARE * len(cells)


def _is_told(cell: str) -> bool:
    return not _NO_CELL.fullmatch(cell) and sum_label(cell) is None
