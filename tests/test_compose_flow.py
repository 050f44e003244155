"""Flows: what a clerk pasted, cut into pages without losing or parting anything."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.compose.clean import printable
from kit.compose.paper.flow import (
    Divider,
    Element,
    Figure,
    Flow,
    Heading,
    NewPage,
    Paragraph,
    Run,
    Tabular,
)
from kit.compose.paper.form import A4, Running, compose_flow, form_style, pages_of
from kit.compose.paper.frames import bounds
from kit.compose.paper.grid import CellAlign, Grid, GridColumn
from kit.compose.paper.markdown import outline_level, parse_markdown
from kit.compose.paper.page import Document, Ink, Picture, PictureFile, Tag
from kit.compose.paper.pagination import paginate
from kit.compose.paper.strip import Strip, Type, paragraph_strips
from kit.errors import LayoutError
from kit.text.typeset.linebreak import Span
from tests.page_reading import Square, boxes_of, everything, lines_of, outside, texts_of, words_of

STYLE = form_style(16)


def composed(*elements: Element) -> Document:
    return compose_flow(
        elements,
        Square(),
        style=STYLE,
        running=Running(title="标题"),
    )


def plain(text: str) -> list[str]:
    """Return the words of each element of a Markdown text."""
    words = []
    for element in parse_markdown(text):
        if isinstance(element, Paragraph):
            words.append(element.marker + "".join(run.text for run in element.runs))
        elif isinstance(element, Heading):
            words.append(f"{element.level} {element.text}")
        else:
            words.append(type(element).__name__)
    return words


def test_each_pasted_line_is_a_paragraph() -> None:
    assert plain("　　第一段。\n    第二段。\n\n第三段。") == ["第一段。", "第二段。", "第三段。"]


def test_bold_words_are_runs() -> None:
    (paragraph,) = parse_markdown("请**一定**来。")
    assert isinstance(paragraph, Paragraph)
    assert paragraph.runs == (Run("请"), Run("一定", bold=True), Run("来。"))


@pytest.mark.parametrize(
    "text",
    [
        "电话138****1234和139****5678。",
        "身份证35*************123和35*************456。",
        "王*明和李*芳。",
        "2*3*4",
        "村里找____，____。",
        "[2021](69号)",
        "<b>不是标签</b>",
        "&lt;不变&gt;",
        r"反斜杠\n和\a",
        "`代码`".replace("`", "'"),
    ],
)
def test_what_looks_like_markup_but_is_not_stays_as_pasted(text: str) -> None:
    assert plain(text) == [text]


def test_raw_html_is_shown_as_text() -> None:
    assert plain("<script>alert(1)</script>") == ["<script>alert(1)</script>"]


def test_list_numbers_stay_as_the_clerk_wrote_them() -> None:
    assert plain("3. 甲\n7. 乙\n\n- 丙") == ["3.甲", "7.乙", "·丙"]


def test_headings_of_the_outline_are_known_by_their_form() -> None:
    assert [outline_level(line) for line in ("一、总体情况", "（二）主动公开", "1.加强解读")] == [
        2,
        3,
        4,
    ]
    assert outline_level("一、缴费对象。凡我乡户籍的居民均可参保。") == 0
    assert outline_level("3.5万元") == 0


def test_tables_links_rules_and_pictures_are_elements() -> None:
    text = (
        "| 项 | 元 |\n|---|---|\n| 甲 | 1.5 |\n\n[网站](https://a.cn/b)\n\n---\n\n![地图](map.png)"
    )
    table, link, rule, picture = parse_markdown(text)

    assert isinstance(table, Tabular)
    assert table.grid.rows == (("甲", "1.5"),)
    assert table.grid.columns[1].align is CellAlign.POINT
    assert isinstance(link, Paragraph)
    assert [run.text for run in link.runs] == ["网站", "（https://a.cn/b）"]
    assert rule == Divider()
    assert picture == Figure(file="map.png", alt="地图")


def test_a_number_with_nothing_behind_it_is_kept() -> None:
    number, words = parse_markdown("1)\n\n公开")

    assert isinstance(number, Paragraph)
    assert isinstance(words, Paragraph)
    assert (number.marker, [run.text for run in number.runs]) == ("", ["1)"])
    assert (words.marker, [run.text for run in words.runs]) == ("", ["公开"])


WORDS = st.text(alphabet="公开栏补贴，。（）“”一二1234元*_[]()#<>-\n", max_size=120)


@given(WORDS)
@settings(max_examples=120)
def test_no_word_of_a_pasted_text_is_lost(text: str) -> None:
    kept = "".join(
        element.marker + "".join(run.text for run in element.runs)
        if isinstance(element, Paragraph)
        else element.text
        if isinstance(element, Heading)
        else ""
        for element in parse_markdown(text)
    )
    wanted = [c for c in text if c.isalnum() or c in "，。（）“”"]
    assert [c for c in kept if c.isalnum() or c in "，。（）“”"] == wanted


@given(st.lists(st.text(alphabet="乡镇村，。12", min_size=1, max_size=300), max_size=25))
@settings(max_examples=15)
def test_all_characters_appear_in_order_across_pages(paragraphs: list[str]) -> None:
    document = composed(*(Paragraph(runs=(Run(text),)) for text in paragraphs))
    body = "".join(
        words_of(block)
        for page in document.pages
        for block in page.blocks
        if block.tag is Tag.PARAGRAPH
    )
    assert body == "".join(paragraphs)
    assert not [words for page in document.pages for words in outside(page)]


def test_no_heading_stands_at_the_foot_of_a_page() -> None:
    for lines in range(20, 32):
        document = composed(
            *(Paragraph(runs=(Run("一行"),), gap_em=0.0) for _ in range(lines)),
            Heading(text="下一部分"),
            Paragraph(runs=(Run("两行" * 30),)),
        )
        tags = [
            block.tag
            for page in document.pages
            for block in page.blocks
            if block.tag is not Tag.ARTIFACT
        ]
        assert tags.count(Tag.HEADING) == 1
        for page in document.pages:
            flowing = [block.tag for block in page.blocks if block.tag is not Tag.ARTIFACT]
            assert flowing[-1] is not Tag.HEADING


def test_no_line_of_a_paragraph_stands_alone() -> None:
    kind = Type(size_pt=16)
    for length in (60, 90, 120, 200):
        strips = paragraph_strips(
            (Span("字" * length, 500),), Square(), kind, width_mm=25 * kind.em_mm
        )
        for room in range(2, 12):
            filler = Strip(height_mm=kind.pitch_mm * (12 - room))
            pages = paginate((filler, *strips), page_mm=12 * kind.pitch_mm + 0.01)
            sizes = [sum(s is not filler for s in page) for page in pages]
            if len(strips) > 1:
                assert 1 not in sizes


def test_what_clings_longer_than_a_page_is_still_set() -> None:
    strips = [Strip(height_mm=10, with_next=True) for _ in range(50)]
    pages = paginate(strips, page_mm=100)
    assert sum(len(page) for page in pages) == 50
    assert all(len(page) <= 10 for page in pages)


def test_a_block_higher_than_a_page_is_refused() -> None:
    with pytest.raises(LayoutError, match="高 300 毫米") as refused:
        paginate((Strip(height_mm=300),), page_mm=250)
    assert "分成几段" in refused.value.remedy


def test_a_new_page_begins_where_it_is_asked() -> None:
    document = composed(Paragraph(runs=(Run("前"),)), NewPage(), Paragraph(runs=(Run("后"),)))
    assert [lines_of(page)[-2] for page in document.pages] == ["前", "后"]


def test_pages_carry_their_number_and_the_later_ones_the_title() -> None:
    document = composed(*(Paragraph(runs=(Run("一段"),)) for _ in range(60)))
    count = len(document.pages)
    assert count > 1
    for number, page in enumerate(document.pages, start=1):
        lines = lines_of(page)
        assert f"第{number}页" in lines[-1]
        assert f"共{count}页" in lines[-1]
        assert (lines[0] == "标题") == (number > 1)


def test_a_long_running_title_is_cut_visibly() -> None:
    document = compose_flow(
        [Paragraph(runs=(Run("字" * 2000),))],
        Square(),
        style=STYLE,
        running=Running(title="标" * 80, left="核对版本 7K2M-9QXD", stamp="样例"),
    )
    tag, head, *_ = lines_of(document.pages[1])
    assert head.startswith("标标")
    assert head.endswith("…")
    assert tag == "样例"
    assert document.title == "标" * 80


def test_the_stamp_stands_reversed_at_the_head_and_the_foot_of_every_page() -> None:
    running = Running(title="审核", left="核对版本 7K2M-9QXD " * 6, stamp="送审稿")
    paragraph = Paragraph(runs=(Run("字" * 2000),))
    document = compose_flow([paragraph], Square(), style=STYLE, running=running)

    assert len(document.pages) > 1
    for page in document.pages:
        stamps = [text for text in texts_of(page) if text.characters == "送审稿"]
        others = [bounds(text) for text in texts_of(page) if text not in stamps]
        assert [text.ink for text in stamps] == [Ink.WHITE] * 2
        assert stamps[0].y_mm < page.height_mm / 8 < page.height_mm * 7 / 8 < stamps[1].y_mm
        for area in map(bounds, stamps):
            assert all(
                area.bottom_mm <= other.y_mm
                or other.bottom_mm <= area.y_mm
                or area.right_mm <= other.x_mm
                or other.right_mm <= area.x_mm
                for other in others
            )


def test_a_picture_keeps_its_shape_and_stays_inside() -> None:
    picture = PictureFile(data=b"x", width_px=4000, height_px=1000)
    flow = Flow(
        style=STYLE,
        metrics=Square(),
        width_mm=A4.text_width_mm,
        page_mm=A4.text_height_mm,
        pictures={"a.png": picture},
    )
    strips = flow.strips((Figure(file="a.png", alt="地图"),))
    document = pages_of(strips, Square(), running=Running(title="标题"))
    (mark,) = (
        m for block in document.pages[0].blocks for m in block.marks if isinstance(m, Picture)
    )

    assert mark.width_mm == pytest.approx(A4.text_width_mm)
    assert mark.height_mm == pytest.approx(A4.text_width_mm / 4)
    figure = next(block for block in document.pages[0].blocks if block.tag is Tag.FIGURE)
    assert figure.alt == "地图"


def test_a_missing_picture_is_named() -> None:
    with pytest.raises(LayoutError, match=r"图片“b\.png”"):
        composed(Figure(file="b.png"))


def test_boxes_to_tick_are_drawn() -> None:
    document = composed(Paragraph(runs=(Run("□同意 □退回"),)))
    assert len(boxes_of(document.pages[0])) == 2
    assert "□" not in everything(document)


def test_a_table_repeats_its_header_on_every_page() -> None:
    grid = Grid(
        columns=(GridColumn(name="姓名"), GridColumn(name="金额", align=CellAlign.POINT)),
        rows=tuple((f"第{n}户", f"{n}.5") for n in range(500)),
    )
    document = composed(Tabular(grid=grid, caption="补贴名单", unit="元"))

    assert len(document.pages) > 10
    for page in document.pages:
        tables = [words_of(block) for block in page.blocks if block.tag is Tag.TABLE]
        assert len(tables) == 1
        assert tables[0].startswith("姓名金额")
    joined = "".join(words_of(b) for p in document.pages for b in p.blocks if b.tag is Tag.TABLE)
    assert joined.replace("姓名金额", "") == "".join(f"第{n}户{n}.5" for n in range(500))


def test_invisible_characters_are_dropped() -> None:
    assert printable("公\u200b开\x07栏\ufeff\u202e", "正文") == "公开栏"
    assert printable("甲\t乙\u00a0丙", "正文") == "甲 乙 丙"


@pytest.mark.parametrize(("text", "words"), [("好😀", "表情符号"), ("سلام", "从右往左")])
def test_what_cannot_be_printed_is_refused_with_its_place(text: str, words: str) -> None:
    with pytest.raises(LayoutError, match=words) as refused:
        printable(text, "正文")
    assert refused.value.message.startswith("正文里有")


@pytest.mark.parametrize(
    ("pasted", "header", "rows"),
    [
        ("项目\t金额\n甲\t1.50\n合计\t1.50", ("项目", "金额"), (("甲", "1.50"), ("合计", "1.50"))),
        ("栏\t值\n甲\t3|4", ("栏", "值"), (("甲", "3|4"),)),
        (
            "名\t量\t备注\n李*\t1\t\n王*\t2\t有",
            ("名", "量", "备注"),
            (("李*", "1", ""), ("王*", "2", "有")),
        ),
    ],
)
def test_a_table_pasted_from_excel_is_a_table(
    pasted: str, header: tuple[str, ...], rows: tuple[tuple[str, ...], ...]
) -> None:
    before, table, after = parse_markdown(f"见下表。\n{pasted}\n以上公示。")
    assert isinstance(before, Paragraph)
    assert isinstance(after, Paragraph)
    assert isinstance(table, Tabular)
    assert tuple(column.name for column in table.grid.columns) == header
    assert table.grid.rows == rows


@pytest.mark.parametrize(
    "listed",
    [
        "电话\t0597-0123456",
        "1.\t带身份证\n2.\t带户口本",
        "（一）\t对象\n（二）\t时间",
        "\t第一段。\n\t第二段。",
    ],
)
def test_a_list_or_an_indent_pasted_from_word_is_no_table(listed: str) -> None:
    assert not any(isinstance(element, Tabular) for element in parse_markdown(listed))


def test_what_stands_with_the_line_before_is_never_first_on_a_page() -> None:
    signed = Paragraph(runs=(Run("大溪乡人民政府"),), with_before=True)
    for count in range(27, 41):
        words = Paragraph(runs=(Run("公" * 20 * count),))
        for page in composed(words, signed).pages[1:]:
            assert not lines_of(page)[1].startswith("大溪乡")
