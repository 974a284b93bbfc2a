"""Files made by code, as programs write them."""

from __future__ import annotations

import io
import zipfile

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

# In our own words, in the papers' manner.
LINES = [
    "青石镇召开“五星”支部创建推进会",
    "本报讯(记者 王新)9月5日,青石镇盘点半年来的“五星”支部创建工作。",
    "该镇2022年创成四星支部3个、三星支部8个。",
]
TEXT = "\n\n".join(LINES)


def word(lines: list[str] = LINES, *, title: str = "") -> bytes:
    """Return a DOCX file: the last line in a table, as papers set their boxes."""
    document = docx.Document()
    document.core_properties.title = title
    for line in lines[:-1]:
        document.add_paragraph(line)
    document.add_table(rows=1, cols=1).cell(0, 0).paragraphs[0].add_run(lines[-1])
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def word_with_a_text_box() -> bytes:
    """Return a DOCX file whose text box is written twice, as Word does for old programs."""
    document = docx.Document()
    paragraph = document.add_paragraph("正文在前。")
    box = "<w:txbxContent><w:p><w:r><w:t>框中文字。</w:t></w:r></w:p></w:txbxContent>"
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    paragraph._p.append(
        parse_xml(
            f'<w:r {nsdecls("w")} xmlns:mc="{mc}"><mc:AlternateContent><mc:Choice Requires="wps">'
            f"{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
        )
    )
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def changed_word(**parts: bytes) -> bytes:
    """Return a DOCX file with parts put in place of its own; "__" stands for a slash."""
    named = {name.replace("__", "/").replace("_dot_", "."): body for name, body in parts.items()}
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word())) as old, zipfile.ZipFile(out, "w", 8) as new:
        for name in old.namelist():
            if name not in named:
                new.writestr(name, old.read(name))
        for name, body in named.items():
            new.writestr(name, body)
    return out.getvalue()


def pdf(lines: list[str] = LINES) -> bytes:
    """Return a PDF file of one page with a text layer: glyphs are numbers, a table says which."""
    signs = sorted({sign for line in lines for sign in line})
    number = {sign: place for place, sign in enumerate(signs, start=1)}
    pairs = "\n".join(
        f"<{number[sign]:04x}> <{sign.encode('utf-16-be').hex()}>" for sign in signs[:100]
    )
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n"
        "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        f"{min(len(signs), 100)} beginbfchar\n{pairs}\nendbfchar\nendcmap end end"
    )
    shown = "\n".join(
        f"BT /F1 12 Tf 72 {700 - 40 * row} Td "
        f"<{''.join(f'{number[sign]:04x}' for sign in line)}> Tj ET"
        for row, line in enumerate(lines)
    )
    return _pdf(
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        "/Resources << /Font << /F1 5 0 R >> >> >>",
        _stream(shown),
        "<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H "
        "/DescendantFonts [6 0 R] /ToUnicode 7 0 R >>",
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Song /CIDSystemInfo "
        "<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 1000 >>",
        _stream(cmap),
    )


def scanned_pdf() -> bytes:
    """Return a PDF file of one page that shows nothing but a picture."""
    return _pdf(
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>",
        _stream("0 0 595 842 re f"),
    )


def _stream(body: str) -> str:
    return f"<< /Length {len(body)} >>\nstream\n{body}\nendstream"


def _pdf(*objects: str) -> bytes:
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    count = len(objects) + 1
    return (
        out
        + f"xref\n0 {count}\n0000000000 65535 f \n{table}".encode()
        + f"trailer\n<< /Size {count} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n".encode()
    )


HTML = """<!DOCTYPE html><html><head><meta charset="{charset}"><title>青石镇 · 创星</title>
<script>fetch("/x")</script><style>p {{ color: red }}</style></head>
<body onload="alert(1)"><nav><a href="https://example.test/">首页</a></nav>
<h1>{0}</h1><p>{1}<img src="https://example.test/a.gif"></p><div>{2}</div></body></html>"""
