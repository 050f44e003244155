"""People named in running text, and what is told of them: where they live, their birth, an illness.

A name in a sentence is known by what stands beside it: a word for a person before it (村民 户主),
other names around it, or what is said of it. One that an office gives as its contact is none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from kit.text.figures.fold import fold
from kit.text.near_words import is_common, stands_alone
from kit.text.privacy.names import is_name
from kit.text.privacy.surnames import COMMON, COMPOUND, GIVEN, WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator


class Disclosed(StrEnum):
    """What a text tells of somebody it names."""

    NAME = "人名"
    ADDRESS = "人名和住址"
    BIRTH = "人名和出生日期、年龄"
    ILLNESS = "人名和病情、残疾"
    WHEREABOUTS = "人名和行踪"
    HOUSEHOLD = "住址和病情、残疾"


@dataclass(frozen=True, slots=True)
class Person:
    """Where a text names somebody, and what it tells; the name is left there."""

    told: Disclosed
    start: int
    end: int


ILLNESS = re.compile(
    r"残疾|[一二三四]级(?:肢体|视力|听力|智力|精神|言语)|艾滋|HIV|精神(?:病|障碍|分裂)|孤儿|重病|大病|癌|肿瘤|尿毒症|结核|肝炎|肝硬化|肾衰|肾病|痴呆|帕金森|哮喘|红斑狼疮|麻风|股骨头|强直|得了[^,。;]{1,4}[病炎症]"
    r"|吸毒|性侵|强奸|家暴|独居|刑满|社区(?:矫正|康复|戒毒)|低保原因|致贫原因|病种|患病|患有|白血病|糖尿病|高血压|心脏病|冠心病|中风|偏瘫|瘫痪|脑梗|脑瘫|血友病"
    r"|透析|化疗|抑郁|自闭|癫痫|流产|怀孕|性病|梅毒|乙肝|丙肝|智障|失明|失聪|聋哑|住院治疗|手术|卧床|服药|离婚|离异|二婚|再婚|前[妻夫]|邪教|上访|肇事|孕\d|感染[了新]|戒毒|强戒|服刑|上环|结扎|未婚先孕|宗教信仰|信教"
)
"""What nobody but the one it is told of may make public."""

# Surnames that begin a clause more often as words: 于本月, 向南, 任何, 万一, 方可.
_ASIDE = frozenset("于向任万常方白程高金石毛段严")
_LOCAL = "赖温游阙简巫丘饶柯翁涂詹童俞庄施阮邢耿聂翟殷葛骆霍裴邬窦岑娄褚伍庞倪樊颜欧缪卓兰蓝连官"
_FREQUENT = "".join(sorted(COMMON - _ASIDE)) + _LOCAL
_NAME = rf"(?:(?:{'|'.join(COMPOUND)})[一-鿿]{{1,2}}|[{_FREQUENT}](?!某|\*|氏)[一-鿿]{{1,2}}?)"
_ROLE = (
    "村民|农户|户主|老?寿星|申请人|申领人|领[款取]人|承包人|当事人|患者|病人|学生|同学|低保户|低保对象|特困户|特困人员|五保户"
    "|残疾人|贫困户|监测户|脱贫户|救助对象|受助人|帮扶对象|老人|孤儿|死者|受害人|监护人|受益人|补助人|被处罚人|违法行为人"
    "|住户|业主|儿童|女童|男童|姓名|其[父母妻夫子女]|[父母]亲|妻子|丈夫|儿子|女儿|配偶|[伯叔]父|孕妇|产妇|举报人|信访人|上访人"
    "|矫正对象|吸毒人员|戒毒人员|强戒人员|刑满释放(?:人员|的)|服刑人员|邪教人员|车主|机主|户名|持卡人"
    "|计划生育对象|计生对象|未成年人?|妇女|男子|女子|青年|嫌疑人|肇事者|走失者"
)
# 黄某根 tells a neighbour enough, beside an illness or what he is said to have done.
_HIDDEN_NAME = rf"(?:{_NAME}|[{_FREQUENT}]某[一-鿿]?)"
_BY_ROLE = re.compile(rf"(?:{_ROLE})[:为是]?\s?(?P<name>{_NAME})")
_BY_TITLE = re.compile(rf"(?P<name>{_NAME})(?:同志|先生|女士|老人|同学|一?户|等\d+[户人])")
_BY_DEED = re.compile(
    rf"(?P<name>{_NAME})(?:领取|领到|申请|签收|签名|申报|享受|获得|名下|家庭|家里|承包|拖欠|欠|(?:[一二两三四五六七八九十\d]+户)?[没未][交缴]|已缴"
    r"|代领|代签|代收|被评|被列|被纳入|捐款?|捐了|感染|确诊|盗窃|偷|走失|失踪|上环|结扎|租给|出租|酒驾|赌博|打人|被抓|被判|被拘|因病|家去年|家没人|存款|打款|收入|主持)"
)
_BY_NUMBER = re.compile(
    rf"(?:\d{{4}}[,，]?\s?\(|\d{{8,}}[,\s]?的?|(?:尾号|后[三四六]位)[\d幺零一二三四五六七八九]{{3,6}}的?)(?P<name>{_NAME})"
)
_HOUSE = r"(?:\d|[一二三四五六七八九十百]|\d-)+(?:号(?!楼|窗|柜|厅|文|令|公告)|组|栋|幢|室|单元)"
_ADDRESS = re.compile(
    rf"(?P<name>{_NAME})(?:[,(:]\s?|[、\s]?(?:家住|住址|住在?|现住|户籍(?:地|在)?|家在|家,?)[:为是]?)[^,。;\n]{{0,20}}?{_HOUSE}"
)
_DAY = r"(?:(?:19|20)?\d\d|[一二三四五六七八九〇零]{4})[年./-]\d{1,2}(?:[月./-](?:\d{1,2}日?)?)?"
_BIRTH = re.compile(
    rf"(?P<name>{_NAME})(?:[,、(:]\s?|的)?[^。;\n]{{0,10}}?"
    rf"(?:生于[^,。;\n]{{0,4}}\d|出生|生日|{_DAY}[^,。;\n]{{0,2}}生|\({_DAY}\)|\d{{1,3}}周?岁|年龄:?\d)"
)
_BY_ILLNESS = (
    re.compile(rf"(?P<name>{_HIDDEN_NAME})[^。;\n]{{0,14}}?(?:{ILLNESS.pattern})"),
    re.compile(
        rf"(?:{ILLNESS.pattern})病?(?:患者|病人|人员?|者|对象|[男女]童)?[:,、()是为的个]{{0,2}}(?P<name>{_HIDDEN_NAME})"
    ),
)
# Whoever is called so is known by what he is called, whatever his surname: 孤儿, 信访人.
_TOLD_BY_ROLE = (
    "孤儿|患者|病人|感染者|吸毒人员|孕产妇|孕妇|产妇|受害人|死者|矫正对象|刑满释放人员|失信人"
    "|欠款人|强戒人员|戒毒人员|服刑人员|计划生育对象|未成年人|低保户|特困人员|五保户|残疾人|精神病人"
)
_STAYS = "入住人员?|住客|旅客|乘客|密切?接触?者|返乡人员"
_TOLD_BY_DEED = "信访人员?|上访人员?|举报人"
_ANYBODY = r"(?P<name>[一-鿿]某{1,2}|[一-鿿]某[一-鿿]|[一-鿿]{3})"
_WHOLE_NAME = r"(?P<name>[一-鿿](?!某)[一-鿿]{2}|[一-鿿]某(?!某)[一-鿿])"
_NAME_ENDS = r"(?=[,。;、:!?()\s]|于|请|就|已|在|住|家|的|等|$)"
_BY_ANY_ROLE = (
    (Disclosed.ILLNESS, re.compile(rf"(?:{_TOLD_BY_ROLE})[:为是]?\s?{_WHOLE_NAME}{_NAME_ENDS}")),
    # 信访人王某 tells a neighbour enough: what he did stands behind.
    (Disclosed.ILLNESS, re.compile(rf"(?:{_TOLD_BY_DEED})[:为是]?\s?{_ANYBODY}{_NAME_ENDS}")),
    (Disclosed.WHEREABOUTS, re.compile(rf"(?:{_STAYS})[:为是]?\s?{_ANYBODY}{_NAME_ENDS}")),
)
_SOMEBODY = (
    rf"(?:(?<![一-鿿])[老小][{_FREQUENT}](?=[家的他她])|[一-鿿]某{{1,2}}"
    "|老[大二三四五六七八九幺](?!队)|[一-鿿]某[一-鿿])"
)
_OF_SOMEBODY = (
    (Disclosed.ILLNESS, re.compile(rf"{_SOMEBODY}[^。;\n]{{0,8}}?(?:{ILLNESS.pattern})")),
    (
        Disclosed.ADDRESS,
        re.compile(
            rf"{_SOMEBODY}[^。;\n]{{0,14}}?(?:家住|住在?|现住)[^,。;\n]{{2,16}}?(?:边|旁|对面|隔壁|{_HOUSE})"
        ),
    ),
    (
        Disclosed.HOUSEHOLD,
        re.compile(
            rf"[组村屋坊](?:\d|[一二三四五六七八九十百]){{1,4}}号(?![楼窗柜厅文令公])"
            rf"(?:(?!窗口|办理|卫生|村部)[^。;\n]){{0,16}}?(?:{ILLNESS.pattern})"
        ),
    ),
)
# What only people do, but what words that begin like a name are said to do as well.
_BY_LIFE = re.compile(
    rf"(?P<name>{_NAME})(?:去世|逝世|过世|病故|离世|中奖|欠费|欠款|欠缴|报名|结婚|出嫁|考上|考取|获奖|当选|落选"
    r"|入党|退休|辞职|入院|出院|出殡|参军|入伍)"
)
_AGE = r"(?:(?<![-到至~\d])\d{1,3}周?岁(?![-到至~]|以|左右)|\d{4}年\d{1,2}月[^,。;以]{0,4}生|生于)"
_BY_SEX = re.compile(
    rf"(?<![一-鿿])(?P<name>[一-鿿]{{2,4}})[,(][男女]性?[,、][^。;\n]{{0,10}}?{_AGE}"
)
"""李大山（男，45岁）: whoever is said to be a man and of an age is one person."""
# 阿妹 and 大牛 are what a village calls its people, but whoever sells 大牛 sells cattle.
_CALLED = r"(?<![买卖养喂杀宰赶牵抓捕有])[大小阿二三][牛妹弟毛狗宝虎娃仔公婆嫂姐哥妞]"
_GIVEN = rf"(?P<name>[一-鿿](?:{'|'.join(sorted(GIVEN))}|{_CALLED}))"
_BY_GIVEN = (
    (Disclosed.ILLNESS, re.compile(rf"{_GIVEN}[^。;\n]{{0,14}}?(?:{ILLNESS.pattern})")),
    (
        Disclosed.ILLNESS,
        re.compile(
            rf"(?:{ILLNESS.pattern})(?:患者|病人|人员?|者|对象|的)?[:,、()是为]{{0,2}}{_GIVEN}"
        ),
    ),
    (Disclosed.NAME, re.compile(rf"{_GIVEN}(?:[您你]好|{_NAME_ENDS})")),
)
_LIST = re.compile(r"[一-鿿·]{2,4}(?:[、,，;；\s/]+[一-鿿·]{2,4}){2,}")
_BETWEEN = re.compile(r"[、,，;；\s/]+")
_SOME_NAMES = 3
_MOST = 0.7


# Between two looks at what is typed, nearly every cell and sentence stays as it was.
@lru_cache(maxsize=2048)
def find_persons(text: str) -> tuple[Person, ...]:
    """Return where ``text`` names people, and what it tells of them; in order, each once."""
    plain, back = fold(text)
    found: list[Person] = []
    hits = (Person(told, back[start], back[end - 1] + 1) for told, start, end in _told(plain))
    for person in (*hits, *_lists(text)):
        # What tells most is looked for first.
        if all(person.end <= one.start or person.start >= one.end for one in found):
            found.append(person)
    return tuple(sorted(found, key=lambda person: person.start))


def find_answered(question: str, answer: str) -> tuple[Person, ...]:
    """Return whom an answer names where only the question says what is told of them.

    谁有结核病？赵某六。 tells it of him.
    """
    if not _WHO.search(question) or find_persons(answer):
        return ()
    asked = f"{question.rstrip('？? ')}是"
    told = answer.removeprefix("就").removeprefix("是")
    begin, cut = len(asked), len(answer) - len(told)
    return tuple(
        Person(one.told, max(0, one.start - begin) + cut, one.end - begin + cut)
        for one in find_persons(asked + told)
        if one.end > begin
    )


_WHO = re.compile("谁|哪个|哪[位家户些]|什么人|几个人")


def _told(plain: str) -> Iterator[tuple[Disclosed, int, int]]:
    before, behind = _BY_ILLNESS
    for match in before.finditer(plain):
        if _begins_a_name(plain, match):
            yield Disclosed.ILLNESS, *match.span()
    for match in behind.finditer(plain):
        if not _is_word(match["name"]):
            yield Disclosed.ILLNESS, *match.span()
    for match in _BIRTH.finditer(plain):
        if _begins_a_name(plain, match):
            yield Disclosed.BIRTH, *match.span()
    for match in _BY_SEX.finditer(plain):
        if _is_name_alone(match["name"]):
            yield Disclosed.BIRTH, *match.span()
    for match in _ADDRESS.finditer(plain):
        if _begins_a_name(plain, match):
            yield Disclosed.ADDRESS, *match.span()
    for told, pattern in _BY_ANY_ROLE:
        for match in pattern.finditer(plain):
            if _may_be_anybody(match["name"]):
                yield told, *match.span()
    for told, pattern in _OF_SOMEBODY:
        for match in pattern.finditer(plain):
            yield told, *match.span()
    for pattern in (_BY_TITLE, _BY_DEED):
        for match in pattern.finditer(plain):
            if _begins_a_name(plain, match):
                yield Disclosed.NAME, *match.span("name")
    for match in _BY_LIFE.finditer(plain):
        if _begins_a_name(plain, match) and _is_name_alone(match["name"]):
            yield Disclosed.NAME, *match.span("name")
    for told, pattern in _BY_GIVEN:
        for match in pattern.finditer(plain):
            if _begins_with_a_given_name(plain, match):
                yield told, *match.span()
    for pattern in (_BY_ROLE, _BY_NUMBER):
        for match in pattern.finditer(plain):
            if not _is_word(match["name"]):
                yield Disclosed.NAME, *match.span("name")


def _lists(text: str) -> Iterator[Person]:
    """Yield the lists of names, in the text as written: folding takes the blanks between them."""
    for match in _LIST.finditer(text):
        names = [is_name(part) and part[0] in _FREQUENT for part in _BETWEEN.split(match[0])]
        if sum(names) >= _SOME_NAMES and sum(names) > _MOST * len(names):
            yield Person(Disclosed.NAME, *match.span())


_BEFORE = re.compile(
    rf"(?:^|[^一-鿿\d]|{_ROLE}|[为是由给向对因和与系及的村组户看找去谢贺问]|同志)$"
)


_NO_GIVEN = re.compile("女士|先生|老师|主任|书记|[乡镇县村局所站]长|[某氏]|.[员工者师人户]$")


def _begins_a_name(plain: str, match: re.Match[str]) -> bool:
    """Return whether a name begins here: a word before it would be cut in two otherwise."""
    start = match.start("name")
    return bool(_BEFORE.search(plain[max(0, start - 5) : start])) and not _is_word(match["name"])


def _may_be_anybody(name: str) -> bool:
    """Return whether three characters behind a role are a name: none of their words is common."""
    if name[1] == "某":
        return not stands_alone(name[-1])
    if stands_alone(name[0]):
        return False
    if name[1:] in GIVEN:
        return True  # 建国 is a word, too
    if stands_alone(name[1]):
        return False
    return not any(map(is_common, (name, name[:2], name[1:])))


def _is_name_alone(name: str) -> bool:
    """Return whether characters that no role marks are a name: no word, no title, no trade."""
    if is_common(name) or is_common(name[:2]) or _NO_GIVEN.search(name):
        return False
    return (is_name(name) and name[0] in _FREQUENT) or (len(name) == 3 and _may_be_anybody(name))


def _begins_with_a_given_name(plain: str, match: re.Match[str]) -> bool:
    """Return whether what stands before a given name is a surname, known or not."""
    start, name = match.start("name"), match["name"]
    begins = match.start() < start or _BEFORE.search(plain[max(0, start - 5) : start])
    return bool(begins) and not stands_alone(name[0]) and not is_common(name[:2])


def _is_word(name: str) -> bool:
    return name[:2] in WORDS or name in WORDS
