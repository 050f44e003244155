"""What a PDF says of itself: title, language, and the standards it keeps.

PDF/A-2b (ISO 19005-2) so that it opens in twenty years, PDF/UA-1 (ISO 14289-1) so that it can
be read by ear. The decision and its tests: docs/decisions/0002-pdf-quality.md.
"""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFName, PDFString

from kit.render.canvas import LANGUAGE, PRODUCER, Stream

if TYPE_CHECKING:
    from kit.render.canvas import SheetCanvas

_INTENT = "sRGB IEC61966-2.1"

# PDF/A knows no property of PDF/UA, so the file itself must explain it (ISO 19005-2, 6.6.2.3).
_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<pdf:Producer>{producer}</pdf:Producer>
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>PDF/UA version identifier</pdfaProperty:description>
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""


def metadata(title: str) -> Stream:
    """Return the XMP packet; left uncompressed, so that archives find it (19005-2, 6.6.2.1)."""
    text = _XMP.format(title=escape(title, quote=False), language=LANGUAGE, producer=PRODUCER)
    entries = {"Type": PDFName("Metadata"), "Subtype": PDFName("XML")}
    return Stream(text.encode("utf-8"), entries, level=0)


def output_intent(canvas: SheetCanvas) -> Any:
    """Return what the colours mean: sRGB, in which grey is the black ink alone."""
    return canvas.add(
        PDFDictionary(
            {
                "Type": PDFName("OutputIntent"),
                "S": PDFName("GTS_PDFA1"),
                "OutputConditionIdentifier": PDFString(_INTENT),
                "Info": PDFString(_INTENT),
                "DestOutputProfile": canvas.add(Stream(srgb_profile(), {"N": 3})),
            }
        )
    )


def srgb_profile() -> bytes:
    """Return Little CMS's sRGB profile (free of rights), its date fixed so that it repeats."""
    return Path(__file__).with_name("srgb.icc").read_bytes()
