"""Private numbers and names planted in a clean item, in every form and place, and who sees them.

A plant leaks if it can be seen in a text or a shown cell and no finding of the kind P stops it or
asks about it. Columns of names and others are made by chance, without the kit's own surnames.
"""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from benchmarks.figures import line
from kit.model.finding import Severity
from kit.model.item import Channel, Column, Kind, Privacy, Question, Table
from kit.source.table_names import mask_names
from kit.text.passages import passages
from kit.text.privacy.mask import visible_rows
from kit.text.privacy.names import names_in_column
from tests.checked import changed, findings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from random import Random

    from kit.model.item import Item

_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜"
    "叶苏魏吕丁沈姚卢姜崔钟谭陆赖温游江阙简"
)
_RARE = "丘巫饶沈涂范熊詹童翁俞柯连官戴"
_GIVEN = (
    "伟芳娜秀英敏静丽强磊洋勇艳杰娟涛明超兰霞平刚桂荣华辉建国红春"
    "梅海燕玉凤新龙生林福水金木火土根发财添旺招弟喜"
)
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
_CHINESE = str.maketrans("0123456789", "零一二三四五六七八九")
_CAPITAL = str.maketrans("0123456789", "零壹贰叁肆伍陆柒捌玖")
_CIRCLED = str.maketrans("0123456789", "⓪①②③④⑤⑥⑦⑧⑨")

_NAME_HEADINGS = (
    "姓名", "户主", "户主姓名", "承包人", "领款人", "当事人", "学生", "姓　名",
    "姓\n名", "农户姓名", "救助对象", "受益人", "申请人", "监护人", "车主", "收件人",
    "种植大户", "户主（签名）", "人员", "户", "一", "甲", "对方", "栏目", "内容", "备注",
)  # fmt: skip
_OTHERS = {
    "村民小组": "一组 二组 三组 四组 上屋组 下洋组 江背组 林前组 第五组 第六组",
    "作物": "水稻 花生 黄豆 白菜 高粱 马铃薯 烟叶 茶叶 红薯 金桔 莲子 百香果 玉米 大豆",
    "备注": "已发放 合格 无 外出 已故 单身 成年 常住 新增 补发 退回 核减 变更 已注销",
    "与户主关系": "本人 配偶 儿子 女儿 父子 母亲 长子 次子 孙子 儿媳",
    "民族": "汉族 畲族 回族 苗族 壮族 土家族",
    "学历": "小学 初中 高中 大专 高职 本科 文盲 中专",
    "开户行": "农商行 农业银行 邮储银行 信用社 建设银行",
    "单位": "党政办 财政所 农业站 林业站 劳保所 卫生院 中心小学 派出所 司法所 便民中心",
    "项目": "路灯 路面 水渠 桥梁 石坝 安置房 文化站 公厕 护栏 水池 机耕路 污水管",
    "品种": "黄牛 白鹅 毛猪 山羊 麻鸭 乌鸡 番鸭 河田鸡 黑兔",
    "树种": "马尾松 毛竹 杉木 桂花 柏树 油茶 樟树 枫香",
    "原因": "重残 残缺 高龄 单亲 失业 转学 搬迁 自愿放弃",
    "小地名": "金丰 高坪 石坑 黄田 马山 龙潭 白土 江背 张坊 李屋 陈坑 吴田 罗屋 赖坊",
    "状态": "在读 毕业 应届 任职 全额 已办 待办 已结",
    "用途": "施肥 施工 灌溉 安装 康复 建房 养殖 绿化",
    "类别": "低保 特困 成员 商户 党员 一类 二类 三类",
    "性别": "男 女",
    "日期": "1月3日 2月14日 3月5日 9月1日 10月20日",
    "金额（元）": "256.00 148.00 320.00 96.00 1,280.00",
    "编号": "A001 A002 A003 B010 C77",
}


def id_number(rng: Random, *, slip: bool = False) -> str:
    """Return an identity number of a region that does not exist; with a slip in its last sign."""
    day = f"{rng.randint(1930, 2018)}{rng.randint(1, 12):02}{rng.randint(1, 28):02}"
    body = f"999999{day}{rng.randint(1, 999):03}"
    total = sum(int(d) * (2 ** (17 - n) % 11) for n, d in enumerate(body))
    last = "10X98765432"[total % 11]
    return body + (rng.choice([d for d in "0123456789" if d != last]) if slip else last)


def name(rng: Random) -> str:
    """Return a made name."""
    surname = rng.choice(_SURNAMES if rng.random() < 0.9 else _RARE)
    return surname + "".join(rng.choice(_GIVEN) for _ in range(rng.choice((1, 2, 2, 2))))


def _grouped(digits: str, mark: str, *sizes: int) -> str:
    parts, at = [], 0
    for size in sizes:
        parts.append(digits[at : at + size])
        at += size
    return mark.join((*parts, digits[at:]) if digits[at:] else parts)


