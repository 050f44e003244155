"""Four engines set the same notices, each as somebody who knows it well would have it do it.

Run as ``python -m benchmarks.engines ENGINE JOB OUT WHAT``: a process of its own for each, so
that start-up, imports and memory are the engine's alone. WHAT is ``one`` (a page and the end:
the whole process is timed by whoever starts it), ``set`` (a warm-up page, then all pages in one
file) or ``files`` (a warm-up page, then each page in a file of its own); of these two the seconds
are printed: those that passed, and those of all processors together. Each in its own process
too: engines remember what they have set before.
"""

from __future__ import annotations

import json
import sys
import time
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.notices import (
    BODY_TOP_MM,
    FOOT_MM,
    FOOT_PT,
    LEADING,
    MARGIN_MM,
    TABLE_PT,
    TABLE_TOP_MM,
    TITLE_PT,
    TITLE_TOP_MM,
    TITLE_WEIGHT,
    WEIGHT,
    WIDTH_MM,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from benchmarks.notices import Job, Notice

    Setter = Callable[[Sequence[Notice]], bytes]

FAMILY = "Noto Sans SC"
COLUMNS = (1, 1, 2, 1.5)


def kit_engine(_: Job) -> Setter:
    """Cuts its fonts for every file out of the whole variable font, and that is in its time."""
    from kit.compose.paper.frames import moved, one_line
    from kit.compose.paper.grid import grid_of
    from kit.compose.paper.page import Block, Document, Page, Tag
    from kit.compose.paper.strip import ASCENT_EM, Type, line_marks
    from kit.compose.paper.table import Ruling, set_wide, table_strips
    from kit.compose.posters.panel import shifted
    from kit.compose.posters.sections import left_lines
    from kit.fonts import load_typeface
    from kit.model.item import Column, ColumnType, Table
    from kit.render.pdf import write_pdf
    from kit.text.typeset.linebreak import Span, set_paragraph
    from kit.text.typeset.title import fit_title
    from kit.units import MM_PER_PT, PT_PER_MM

    face = load_typeface()

    def page(notice: Notice) -> Page:
        title = fit_title(
            notice.title, face, width_mm=WIDTH_MM, height_mm=99, largest_pt=TITLE_PT,
            smallest_pt=TITLE_PT / 2, most_lines=1, weight=TITLE_WEIGHT,
        )  # fmt: skip
        marks = left_lines(title.lines, title.size_pt, 1.2)
        blocks = [shifted(Block(tag=Tag.TITLE, marks=marks), MARGIN_MM, TITLE_TOP_MM)]
        kind, em_mm = Type(size_pt=notice.body_pt), notice.body_pt * MM_PER_PT
        y_mm = BODY_TOP_MM + ASCENT_EM * em_mm
        for text in notice.paragraphs:
            set_lines = set_paragraph(
                [Span(text, WEIGHT)], face,
                measure_em=WIDTH_MM * PT_PER_MM / notice.body_pt, indent_em=2,
            )  # fmt: skip
            told = []
            for line in set_lines:
                told += line_marks(line, kind, x_mm=MARGIN_MM, baseline_mm=y_mm)
                y_mm += LEADING * em_mm
            blocks.append(Block(tag=Tag.PARAGRAPH, marks=tuple(told)))
        kinds = (ColumnType.TEXT, ColumnType.INTEGER, ColumnType.MONEY, ColumnType.TEXT)
        columns = tuple(
            Column(name=name, type=kind) for name, kind in zip(notice.table[0], kinds, strict=True)
        )
        grid = grid_of(Table(file="", columns=columns, rows=notice.table[1:]))
        bold = Type(size_pt=TABLE_PT, leading=1.3, weight=WEIGHT, bold=TITLE_WEIGHT)
        table = set_wide(grid, face, bold, width_mm=WIDTH_MM, ruling=Ruling.ROWS)
        rows, y_mm = [], float(TABLE_TOP_MM)
        for strip in table_strips(table, page_mm=420):
            rows += (moved(mark, MARGIN_MM, y_mm) for mark in strip.marks)
            y_mm += strip.height_mm
        blocks.append(Block(tag=Tag.TABLE, marks=tuple(rows)))
        foot = one_line(
            notice.foot, x_mm=MARGIN_MM, y_mm=FOOT_MM, size_pt=FOOT_PT, weight=WEIGHT, metrics=face
        )
        blocks.append(Block(tag=Tag.PARAGRAPH, marks=(foot,)))
        return Page(width_mm=297, height_mm=420, blocks=tuple(blocks))

    return lambda notices: write_pdf(
        Document(title=notices[0].title, pages=tuple(map(page, notices))), face
    )


def typst_engine(job: Job) -> Setter:
    """One compiler for all files, as its documentation asks; no search through system fonts."""
    import typst

    folder = str(Path(job.fonts[WEIGHT]).parent)
    compiler = typst.Compiler(font_paths=[folder], ignore_system_fonts=True)

    def page(n: Notice) -> str:
        cells = ", ".join(f"[{cell}]" for row in n.table[1:] for cell in row)
        heads = ", ".join(f"[*{cell}*]" for cell in n.table[0])
        # A string of typst's own: # and @ in a clerk's text are no markup.
        body = "\n\n".join("#" + json.dumps(text, ensure_ascii=False) for text in n.paragraphs)
        return f"""
#place(top + left, dy: {TITLE_TOP_MM}mm)[#heading(outlined: false)[{n.title}]]
#place(top, dy: {BODY_TOP_MM}mm)[#set text(size: {n.body_pt}pt)
#set par(leading: {LEADING - 1}em, spacing: {LEADING - 1}em, justify: true,
  first-line-indent: (amount: 2em, all: true))
{body}]
#place(top, dy: {TABLE_TOP_MM}mm)[#set text(size: {TABLE_PT}pt)
#table(columns: ({", ".join(f"{c}fr" for c in COLUMNS)}), stroke: (x: none, y: 0.6pt),
  align: (left, right, right, left), table.header({heads}), {cells})]
#place(top, dy: {FOOT_MM}mm - {FOOT_PT}pt)[#set text(size: {FOOT_PT}pt)
{n.foot}]
"""

    def work(notices: Sequence[Notice]) -> bytes:
        source = f"""#set document(title: "{notices[0].title}")
#set page(width: 297mm, height: 420mm, margin: (x: {MARGIN_MM}mm, y: 0mm))
#set text(font: "{FAMILY}", lang: "zh", region: "cn", weight: {WEIGHT}, top-edge: 0.88em,
  bottom-edge: -0.12em)
#show heading: set text(size: {TITLE_PT}pt, weight: {TITLE_WEIGHT})
#show strong: set text(weight: {TITLE_WEIGHT})
""" + "#pagebreak()".join(map(page, notices))
        return compiler.compile(source.encode("utf-8"), format="pdf")

    return work


def weasyprint_engine(job: Job) -> Setter:
    """One font configuration for all files."""
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()
    faces = "".join(
        f"@font-face {{font-family: Notice; font-weight: {weight};"
        f" src: url('{Path(file).as_uri()}')}}"
        for weight, file in job.fonts.items()
    )
    style = weasyprint.CSS(
        string=f"""{faces}
@page {{size: 297mm 420mm; margin: 0 {MARGIN_MM}mm}}
section {{position: relative; height: 419mm; break-after: page}}
section > * {{position: absolute; left: 0; right: 0; margin: 0}}
body {{font-family: Notice; font-weight: {WEIGHT}; margin: 0}}
h1 {{font-size: {TITLE_PT}pt; font-weight: {TITLE_WEIGHT};
 top: {TITLE_TOP_MM}mm; line-height: 1}}
.body {{top: {BODY_TOP_MM}mm; line-height: {LEADING}}}
.body p {{text-align: justify; text-indent: 2em; margin: 0}}
table {{top: {TABLE_TOP_MM}mm; font-size: {TABLE_PT}pt; border-collapse: collapse; width: 100%}}
td, th {{border: 0.6pt solid; border-width: 0.6pt 0; text-align: left}}
td:nth-child(2), td:nth-child(3) {{text-align: right}}
.foot {{top: {FOOT_MM - 7}mm; font-size: {FOOT_PT}pt}}""",
        font_config=fonts,
    )

    def page(n: Notice) -> str:
        rows = "".join(
            "<tr>" + "".join(f"<td>{escape(c)}</td>" for c in row) + "</tr>" for row in n.table[1:]
        )
        heads = "".join(f"<th>{escape(c)}</th>" for c in n.table[0])
        body = "".join(f"<p>{escape(text)}</p>" for text in n.paragraphs)
        return (
            f"<section><h1>{escape(n.title)}</h1><div class=body"
            f" style='font-size:{n.body_pt}pt'>{body}</div>"
            f"<table><tr>{heads}</tr>{rows}</table><p class=foot>{escape(n.foot)}</p></section>"
        )

    def work(notices: Sequence[Notice]) -> bytes:
        text = f"<html lang=zh-CN><title>{escape(notices[0].title)}</title><body>"
        html = weasyprint.HTML(string=text + "".join(map(page, notices)))
        return html.write_pdf(stylesheets=[style], font_config=fonts)

    return work


def fpdf2_engine(job: Job) -> Setter:
    """Breaks lines at characters (``WrapMode.CHAR``): at words it has none to break Chinese at."""
    from fpdf import FPDF
    from fpdf.enums import WrapMode

    mm_per_pt = 25.4 / 72

    def draw(pdf: FPDF, n: Notice) -> None:
        pdf.add_page()
        pdf.set_font("notice-bold", size=TITLE_PT)
        pdf.set_xy(MARGIN_MM, TITLE_TOP_MM)
        pdf.cell(WIDTH_MM, TITLE_PT * mm_per_pt, n.title, align="L")
        pdf.set_font("notice", size=n.body_pt)
        pdf.set_xy(MARGIN_MM, BODY_TOP_MM)
        for text in n.paragraphs:
            pdf.multi_cell(
                WIDTH_MM, LEADING * n.body_pt * mm_per_pt, "　　" + text, align="J",
                new_x="LMARGIN", new_y="NEXT", wrapmode=WrapMode.CHAR,
            )  # fmt: skip
        pdf.set_font("notice", size=TABLE_PT)
        pdf.set_y(TABLE_TOP_MM)
        with pdf.table(
            col_widths=COLUMNS, borders_layout="HORIZONTAL_LINES",
            text_align=("LEFT", "RIGHT", "RIGHT", "LEFT"), line_height=TABLE_PT * mm_per_pt * 1.3,
        ) as table:  # fmt: skip
            for row in n.table:
                table.row(row)
        pdf.set_font("notice", size=FOOT_PT)
        pdf.text(MARGIN_MM, FOOT_MM, n.foot)

    def work(notices: Sequence[Notice]) -> bytes:
        pdf = FPDF(format="A3")
        pdf.set_margins(MARGIN_MM, 0)
        pdf.set_auto_page_break(auto=False)
        pdf.set_title(notices[0].title)
        pdf.add_font("notice", fname=job.fonts[WEIGHT])
        pdf.add_font("notice", style="B", fname=job.fonts[TITLE_WEIGHT])
        pdf.add_font("notice-bold", fname=job.fonts[TITLE_WEIGHT])
        for notice in notices:
            draw(pdf, notice)
        return bytes(pdf.output())

    return work


ENGINES: dict[str, Callable[[Job], Setter]] = {
    "kit": kit_engine,
    "typst": typst_engine,
    "weasyprint": weasyprint_engine,
    "fpdf2": fpdf2_engine,
}


def main(name: str, job_file: str, out: str, what: str) -> None:
    from benchmarks.notices import read_job

    job = read_job(Path(job_file))
    work = ENGINES[name](job)
    *notices, warm_up = job.notices
    if what == "one":
        Path(out).write_bytes(work(notices[:1]))
        return
    work([warm_up])
    begun, worked = time.perf_counter(), time.process_time()
    made = [work(notices)] if what == "set" else [work([notice]) for notice in notices]
    print(time.perf_counter() - begun, time.process_time() - worked)
    for number, pdf in enumerate(made):
        Path(f"{out}-{number}.pdf" if what == "files" else f"{out}.pdf").write_bytes(pdf)


if __name__ == "__main__":
    main(*sys.argv[1:])
