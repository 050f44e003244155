"""People named in a sentence, and what is told of them."""

from __future__ import annotations

import pytest

from kit.text.privacy.persons import Disclosed, find_persons


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("张三家住大溪村十二组8号", Disclosed.ADDRESS),
        ("李四，大溪村下洋自然村15号", Disclosed.ADDRESS),
        ("村民李小明，男，1950年5月1日生", Disclosed.BIRTH),
        ("王秀兰(1980.11.25)", Disclosed.BIRTH),
        ("张老五，65岁", Disclosed.BIRTH),
        ("患者王五患有糖尿病", Disclosed.ILLNESS),
        ("智力二级残疾：刘小军", Disclosed.ILLNESS),
        ("黄某根为肺结核病人", Disclosed.ILLNESS),
        ("申请人张三丰因故缺席", Disclosed.NAME),
        ("名单：张三、李四、王小五", Disclosed.NAME),
        ("张伟　李娜　王芳　刘洋", Disclosed.NAME),
        ("吴强同志", Disclosed.NAME),
        ("李有财领取256元", Disclosed.NAME),
    ],
)
def test_who_is_named_is_found_with_what_is_told(text: str, told: Disclosed) -> None:
    assert told in {person.told for person in find_persons(text)}


@pytest.mark.parametrize(
    "text",
    [
        "申请人应当在7日内提出。",
        "联系人：李四 0597-0123456",
        "残疾人康复服务，高龄老人80岁以上",
        "水稻、花生、黄豆、白菜",
        "户籍、满80周岁的老人",
        "患者持身份证到便民服务中心3号窗口",
        "符合条件的村民周边有三个点可办",
        "李某某领取256元，患者王某",
    ],
)  # fmt: skip
def test_a_sentence_about_nobody_is_let_pass(text: str) -> None:
    assert not find_persons(text)


def test_the_place_is_that_in_the_text_as_written() -> None:
    text = "请看：　村民　张三　领取"

    (person,) = find_persons(text)

    assert text[person.start : person.end].startswith("张")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("孤儿例小宝，就读样例三村小学。", Disclosed.ILLNESS),
        ("强戒人员陈小刚已回村。", Disclosed.ILLNESS),
        ("信访人王某于昨天反映邻居占地。", Disclosed.ILLNESS),
        ("入住人：例小刚，房间302。", Disclosed.WHEREABOUTS),
        ("样例一村下洋组37号，户内三人均为艾滋病感染者。", Disclosed.HOUSEHOLD),
        ("老李的儿媳妇流产了。", Disclosed.ILLNESS),
        ("李大山家三楼302室租给外地人。", Disclosed.ADDRESS),
        ("请后四位幺二三四的李大山来领。", Disclosed.NAME),
    ],
)
def test_a_role_or_a_house_tells_who_it_is_whatever_the_surname(text: str, told: Disclosed) -> None:
    assert told in {person.told for person in find_persons(text)}


@pytest.mark.parametrize(
    "text",
    [
        "孕产妇免费建档，孤儿凭证领取。",
        "信访人应当逐级反映，举报人信息保密。",
        "旅客请排队，乘客须持证。",
        "样例一村下洋组3号楼前停电。",
        "老三届知青登记，老大队部二楼。",
        "请到老街18号办残疾证。",
    ],
)
def test_roles_without_anybody_are_let_pass(text: str) -> None:
    assert not find_persons(text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("感谢李大山捐款500元。", Disclosed.NAME),
        ("祝贺陈小红考上大学", Disclosed.NAME),
        ("王大山去世，初八出殡", Disclosed.NAME),
        ("李大山报名参加培训", Disclosed.NAME),
        ("李大山（男，45岁）昨天走失", Disclosed.BIRTH),
        ("样冬生（男，45岁）昨天走失", Disclosed.BIRTH),
        ("样阿公，男，1943年2月7日出生，五保户", Disclosed.BIRTH),
        ("样秀兰您好，您丈夫脑梗已批临时救助。", Disclosed.ILLNESS),
        ("刑满释放人员样建国，由村里帮扶。", Disclosed.ILLNESS),
        ("请样例二村的样阿妹到卫生院复查肺结核。", Disclosed.ILLNESS),
        ("样某，宗教信仰：某教，已登记。", Disclosed.ILLNESS),
        ("反映的是样例二村的例大牛，已核实。", Disclosed.NAME),
    ],
)
def test_a_given_name_a_sex_or_what_only_people_do_tells_who_it_is(
    text: str, told: Disclosed
) -> None:
    assert told in {person.told for person in find_persons(text)}


@pytest.mark.parametrize(
    "text",
    [
        "请大家马上报名，周末报名也行。",
        "李女士报名以后，孙子也报名。",
        "招护理员（女，45岁以下），男，18到45岁。",
        "林木种植户，男女不限，60岁以下。",
        "卖大牛，养小牛，都要打耳标。",
        "建国以来，国庆以前，新中国建国。",
    ],
)
def test_what_begins_like_a_name_and_is_none_is_let_pass(text: str) -> None:
    assert not find_persons(text)
