"""Builds pipeline/data/territories.tsv.gz again: a developer's tool, without network.

`python -m tests.tools.territory_data PACKAGE [EARLIER ...]`, where PACKAGE is the unpacked folder of
`@etalab/decoupage-administratif`, and EARLIER those of its earlier versions, newest first. What they add: SIREN that
communes had before they merged, names that EPCI had, and (0.8.0) the communes merged or renamed since 1990.
"""

import gzip
import json
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.acts.stamps import luhn
from pipeline.acts.territories import key_of

DATA = Path(__file__).resolve().parents[2] / "pipeline" / "data"
KINDS = {"METRO": "métropole", "MET69": "métropole"}
FORMER = ("commune-deleguee", "commune-associee")


@dataclass
class Row:
    level: str
    code: str
    siren: str
    name: str
    department: str
    region: str
    population: int | None = None
    kind: str = ""
    former: str = ""
    names: set[str] = field(default_factory=set)
    codes: set[str] = field(default_factory=set)

    def line(self) -> str:
        """The row as written, with the keys of its names, the first for the official one."""
        keys = dict.fromkeys(key_of(re.sub(r"\([^)]*\)", " ", name)) for name in (self.name, *sorted(self.names)))
        fields = [self.level, self.code, self.siren, self.name, self.department, self.region, self.population]
        fields += [self.kind, self.former, "|".join(sorted(self.codes)), "|".join(keys)]
        return "\t".join("" if value is None else str(value) for value in fields)


class Communes:
    """Present communes by code; former ones by code and name, since the code of many went to the new commune."""

    def __init__(self, listed: list[dict[str, Any]]) -> None:
        self.now = {entry["code"]: present(entry) for entry in listed if entry["type"] == "commune-actuelle"}
        self.heirs = {old: e["code"] for e in listed for old in e.get("anciensCodes", ())}
        self.former: dict[tuple[str, str], Row] = {}
        for entry in listed:
            if entry["type"] in FORMER:
                self.add_former(entry["code"], entry["nom"], entry["chefLieu"])
            elif entry["type"] == "arrondissement-municipal":
                self.now[entry["commune"]].codes.add(entry["code"])

    def heir(self, code: str) -> str | None:
        """The present commune that holds what had this code."""
        while code not in self.now and code in self.heirs:
            code = self.heirs[code]
        return code if code in self.now else None

    def add_former(self, code: str, name: str, heir: str) -> None:
        now = self.now[self.heir(heir) or heir]
        if key_of(name) == key_of(now.name):
            now.codes |= {code} - {now.code}
        else:
            row = Row("commune", code, "", name, now.department, now.region, former=now.code)
            self.former.setdefault((code, key_of(name)), row)

    def add_history(self, events: list[dict[str, Any]], since: int) -> None:
        """Communes merged since a year, and earlier names of those that go on."""
        for event in events:
            code, ended = event["code"], event.get("dateFin", "")
            heir = self.heir(code)
            if event["type"] != "COM" or heir is None or ended < str(since):
                continue
            if heir != code:
                self.add_former(code, event["nom"], heir)
            elif (code, key_of(event["nom"])) not in self.former:
                self.now[code].names.add(event["nom"])
        for code in self.heirs:  # codes changed with the département, or merged long ago: they name their heir
            heir = self.heir(code)
            if heir and not any(code == old for old, _ in self.former):
                self.now[heir].codes.add(code)

    def add_sirens(self, listed: list[dict[str, Any]]) -> None:
        """Numbers and names of an earlier version that the present one no longer has."""
        for entry in listed:
            code, siren, name = entry["code"], entry.get("siren", ""), entry["nom"]
            heir = self.heir(code)
            if entry["type"] != "commune-actuelle" or heir is None:
                continue
            now, former = self.now[heir], self.former.get((code, key_of(name)))
            if former and siren != now.siren:
                former.siren = former.siren or siren
            elif heir == code:
                now.names.add(name)
                now.codes |= {siren} - {now.siren, ""}

    def rows(self) -> Iterator[Row]:
        yield from self.now.values()
        yield from self.former.values()


