"""The pages villagers get by scanning: small, plain, and nothing an item says runs as a program."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.compose.web.item_page import (
    LARGEST_PAGE_BYTES,
    MOST_PARTS,
    Link,
    PageSetting,
    Version,
    as_earlier,
    compose_page,
)
from kit.compose.web.paper_pages import Note
from kit.compose.web.templating import filled
from kit.edition.inspect.inspection import text_of_html
from kit.errors import LayoutError
from kit.model.item import (
    Attachment,
    Channel,
    Column,
    ColumnType,
    Emergency,
    Feedback,
    Item,
    Kind,
    Privacy,
    Question,
    Table,
)
from kit.plan.relations import Effect, State
from kit.text.typeset.sense import sense_units
from tests.notices import TOWNSHIP, notice

SETTING = PageSetting(
    township=TOWNSHIP,
    lunar=lambda _day: "十一月廿三",
    code_id="26W48-03",
    check_code="7K2M-9QXD",
    version="1 2026-11-23 7K2M-9QXD 1111-2222",
)
STYLE = Path(__file__).parents[1] / "kit/compose/web/templates/style.css"
VOID = {"meta", "link", "br", "hr", "img"}
BREAKS = {"wbr", "span"}
"""Where a line may end and where not; they stand inside words and change none."""


class Outline(HTMLParser):
    """Reads a page strictly: every tag closed in order, addresses and tags noted."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.addresses: list[str] = []
        self.feed(html)
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in BREAKS:
            return
        self.tags.append(tag)
        self.addresses += [value or "" for name, value in attrs if name in ("href", "src")]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in BREAKS:
            return
        assert self.open.pop() == tag


OVER = Effect(state=State.EXPIRED)


def page(item: Item | None = None, **changes: object) -> str:
    pages = compose_page(item or notice(), replace(SETTING, **changes))  # type: ignore[arg-type] # PageSetting's own names
    assert len(pages) == 1
    return pages[0].html


def seen(html: str) -> str:
    """Return a page with nothing of what only says where its lines may end."""
    return re.sub("<wbr>|</?span>", "", html)


def table(columns: int, rows: int, cell: str = "样例一村1组") -> Table:
    return Table(
        file="a.csv",
        caption="清册",
        columns=tuple(Column(name=f"第{n}列") for n in range(columns)),
        rows=tuple(tuple(f"{cell}{r}" for _ in range(columns)) for r in range(rows)),
    )


def test_when_is_large_and_first_of_what_is_on_a_day_and_a_row_of_all_else() -> None:
    timed = {"when": "12月3日，晚上7点半", "deadline": None}
    meeting = seen(compose_page(notice(kind=Kind.MEETING, **timed), SETTING)[0].html)
    plain = seen(compose_page(notice(**timed), SETTING)[0].html)

    assert meeting.index('<div class="large"><dt>时间</dt>') < meeting.index("<dt>金额</dt>")
    assert "<div><dt>时间</dt>" in plain


def test_what_matters_comes_first_and_large() -> None:
    html = seen(page())

    assert html.index("12月31日") < html.index("每人400元") < html.index("没有参加职工医保")
    assert html.index("<h1>") < html.index('class="large day"') < html.index('class="large"')
    assert 'href="tel:05970123456"' in html
    assert "26W48-03" in html
    assert "核对版本 7K2M-9QXD" in html
    assert "不收钱、不填身份证、不下载软件" in html


def test_a_page_has_the_governments_meta_elements() -> None:
    html = page()

    for name, content in (
        ("SiteName", "大溪乡人民政府"),
        ("SiteDomain", "daxi.example.cn"),
        ("ColumnName", "医疗保障"),
        ("ColumnType", "政务公开"),
        ("ArticleTitle", "关于2027年度城乡居民基本医疗保险集中缴费的通知（样例）"),
        ("PubDate", "2026-11-23"),
        ("ContentSource", "大溪乡人民政府"),
        ("Url", "https://daxi.example.cn/D/26W48-03/"),
    ):
        assert f'<meta name="{name}" content="{content}">' in html


def test_a_link_that_is_sent_on_shows_title_gist_and_card() -> None:
    sent = notice(channels=(Channel.WECHAT,))
    html = page(sent, stamp="样例")

    assert '<meta property="og:title" content="交明年的居民医保（样例）">' in html
    assert '"og:image" content="https://daxi.example.cn/D/26W48-03/card.jpg"' in html
    assert '"og:description" content="明年的居民医保，12月31日以前要交。' in html
    assert "og:image" not in page()
    assert "og:image" not in page(sent, effect=OVER)
    assert "og:image" not in page(replace(sent, privacy=Privacy.PERSONAL))


