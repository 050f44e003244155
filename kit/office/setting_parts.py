"""The settings in a clerk's order and words: one page a part, the first five are the guide."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.model.item import Channel

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """A key of ``kit.toml`` as it is asked for."""

    key: str
    label: str
    help: str = ""
    names: Mapping[str, str] | None = None
    """What may be chosen, with its words."""
    among: str = ""
    """What may be chosen stands in the workspace: ``villages``, ``posts``, ``voices``."""
    seldom: bool = False
    """Folded away until somebody needs it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A section of ``kit.toml``: one form, or with ``many`` any number of the same rows."""

    section: str
    title: str
    settings: tuple[Setting, ...]
    lead: str = ""
    many: bool = False
    one: str = ""
    """What a row is called, with its counter: 块公开栏."""
    off: str = ""
    """The key that, left out, puts the whole section out of use."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A page of settings."""

    name: str
    short: str
    """In the row of steps."""
    title: str
    lead: str
    groups: tuple[Group, ...]
    go: str
    """On the button that leads on."""


_TOWNSHIP = Group(
    section="township",
    title="我们乡",
    settings=(
        Setting(key="name", label="乡镇名", help="印在海报上"),
        Setting(key="county", label="县（市、区）"),
        Setting(key="government", label="发布单位", help="写全称，如 大溪乡人民政府"),
        Setting(key="id_prefix", label="编号开头", help="乡名的拼音字母，如 DX"),
        Setting(key="villages", label="各村", help="一行一个村"),
    ),
)
_MARKET = Group(
    section="market",
    title="墟天",
    off="cycle",
    settings=(
        Setting(
            key="cycle",
            label="照什么算",
            names={"lunar": "农历", "solar": "公历", "weekday": "星期几", "": "没有墟天"},
        ),
        Setting(
            key="digits",
            label="逢几",
            help="逢一、逢六，就点“一”和“六”；按星期的，七是星期天",
            names=dict(zip("1234567890", "一二三四五六七八九十", strict=True)),
        ),
        Setting(
            key="short_month",
            label="没有三十的月份",
            names={"none": "就不开墟", "last_day": "提前到廿九"},
        ),
        Setting(key="place", label="摊位摆在哪里", help="印在宣传单上"),
        Setting(key="hours", label="摆多久", help="如 上午7点半到11点"),
        Setting(key="extra", label="另外加开的日子", help="一行一天，如 2027-02-04", seldom=True),
        Setting(key="skip", label="停墟的日子", help="一行一天", seldom=True),
    ),
)
_BOARDS = Group(
    section="board",
    title="公开栏",
    many=True,
    one="块公开栏",
    settings=(
        Setting(key="name", label="叫什么"),
        Setting(key="village", label="在哪个村", among="village_or_all"),
        Setting(key="place", label="钉在哪里", help="写到门口"),
        Setting(
            key="paper",
            label="贴多大的纸",
            names={"A4": "A4", "A3": "A3", "A2": "A2", "A1": "A1"},
        ),
        Setting(key="read_from_m", label="人站多远看", help="米"),
    ),
)
_SIGNERS = Group(
    section="signer",
    title="签字的人",
    lead="写在这里的人才能签。一个也不写，纸上谁签都认，公开台里就没有人能签。"
    "换了人，给旧的写上到哪天，另加一个新的；旧的签字照样有效。",
    many=True,
    one="个签字的人",
    settings=(
        Setting(key="name", label="姓名"),
        Setting(key="posts", label="签哪几步", among="posts"),
        Setting(key="from", label="从哪天起", help="一直是他的不填", seldom=True),
        Setting(key="until", label="到哪天为止", help="还在任的不填", seldom=True),
    ),
)
_OFFICES = Group(
    section="department",
    title="承办的站所",
    lead="名称和事项里“承办”写的一样。电话印在海报上，先试拨。",
    many=True,
    one="个站所",
    settings=(
        Setting(key="name", label="名称"),
        Setting(key="phone", label="电话"),
        Setting(key="duty", label="管哪一块", help="如 社会保险"),
    ),
)
_SLOTS = Group(
    section="slot",
    title="广播时段",
    lead="早上 6 点以后、晚上 10 点以前播完；夜里只能播应急预警。",
    many=True,
    one="个时段",
    settings=(
        Setting(key="name", label="叫什么", help="如 早上"),
        Setting(key="at", label="几点播", help="如 7:00"),
        Setting(key="most_items", label="最多几件"),
        Setting(key="most_minutes", label="最多几分钟"),
        Setting(key="villages", label="只在哪几村播", help="都不点就是全乡", among="villages"),
        Setting(
            key="dialect",
            label="方言录音",
            names={"after": "接在普通话后面", "only": "只播方言", "none": "不播"},
            seldom=True,
        ),
        Setting(key="opening", label="开头另外说", help="不填就和别的时段一样", seldom=True),
    ),
)
_CALLS = Group(
    section="broadcast",
    title="开头和结尾说什么",
    lead="{听众} 会换成“我们乡的乡亲们”，几个村单独一个U盘的换成村名；{乡} 换成乡名。",
    settings=(
        Setting(key="opening", label="开头", help="如 {听众}请注意。"),
        Setting(key="closing", label="结尾"),
        Setting(key="alert", label="预警开头", help="越短越好，后面接预警的名字"),
        Setting(
            key="alert_every_minutes",
            label="预警第一个小时隔几分钟播一次",
            help="0 按颜色：红 10，橙 20，黄、蓝 30",
            seldom=True,
        ),
    ),
)
_VOICE = Group(
    section="voice",
    title="机器朗读的声音",
    settings=(
        Setting(key="name", label="谁来念", among="voices"),
        Setting(key="speed", label="快慢", help="1 是常速，老人听 0.9 合适"),
        Setting(
            key="preset",
            label="喇叭",
            names={
                "horn": "高音喇叭",
                "narrow_horn": "老旧的、回声大的喇叭",
                "indoor": "室内音柱",
                "headphone": "耳机",
            },
        ),
        Setting(
            key="ducked_opening", label="开场白下面轻轻垫着钟声", help="老喇叭不要", seldom=True
        ),
        Setting(key="gbk_titles", label="照顾老播放器的标题", seldom=True),
        Setting(key="engine", label="声音从哪里来", help="自带的是 kokoro，不用上网", seldom=True),
        Setting(key="proxy", label="上网的代理", help="用上网的声音才填", seldom=True),
        Setting(key="ca_file", label="防火墙的证书", help="用上网的声音才填", seldom=True),
    ),
)
_PRINTING = Group(
    section="township",
    title="打印",
    settings=(
        Setting(
            key="handout",
            label="墟天宣传单多大",
            names={"A5": "A5，两张一页", "A6": "A6，四张一页", "对折": "一张 A4 折成四面"},
        ),
        Setting(
            key="flip",
            label="打印机双面怎么翻",
            help="打印时选一样的",
            names={"短边翻转": "短边翻转", "长边翻转": "长边翻转"},
        ),
        Setting(key="black_only", label="打印机只有黑色", help="纸上就没有红色、浅色"),
        Setting(key="print_shop", label="海报送印刷厂印", help="另出一份带裁切线的"),
        Setting(key="page_host", label="扫码页的网址", help="没有就不填，海报上就不印二维码"),
        Setting(key="essentials_code", label="宣传单背面加一个不用上网的要点码"),
        Setting(
            key="font_file", label="自己的字体", help="放在工作夹里的 ttf、otf 文件", seldom=True
        ),
        Setting(key="sample", label="这是样例，纸上都印“样例”", seldom=True),
    ),
)
_STALL = Group(
    section="stall",
    title="墟天摊位的热点",
    lead="手机连上它，不用上网也能看扫码页。只用大写字母、数字和 -，两样一共最多 28 个字。"
    "不摆就都不填。",
    settings=(
        Setting(key="hotspot", label="热点名称", help="和电脑“移动热点”里的一样"),
        Setting(key="password", label="热点密码", help="至少 8 位"),
        Setting(key="port", label="端口", help="一般不用改", seldom=True),
    ),
)
_SITES = Group(
    section="site",
    title="上传到哪些网站",
    lead="一条一个文件夹，另有一张上传表，照网站自己的栏目名。不写的，就叫“网站”“村务网”。",
    many=True,
    one="个网站",
    settings=(
        Setting(key="name", label="叫什么", help="如 土楼阳光村务网"),
        Setting(key="channel", label="算哪个渠道", names={"网站": "网站", "村务网": "村务网"}),
        Setting(
            key="columns",
            label="上传表的各栏",
            help="一行一栏：网站的叫法=本软件的，如 信息名称=标题；不填用常用的七栏",
            seldom=True,
        ),
    ),
)
_RECIPIENTS = Group(
    section="recipient",
    title="宣传单还送到哪里",
    lead="企业、学校、村：写了“墟天”的事项，新的、改过的那一周装一袋送去。",
    many=True,
    one="个地方",
    settings=(
        Setting(key="name", label="送到哪里", help="如 乡中心小学"),
        Setting(key="copies", label="几份"),
        Setting(key="place", label="交给谁、放在哪里", help="如 门卫室"),
        Setting(key="fields", label="只送这几个领域的", help="一行一个；不填都送", seldom=True),
    ),
)
_CHANNELS = Group(
    section="channel",
    title="渠道在乡里叫什么",
    lead="公开台账、年度报告、审核表、收回单照这里写。不写的用渠道自己的名称，网站用上面的名称。",
    many=True,
    one="个渠道",
    settings=(
        Setting(key="name", label="渠道", names={one.value: one.value for one in Channel}),
        Setting(key="called", label="叫什么", help="如 大溪e家"),
    ),
)
_DIALECT = Group(
    section="dialect",
    title="方言",
    lead="程序只出提词稿，由真人念、真人录；机器不念方言。",
    off="voice",
    settings=(
        Setting(key="voice", label="哪里的话", among="dialects"),
        Setting(key="all_readings", label="每个字都注音", help="不点只注多音字、生僻字"),
        Setting(key="ipa", label="用国际音标", help="不点用字母拼写"),
        Setting(key="phrases", label="例行的句子可以用录好的短语拼起来"),
    ),
)

