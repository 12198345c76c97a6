"""What is written twice says the same thing: READMEs, record and settings tables, Makefile, flow, commands."""

import re
import subprocess
from pathlib import Path

import pytest
import typer
import update_docs

from pipeline import __version__, flow, metadata
from pipeline.cli import app
from pipeline.documents.sniff import SUFFIXES
from pipeline.errors import ExitCode
from pipeline.pool import DEFAULT_LIMITS
from pipeline.records import FILES, Hit

ROOT = Path(__file__).resolve().parents[1]
READMES = ("README.md", "LISEZMOI.md")
DOCUMENTS = (*READMES, "CONTRIBUTING.md", "CHANGELOG.md", "corpora/README.md", "models/README.md", "reports/README.md")
CODE = re.compile(r"```(\w*)\n(.*?)```|`([^`\n]+)`", re.DOTALL)
MADE_BY_RUNNING = ("corpora/", "models/", "reports/", ".venv/")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
NO_BREAK, NARROW = "\u00a0", "\u202f"


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def code_of(name: str) -> list[str]:
    """Every code span and code block of a document."""
    return [block or span for _, block, span in CODE.findall(text_of(name))]


def words_of(name: str) -> set[str]:
    """The words that stand in code: commands, targets, variables, paths."""
    return {word for code in code_of(name) for word in re.split(r"[\s,…]+", code) if word}


def headings(name: str) -> list[str]:
    prose = CODE.sub("", text_of(name))
    return [line.split(" ")[0] for line in prose.splitlines() if line.startswith("#")]


def described_targets() -> set[str]:
    """Targets that `make help` prints: those with a `##` comment."""
    found = re.findall(r"^([a-z-]+(?: [a-z-]+)*):.*## ", MAKEFILE, re.MULTILINE)
    return {target for names in found for target in names.split()}


