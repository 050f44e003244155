"""The text of a paragraph as it is shown: changes taken over, footnotes in place, rest told."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kit.foreign.docx_names import MC, VML, W, is_on, named, outermost, shown_choice
from kit.foreign.docx_styles import half_points

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from xml.etree.ElementTree import Element

_HOLDS_RUNS = named("hyperlink", "smartTag", "sdt", "sdtContent", "fldSimple", "customXml", "dir")
_ADDED, _TAKEN = named("ins", "moveTo"), named("del", "moveFrom")
_NOTES = named("footnoteReference", "endnoteReference")
_BREAKS, _TABS = named("br", "cr"), named("tab", "ptab")
_DRAWN = named("drawing", "pict")
_SYMBOLS = {"F0FE": "☑", "F052": "☑", "F0A8": "□", "F0A3": "□", "F06F": "□"}
"""Boxes to tick, by their place in Wingdings."""
_MOST_TOLD = 120


@dataclass(slots=True)
class LeftOut:
    """What a reader saw and did not take over as it stands."""

    added: int = 0
    deleted: list[str] = field(default_factory=list)
    comments: int = 0
    hidden: int = 0
    objects: int = 0
    pictures: int = 0

    def told(self) -> Iterator[str]:
        """Yield a sentence for each kind of thing."""
        if self.added or self.deleted:
            gone = "、".join(f"“{text}”" for text in dict.fromkeys(self.deleted) if text.strip())
            gone = f"（{gone[:_MOST_TOLD]}）" if gone else ""
            yield (
                f"文件里有没有接受的修订：加了 {self.added} 处，删了 {len(self.deleted)} 处{gone}。"
                "这里按接受修订后的样子读，请和发文单位核对。"
            )
        if self.comments:
            yield f"批注 {self.comments} 条没有读。"
        if self.hidden:
            yield f"隐藏文字 {self.hidden} 处没有读。"
        if self.pictures:
            yield f"图片 {self.pictures} 张，图里的字没有读。"
        if self.objects:
            yield f"嵌入的表格或公式 {self.objects} 个没有读。"


@dataclass(slots=True)
class TextReader:
    """Reads paragraphs of one document; text boxes are handed on in ``boxes``."""

    notes: Mapping[str, str]
    left_out: LeftOut
    boxes: list[Element] = field(default_factory=list)
    art: list[str] = field(default_factory=list)
    """Words drawn as pictures (艺术字), as many a red head is."""
    sizes_pt: list[float] = field(default_factory=list)

    def text_in(self, element: Element) -> str:
        """Return the text of a paragraph, or of what holds runs."""
        return "".join(self._pieces(element))

    def _pieces(self, element: Element) -> Iterator[str]:
        for child in element:
            tag = child.tag
            if tag == f"{W}r":
                yield self._run(child)
            elif tag in _TAKEN:
                self.left_out.deleted.append(
                    "".join(one.text or "" for one in child.iter(f"{W}delText"))
                )
            elif tag in _ADDED:
                self.left_out.added += 1
                yield from self._pieces(child)
            elif tag == f"{MC}AlternateContent":
                chosen = shown_choice(child)
                if chosen is not None:
                    yield from self._pieces(chosen)
            elif tag == f"{W}commentRangeStart":
                self.left_out.comments += 1
            elif tag in _HOLDS_RUNS:
                yield from self._pieces(child)

    def _run(self, run: Element) -> str:
        properties = run.find(f"{W}rPr")
        if is_on(properties, "vanish"):
            self.left_out.hidden += 1
            return ""
        size = half_points(properties)
        if size:
            self.sizes_pt.append(size)
        return "".join(self._sign(child) for child in run)

    def _sign(self, child: Element) -> str:
        tag = child.tag
        if tag == f"{W}t":
            return child.text or ""
        if tag in _BREAKS:
            return "" if child.get(f"{W}type") == "page" else "\n"
        if tag in _TABS:
            return "\t"
        if tag == f"{W}noBreakHyphen":
            return "-"
        if tag == f"{W}sym":
            return _SYMBOLS.get(child.get(f"{W}char", "").upper(), "")
        if tag == f"{W}ruby":
            base = child.find(f"{W}rubyBase")
            return "" if base is None else self.text_in(base)
        if tag in _NOTES:
            note = self.notes.get(note_key(tag, child))
            return f"（注：{note}）" if note else ""
        self._aside(child)
        return ""

    def _aside(self, child: Element) -> None:
        """Note what stands in a run and is no character: boxes, pictures, objects."""
        tag = child.tag
        if tag == f"{W}object":
            self.left_out.objects += 1
        elif tag in _DRAWN:
            self.boxes.extend(outermost(child, f"{W}txbxContent"))
            self.art.extend(one.get("string", "") for one in outermost(child, f"{VML}textpath"))
        elif tag == f"{MC}AlternateContent":
            chosen = shown_choice(child)
            for one in () if chosen is None else chosen:
                self._aside(one)


def note_key(tag: str, element: Element) -> str:
    """Return what a footnote and its reference share: kind and number."""
    kind = "end" if "endnote" in tag else "foot"
    return f"{kind} {element.get(f'{W}id')}"