PARTS: tuple[Part, ...] = (
    Part(
        name="township",
        short="我们乡",
        title="我们是哪个乡？",
        lead="这些字印在每一张海报上，照公章上的写。",
        groups=(_TOWNSHIP,),
        go="写好了",
    ),
    Part(
        name="market",
        short="墟天",
        title="哪天是墟天？",
        lead="问问赶墟的人，选好以后看接下来的日子对不对。",
        groups=(_MARKET,),
        go="日子对",
    ),
    Part(
        name="boards",
        short="公开栏",
        title="公开栏在哪里？",
        lead="一块一块写。纸多大、人站多远，字就按它排。",
        groups=(_BOARDS,),
        go="都写上了",
    ),
    Part(
        name="people",
        short="谁签字",
        title="谁签字，谁承办？",
        lead="签完字的才能贴、才能播。",
        groups=(_SIGNERS, _OFFICES),
        go="人都齐了",
    ),
    Part(
        name="broadcast",
        short="广播",
        title="几点播，谁来念？",
        lead="先试听一句，再定快慢。",
        groups=(_SLOTS, _VOICE, _CALLS),
        go="就这么播",
    ),
    Part(
        name="printing",
        short="打印",
        title="怎么打印？",
        lead="打印机、宣传单、扫码页的网址。",
        groups=(_PRINTING,),
        go="存下来",
    ),
    Part(
        name="stall",
        short="摊位、网站、方言",
        title="墟天摊位、网站和方言",
        lead="用得着才填。",
        groups=(_STALL, _RECIPIENTS, _SITES, _CHANNELS, _DIALECT),
        go="存下来",
    ),
)
BY_NAME = {part.name: part for part in PARTS}
GUIDE = PARTS[:5]
"""What a township cannot do without, in the order it is asked for at the first start."""