def present(entry: dict[str, Any]) -> Row:
    siren = entry.get("siren", "")
    names = (entry["code"], siren, entry["nom"], entry["departement"], entry["region"])
    return Row("commune", *names, entry.get("population"))


def epci_rows(listed: Iterable[dict[str, Any]], communes: Communes) -> Iterator[Row]:
    for entry in listed:
        where: Counter[tuple[str, str]] = Counter()
        for member in entry["membres"]:
            row = communes.now.get(communes.heir(member["code"]) or "")
            if row:
                where[row.department, row.region] += member["populationMunicipale"] or 0
        place = max(sorted(where), key=lambda pair: where[pair])
        kind = KINDS.get(entry["type"], entry["type"])
        name = " ".join(entry["nom"].replace("''", '"').split())
        row = Row("EPCI", entry["code"], entry["code"], name, *place, entry["populationMunicipale"], kind)
        row.names |= set(re.findall(r"\((\w+)\)", name))
        yield row


def derived_siren(department: str) -> str:
    stem = f"22{department}0001" if len(department) == 2 else f"22{department}001"
    return next(stem + key for key in "0123456789" if luhn(stem + key))


def upper_rows(package: Path, facts: dict[str, Any], communes: Communes) -> Iterator[Row]:
    """Départements and régions, present and former; overseas territories with none of either stay out."""
    people: Counter[str] = Counter()
    for row in communes.now.values():
        people[row.department] += row.population or 0
        people["region " + row.region] += row.population or 0
    for entry in read(package, "departements"):
        code = entry["code"]
        if entry["zone"] == "com":
            continue
        siren = facts["department_sirens"][code] if code in facts["department_sirens"] else derived_siren(code)
        names = set(facts["aliases"].get(f"department {code}", ()))
        yield Row("département", code, siren, entry["nom"], code, entry["region"], people[code], names=names)
    for entry in read(package, "regions"):
        code, names = entry["code"], set(facts["aliases"].get(f"region {entry['code']}", ()))
        if entry["zone"] == "com":
            continue
        siren = facts["region_sirens"].get(code, "")
        yield Row("région", code, siren, entry["nom"], "", code, people["region " + code], names=names)
    for code, (name, heir) in facts["former_regions"].items():
        yield Row("région", code, "", name, "", heir, former=heir)
    alsace = facts["alsace"]
    yield Row("département", alsace["code"], alsace["siren"], alsace["name"], "", alsace["region"])


def read(package: Path, name: str) -> list[dict[str, Any]]:
    path = package / "data" / f"{name}.json"
    return json.loads(path.read_text("utf-8")) if path.exists() else []


def table(package: Path, earlier: list[Path]) -> str:
    facts = tomllib.loads((DATA / "territories.toml").read_text("utf-8"))
    communes = Communes(read(package, "communes"))
    for folder in earlier:
        communes.add_history(read(folder, "historique-communes"), facts["former_since"])
    for folder in earlier:
        communes.add_sirens(read(folder, "communes"))
    epci = {row.code: row for row in epci_rows(read(package, "epci") + read(package, "ept"), communes)}
    for entry in (entry for folder in earlier for entry in read(folder, "epci") + read(folder, "ept")):
        if entry["code"] in epci:
            epci[entry["code"]].names.add(" ".join(entry["nom"].replace("''", '"').split()))
    for code, names in facts["aliases"].items():
        if code in epci:
            epci[code].names |= set(names)
    rows = [*communes.rows(), *epci.values(), *upper_rows(package, facts, communes)]
    return "".join(f"{line}\n" for line in sorted(row.line() for row in rows))


def main(folders: list[str]) -> None:
    package, *earlier = map(Path, folders)
    text = table(package, earlier)
    (DATA / "territories.tsv.gz").write_bytes(gzip.compress(text.encode(), compresslevel=9, mtime=0))


if __name__ == "__main__":
    main(sys.argv[1:])
