"""Web pages: their paragraphs, from where the main text begins to where it ends (trafilatura; Barbaresi, 2021).

Trafilatura says which text is the main one; the paragraphs are read here, so that rows of tables, lists and titles
stay what they are. Menus are left out: short paragraphs that are links. Pages that a word processor saved have no menus:
they are read whole, their heads and feet left out, notes apart.
"""

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from pipeline.documents.typed.encodings import decode
from pipeline.documents.typed.flow import Paragraph, is_data_row, page_of
from pipeline.documents.typed.text import checked, encoding_notices
from pipeline.errors import Reason, SourceError
from pipeline.records import Page

MIN_MAIN_SHARE = 0.25
"""When the main text is less than that share of the body's own text, it was not found: the body is kept."""
MAX_MAIN_CHARACTERS = 1_000_000
"""Trafilatura needs some 4 s for a million characters of HTML; longer pages are read whole."""
MENU_LINK_SHARE = 0.6
MAX_MENU_CHARACTERS = 40
"""A paragraph up to that length whose letters stand in links beyond that share is an entry of a menu; a list of
délibérations is links too, but its titles are longer."""
MAX_TITLES = 3
"""Titles right before the main text that belong to it: trafilatura takes a first title for a banner now and then."""
HEAD_BYTES = 4096
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = frozenset(
    [
        "p",
        "li",
        "blockquote",
        "pre",
        "dt",
        "dd",
        "caption",
        "figcaption",
        "div",
        "td",
        "th",
        "section",
        "article",
        "tr",
        "br",
        "ul",
        "ol",
        "dl",
        "table",
        "hr",
        "center",
        "main",
        "header",
    ]
)
_UNSEEN = ("script", "style", "noscript", "template", "head", "svg", "iframe", "object", "del", "select", "button")
_ASIDE = ("nav", "footer", "aside", "form")
_CHARSET = re.compile(
    rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml[^>]{0,100}encoding\s*=\s*[\"']([\w.:-]+)", re.IGNORECASE
)
_WORD_PROCESSOR = re.compile(r"LibreOffice|OpenOffice|StarOffice|Microsoft Word|Word\.Document", re.IGNORECASE)
_NOTE = re.compile(r"(?:sd)?(?:footnote|endnote)s?\d*|[fe]d?n\d+|_?ftn\d+|_?edn\d+")
_NOTE_TYPES = frozenset(
    {"footnote", "endnote", "rearnote", "footnotes", "endnotes", "doc-footnote", "doc-endnote", "doc-endnotes"}
)
_NOTE_CALL = re.compile(r"[^#]*#.*(?:ftn|edn|note|fn)")
_BLANKS = re.compile(r"\s{2,}|[^\S ]")
_WORD = re.compile(r"[^\W_]+")
_NUMBER = re.compile(r"[\[(]?(?:\d{1,3}|[ivx]{1,5}|\*{1,3})[\])]?")


def decoded_page(data: bytes, *, is_whole: bool = True) -> tuple[str, list[str]]:
    """The text of a web page with its tags, and what a reader should know of its encoding.

    Bytes that are sound UTF-8 are; then what the page declares counts, then what its letters tell.

    Args:
        data: the page.
        is_whole: False for its beginning, whose last character may be cut.

    Raises:
        SourceError: the bytes are no text.
    """
    found = checked(decode(data, is_whole=is_whole))
    if found.encoding.startswith("utf"):
        return found.text, encoding_notices(found)
    declared = _CHARSET.search(data[:HEAD_BYTES])
    name = (declared[1] or declared[2]).decode("ascii").lower() if declared else ""
    try:
        return data.decode("cp1252" if name in ("iso-8859-1", "latin1", "us-ascii") else name), []
    except (LookupError, UnicodeDecodeError):
        return found.text, encoding_notices(found)


def parsed(text: str) -> Any:
    """The tree of a web page; nothing it names is fetched.

    Raises:
        SourceError: there is no element in it.
    """
    parser = lxml_html.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True
    )
    try:
        return lxml_html.document_fromstring(text.replace("\x00", "").encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise SourceError(Reason.DAMAGED, f"not a readable web page ({error})"[:200]) from error


def read(data: bytes, doc_id: str, *, max_characters: int) -> Page:
    """The text of a web page as one page: headings, paragraphs, list items, table rows, notes.

    Raises:
        SourceError: the bytes are no text, or hold none.
    """
    text, warnings = decoded_page(data)
    tree = parsed(text)
    if _WORD_PROCESSOR.search(text[:HEAD_BYTES]):
        return page_of(doc_id, "html", list(typed_paragraphs(tree)), max_characters, warnings)
    words = _main_words(text) if len(text) <= MAX_MAIN_CHARACTERS else ""
    for element in list(tree.iter(*_ASIDE)):
        element.drop_tree()
    body = [paragraph for paragraph in body_paragraphs(tree) if not _is_menu(paragraph)]
    main = _between(body, words)
    if _length(main) < MIN_MAIN_SHARE * _length(body):
        main = body
        warnings.append("main text not found: the whole page was read")
    return page_of(doc_id, "html", main, max_characters, warnings)


def _length(paragraphs: list[Paragraph]) -> int:
    return sum(len(paragraph.text) for paragraph in paragraphs)


def _is_menu(paragraph: Paragraph) -> bool:
    text = paragraph.text.removeprefix("- ")
    return len(text) <= MAX_MENU_CHARACTERS and paragraph.linked_characters > MENU_LINK_SHARE * len(text)


def _between(body: list[Paragraph], words: str) -> list[Paragraph]:
    """The paragraphs from the one that opens the main text to the one that closes it, and the titles right before it.

    Where none opens or closes it letter for letter, the first and the last one that stand in it do: a banner may repeat
    words of the main text.
    """
    own = [_words(paragraph.text) for paragraph in body]
    inside = [place for place, text in enumerate(own) if text.strip() and text in words]
    if not inside:
        return []
    first = next((place for place in inside if words.startswith(own[place])), inside[0])
    last = next((place for place in reversed(inside) if words.endswith(own[place])), inside[-1])
    begins = first
    while begins > max(0, first - MAX_TITLES) and body[begins - 1].level:
        begins -= 1
    return body[begins : last + 1]


def _words(text: str) -> str:
    """Words in small letters, one blank around each."""
    return f" {' '.join(_WORD.findall(text.lower()))} "


def _main_words(text: str) -> str:
    """Words of the main text as trafilatura sees it; none where it finds none."""
    import trafilatura

    try:
        found = trafilatura.extract(
            text, output_format="txt", include_comments=False, include_tables=True, favor_recall=True, deduplicate=False
        )
    except (RecursionError, ValueError, AttributeError, etree.LxmlError):
        return ""  # pages nested a thousand deep
    return _words(found or "")


def _flat(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


# ---------------------------------------------------------------------------------------------------- the whole body


def typed_paragraphs(tree: Any) -> Iterator[Paragraph]:
    """A page that a word processor or a publisher set: text, then notes; heads and feet of paper left out."""
    for element in list(tree.iter("div")):
        if element.get("title") in ("header", "footer") or element.get("type") in ("HEADER", "FOOTER"):
            element.drop_tree()
    notes = [element for element in tree.iter("div", "aside", "section", "li", "p") if _is_note(element)]
    outer = [note for note in notes if not any(_is_note(ancestor) for ancestor in note.iterancestors())]
    for note in outer:
        note.drop_tree()
    yield from body_paragraphs(tree)
    for note in outer:
        for part in body_paragraphs(note):
            yield Paragraph(part.text, is_note=True)


def _is_note(element: Any) -> bool:
    types = {element.get("epub:type"), element.get("role")}
    return bool(types & _NOTE_TYPES) or bool(_NOTE.fullmatch(element.get("id") or ""))


def body_paragraphs(tree: Any) -> Iterator[Paragraph]:
    """Every visible paragraph of an element: text gathered up to the next block, a row of a table as one line."""
    for element in list(tree.iter(*_UNSEEN)):
        if element is not tree and element.getparent() is not None:
            element.drop_tree()
    walker = etree.iterwalk(tree, events=("start", "end"))
    gathered = _Gathered()
    for event, element in walker:
        if not isinstance(element.tag, str) or _is_unseen(element):
            if event == "start":
                walker.skip_subtree()
            elif element is not tree:
                gathered.add(element.tail)
            continue
        if element.tag in _BLOCKS or element.tag in _HEADINGS:
            yield from gathered.paragraph()
        if event == "end":
            gathered.close(element, is_root=element is tree)
        elif (row := _data_row(element)) is not None:
            walker.skip_subtree()
            yield row
        else:
            gathered.open(element)
    yield from gathered.paragraph()


class _Gathered:
    """Text since the last block: its level, how much of it stands in links, whether it is an item of a list."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.level = self.links = self.linked = 0
        self.is_item = False

    def open(self, element: Any) -> None:
        self.level = _HEADINGS.get(element.tag, self.level)
        self.is_item = self.is_item or element.tag == "li"
        self.links += element.tag == "a"
        self.add(element.text)

    def close(self, element: Any, *, is_root: bool) -> None:
        self.level = 0 if element.tag in _HEADINGS else self.level
        self.links -= element.tag == "a"
        self.add("" if is_root else element.tail)

    def add(self, text: str | None) -> None:
        self.parts.append(text or "")
        self.linked += len((text or "").strip()) if self.links else 0

    def paragraph(self) -> Iterator[Paragraph]:
        text = _BLANKS.sub(" ", "".join(self.parts)).strip()
        if text:
            yield Paragraph(f"- {text}" if self.is_item and not self.level else text, self.level, False, self.linked)
            self.is_item = False
        self.parts, self.linked = [], 0


def _data_row(element: Any) -> Paragraph | None:
    """A row of data as one line; None for anything else. Tables that hold tables only place them."""
    if element.tag != "tr" or next(element.iter("table"), None) is not None:
        return None
    cells = [list(body_paragraphs(cell)) for cell in element.iterchildren("td", "th")]
    texts = [[part.text for part in cell] for cell in cells]
    if len(cells) < 2 or not is_data_row(texts):
        return None
    linked = sum(part.linked_characters for cell in cells for part in cell)
    return Paragraph("\t".join(map(" ".join, texts)), linked_characters=linked)


def _is_unseen(element: Any) -> bool:
    """Hidden by its own style, or the number that calls a note."""
    if element.get("hidden") is not None or re.search(r"display\s*:\s*none", element.get("style") or ""):
        return True
    if element.tag != "a" or not _NUMBER.fullmatch(_flat(element)):
        return False
    raised = element.getparent() is not None and element.getparent().tag == "sup"
    within = (element.get("href") or "").startswith("#") and (raised or element.find(".//sup") is not None)
    return within or element.get("epub:type") == "noteref" or bool(_NOTE_CALL.match(element.get("href") or ""))