def _mark(rng: Random) -> str:
    return rng.choice((" ", "-", "\u00a0", "\u3000", "—", ".", "  ", "·", "_", "/", "\u2009"))


def _id(rng: Random) -> str:
    whole = id_number(rng, slip=rng.random() < 0.4)
    forms: tuple[Callable[[], str], ...] = (
        lambda: whole,
        lambda: whole[:17],
        lambda: f"{whole[:15]}000",
        lambda: whole.replace("X", rng.choice("xX×Ｘ")),
        lambda: whole.translate(_WIDE),
        lambda: whole.translate(_CHINESE),
        lambda: whole.translate(_CAPITAL),
        lambda: whole.translate(_CIRCLED),
        lambda: _grouped(whole, _mark(rng), 6, 8),
        lambda: _grouped(whole, _mark(rng), 6, 4, 4),
        lambda: _grouped(whole, _mark(rng), 4, 4, 4, 4),
        lambda: " ".join(whole),
        lambda: f"ID{whole}",
        lambda: f"**{whole[:9]}**{whole[9:]}",
        lambda: f"{whole[:9]}<!-- -->{whole[9:]}",
        lambda: f"{whole[:9]}\u200b{whole[9:]}",
        lambda: f"{whole[:9]}\n{whole[9:]}",
        lambda: f"{whole[:6]}{whole[8:14]}{whole[14:17]}",
        lambda: f"残疾证号{whole}44",
    )
    return rng.choice(forms)()


def _mobile(rng: Random) -> str:
    whole = f"1{rng.randint(3, 9)}{rng.randint(0, 999_999_999):09}"
    mark = _mark(rng)
    forms: tuple[Callable[[], str], ...] = (
        lambda: whole,
        lambda: whole.translate(_WIDE),
        lambda: whole.translate(_CHINESE),
        lambda: _grouped(whole, mark, 3, 4),
        lambda: _grouped(whole, mark, 4, 4),
        lambda: _grouped(whole, mark, 7),
        lambda: _grouped(whole, mark, 3),
        lambda: f"+86{whole}",
        lambda: f"0086 {whole}",
        lambda: f"86-{_grouped(whole, '-', 3, 4)}",
        lambda: f"0{whole}",
        lambda: f"TEL{whole}",
        lambda: f"电话：{whole}",
        lambda: f"{whole[:5]}<!---->{whole[5:]}",
    )
    return rng.choice(forms)()


def _card(rng: Random) -> str:
    first = rng.choice(("6228", "6217", "4000", "5187", "3568", "9558"))
    body = first + f"{rng.randint(0, 10**11):011}"
    last = next(d for d in "0123456789" if _luhn(body + d))
    whole = body + last
    called = rng.choice(("卡号", "一卡通账号：", "银行卡 ", "账号", "存折"))
    forms: tuple[Callable[[], str], ...] = (
        lambda: f"{called}{whole}",
        lambda: f"{called}{_grouped(whole, _mark(rng), 4, 4, 4)}",
        lambda: f"{called}{whole.translate(_WIDE)}",
        lambda: f"{called}{whole[:-1]}{(int(last) + 1) % 10}",
        lambda: f"一卡通账号9030{rng.randint(0, 10**14):014}",
        lambda: f"6228{whole[4:]}" if _luhn(f"6228{whole[4:]}") else f"{called}{whole}",
    )
    return rng.choice(forms)()


def _luhn(digits: str) -> bool:
    doubled = (int(d) * (1 + n % 2) for n, d in enumerate(reversed(digits)))
    return sum(d - 9 if d > 9 else d for d in doubled) % 10 == 0


def _other(rng: Random) -> str:
    eight = f"{rng.randint(0, 99_999_999):08}"
    return rng.choice(
        (
            f"护照E{eight}", f"护照号：E{eight}", f"闽F{eight[:5]}", f"闽F·A{eight[:4]}",
            f"社保卡号A{eight}", f"港澳通行证C{eight}", f"QQ号1{eight}", f"微信号ab{eight}",
            f"微信：wx_{eight[:5]}", f"zhang{eight[:3]}@qq.com", f"邮箱 a{eight}@163.com",
        )
    )  # fmt: skip


def _person(rng: Random) -> str:
    who = name(rng)
    return rng.choice(
        (
            f"村民{who}领取补贴", f"{who}家住大溪村十二组8号", f"{who}，大溪村下洋15号",
            f"患者{who}", f"{who}（患糖尿病）", f"{who}，1950年5月1日生", f"申请人：{who}",
            f"{who}、{name(rng)}、{name(rng)}、{name(rng)}", f"户主{who}",
            f"{who}，男，65岁", f"低保户{who}", f"{who}同志",
        )
    )  # fmt: skip


_MAKERS = (_id, _id, _mobile, _mobile, _card, _other, _person)
_FIELDS = (
    "title", "who", "when", "where", "how", "body", "script", "dialect_script", "full_title",
    "doc_no", "plain", "basis", "faq", "phone", "remedy",
)  # fmt: skip