def test_a_page_needs_no_script_and_nothing_from_elsewhere() -> None:
    outline = Outline(page(clip="clip.mp3", replaced_by=(Link(code="26W49-01", title="新的"),)))

    assert "script" not in outline.tags
    assert not [a for a in outline.addresses if a.startswith(("http", "//", "/", "data:"))]


@pytest.mark.parametrize("modern", ["grid", "flex", "var(", "calc(", "@import", "url(", "http"])
def test_the_style_holds_nothing_old_telephones_lack(modern: str) -> None:
    assert modern not in STYLE.read_text("utf-8")


@given(st.text(alphabet="居民医保12月3日0597-，。（）<&元点半上午到｜ ", max_size=60))
def test_what_is_copied_out_of_a_page_is_the_text_to_the_letter(text: str) -> None:
    html = filled("note.html", setting=_note(text), township=TOWNSHIP, promise="", code_promise="")
    heading, line = html.split("<h1>")[1].split("</main>")[0].split("</h1>")

    assert unescape(seen(heading)) == text.replace("｜", "")
    assert unescape(seen(line)).strip() == f"<p>{text}</p>".strip()


def _note(text: str) -> Note:
    return Note(township=TOWNSHIP, number="26W48", heading=text, lines=(text,), home="../")


@pytest.mark.parametrize(
    "whole", ["12月31日", "上午8点", "2点半", "400元", "0597-0123456", "居民", "便民服务中心"]
)
def test_no_line_of_large_words_ends_inside_a_day_a_figure_or_a_word(whole: str) -> None:
    text = f"请在{whole}以前，到{whole}办，打{whole}问"
    units = sense_units(text)

    assert "".join(units) == text
    assert sum(whole in unit for unit in units) == 3


@pytest.mark.parametrize("whole", ["12月31日", "2026年9月1日", "400元", "0597-0123456"])
def test_no_line_of_running_text_ends_inside_a_figure(whole: str) -> None:
    html = page(notice(body=f"请在{whole}以前办。"))

    assert f"<span>{whole}</span>" in html
    # A block in the line is broken only where it is wider than the whole line.
    assert "span { display: inline-block; max-width: 100%;" in STYLE.read_text("utf-8")


def test_no_type_is_smaller_than_22_px() -> None:
    css = STYLE.read_text("utf-8")
    small = dict(re.findall(r"^(.+ dd) small { font-size: ([\d.]+)em", css, re.MULTILINE))
    others = re.sub(r"^.+ dd small .+$", "", css, flags=re.MULTILINE)

    assert "font: 22px/1.8" in css
    assert min(float(size) for size in re.findall(r"font-size: ([\d.]+)em", others)) >= 1
    assert not re.findall(r"font-size: \d+px", css)
    # Notes beside large type are a share of it.
    for large, share in small.items():
        (size,) = re.findall(rf"^{re.escape(large)} {{ font-size: ([\d.]+)em", css, re.MULTILINE)
        assert float(size) * float(share) >= 1
    assert small


@pytest.mark.parametrize(
    "evil",
    [
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        '"><svg onload=alert(1)>',
        "[点我](javascript:alert(1))",
        "<!--sound--><b>",
        "{{ 7 * 7 }}{% raw %}",
    ],
)
def test_html_in_an_item_is_shown_as_text(evil: str) -> None:
    item = notice(
        title=evil, body=f"前 {evil} 后", who=evil, plain=(evil,), basis=(evil,), issuer=evil,
        faq=(Question(question=evil, answer=evil),), remedy=evil, dept=evil, field_name=evil,
        full_title=evil, doc_no=evil, how=evil, where=evil,
        table=Table(file="a.csv", caption=evil, unit=evil, columns=(Column(name=evil),),
                    rows=((evil,),)),
    )  # fmt: skip
    plain = Outline(page(notice(table=table(1, 1), faq=(Question(question="问", answer="答"),),
                                remedy="申请复议")))  # fmt: skip
    html = page(item)
    found = Outline(html)

    assert not set(found.tags) - set(plain.tags)
    assert not [a for a in found.addresses if a.startswith("javascript")]
    assert evil in text_of_html(html) or "[" in evil


