"""Web pages: the main text without menus and banners (trafilatura; Barbaresi, 2021), or else the whole body."""

from collections.abc import Iterator
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from pipeline.documents.flow import Paragraph, page_of
from pipeline.documents.text import decoded
from pipeline.errors import Reason, SourceError
from pipeline.records import Page

MIN_MAIN_SHARE = 0.25
"""When the main text is less than that share of the body, the extraction lost it: the whole body is kept."""
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = {"p", "li", "blockquote", "pre", "dt", "dd", "caption", "figcaption", "div", "td", "th", "section", "article"}
_UNSEEN = ("script", "style", "noscript", "template", "head", "nav", "footer", "aside", "form", "svg", "iframe")


def read(data: bytes, doc_id: str, *, max_characters: int) -> Page:
    """The text of a web page as one page: headings, paragraphs, list items, table rows.

    Raises:
        SourceError: the bytes are no text, or hold none.
    """
    text, _ = decoded(data)
    try:
        tree = lxml_html.fromstring(text.replace("\x00", "").encode(), parser=lxml_html.HTMLParser(encoding="utf-8"))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise SourceError(Reason.DAMAGED, f"not a readable web page ({error})"[:200]) from error
    main = _main_text(text)
    whole = list(_body_paragraphs(tree))
    warnings = []
    if _length(main) < MIN_MAIN_SHARE * _length(whole):
        main = whole
        warnings.append("main text not found: the whole page was read")
    return page_of(doc_id, "html", main, max_characters, warnings)


def _length(paragraphs: list[Paragraph]) -> int:
    return sum(len(paragraph.text) for paragraph in paragraphs)


def _main_text(text: str) -> list[Paragraph]:
    """Paragraphs of the main text as trafilatura sees it."""
    import trafilatura

    found = trafilatura.extract(
        text, output_format="xml", include_comments=False, include_tables=True, favor_recall=True, deduplicate=False
    )
    if not found:
        return []
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    root = etree.fromstring(found.encode(), parser)
    main = root.find("main") if root is not None else None
    return list(_xml_paragraphs(main)) if main is not None else []


def _xml_paragraphs(main: Any) -> Iterator[Paragraph]:
    for element in main.iter("head", "p", "item", "row", "quote", "code"):
        if any(ancestor.tag in ("row", "item", "p", "quote") for ancestor in element.iterancestors()):
            continue
        if element.tag == "row":
            yield Paragraph("\t".join(_flat(cell) for cell in element.iterchildren("cell")))
        elif element.tag == "head":
            yield Paragraph(_flat(element), _HEADINGS.get(element.get("rend") or "h2", 2))
        elif element.tag == "item":
            yield Paragraph(f"- {_flat(element)}")
        else:
            yield Paragraph(_flat(element))


def _flat(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def _body_paragraphs(tree: Any) -> Iterator[Paragraph]:
    """Every visible paragraph of a page: text gathered up to the next block."""
    for element in list(tree.iter(*_UNSEEN)):
        element.drop_tree()
    gathered: list[str] = []
    level = 0
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        if not isinstance(element.tag, str):
            gathered.append(element.tail or "" if event == "end" else "")
            continue
        is_block = (
            element.tag in _BLOCKS or element.tag in _HEADINGS or element.tag in ("tr", "br", "ul", "ol", "table")
        )
        if is_block:
            yield Paragraph(" ".join("".join(gathered).split()), level)
            gathered = []
        if event == "start":
            level = _HEADINGS.get(element.tag, level)
            gathered.append(element.text or "")
        else:
            level = 0 if element.tag in _HEADINGS else level
            gathered.append(element.tail or "")
    yield Paragraph(" ".join("".join(gathered).split()), level)
