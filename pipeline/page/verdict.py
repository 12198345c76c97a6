"""The verdict on the renaming: one sentence, what speaks for and against it, and the table it rests on."""

from typing import Any, NamedTuple

from pipeline.page.facts import Facts
from pipeline.page.tables import Cell, Column, Table, grouped, words_cell
from pipeline.page.words import Words

WAYS = ("standardised", "crude", "panel", "equal")
MOVES = ("old", "new", "share")


class Judged(NamedTuple):
    """What the page prints of the verdict."""

    sentence: str
    notes: list[str]  # for and against, then the caveat
    estimable: bool


def judged(facts: Facts, words: Words) -> Judged:
    """The verdict in words; nothing was judged where an older build made the folder."""
    told = facts.verdict
    label = str(told.get("verdict", "not estimable"))
    if label == "not estimable":
        reason = words.phrase(str(told.get("reason") or "")) or words("why_no_use")
        return Judged(words("verdict_none", reason=reason), [], estimable=False)
    moves = told["moves"]["standardised"]
    sentence = words(
        f"verdict_{label}",
        **({"reason": words.phrase(told["reason"])} if label == "undecided" else {}),
        between=_between(told["periods"], words),
        evidence=words("verdict_evidence", **_evidence(moves, words)),
    )
    beside = {name: moves[name]["documents_after"] for name in ("old", "new")}
    notes = [words("verdict_beside" if all(beside.values()) else "verdict_alone", **{
        name: words.count("documents", count) for name, count in beside.items()
    })]  # fmt: skip
    notes += [words("verdict_composition")] if told["composition"] else []
    notes += [_split(name, split, words) for name, split in told.get("splits", {}).items()]
    panel = told["moves"].get("panel")
    if panel and "share" in panel:
        notes.append(words(
            "verdict_panel", n=words.number(told["panel_size"]), old_change=_change(panel["old"], words, 1, 0),
            share_change=_change(panel["share"], words, 100, 1, "%"),
        ))  # fmt: skip
    elif not panel:
        notes.append(words("verdict_no_panel"))
    if told.get("overlap") and told.get("cut") != "periods":
        notes.insert(0, words("verdict_overlap"))
    reading = told.get("reading")
    if reading and reading["doubt"]:
        shares = {side: words.percent(reading[side]) for side in ("before", "after")}
        sentence = f"{sentence} {words('verdict_reading', **shares)}"
    return Judged(
        sentence,
        [
            words(f"verdict_cut_{told.get('cut') or 'halves'}"),
            *notes,
            words("verdict_caveat"),
            words("verdict_rule", band=words.percent(told["equivalence"])),
        ],
        True,
    )


def _split(name: str, split: dict[str, float], words: Words) -> str:
    """How much of a crude change comes from the mix of genres."""
    parts = {
        part: f"{'+' if split[part] > 0 else ''}{words.number(split[part])} "
        f"{words.interval(split[f'{part}_low'], split[f'{part}_high'], 0)}"
        for part in ("mix", "rate")
    }
    crude = f"{'+' if split['crude'] > 0 else ''}{words.number(split['crude'])}"
    return words(f"verdict_split_{name}", crude=crude, **parts)


def _between(periods: list[dict[str, int]], words: Words) -> str:
    (first, n_first), (last, n_last) = (
        (f"{one['first']}–{one['last']}" if one["last"] > one["first"] else str(one["first"]), one["documents"])
        for one in periods
    )
    counts = {"n_first": words.count("documents", n_first), "n_last": words.count("documents", n_last)}
    return words("verdict_between", first=first, last=last, **counts)


def _evidence(moves: dict[str, Any], words: Words) -> dict[str, str]:
    old, share = moves["old"], moves["share"]
    return {
        "old_before": words.number(old["before"]), "old_after": words.number(old["after"]),
        "old_change": _change(old, words, 1, 0), "share_before": words.percent(share["before"], 1),
        "share_after": words.percent(share["after"], 1), "share_change": _change(share, words, 100, 1, "%"),
    }  # fmt: skip


def _change(move: dict[str, Any], words: Words, scale: float, decimals: int, unit: str = "") -> str:
    """`+12,3 [4,5 ; 20,1]`; points of per cent are said by the words around."""
    value = scale * move["difference"]
    sign = "+" if value > 0 else ""
    points = " points" if unit else ""  # the same word in both languages
    return f"{sign}{words.number(value, decimals)}{points} {words.interval(scale * move['low'], scale * move['high'], decimals)}"


def verdict_table(facts: Facts, words: Words) -> Table:
    """Every change the verdict looks at."""
    columns = (
        Column("way", words("verdict_way")), Column("measure", words("verdict_measure")),
        Column("before", words("before"), numeric=True), Column("after", words("after"), numeric=True),
        Column("difference", words("difference"), numeric=True),
        Column("documents", words("verdict_documents"), numeric=True),
    )  # fmt: skip
    moves = facts.verdict.get("moves", {})
    rows = [
        _row(way, name, moves[way][name], words) for way in WAYS if way in moves for name in MOVES if name in moves[way]
    ]
    return Table("tab-verdict", words("verdict_table"), columns, grouped(rows))


def _row(way: str, name: str, move: dict[str, Any], words: Words) -> tuple[Cell, ...]:
    scale, decimals = (100, 1) if name == "share" else (1, 0)

    def level(side: str) -> Cell:
        low, high = (scale * move[f"{side}_{end}"] for end in ("low", "high"))
        value = scale * move[side]
        return Cell(f"{words.number(value, decimals)} {words.interval(low, high, decimals)}", f"{value:.{decimals}f}")

    shown = _change(move, words, scale, decimals)
    return (
        words_cell(words(f"way_{way}"), way),
        words_cell(words(f"move_{name}"), name),
        level("before"),
        level("after"),
        Cell(shown, f"{scale * move['difference']:.{decimals}f}"),
        words_cell(f"{words.number(move['documents_before'])}, {words.number(move['documents_after'])}"),
    )
