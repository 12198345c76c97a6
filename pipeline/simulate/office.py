"""Compositions as DOCX, HTML and plain text, and tables of short acts: the same bytes every time."""

import csv
import html
import io
import textwrap
import zipfile

import msgspec

from pipeline.simulate.sheets import Composition

_HEADINGS = {"title": 1, "item": 2, "heading": 2}
_CENTRED = frozenset({"letterhead", "header"})
_EPOCH = (1980, 1, 1, 0, 0, 0)
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_DOCX_PARTS = {
    "[Content_Types].xml": f"""{_XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">\
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
<Default Extension="xml" ContentType="application/xml"/>\
<Override PartName="/word/document.xml" \
ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>\
<Override PartName="/word/styles.xml" \
ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/></Types>""",
    "_rels/.rels": f"""{_XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">\
<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" \
Target="word/document.xml"/></Relationships>""",
    "word/_rels/document.xml.rels": f"""{_XML}<Relationships \
xmlns="http://schemas.openxmlformats.org/package/2006/relationships">\
<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" \
Target="styles.xml"/></Relationships>""",
    "word/styles.xml": f'{_XML}<w:styles xmlns:w="{_W}">'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Titre1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/>'
    '<w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/><w:sz w:val="28"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Titre2"><w:name w:val="heading 2"/><w:basedOn w:val="Normal"/>'
    '<w:pPr><w:outlineLvl w:val="1"/></w:pPr><w:rPr><w:b/><w:sz w:val="24"/></w:rPr></w:style></w:styles>',
}  # fmt: skip


def docx_of(composition: Composition) -> bytes:
    """A minimal word-processor file with heading styles; notes stand in brackets after their paragraph."""
    paragraphs = []
    for block in composition.blocks:
        level = _HEADINGS.get(block.kind)
        look = f'<w:pStyle w:val="Titre{level}"/>' if level else ""
        look += '<w:jc w:val="center"/>' if block.kind in _CENTRED else ""
        for text in (block.text, f"[{block.note}]") if block.note else (block.text,):
            body = f'<w:r><w:t xml:space="preserve">{html.escape(text, quote=False)}</w:t></w:r>'
            paragraphs.append(f"<w:p>{f'<w:pPr>{look}</w:pPr>' if look else ''}{body}</w:p>")
    document = f'{_XML}<w:document xmlns:w="{_W}"><w:body>{"".join(paragraphs)}<w:sectPr/></w:body></w:document>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in {**_DOCX_PARTS, "word/document.xml": document}.items():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content.encode(), compresslevel=6)
    return out.getvalue()


def html_of(composition: Composition, site: str) -> bytes:
    """A page of a council's or a journal's site: navigation and footer around the text."""
    parts = []
    for block in composition.blocks:
        level = _HEADINGS.get(block.kind)
        tag = f"h{level}" if level else "p"
        look = ' class="centre"' if block.kind in _CENTRED else ""
        parts.append(f"<{tag}{look}>{html.escape(block.text, quote=False)}</{tag}>")
        if block.note:
            parts.append(f'<p class="note">{html.escape(block.note, quote=False)}</p>')
    title, name = html.escape(composition.title), html.escape(site)
    entries = "".join(f'<li><a href="/{entry.lower()}">{entry}</a></li>' for entry in ("Accueil", "Agenda", "Annuaire"))
    page = (
        f'<!DOCTYPE html>\n<html lang="fr">\n<head><meta charset="utf-8"><title>{title} | {name}</title></head>\n<body>\n'
        f"<header><p>{name}</p></header>\n<nav><ul>{entries}</ul></nav>\n<main><article>\n" + "\n".join(parts) + "\n"
        f"</article></main>\n<footer><p>Mentions légales - Plan du site - {name}</p></footer>\n</body>\n</html>\n"
    )
    return page.encode()


def txt_of(composition: Composition, encoding: str = "utf-8", *, filled: bool = True) -> bytes:
    """Plain text, one blank line between blocks.

    Args:
        composition: what to write.
        encoding: Windows-1252 for old files, as they were saved.
        filled: break lines at 90 columns; else one line a block.
    """
    blocks = [f"{block.text}\n[{block.note}]" if block.note else block.text for block in composition.blocks]
    if filled:
        blocks = [textwrap.fill(text, 90, break_on_hyphens=False, break_long_words=False) for text in blocks]
    return ("\n\n".join(blocks) + "\n").encode(encoding)


def damaged(pdf: bytes) -> bytes:
    """A download that stopped: the first third of a PDF, without its index."""
    return pdf[: len(pdf) // 3]


COLUMNS = ("id", "date", "collectivite", "titre", "texte")


def csv_of(rows: list[dict[str, str]]) -> bytes:
    """A table as French spreadsheets save it: semicolons, texts over several lines."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, COLUMNS, delimiter=";")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode("utf-8-sig")


def jsonl_of(rows: list[dict[str, str]]) -> bytes:
    """The same rows, one JSON object a line."""
    return b"".join(msgspec.json.encode(row) + b"\n" for row in rows)