@settings(max_examples=60)
@given(st.text(max_size=300))
def test_whatever_a_clerk_pastes_makes_a_well_formed_page(text: str) -> None:
    body = text.replace("{", "").replace("\r", "")
    tags = Outline(page(notice(body=body))).tags

    assert "script" not in tags


def test_a_dead_player_is_never_shown() -> None:
    assert "<audio" not in page()
    assert "<audio" in page(clip="clip.mp3")
    assert 'href="clip.mp3" download' in page(clip="clip.mp3")


@pytest.mark.parametrize(
    ("effect", "words"),
    [
        (
            Effect(state=State.REPEALED, by="B", since=date(2026, 11, 26)),
            "已废止（2026年11月26日起）",
        ),
        (Effect(state=State.LAPSED), "已失效"),
        (Effect(state=State.REPLACED), "已被替代"),
        (Effect(state=State.CANCELLED), "预警已经解除"),
        (Effect(state=State.DECIDED), "决定已经公布"),
        (Effect(state=State.AMENDED), "已修改"),
    ],
)
def test_what_is_no_longer_in_force_says_so_before_anything_else(
    effect: Effect, words: str
) -> None:
    html = seen(page(effect=effect, replaced_by=(Link(code="26W49-01", title="新办法"),)))

    assert html.index(words) < html.index("<h1>")
    assert 'href="../26W49-01/index.html">看新的：新办法' in html


def test_what_takes_its_place_links_back() -> None:
    html = page(replaces=(Link(code="26W40-02", title="旧办法"),))

    assert 'href="../26W40-02/index.html"' in html
    assert "它替代的旧内容" in html


def test_what_is_over_stays_readable_and_says_so() -> None:
    html = page(effect=OVER)

    assert "已过期" in html
    assert "每人400元" in html


def test_a_draft_says_that_it_must_not_hang_and_leads_nowhere() -> None:
    html = page(stamp="样例　送审稿", listed=False)

    assert "送审稿" in html
    assert "不得张贴、不得播放" in html
    assert "../../index.html" not in html


def test_a_sample_says_so_and_is_not_for_search_engines() -> None:
    assert "内容不是真的" in page(stamp="样例")
    assert 'name="robots" content="noindex, noarchive"' in page(stamp="样例")
    assert 'name="robots" content="all"' in page(notice(sample=False))


def test_peoples_names_are_not_for_search_engines() -> None:
    html = page(notice(sample=False, kind=Kind.LIST, privacy=Privacy.PERSONAL))

    assert 'content="noindex, noarchive"' in html


def test_names_go_when_their_public_notice_is_over() -> None:
    names = notice(kind=Kind.LIST, privacy=Privacy.PERSONAL, table=table(2, 3, "样*甲"))

    assert "样*甲" in page(names)
    gone = page(names, effect=OVER)
    assert "样*甲" not in gone
    assert "名单里有个人信息，已经撤下" in gone


def test_hidden_columns_are_not_in_the_page() -> None:
    from kit.model.item import Show

    secret = Table(
        file="a.csv",
        columns=(
            Column(name="户主", type=ColumnType.NAME, show=Show.MASK),
            Column(name="账号", type=ColumnType.BANK, show=Show.HIDE),
        ),
        rows=(("样某甲", "6222000000000000"),),
    )
    html = page(notice(table=secret))

    assert "6222" not in html
    assert "账号" not in html
    assert "样某甲" not in html


def test_an_alert_begins_with_what_to_do() -> None:
    alert = Emergency(
        type="森林火险", level="橙色", onset=datetime(2026, 11, 23, 12),  # noqa: DTZ001 - local
        area="全乡", warn="天干物燥，容易起山火", do=("禁止野外用火", "不要进山"),
        sender="区森防办", expires=datetime(2026, 11, 26, 20),  # noqa: DTZ001 - local time
    )  # fmt: skip
    html = seen(page(notice(emergency=alert, kind=Kind.EMERGENCY)))

    assert html.index("天干物燥") < html.index("禁止野外用火") < html.index("2026年11月23日12时")


def test_a_corrected_page_says_when_and_keeps_the_earlier_wording() -> None:
    before = Version(number=1, day="2026年11月23日", check_code="AAAA-BBBB")
    html = page(corrected="2026年11月25日", earlier=(before,))

    assert "更正于2026年11月25日" in html
    assert 'href="v1/index.html"' in html
    assert "AAAA-BBBB" in html


