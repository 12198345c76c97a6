"""The documents that stand in one file as rows of a table, records of JSON or articles of a press export."""

from collections.abc import Iterator, Mapping

from pipeline.documents.listed import press
from pipeline.documents.listed.tabular import Row, Table, table
from pipeline.documents.typed import rtf
from pipeline.documents.typed.html import decoded_page

GENRE_OF_PRESS = "article"


def records(data: bytes, media_type: str, name: str, columns: Mapping[str, str]) -> Table | None:
    """The documents of a file, one at a time.

    Args:
        data: the whole file.
        media_type: what it is, one of `holdings.WITH_RECORDS`.
        name: of the file.
        columns: field -> column of a table, as the user names them; an empty name is looked for.

    Returns:
        None where a file that resembles a press export holds no article: it is a document of its own.

    Raises:
        SourceError: there is none, and why.
    """
    if media_type != press.MEDIA_TYPE:
        return table(data, columns, name)
    text, notices = (rtf.text(data), []) if data.lstrip().startswith(b"{\\rtf") else decoded_page(data)
    found = press.articles(text)
    return Table(_rows(found), notices) if found else None


def _rows(articles: list[press.Article]) -> Iterator[Row]:
    for number, article in enumerate(articles, start=1):
        extra = dict(article.extra)
        url = extra.pop("url", None)
        identifier = article.identifier
        yield Row(
            number, identifier or str(number), article.text, article.title, article.date, GENRE_OF_PRESS,
            article.publication, url, None, article.language, extra, None, identifier is not None,
        )  # fmt: skip
