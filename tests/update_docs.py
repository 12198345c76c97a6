"""The tables of corpora/README.md that are drawn from the code. `python tests/update_docs.py` writes them again."""

import re
from pathlib import Path
from typing import Any

import msgspec

from pipeline import dictionary, flow, settings
from pipeline.errors import ADVICE

ROOT = Path(__file__).resolve().parents[1]
DOCUMENT = ROOT / "corpora" / "README.md"


def record_tables() -> str:
    """Every record, one heading level below the section that holds them."""
    tables = dictionary.as_markdown().replace("## ", "### ").strip()
    return re.sub(r"\| (<\S+) \|", r"| `\1` |", tables)  # a bare <doc_id> would be taken for HTML


def settings_tables() -> str:
    """Every section of corpus.toml: its keys, their meaning, their defaults, the stages that read it."""
    return "\n\n".join(_section(field.name) for field in msgspec.structs.fields(settings.Settings))


def genre_table() -> str:
    """The genres every corpus begins with."""
    rows = [
        f"| `{key}` | {genre.label_fr} | {genre.label_en} | {_code(*genre.match)} | {'yes' if genre.minutes else 'no'} |"
        for key, genre in settings.DEFAULT_GENRES.items()
    ]
    return "\n".join(
        [
            "| genre | French name | English name | path under `raw/` | may hold several acts |",
            "|---|---|---|---|---|",
            *rows,
        ]
    )


def reason_table() -> str:
    """Why a document is left out, and what to do."""
    return "\n".join(
        ["| reason | what to do |", "|---|---|", *(f"| `{reason}` | {advice} |" for reason, advice in ADVICE.items())]
    )


GENERATED = {"settings": settings_tables, "genres": genre_table, "reasons": reason_table, "records": record_tables}
"""What stands between `<!-- name -->` and `<!-- /name -->`."""


def filled(text: str) -> str:
    """The document with every generated part as the code says today."""
    for name, table in GENERATED.items():
        before, opened, rest = text.partition(f"<!-- {name} -->\n")
        _, closed, after = rest.partition(f"<!-- /{name} -->")
        if not (opened and closed):
            raise ValueError(f"{DOCUMENT} has lost a marker of {name}")
        text = f"{before}{opened}\n{table()}\n\n{closed}{after}"
    return text


def _section(name: str) -> str:
    value = getattr(settings.Settings(), name)
    title, kind = {"genres": ("[genres.NAME]", settings.Genre), "periods": ("[[periods]]", settings.Period)}.get(
        name, (f"[{name}]", type(value))
    )
    stages = _code(*(stage.name for stage in flow.STAGES.values() if name in stage.settings)) or "no stage yet"
    rows = [f"| `{key}` | {meaning} | {_default(default)} |" for key, meaning, default in settings.described(kind)]
    return "\n".join(
        [f"### `{title}`", "", f"Read by: {stages}.", "", "| key | meaning | default |", "|---|---|---|", *rows]
    )


def _default(value: Any) -> str:
    return "to be given" if value is msgspec.NODEFAULT else f"`{msgspec.json.encode(value).decode()}`"


def _code(*names: str) -> str:
    return ", ".join(f"`{name}`" for name in names)


if __name__ == "__main__":
    DOCUMENT.write_text(filled(DOCUMENT.read_text(encoding="utf-8")), encoding="utf-8")
