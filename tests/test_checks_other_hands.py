"""What a notice brings along from another office: names of its places, and slips of the pen."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.model.finding import Severity
from kit.text.place_names import PlaceKind, other_places, places_above
from kit.text.slips import slips
from tests.checked import changed, findings

if TYPE_CHECKING:
    from pathlib import Path

OWN = frozenset({"大溪乡", "永定区", "松柏村", "坑口村"}) | places_above("永定区")


def names(text: str) -> list[str]:
    return [found.name for found in other_places(text, OWN)]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("根据上杭县人民政府通知，即日起停水。", ["上杭县"]),
        ("请到下洋镇便民服务中心办理。", ["下洋镇"]),
        ("高陂镇全镇停电。", ["高陂镇"]),
        ("武平县气象台、长汀县气象台联合发布。", ["武平县", "长汀县"]),
        ("福建省厦门市思明区政务服务中心", ["厦门市", "思明区"]),
        ("《永定县城乡居民医保办法》", ["永定县"]),
        ("报名到坑头村村委会。", ["坑头村"]),
        ("漳平市民政局提醒您。", ["漳平市"]),
        ("三明市气象台发布预警。", ["三明市"]),
        ("请龙潭村村民互相转告。", ["龙潭村"]),
        ("贴在坑尾村公开栏。", ["坑尾村"]),
        ("积石山保安族东乡族撒拉族自治县教育局", ["积石山保安族东乡族撒拉族自治县"]),
        ("由湖坑镇人民政府负责解释。", ["湖坑镇"]),
    ],
)
def test_a_place_of_somebody_else_is_named_in_full(text: str, named: list[str]) -> None:
    assert names(text) == named


@pytest.mark.parametrize(
    "text",
    [
        "福建省龙岩市永定区大溪乡松柏村",
        "三乡镇审核，县乡道路，省道、县道、乡道、村道",
        "城区、郊区、矿区、园区、小区、辖区、市区、景区、林区、灾区",
        "乡镇、城镇、集镇、村镇、街道办、城乡居民、乡村振兴、乡亲们",
        "知识青年上山下乡，繁华城镇，市域城镇体系，农村集镇",
        "各村村委会、本村村委会、行政村村部、第十二届村民委员会换届",
        "新建县道两侧、新建区间道路、城市、超市、上市公司、批发市场",
        "市民、县级、区别、乡土、镇静、自治区、自治县、旗下",
        "请向松柏村村委会或坑口村两委反映。",
        "主动公开乡党委研究决定的，围绕乡党委，各乡镇人民政府、有关乡镇政府、本乡政府、我乡党委、小城镇建设、三乡镇党委",
        "各村村民、本村党员、农村小学、自然村公开栏、美丽乡村、空心村村民、驻村干部",
    ],
)
def test_own_names_and_words_are_none(text: str) -> None:
    assert names(text) == []


def test_a_county_of_the_same_name_elsewhere_does_not_hide_a_neighbour() -> None:
    assert {"福建省", "龙岩市"} <= places_above("永定区")
    assert "上杭县" not in places_above("永定区")
    assert places_above("没有的县") == frozenset()


def test_kinds_of_places_are_told_apart() -> None:
    text = "上杭县、永定县、下洋镇、到坑头村村委会"

    assert [found.kind for found in other_places(text, OWN)] == [
        PlaceKind.COUNTY,
        PlaceKind.GONE,
        PlaceKind.TOWNSHIP,
        PlaceKind.VILLAGE,
    ]


def test_a_foreign_place_is_asked_about_once_with_its_sentence() -> None:
    item = changed(body="由上杭县负责。\n上杭县和下洋镇。", plain=("听上杭县的。",))

    told = [f for f in findings(item) if f.code == "L05"]

    assert [f.severity for f in told] == [Severity.WARN, Severity.WARN]
    assert "大白话第1句里的“上杭县”" in told[0].message
    assert "“下洋镇”不是大溪乡，也不是上级" in told[1].message
    assert "请核实" in told[0].remedy


@pytest.mark.parametrize(
    ("text", "written", "meant"),
    [
        ("存入一卡通帐户", "帐户", "账户"),
        ("医药费报消比例", "报消", "报销"),
        ("统一按排车辆", "按排", "安排"),
        ("会议布署防火工作", "布署", "部署"),
        ("登陆网站查询", "登陆", "登录"),
        ("截止目前已有三百户", "截止", "截至"),
        ("截至日期12月31日", "截至", "截止"),
        ("既日起受理", "既", "即"),
        ("凭身份证既可领取。", "既可", "即可"),
        ("必需携带户口簿", "必需", "必须"),
        ("带户口薄原件", "户口薄", "户口簿"),
        ("及时反应问题", "反应", "反映"),
        ("请拔打电话", "拔打", "拨打"),
        ("末满十八岁", "末满", "未满"),
        ("自已保管好", "自已", "自己"),
        ("18岁已上人员", "岁已上", "以上"),
        ("征收置纳金", "置纳金", "滞纳金"),
        ("丰富的的信息", "的的", ""),
        ("《条例》以及和办法", "以及和", ""),
        ("请到便民服务中心便民服务中心办理", "便民服务中心便民服务中心", ""),
        ("请大家务毕到场", "务毕", "务必"),
        ("带上复映件", "复映件", "复印件"),
        ("开展安全隐串排查", "隐串", "隐患"),
        ("请自觉尊守", "尊守", "遵守"),
        ("请互相配合合", "配合合", "配合"),
        ("逾期不在受理", "逾期不在", "逾期不再"),
        ("共约300多户左右", "共约300多户左右", "“约”和“左右”留一个"),
    ],
)
def test_a_slip_is_found_with_what_was_meant(text: str, written: str, meant: str) -> None:
    (slip,) = slips(text)

    assert (slip.written, slip.meant) == (written, meant)
    assert text[slip.start :].startswith(written)


@pytest.mark.parametrize(
    "text",
    [
        "搭帐篷、蚊帐，台风登陆，截止日期，截至12月1日",
        "既可到窗口办，也可在手机上办，必需品，为了了解情况",
        "年底保障、兜底保障、不良反应情况、天然放牧",
        "以达到目的的办法，参与与否，涉及及时缴费，现在在家，认为为好",
        "一周未缴，逾期未办，三个月未领取，周末满员",
        "保护土地，每人土地，女士地址，文化废品，自己经手",
        "因该路段施工，抢修定于明天，出现像这样的，世界时，甚至使用",
        "按全县要求，按装机容量，已上报，已及时，认可已到期",
        "反应堆，老百姓，一个一个来，谢谢谢意",
        "二〇二六年十二月一日至三十一日，自1月1日起，20时至次日8时，2026年第3期",
        "误工补贴按实种面积算，镇政府交清，耕地地力保护，国办发〔2019〕1号",
        "组长（后由游接洪分管党政办公室工作），按装置说明书使用",
    ],
)
def test_words_that_look_like_slips_are_none(text: str) -> None:
    assert list(slips(text)) == []


def test_slips_are_asked_about_where_they_stand() -> None:
    item = changed(body="第一行。\n请存入帐户。")

    (told,) = [f for f in findings(item) if f.code == "L06"]

    assert told.severity is Severity.WARN
    assert told.message == "正文：“帐户”多半是“账户”。"
    assert told.line == 41


@given(st.text(alphabet="帐户的了按排县市区乡镇村委会上杭大溪，。 ", max_size=40))
def test_every_finding_stands_in_the_text(text: str) -> None:
    for slip in slips(text):
        assert text.startswith(slip.written, slip.start)
    for place in other_places(text, OWN):
        assert text.startswith(place.name, place.start)


def test_the_example_names_no_other_place_and_has_no_slip(example: Path) -> None:
    settings = tomllib.loads((example / "kit.toml").read_text("utf-8"))
    own = OWN | frozenset(settings["township"]["villages"])
    for file in (*example.glob("items/**/*.md"), *example.glob("*.toml")):
        text = file.read_text("utf-8")
        assert list(other_places(text, own)) == []
        assert [slip for slip in slips(text) if slip.meant] == []


@pytest.mark.parametrize("text", ["希望东样乡文化站做好服务", "由南样乡人民政府负责解释"])
def test_a_township_no_list_has_is_known_by_its_office(text: str) -> None:
    assert [name[-3:] for name in names(text)] == [text[text.index("样") - 1 :][:3]]


def test_the_own_township_and_some_townships_are_none() -> None:
    for text in ("到大溪乡人民政府办", "各乡镇人民政府", "主动公开乡党委的决定", "本乡财政所"):
        assert names(text) == []


@pytest.mark.parametrize(
    ("text", "written", "meant"),
    [
        ("请各村务必高度重示。", "重示", "重视"),
        ("工程预记六月完工。", "预记", "预计"),
        ("提高警剔，防止受骗。", "警剔", "警惕"),
        ("凡弄虚做假的，取消资格。", "弄虚做假", "弄虚作假"),
        ("请做好蔬散转移。", "蔬散", "疏散"),
        ("因天气原困改期。", "原困", "原因"),
        ("未参保的，即不能报销，也不能补领。", "即", "既"),
        ("请新生到学校报道。", "请新生到学校报道", "报到"),
        ("依法享有监督的权力。", "享有监督的权力", "权利"),
        ("送到到各村。", "到到", "到"),
        ("收到通知之日3个工作日内答复。", "之日", "之日起"),
    ],
)
def test_what_is_unlikely_is_told_with_what_was_meant(text: str, written: str, meant: str) -> None:
    assert (written, meant) in {(slip.written, slip.meant) for slip in slips(text)}


@pytest.mark.parametrize(
    "text",
    [
        "县电视台到村里采访，将作报道。",
        "既不能代领，也不能补领。",
        "村民有监督的权利，干部没有乱收费的权力。",
        "用半角逗号隔开，会印在全文页上。",
        "样例乡下洋组、上屋坑、老墟坪的村民请到便民服务中心。",
        "感到到处都干净了。",
    ],
)
def test_right_words_are_no_slips(text: str) -> None:
    assert list(slips(text)) == []