@dataclass(frozen=True)
class Plant:
    """A clean item with something private in it."""

    place: str
    secret: str
    item: Item


def plants(count: int, seed: int = 2026) -> Iterator[Plant]:
    """Yield items with one thing planted, in fields, captions, cells and over cells."""
    rng = random.Random(seed)
    for number in range(count):
        secret = _MAKERS[number % len(_MAKERS)](rng)
        if number % 3:
            field = rng.choice(_FIELDS)
            yield Plant(field, secret, _with(field, rng.choice(("", "请看", "：")) + secret))
        elif number % 2:
            yield _in_a_table(rng, secret)
        else:
            yield _over_cells(rng)


def _with(field: str, text: str) -> Item:
    if field in {"plain", "basis"}:
        return changed(**{field: (text,)})
    if field == "faq":
        return changed(faq=(Question(question="怎么办？", answer=text),))
    if field == "phone":
        phone = replace(changed().phones[0], label=text)
        return changed(phones=(phone,))
    return changed(**{field: text})


def _listed(columns: Sequence[str], rows: Sequence[tuple[str, ...]], caption: str = "") -> Item:
    described = tuple(Column(name=column) for column in columns)
    table = Table(file="items/a.csv", columns=described, rows=tuple(rows), caption=caption)
    shown, _ = mask_names(table, ())
    return changed(kind=Kind.LIST, privacy=Privacy.PERSONAL, channels=(Channel.BOARD,), table=shown)


def _in_a_table(rng: Random, secret: str) -> Plant:
    rows = [(name(rng), "第一组", "256.00") for _ in range(7)]
    if rng.random() < 0.3:
        return Plant("caption", secret, _listed(("户主", "组", "金额"), rows, caption=secret))
    rows[rng.randrange(7)] = (name(rng), secret, "256.00")
    return Plant("cell", secret, _listed(("户主", "备注", "金额"), rows))


def _over_cells(rng: Random) -> Plant:
    if rng.random() < 0.5:
        heading = rng.choice(_NAME_HEADINGS)
        names = [name(rng) for _ in range(8)]
        wide = ["\u3000".join(one) if len(one) == 2 else one for one in names]
        return Plant(
            "names", names[0], _listed(("序号", heading), list(zip("12345678", wide, strict=True)))
        )
    whole = id_number(rng)
    cut = rng.choice((6, 10, 14))
    rows = [("甲组", "", ""), ("乙组", whole[:cut], whole[cut:]), ("丙组", "", "")]
    if rng.random() < 0.5:
        rows = [("甲组", whole[:cut], ""), ("乙组", whole[cut:], ""), ("丙组", "", "")]
    return Plant("over cells", whole, _listed(("组", "说明", "其他"), rows))


def leaks(plant: Plant) -> bool:
    """Return whether a plant is seen by somebody, and nothing was said of it."""
    weighed = {Severity.STOP, Severity.WARN}
    if any(f.code.startswith("P") and f.severity in weighed for f in findings(plant.item)):
        return False
    seen = "\n".join(passage.text for passage in passages(plant.item))
    if plant.item.table is not None:
        rows = visible_rows(plant.item.table)
        seen += "\n".join("".join(row) for row in rows)
        seen += "".join(cell for row in zip(*rows, strict=False) for cell in row)
    return plant.secret in seen


def columns(count: int, seed: int = 4) -> Iterator[tuple[str, list[str], bool]]:
    """Yield headings and cells, and whether they are people's names; ten others for each."""
    rng = random.Random(seed)
    for _ in range(count):
        rows = rng.choice((3, 4, 6, 10, 30, 120))
        names = [name(rng) for _ in range(rows)]
        blank = rng.choice(("", "\u3000", " "))
        yield (
            rng.choice(_NAME_HEADINGS),
            [blank.join(one) if len(one) == 2 else one for one in names],
            True,
        )
        for heading in rng.sample(sorted(_OTHERS), 10):
            words = _OTHERS[heading].split()
            yield heading, [rng.choice(words) for _ in range(rows)], False


def private_figures(count: int = 500, made: int = 600) -> int:
    """Print what leaks of ``count`` plants, and what is taken for names."""
    leaked = [plant for plant in plants(count) if leaks(plant)]
    for plant in leaked:
        print(f"  {plant.place}: {plant.secret!r}")
    wrong: Counter[str] = Counter()
    others = 0
    for heading, cells, are_names in columns(made):
        others += not are_names
        if bool(names_in_column(heading, cells)) != are_names:
            wrong["missed" if are_names else "others"] += 1
            print(f"  {heading!r} {cells[:6]}")
    return (
        line(f"private plants that leak, of {count}", len(leaked), "", most=0)
        + line(f"columns of names missed, of {made}", wrong["missed"], "", most=0)
        + line(
            f"others taken for names, of {others}, %", 100 * wrong["others"] / others, "", most=1
        )
    )