def tracked() -> list[Path]:
    """Files that git knows or would take."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    try:
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError) as error:
        pytest.skip(f"not a git checkout: {error}")
    return [path for name in listed.decode().split("\0") if name and (path := ROOT / name).is_file()]


# ---------------------------------------------------------------------------------------- the two READMEs


COMMANDS = typer.main.get_command(app).commands


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_has_help_and_is_described(name: str) -> None:
    assert (COMMANDS[name].help or "").strip()
    for readme in READMES:
        assert name in words_of(readme), f"{readme} does not name glissement {name}"


def test_no_readme_names_a_command_that_does_not_exist() -> None:
    for document in DOCUMENTS:
        named = {match for code in code_of(document) for match in re.findall(r"\bglissement ([a-z-]+)", code)}
        assert named <= set(COMMANDS), document


def test_every_described_target_is_in_both_readmes() -> None:
    targets = described_targets()
    assert {"help", "all", "test-fast", *flow.STAGES} <= targets
    for readme in READMES:
        assert targets - words_of(readme) == set(), readme


def test_no_document_names_a_target_that_does_not_exist() -> None:
    for document in DOCUMENTS:
        named = {match for code in code_of(document) for match in re.findall(r"(?:^|\n)make ([a-z][a-z-]*)", code)}
        assert named <= described_targets(), document


def test_readmes_have_the_same_headings_and_the_same_code() -> None:
    english, french = map(headings, READMES)
    assert english == french
    blocks = [
        [block for kind, block, _ in CODE.findall(text_of(name)) if block and kind != "python"] for name in READMES
    ]
    assert blocks[0] == blocks[1]


@pytest.mark.parametrize("readme", READMES)
def test_exit_codes_are_those_of_the_code(readme: str) -> None:
    rows = re.findall(r"^\| (\d+) \| ", text_of(readme), re.MULTILINE)
    assert [int(row) for row in rows] == sorted(ExitCode)


@pytest.mark.parametrize("readme", READMES)
def test_variables_are_those_of_the_makefile(readme: str) -> None:
    read = set(re.findall(r"^([A-Z]+) \?=", MAKEFILE, re.MULTILINE)) | {name.upper() for name in DEFAULT_LIMITS._fields}
    named = {word.split("=")[0] for word in words_of(readme)}
    assert read - named == set()
    for field, value in DEFAULT_LIMITS._asdict().items():
        (told,) = re.findall(rf"^\| `{field.upper()}` \|.*\| ([\d.,]+) \|$", text_of(readme), re.MULTILINE)
        assert float(told.replace(",", ".")) == value


@pytest.mark.parametrize("readme", READMES)
def test_the_python_of_the_readme_runs(
    readme: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from pipeline import store

    hit = Hit(
        doc_id="a", unit_id="a:u0", passage_id="a:p0", page=1, start=0, end=27, kind="term", entry="CD", pattern="full",
        surface="coopération\u2028décentralisée", zone="body", ocr=False, status="use", reason="default",
    )  # fmt: skip
    for doc_id in ("a", "b"):
        store.write(tmp_path / "corpora" / "demo" / "build" / "hits" / f"{doc_id}.jsonl", [hit])
    monkeypatch.chdir(tmp_path)
    (program,) = (block for kind, block, _ in CODE.findall(text_of(readme)) if kind == "python")
    exec(compile(program, readme, "exec"), {})  # noqa: S102
    assert capsys.readouterr().out.startswith("2 ")


def test_versions_agree() -> None:
    assert f"\nversion: {__version__}\n" in text_of("CITATION.cff")
    assert re.search(r"^## \[([^]]+)]", text_of("CHANGELOG.md"), re.MULTILINE)[1] == __version__


# ----------------------------------------------------------------------------------------------- typography


def test_lisezmoi_keeps_french_typography() -> None:
    prose = re.sub(r"\]\([^)]*\)", "]", CODE.sub("`", text_of("LISEZMOI.md")))
    prose = "\n".join(line for line in prose.splitlines() if not re.match(r"\|[-|]+\|$|English version", line))
    assert not re.findall(r"\w+'\w*", prose), "an apostrophe is ’"
    assert '"' not in prose, "quotation marks are « »"
    assert not re.findall(rf".{{12}}(?<![{NO_BREAK}{NARROW}])[:;!?%»]", prose, re.DOTALL)
    assert not re.findall(rf"«(?!{NO_BREAK}|{NARROW}).{{0,12}}", prose)


# ------------------------------------------------------------------------------------------- generated tables


def test_tables_of_corpora_readme_are_those_of_the_code() -> None:
    written = text_of("corpora/README.md")
    assert update_docs.filled(written) == written, "run: .venv/bin/python tests/update_docs.py"


def test_every_column_of_documents_csv_is_described() -> None:
    named = words_of("corpora/README.md")
    assert set(metadata.COLUMNS) | set(metadata.SYNONYMS) - {"file", "path", "license"} <= named


def test_every_format_is_named() -> None:
    called = {"jpg": "jpeg", "tif": "tiff"}
    formats = {called.get(suffix[1:], suffix[1:]) for suffix in SUFFIXES.values()}
    told = text_of("corpora/README.md").lower()
    assert {name for name in formats if name not in told} == set()
    for readme in READMES:
        missing = {name for name in formats - {"png", "jpeg", "tiff"} if name not in text_of(readme).lower()}
        assert missing == set(), readme


@pytest.mark.parametrize(
    ("tree", "readme"),
    [("build", "corpora/README.md"), ("models", "models/README.md"), ("reports", "reports/README.md")],
)
def test_every_file_of_the_flow_is_described(tree: str, readme: str) -> None:
    made = {
        file.partition("/")[2] for stage in flow.STAGES.values() for file in stage.makes if file.startswith(f"{tree}/")
    }
    if tree == "build":
        made |= {f"{stage.writes}/" for stage in flow.STAGES.values() if stage.writes}
    named = {part.rstrip("/").rpartition("/")[2] for part in words_of(readme)}
    assert {name.rstrip("/").rpartition("/")[2] for name in made} - named == set()


def test_every_file_of_records_is_made_by_the_flow() -> None:
    made = {file.partition("/")[2] for stage in flow.STAGES.values() for file in stage.makes}
    made |= {f"{stage.writes}/" for stage in flow.STAGES.values() if stage.writes}
    assert set(FILES) <= made


# --------------------------------------------------------------------------------------------- the Makefile


def test_stage_order_of_the_makefile_is_that_of_the_flow() -> None:
    (listed,) = re.findall(r"^STAGES := (.*)$", MAKEFILE, re.MULTILINE)
    assert listed.split() == list(flow.STAGES)
    rules = re.findall(r"^\$\(STATE\)/(\w+)\.stamp: (.*)\n", MAKEFILE, re.MULTILINE)
    assert [name for name, _ in rules] == list(flow.STAGES)
    for name, prerequisites in rules:
        expected = [f"$(STATE)/{upstream}.stamp" for upstream in flow.STAGES[name].after] or ["$(STATE)/doclist.jsonl"]
        assert prerequisites.split() == [*expected, f"$(STATE)/params/{name}.json"], name


def test_a_stage_comes_after_what_it_reads() -> None:
    """What a stage reads is made by a stage it comes after, directly or not."""
    for stage in flow.STAGES.values():
        before, waiting = set(), list(stage.after)
        while waiting:
            name = waiting.pop()
            before.add(name)
            waiting += flow.STAGES[name].after
        made = {file for name in before for file in flow.STAGES[name].makes}
        folders = {flow.STAGES[name].writes for name in before} | ({"sources"} if "ingest" in before else set())
        assert set(stage.reads) <= (folders if stage.per == "document" else made), stage.name


# ------------------------------------------------------------------------------------------- a fresh clone


@pytest.mark.parametrize("document", DOCUMENTS)
def test_named_files_exist_in_a_fresh_clone(document: str) -> None:
    here = (ROOT / document).parent
    links = re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", CODE.sub("`", text_of(document)))
    assert [link for link in links if not (here / link).exists()] == []
    top = {path.relative_to(ROOT).parts[0] for path in tracked()}
    named = [word.rstrip(".:;") for word in words_of(document) if word.split("/")[0] in top and "<" not in word]
    expected = [word for word in named if not word.startswith(MADE_BY_RUNNING) or word.endswith("README.md")]
    assert [word for word in expected if not (ROOT / word).exists()] == []


REGISTRY = re.compile(
    r"pypi\.org|pythonhosted\.org|npmjs\.(?:com|org)|anaconda\.org|/simp[l]e/|index-url https?:|find-links https?:"
)
MACHINE = re.compile(r"(?<![\w.])/(?:work|root|mnt|home/(?!someone/)\w+|Users/\w+)/|[A-Z]:\\\\?Users\\")


def test_no_registry_and_no_path_of_a_machine_in_tracked_text() -> None:
    seen = []
    for path in tracked():
        data = path.read_bytes()
        if b"\0" in data:
            continue
        text = data.decode("utf-8", "replace")
        seen += [
            f"{path.relative_to(ROOT)}: {match[0]}" for found in (REGISTRY, MACHINE) for match in found.finditer(text)
        ]
        if path.suffix == ".lock":
            seen += [f"{path.name}: an address"] if "://" in text else []
    assert seen == []
