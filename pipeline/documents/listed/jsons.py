"""Records of JSON: one a line, an array of them, or an array inside the answer of a service."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.errors import Reason, SourceError

Value = str | list[str]
"""A value of a row; a list where the record holds several texts (titles in two languages, authors)."""
MAX_CHARACTERS = 200_000_000
"""A JSON file is parsed whole: 200 MB of it take about 1 GB of memory. One record a line has no such limit."""
_LISTS = frozenset(
    {
        "response",
        "docs",
        "records",
        "results",
        "result",
        "items",
        "data",
        "features",
        "hits",
        "documents",
        "articles",
        "rows",
    }
)
"""Under which names services answer with their records (HAL: `{"response": {"docs": […]}}`)."""
_INNER = ("fields", "properties")
"""Where the services of open data put the record itself."""

Parsed = tuple[int, Mapping[str, Value], str | None]


def json_rows(text: str) -> Iterator[Parsed]:
    """Number (from 1), values and error of each record.

    Raises:
        SourceError: too long, or JSON that holds no list of records.
    """
    lines = _lines(text)
    first = next(lines, "")
    if not first.startswith("[") and _is_record(first) and next(lines, None) is not None:
        yield from _by_line(text)
        return
    if len(text) > MAX_CHARACTERS:
        raise SourceError(Reason.TOO_LARGE, "more than 200 MB of JSON; save it as JSONL, one record a line")
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError):
        yield from _by_line(text)
        return
    records = _records(whole)
    if records is None:
        raise SourceError(Reason.UNSUPPORTED, "JSON that holds no list of records; save it as JSONL, one record a line")
    yield from (_parsed(number, record) for number, record in enumerate(records, start=1))


def _by_line(text: str) -> Iterator[Parsed]:
    for number, line in enumerate(_lines(text), start=1):
        try:
            record = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield number, {}, f"not a JSON object ({error})"[:200]
        else:
            yield _parsed(number, record)


def _lines(text: str) -> Iterator[str]:
    """Lines that hold something; cut one by one, so that a large file is not held twice."""
    start = 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if line := text[start:end].strip():
            yield line
        start = end + 1


def _is_record(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _records(whole: Any, depth: int = 0) -> list[Any] | None:
    """The list of records: the whole, or under a usual name at most two keys deep; a lone record is a list of one."""
    if isinstance(whole, list):
        return whole
    if not isinstance(whole, dict) or depth == 3:
        return None
    inner = (
        _records(value, depth + 1) for key, value in whole.items() if key in _LISTS and isinstance(value, list | dict)
    )
    found = next((records for records in inner if records is not None), None)
    return [whole] if found is None and depth == 0 else found


def _parsed(number: int, record: Any) -> Parsed:
    if not isinstance(record, dict):
        return number, {}, "not a JSON object"
    inner: dict[str, Any] = next((record[name] for name in _INNER if isinstance(record.get(name), dict)), {})
    outer = {key: value for key, value in record.items() if value is not inner}
    return number, {key: _value(value) for key, value in (outer | inner).items()}, None


def _value(value: Any) -> Value:
    """A JSON value as text, or as texts where it is a list of them."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return value
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
