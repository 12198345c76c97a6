"""The data dictionary, drawn from the records themselves."""

import inspect
import re
from typing import Any, Literal, get_args, get_origin

import msgspec

from pipeline import records


def as_markdown() -> str:
    """One table a record: field, type, meaning."""
    parts = []
    for record, files in _records().items():
        where = ", ".join(f"`{name}`" for name in files)
        parts.append(f"## {record.__name__}\n\n{_first_line(record)}\n\nFiles: {where}. Schema {record.SCHEMA}.\n")
        parts.append("| field | type | meaning |\n|---|---|---|")
        comments = _comments(record)
        parts += [
            f"| `{field.name}` | {type_name(field.type)} | {comments.get(field.name, '')} |"
            for field in msgspec.structs.fields(record)
        ]
        parts.append("")
    return "\n".join(parts).replace("\n\n\n", "\n\n")


def as_schemas() -> str:
    """JSON Schema of every record, one document."""
    return msgspec.json.format(msgspec.json.encode(schemas(), order="sorted"), indent=2).decode()


def schemas() -> dict[str, Any]:
    """JSON Schema by record name."""
    return {record.__name__: msgspec.json.schema(record) for record in _records()}


def _records() -> dict[type[records.Record], list[str]]:
    found: dict[type[records.Record], list[str]] = {}
    for name, record in records.FILES.items():
        found.setdefault(record, []).append(name)
    return found


def _first_line(record: type) -> str:
    return (inspect.getdoc(record) or "").split("\n\n")[0].replace("\n", " ")


def _comments(record: type) -> dict[str, str]:
    """What stands behind each field in the source: the one place where its meaning is written."""
    pattern = re.compile(r"^    (\w+): [^#\n]*#\s*(.+)$", re.MULTILINE)
    return {name: meaning.strip().replace("|", "\\|") for name, meaning in pattern.findall(inspect.getsource(record))}


def type_name(kind: Any) -> str:
    """A type as people write it: `str or null`, `list of Line`."""
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is Literal:
        return " ".join(f"`{argument}`" for argument in arguments)
    names = [type_name(argument) for argument in arguments]
    if hasattr(kind, "__metadata__"):
        return type_name(kind.__origin__)
    if not names:
        return "null" if kind is type(None) else getattr(kind, "__name__", str(kind))
    forms = {list: "list of {0}", dict: "map of {0} to {1}", tuple: f"[{', '.join(names)}]"}
    return forms[origin].format(*names) if origin in forms else " or ".join(names)
