"""Exports of press databases (Europresse, Factiva): one file, many articles, each a document of its own.

The marks were learnt from published readers of these exports (R.TeMiS, Europarser, IRaMuTeQ): Europresse closes an
article with « news·20121004·LM·123 », Factiva with « Document LEMOND0020120828e88s0000s ».
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from lxml import etree

from pipeline.documents.dates import written_date
from pipeline.documents.typed.html import body_paragraphs, parsed

MEDIA_TYPE = "application/x-press-export"
_EUROPRESSE = re.compile(r"news\s*·\s*(\d{8})\s*·\s*[\w-]+\s*·\s*[\w.-]+")
_FACTIVA = re.compile(r"\bDocument\s+([A-Za-z]{2,12}\d{9,18}[a-z0-9]{5,14})\b")
_FACTIVA_END = re.compile(rf"(?:AN[\s|]+)?{_FACTIVA.pattern}[\s|]*")
_EUROPRESSE_END = re.compile(rf"(?:num[ée]ro de document\s*:\s*)?{_EUROPRESSE.pattern}", re.IGNORECASE)
"""Lines that close an article; a text that names one in passing is no export."""
_WORDS = re.compile(r"([\d\s\u00a0,.]+)\s*(?:mots|words)", re.IGNORECASE)
_RIGHTS = re.compile(
    r"(?:©|\(c\)|copyright\b|tous droits réservés|all rights reserved|numéro de document)", re.IGNORECASE
)
_TIME = re.compile(r"\d{1,2}[:h]\d{2}.*")
_LANGUAGE = {"français": "fr", "french": "fr", "anglais": "en", "english": "en"}
_CODES = frozenset(
    [
        "SE",
        "HD",
        "BY",
        "CR",
        "WC",
        "PD",
        "ET",
        "SN",
        "SC",
        "ED",
        "PG",
        "LA",
        "CY",
        "LP",
        "TD",
        "CO",
        "IN",
        "NS",
        "RE",
        "PUB",
        "IPC",
        "IPD",
        "AN",
        "ART",
        "VOL",
    ]
)
_ISSUE = re.compile(r"\s*(?:,?\s+n[o°º]\.?\s*\d|\s\(site web\)|\s{3,}|\n|\s·\s).*", re.DOTALL)
_UNREAD = (
    "DocPublicationName", "DocHeader", "titreArticle", "docAuthors", "sm-margin-bottomNews", "publiC-lblNodoc",
    "TitreArticleVisu", "rdp__DocHeader", "source-name-APD", "apd-sources-date",
)  # fmt: skip


class Article(NamedTuple):
    """One article of an export; None or empty where the export does not say."""

    title: str | None
    date: str | None
    publication: str | None
    text: str
    language: str | None
    identifier: str | None
    extra: dict[str, str]


def articles(text: str) -> list[Article]:
    """The articles of an export, in order.

    Args:
        text: of a web page with its tags, or plain.

    Returns:
        None found: the file only resembled an export.

    Raises:
        SourceError: a web page that cannot be read.
    """
    if re.match(r"\s*<", text):
        tree = parsed(text)
        found = [*_europresse(tree)] or [*_factiva(tree)]
    else:
        found = [*_plain([line.strip() for line in text.splitlines()])]
    return found


def _by_class(element: Any, *names: str) -> list[Any]:
    """Elements of a class, the case of its letters ignored (Europresse changed it over the years)."""
    wanted = {name.lower() for name in names}
    return [item for item in element.iter(etree.Element) if wanted & set((item.get("class") or "").lower().split())]


def _flat(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


# ---------------------------------------------------------------------------------------------------- Europresse, HTML


def _europresse(tree: Any) -> Iterator[Article]:
    """An `<article>` each, or, before 2014, a cell of a table each."""
    seen: set[Any] = set()
    for name in _by_class(tree, "DocPublicationName"):
        boxes = list(name.iterancestors("article", "td"))
        box = next((box for box in boxes if box.tag == "article"), boxes[0] if boxes else None)
        if box is not None and box not in seen:
            seen.add(box)
            yield _europresse_article(box, "".join(name.itertext()))


def _europresse_article(box: Any, name: str) -> Article:
    header = " ".join(map(_flat, _by_class(box, "DocHeader")))
    titles = _by_class(box, "titreArticleVisu") or _by_class(box, "titreArticle")
    subtitles = [_flat(item) for item in _by_class(box, "rdp__subtitle")]
    authors = [_flat(item) for item in _by_class(box, "docAuthors", "sm-margin-bottomNews")]
    code = next(filter(None, map(_EUROPRESSE.search, box.itertext())), None)
    page = re.search(r"\bp\. ?([\w-]+)", header)
    address = next((link.get("href") for link in box.iter("a") if "est paru dans" in _flat(link)), None)
    content = (_by_class(box, "docOcurrContainer") or _by_class(box, "DocText") or [box])[0]
    body = _content(content)
    title = _flat(titles[0]) if titles else None
    return Article(
        title,
        written_date(header) or (written_date(code[1]) if code else None),
        " ".join(_ISSUE.sub("", name.strip()).split()).rstrip(",") or None,
        "\n\n".join(filter(None, [title, *subtitles, *body])),
        None,
        code[0] if code else None,
        {key: value for key, value in (
            ("author", "; ".join(filter(None, authors))), ("page", page[1] if page else ""), ("url", address or ""),
            ("source", " ".join(name.split())),
        ) if value},
    )  # fmt: skip


def _content(element: Any) -> list[str]:
    """Paragraphs of an article up to its legal notice, without its own header."""
    for item in _by_class(element, *_UNREAD) + list(element.iter("table", "aside", "footer")):
        if item is not element and item.getparent() is not None:
            item.drop_tree()
    kept = []
    for paragraph in body_paragraphs(element):
        if _RIGHTS.match(paragraph.text):
            break
        kept.append(paragraph.text)
    return [text for text in kept if text.strip()]


# ------------------------------------------------------------------------------------------------------ Factiva, HTML


def _factiva(tree: Any) -> Iterator[Article]:
    """A `<div class="article frArticle">` each: a table of field codes, or lines in the order of the plain text."""
    for box in _by_class(tree, "article"):
        rows = [[_lines(cell) for cell in row.iterchildren("td", "th")] for row in box.iter("tr")]
        coded = {" ".join(cells[0]).strip(): cells[1] for cells in rows if len(cells) == 2}
        if "HD" in coded or "TD" in coded or "LP" in coded:
            yield _from_codes(coded)
        else:
            yield from _plain(_lines(box))


def _lines(element: Any) -> list[str]:
    return [paragraph.text for paragraph in body_paragraphs(element) if paragraph.text.strip()]


def _from_codes(coded: dict[str, list[str]]) -> Article:
    def one(code: str) -> str:
        return " ".join(coded.get(code, ()))

    code = _FACTIVA.search(one("AN")) or re.search(r"(\S+)", one("AN"))
    told = (("author", one("BY")), ("page", one("PG")), ("section", one("SE")), ("rights", one("CY")))
    return Article(
        one("HD") or None, written_date(one("PD")), one("SN") or None,
        "\n\n".join([*coded.get("HD", ()), *coded.get("LP", ()), *coded.get("TD", ())]),
        _LANGUAGE.get(one("LA").lower()), code[1] if code else None, {key: value for key, value in told if value},
    )  # fmt: skip


# ------------------------------------------------------------------------------------------------------------- text


def _plain(lines: Sequence[str]) -> Iterator[Article]:
    """Articles of a text: each ends at the line that carries its number."""
    part: list[str] = []
    for line in lines:
        factiva, europresse = _FACTIVA_END.fullmatch(line), _EUROPRESSE_END.fullmatch(line)
        if not factiva and not europresse:
            part.append(line)
            continue
        filled = [text for text in part if text]
        part = []
        if len(filled) < 3:  # a table of contents, a repeated certificate
            continue
        if europresse:
            yield _europresse_text(filled, europresse)
        elif factiva:
            coded = _coded(filled)
            yield _from_codes(coded | {"AN": [line]}) if "HD" in coded else _factiva_text(filled, factiva[1])


def _coded(lines: Sequence[str]) -> dict[str, list[str]]:
    """Fields of an article whose lines begin with their code (« HD Le titre »)."""
    found: dict[str, list[str]] = {}
    current = ""
    for line in lines:
        code, _, rest = re.sub(r"[\s|]+", " ", line, count=1).partition(" ")
        if code in _CODES:
            current = code
            found.setdefault(code, []).extend([rest.strip(" |")] if rest.strip(" |") else [])
        elif current:
            found[current].append(line)
    return found


def _europresse_text(lines: Sequence[str], code: re.Match[str]) -> Article:
    """Publication, day, title, text, rights."""
    day = next((place for place, line in enumerate(lines[:10]) if written_date(line)), 0)
    title = lines[day + 1] if day + 1 < len(lines) else None
    end = next((place for place, line in enumerate(lines) if place > day + 1 and _RIGHTS.match(line)), len(lines))
    return Article(
        title, written_date(lines[day]) or written_date(code[1]), _ISSUE.sub("", lines[0]) if day else None,
        "\n\n".join(lines[day + 1 : end]), None, code[0], {},
    )  # fmt: skip


def _factiva_text(lines: Sequence[str], number: str) -> Article:
    """Title, author, count of words, day, time, publication, code, language, rights, text."""
    counted = next((place for place, line in enumerate(lines[:12]) if _WORDS.fullmatch(line)), 0)
    day = next((place for place, line in enumerate(lines[:20]) if place > counted and written_date(line)), counted)
    named = next((place for place, line in enumerate(lines) if place > day and not _TIME.fullmatch(line)), day)
    tongue = next(
        (place for place, line in enumerate(lines[:20]) if place > named and line.lower() in _LANGUAGE), named + 1
    )
    begins = next((place for place, line in enumerate(lines[:24]) if place > named and _RIGHTS.match(line)), tongue) + 1
    author = lines[counted - 1] if counted > 1 else ""
    return Article(
        lines[0], written_date(lines[day]), lines[named], "\n\n".join([lines[0], *lines[begins:]]),
        _LANGUAGE.get(lines[tongue].lower()) if tongue < len(lines) else None, number, {"author": author} if author else {},
    )  # fmt: skip