def test_an_earlier_wording_warns_links_forward_and_has_no_sound() -> None:
    old = page(
        clip="clip.mp3",
        earlier=(Version(number=1, day="2026年11月23日", check_code="AAAA-BBBB"),),
        replaces=(Link(code="26W40-02", title="旧办法"),),
    )
    kept = as_earlier(old, 2)

    assert "这是更正以前的第2版，不要再用" in kept
    assert "<audio" not in kept
    assert "clip.mp3" not in kept
    assert "v1/index.html" not in kept
    assert 'content="noindex, noarchive"' in kept
    assert {"../index.html", "../../26W40-02/index.html", "../../../index.html"} <= set(
        Outline(kept).addresses
    )
    assert "集中缴费期" in kept


def test_pictures_stand_where_the_text_has_them_and_once() -> None:
    shown = (Attachment(file="图.png", sha256="0"), Attachment(file="表.png", sha256="1"))
    item = notice(body="看图：\n\n![路线](图.png)\n\n完。", pictures=shown)
    html = page(item, pictures={"图.png": "1.jpg", "表.png": "2.jpg"})

    assert html.count("1.jpg") == 1
    assert html.count("2.jpg") == 1
    assert 'alt="路线"' in html
    assert 'alt="附图：表"' in html


@pytest.mark.parametrize(("columns", "rows"), [(5, 500), (50, 12), (50, 500)])
def test_a_long_or_wide_table_goes_on_over_small_pages(columns: int, rows: int) -> None:
    item = notice(table=table(columns, rows))
    pages = compose_page(item, SETTING)

    assert len(pages) <= MOST_PARTS
    assert len(pages) > 1 or rows < 100
    assert [p.name for p in pages] == [
        "index.html",
        *(f"{n}.html" for n in range(2, len(pages) + 1)),
    ]
    assert all(len(p.html.encode("utf-8")) <= LARGEST_PAGE_BYTES for p in pages)
    rows_found = [n for p in pages for n in re.findall(r"<tr><td[^>]*>样例一村1组(\d+)<", p.html)]
    assert rows_found == [str(n) for n in range(rows)]
    assert all("第0列</th>" in p.html for p in pages if "<td" in p.html)
    for number, leaf in enumerate(pages, start=1):
        outline = Outline(leaf.html)
        assert (f"{number + 1}.html" in outline.addresses) == (number < len(pages))


def test_a_long_report_goes_on_over_small_pages() -> None:
    body = "\n\n".join(f"## 第{n}部分\n\n" + "工作人员走村入户。" * 60 for n in range(80))
    pages = compose_page(notice(body=body), SETTING)

    assert len(pages) > 2
    assert all(len(p.html.encode("utf-8")) <= LARGEST_PAGE_BYTES for p in pages)
    assert sum(p.html.count("走村入户") for p in pages) == 80 * 60


def test_what_no_telephone_opens_is_refused_with_the_remedy() -> None:
    with pytest.raises(LayoutError, match="手机上翻不完") as error:
        compose_page(notice(table=table(50, 3000)), SETTING)
    assert "分成几条" in error.value.remedy

    with pytest.raises(LayoutError, match="手机打不开"):
        compose_page(notice(body="长" * 60_000), SETTING)


def test_a_narrow_table_stays_a_table_and_a_wide_one_becomes_cards() -> None:
    narrow = page(notice(table=Table(file="a.csv", columns=(Column(name="项目"), Column(name="数")),
                                     rows=(("公车", "3"),))))  # fmt: skip
    wide = page(notice(table=table(5, 2)))

    assert 'table class="plain"' in narrow
    assert 'table class="cards"' in wide
    assert 'data-l="第0列"' in wide


def test_a_consultation_says_how_to_answer() -> None:
    html = page(notice(feedback=Feedback(ways=("打电话", "写信"), reason="费用要大家商量")))

    assert "打电话、写信都可以" in html
    assert "费用要大家商量" in html


def test_a_notice_without_any_optional_fact_still_makes_a_page() -> None:
    bare = notice(
        who=None, deadline=None, amounts=(), when=None, where=None, bring=(), how=None,
        phones=(), body="", basis=(), full_title="", doc_no="", plain=("就这一句。",),
    )  # fmt: skip
    html = page(bare)

    assert "就这一句。" in html
    assert "<dl" not in html
    assert "打电话" not in html


def test_the_dates_of_the_week_do_not_change_a_page() -> None:
    assert page() == page(lunar=lambda _day: "十一月廿三")
    assert date(2026, 11, 23).isoformat() in page()
