"""The commands of `glissement`. A stage is imported only when it runs."""

import os
import shutil
import sys
from pathlib import Path
from typing import Annotated

import typer

from pipeline import __version__, commands, flow
from pipeline.errors import ExitCode, GlissementError
from pipeline.store import Corpus

app = typer.Typer(
    name="glissement",
    help="How the terms and topics of French administrative documents move over the years.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

CorpusArgument = Annotated[str, typer.Argument(help="Name under corpora/, or path of a folder of documents.")]
JobsOption = Annotated[int, typer.Option("--jobs", "-j", help="Worker processes; 0: as many as processors.", min=0)]
StrictOption = Annotated[bool, typer.Option("--strict", help="Stop when a document cannot be read.")]


def root() -> Path:
    """The project: GLISSEMENT_ROOT, else the folder one stands in, else where the package lies."""
    if given := os.environ.get("GLISSEMENT_ROOT"):
        return Path(given).resolve()
    here = Path.cwd()
    return here if (here / "corpora").is_dir() else Path(__file__).resolve().parents[1]


def processors() -> int:
    """Processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _add_stage(name: str, stage: flow.Stage) -> None:
    doc = " and ".join(stage.reads[:3]) if stage.per == "document" else "the whole corpus"
    summary = f"Stage {list(flow.STAGES).index(name) + 1} of {len(flow.STAGES)}: {name}, from {doc}."

    def command(
        corpus: CorpusArgument,
        jobs: JobsOption = 0,
        strict: StrictOption = False,
        retry: Annotated[bool, typer.Option("--retry", help="Try excluded documents again.")] = False,
        doc: Annotated[str, typer.Option("--doc", help="Do this document alone.")] = "",
        quiet: Annotated[bool, typer.Option("--quiet", help="No progress.")] = False,
    ) -> None:
        from pipeline import plan, runner

        located = plan.locate(corpus, root())
        settings = plan.plan(located) if name == "ingest" else plan.plan_settings(located)
        options = runner.Options(jobs or processors(), strict, retry, doc or None, quiet)
        _say(runner.run_stage(name, located, settings, options))

    app.command(name, help=summary)(command)


def _say(summary: object) -> None:
    from pipeline.runner import Summary

    if isinstance(summary, Summary):
        parts = [f"{summary.documents:,} documents"] if summary.documents else []
        parts += [f"{summary.built:,} done now"] if summary.built else []
        parts += [f"{summary.removed:,} removed"] if summary.removed else []
        parts += [f"{summary.excluded:,} excluded (glissement status says why)"] if summary.excluded else []
        shown = ("documents", "excluded", "built")
        parts += [f"{value:,} {key.replace('_', ' ')}" for key, value in summary.counts.items() if key not in shown]
        typer.echo(f"{summary.stage:<9} {', '.join(parts) or 'nothing to do'}")


for _name, _stage in flow.STAGES.items():
    _add_stage(_name, _stage)


@app.command("plan")
def plan_(corpus: CorpusArgument) -> None:
    """See what make has to do: sources and settings that changed; print the name of the corpus."""
    from pipeline import plan

    located = plan.locate(corpus, root())
    plan.plan(located)
    typer.echo(located.name)


@app.command()
def corpora() -> None:
    """List the corpora under corpora/."""
    from pipeline import plan

    typer.echo("\n".join(plan.named(root())))


@app.command()
def simulate(
    name: Annotated[str, typer.Argument(help="Corpus to make under corpora/.")] = "demo",
    documents: Annotated[int, typer.Option(help="Number of documents.", min=1)] = 150,
    seed: Annotated[int, typer.Option(help="Seed: same seed, same bytes.")] = 20171211,
    formats: Annotated[str, typer.Option(help="mixed (PDF, scans, DOCX, HTML, TXT…) or txt.")] = "mixed",
) -> None:
    """Generate a French corpus whose truth is known (truth.jsonl), in corpora/NAME."""
    from pipeline.progress import Progress
    from pipeline.simulate import simulate as generate

    target = root() / "corpora" / name
    with Progress("simulate", documents) as progress:
        counts = generate(target, documents=documents, seed=seed, formats=formats, progress=progress.at)
    typer.echo(f"simulate  {', '.join(f'{value:,} {key}' for key, value in counts.items())} in {target}")


@app.command()
def new(
    name: Annotated[str, typer.Argument(help="Name of the corpus: letters, digits, - _ .")],
    source: Annotated[str, typer.Option("--from", help="Folder of documents, read where it lies, never changed.")] = "",
) -> None:
    """Lay out a corpus: commented corpus.toml, raw/, documents.csv filled with what can be read."""
    from pipeline.new import lay_out

    for line in lay_out(root(), name, Path(source) if source else None):
        typer.echo(line)


@app.command()
def status(corpus: Annotated[str, typer.Argument(help="Corpus; empty: all of them.")] = "") -> None:
    """Stage by stage: fresh, stale, failed; and every document left out, with the reason."""
    from pipeline import plan
    from pipeline.status import status_lines

    names = [corpus] if corpus else plan.named(root(), (*plan.OWN, "build"))
    for name in names:
        for line in status_lines(plan.locate(name, root())):
            typer.echo(line)


@app.command()
def why(
    document: Annotated[str, typer.Argument(help="doc_id, or path under raw/.")],
    corpus: Annotated[str, typer.Option("--corpus", help="Corpus; empty: look in all of them.")] = "",
) -> None:
    """What happened to one document, what changed, and what will run."""
    from pipeline import plan
    from pipeline.status import why_lines

    places = [plan.locate(name, root()) for name in ([corpus] if corpus else plan.named(root(), (*plan.OWN, "build")))]
    for line in why_lines(document, places):
        typer.echo(line)


@app.command()
def doctor(
    corpus: Annotated[str, typer.Argument(help="Corpus whose needs are looked at; empty: the machine alone.")] = "",
    wanted: Annotated[bool, typer.Option("--wanted", help="Print only missing packages this corpus needs.")] = False,
) -> None:
    """What is installed, what is missing, and the command that gets it."""
    from pipeline import plan
    from pipeline.doctor import doctor_lines, wanted_packages

    located = plan.locate(corpus, root()) if corpus else None
    if wanted and located:
        typer.echo(" ".join(wanted_packages(located)))
    else:
        typer.echo("\n".join(doctor_lines(located)))


@app.command()
def act(
    file: Annotated[Path, typer.Argument(help="A document: PDF, scan, Word, HTML, text.")],
    genre: Annotated[str, typer.Option(help="deliberation, minutes, report…; empty: told from the name.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="The units as JSONL, as in acts.jsonl.")] = False,
) -> None:
    """What is understood of one document: its acts, their facts, the zones of their text in colours."""
    from pipeline import understood

    found = understood.read(file, genre)
    if as_json:
        import msgspec

        for unit in found.units:
            typer.echo(msgspec.json.encode(unit).decode())
    else:
        from rich.console import Console

        understood.show(found, Console())


@app.command()
def verify(corpus: CorpusArgument) -> None:
    """Check every file against its record and its digest."""
    from pipeline import plan
    from pipeline.verify import verify as check

    problems, files = check(plan.locate(corpus, root()))
    for problem in problems:
        typer.echo(problem, err=True)
    if problems:
        raise typer.Exit(ExitCode.CONTRACT)
    typer.echo(f"verify    {files:,} files hold what their records promise")


@app.command()
def records(
    schema: Annotated[bool, typer.Option("--schema", help="JSON Schemas instead of tables.")] = False,
) -> None:
    """The data contract: every record, its fields, their types and meaning."""
    from pipeline.dictionary import as_markdown, as_schemas

    typer.echo(as_schemas() if schema else as_markdown())


@app.command()
def reset(corpus: CorpusArgument) -> None:
    """Delete what was built for one corpus; its documents are out of reach."""
    from pipeline import plan

    located = plan.locate(corpus, root())
    for folder in (located.build, located.models, located.reports):
        shutil.rmtree(folder, ignore_errors=True)
        typer.echo(f"removed   {folder}")


@app.command()
def version() -> None:
    """Print the version."""
    typer.echo(__version__)


def _located(name: str) -> Corpus:
    from pipeline import plan

    return plan.locate(name, root())


commands.add_to(app, _located)


def run(arguments: list[str]) -> int:
    """Run one command. An error the user can mend is one sentence and its exit code; a bug is a traceback."""
    from pipeline.store import disk_error

    command = typer.main.get_command(app)
    try:
        answer = command.main(arguments, standalone_mode=False)
    except typer.Exit as leaving:
        return int(leaving.exit_code)
    except (typer.Abort, KeyboardInterrupt):
        sys.stderr.write("interrupted; the same command goes on where it stopped\n")
        return ExitCode.INTERRUPTED
    except GlissementError as error:
        sys.stderr.write(f"glissement: {error}\n")
        return error.code
    except OSError as error:
        sentence = disk_error(error)
        if sentence is None:
            raise
        sys.stderr.write(f"glissement: {sentence}\n")
        return sentence.code
    except Exception as error:  # click's own errors of usage, without importing click by name
        if not hasattr(error, "format_message"):
            raise
        sys.stderr.write(f"glissement: {error.format_message()} (see glissement --help)\n")
        return ExitCode.USAGE
    return int(answer or 0)
