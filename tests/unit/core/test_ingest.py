import zipfile
from pathlib import Path

import pytest

from pipeline import plan, store
from pipeline.documents import archive
from pipeline.errors import Reason, SettingsError, UsageError
from pipeline.records import Document
from pipeline.settings import DEFAULT_GENRES
from pipeline.stages import ingest


def silent(done: int, total: int, what: str) -> None:
    """No progress."""


def catalogue(root: Path, name: str = "mine") -> dict[str, Document]:
    corpus = plan.locate(name, root)
    settings = plan.plan(corpus)
    used = {key: getattr(settings, key) for key in ("corpus", "genres", "table")}
    ingest.run(corpus, used, silent)
    return {document.source: document for document in store.read(corpus.catalogue, Document)}


@pytest.fixture
def raw(root: Path) -> Path:
    folder = root / "corpora" / "mine" / "raw"
    folder.mkdir(parents=True)
    return folder


def test_every_file_is_in_the_catalogue_with_its_reason(root: Path, raw: Path) -> None:
    (raw / "sous dossier").mkdir()
    (raw / "sous dossier" / "Délib. n° 3 de l'été.txt").write_text("Le conseil approuve.", encoding="utf-8")
    (raw / "empty.pdf").write_bytes(b"")
    (raw / "movie.mp4").write_bytes(b"\x00\x00\x00\x18ftypmp42" + bytes(100))
    (raw / "copy.txt").write_text("Le conseil approuve.", encoding="utf-8")
    (raw / "lost.txt").symlink_to(raw / "nowhere.txt")
    (raw / ".DS_Store").write_bytes(b"x")
    (raw.parent / "documents.csv").write_text("source,title\nghost.pdf,Fantôme\n", encoding="utf-8")
    found = catalogue(root)
    assert {source: document.reason for source, document in found.items()} == {
        "copy.txt": None, "sous dossier/Délib. n° 3 de l'été.txt": Reason.DUPLICATE, "empty.pdf": Reason.EMPTY,
        "movie.mp4": Reason.UNSUPPORTED, "lost.txt": Reason.UNREADABLE, "ghost.pdf": Reason.MISSING_FILE,
    }  # fmt: skip
    corpus = plan.locate("mine", root)
    kept = found["copy.txt"]
    assert found["sous dossier/Délib. n° 3 de l'été.txt"].duplicate_of == kept.doc_id
    assert [path.name for path in (corpus.build / "sources").iterdir()] == [f"{kept.doc_id}.txt"]


def test_a_name_that_is_not_utf8_is_kept_under_an_escaped_name(root: Path, raw: Path) -> None:
    (Path(str(raw)) / b"d\xe9lib.txt".decode("utf-8", "surrogateescape")).write_text("Le conseil.", encoding="utf-8")
    (document,) = catalogue(root).values()
    assert document.source == "d\\xe9lib.txt"
    assert document.status == "kept"


def test_a_newcomer_renames_nobody(root: Path, raw: Path) -> None:
    (raw / "b.txt").write_text("Deux.", encoding="utf-8")
    before = catalogue(root)["b.txt"].doc_id
    (raw / "B.txt").write_text("Un.", encoding="utf-8")
    (raw / "a.txt").write_text("Zéro.", encoding="utf-8")
    assert catalogue(root)["b.txt"].doc_id == before


def test_rows_of_a_table_are_documents(root: Path, raw: Path) -> None:
    rows = [
        '{"id": "x|1", "date": "2014-07-09", "title": "Un", "text": "Coopération.", "code": "cgct"}',
        '{"id": "x|2", "date": "juillet", "title": "Deux", "text": "Action."}',
        '{"id": "x|3", "date": "2014", "text": "  "}',
        '{"id": broken',
    ]
    (raw / "v.jsonl").write_text("\n".join(rows) + "\n", encoding="utf-8")
    found = catalogue(root)
    one, two, three, four = (found[f"v.jsonl#row={n}"] for n in (1, 2, 3, 4))
    assert (one.title, one.date, one.year, one.extra["code"]) == ("Un", "2014-07-09", 2014, "cgct")
    assert (two.date, two.year, two.extra["date"]) == (None, None, "juillet")
    assert (three.reason, four.reason) == (Reason.EMPTY, Reason.DAMAGED)
    corpus = plan.locate("mine", root)
    assert corpus.source(one.doc_id, ".txt").read_text(encoding="utf-8") == "Coopération."
    assert all(len(document.doc_id) <= 80 for document in found.values())


def test_what_the_user_knows_wins(root: Path, raw: Path) -> None:
    (raw / "PV_2014.txt").write_text("Séance.", encoding="utf-8")
    (raw / "x.txt").write_text("Rapport.", encoding="utf-8")
    table = (
        "source,doc_id,title,date,genre,publisher,theme\nx.txt,my-report,Mon rapport,2011-05,report,Ville de Lyon,eau\n"
    )
    (raw.parent / "documents.csv").write_text(table, encoding="utf-8")
    found = catalogue(root)
    known = found["x.txt"]
    assert (known.doc_id, known.title, known.date, known.genre, known.publisher, known.extra) == (
        "my-report", "Mon rapport", "2011-05", "report", "Ville de Lyon", {"theme": "eau"},
    )  # fmt: skip
    assert found["PV_2014.txt"].genre == "minutes"


def test_a_file_that_leaves_takes_its_source_with_it(root: Path, raw: Path) -> None:
    (raw / "a.txt").write_text("Un.", encoding="utf-8")
    (raw / "b.txt").write_text("Deux.", encoding="utf-8")
    catalogue(root)
    (raw / "a.txt").unlink()
    (document,) = catalogue(root).values()
    corpus = plan.locate("mine", root)
    assert [path.stem for path in (corpus.build / "sources").iterdir()] == [document.doc_id]


@pytest.mark.parametrize(
    ("name", "genre"),
    [("2014/Délibération 3.pdf", "deliberation"), ("PV_CM_17.pdf", "minutes"), ("Compte rendu séance.doc", "minutes"),
     ("Rapport annuel.pdf", "report"), ("x.pdf", "document")],
)  # fmt: skip
def test_genres_by_name(name: str, genre: str) -> None:
    assert ingest.genre_of(name, DEFAULT_GENRES, "document") == genre


def test_an_empty_corpus_is_one_sentence(root: Path, raw: Path) -> None:
    with pytest.raises(UsageError, match="holds no document"):
        catalogue(root)


@pytest.mark.parametrize("name", ["nothing", "no such", ""])
def test_an_unknown_corpus_is_one_sentence(root: Path, name: str) -> None:
    with pytest.raises(UsageError, match="no corpus"):
        plan.locate(name, root)


def test_a_name_make_cannot_carry_is_refused_with_the_way_round(root: Path, tmp_path: Path) -> None:
    (tmp_path / "my corpus").mkdir()
    with pytest.raises(UsageError, match="ln -s"):
        plan.locate(str(tmp_path / "my corpus"), root)


def test_raw_can_lie_elsewhere(root: Path, tmp_path: Path) -> None:
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive" / "a.txt").write_text("Un.", encoding="utf-8")
    home = root / "corpora" / "mine"
    home.mkdir()
    (home / "corpus.toml").write_text(f"[corpus]\nraw = '{tmp_path}/archive'\n", encoding="utf-8")
    assert list(catalogue(root)) == ["a.txt"]


def test_a_wrong_genre_in_the_table_is_named(root: Path, raw: Path) -> None:
    (raw / "a.txt").write_text("Un.", encoding="utf-8")
    (raw.parent / "documents.csv").write_text("source,genre\na.txt,poème\n", encoding="utf-8")
    with pytest.raises(SettingsError, match="line 2"):
        catalogue(root)


def test_plan_rewrites_only_what_differs(root: Path, raw: Path) -> None:
    (raw / "a.txt").write_text("Un.", encoding="utf-8")
    corpus = plan.locate("mine", root)
    plan.plan(corpus)
    before = {path: path.stat().st_mtime_ns for path in corpus.state.rglob("*.json*")}
    plan.plan(corpus)
    assert {path: path.stat().st_mtime_ns for path in corpus.state.rglob("*.json*")} == before
    (raw.parent / "corpus.toml").write_text("[topics]\ntopics = 7\n", encoding="utf-8")
    plan.plan(corpus)
    changed = {path.stem for path, mtime in before.items() if path.stat().st_mtime_ns != mtime}
    assert changed == {"topics"}


def packed(path: Path, *members: tuple[str, bytes | str]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)


def test_members_of_an_archive_are_documents(root: Path, raw: Path) -> None:
    packed(
        raw / "lot.zip", ("PV été/séance.txt", "Le conseil approuve."), ("b.txt", "Deux."), ("vide.txt", ""),
        ("t.csv", "id;texte\n7;Un\n8;Deux.\n"), ("../../hors.txt", "Hors."), ("film.mp4", b"\x00\x00\x00\x18ftypmp42" + bytes(99)),
    )  # fmt: skip
    (raw / "b.txt").write_text("Deux.", encoding="utf-8")
    (raw.parent / "documents.csv").write_text(
        "source,title,genre,date\nlot.zip,,report,2012\nlot.zip!/PV été/séance.txt,La séance,minutes,2014-04-24\n",
        encoding="utf-8",
    )
    found = catalogue(root)
    assert {source: document.reason for source, document in found.items()} == {
        "b.txt": None, "lot.zip!/PV été/séance.txt": None, "lot.zip!/b.txt": Reason.DUPLICATE, "lot.zip!/vide.txt": Reason.EMPTY,
        "lot.zip!/t.csv#row=1": None, "lot.zip!/t.csv#row=2": None, "lot.zip!/../../hors.txt": None,
        "lot.zip!/film.mp4": Reason.UNSUPPORTED,
    }  # fmt: skip
    session = found["lot.zip!/PV été/séance.txt"]
    assert (session.title, session.genre, session.date) == ("La séance", "minutes", "2014-04-24")
    assert (found["lot.zip!/t.csv#row=1"].genre, found["lot.zip!/t.csv#row=1"].date) == ("report", "2012")
    corpus = plan.locate("mine", root)
    assert corpus.source(session.doc_id, ".txt").read_text(encoding="utf-8") == "Le conseil approuve."
    assert not list(root.parent.rglob("hors.txt"))


def test_an_unchanged_archive_is_not_unpacked_again(root: Path, raw: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    packed(raw / "lot.zip", ("a.txt", "Un."), ("b.txt", "Deux."))
    before = catalogue(root)

    def refuse(*_: object) -> bytes:
        raise AssertionError

    monkeypatch.setattr(archive, "read", refuse)
    assert catalogue(root) == before
    monkeypatch.undo()
    corpus = plan.locate("mine", root)
    lost = corpus.source(before["lot.zip!/a.txt"].doc_id, ".txt")
    lost.unlink()
    assert catalogue(root) == before
    assert lost.read_text(encoding="utf-8") == "Un."


def test_acts_of_one_day_and_one_title_stay_apart_and_repeated_rows_are_told(
    root: Path, raw: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = (
        "2012-06-25;Attribution d’une subvention;;;\nExercice 2012;56209;;\n2012-06-25;Attribution d’une subvention;;;\n"
        "Exercice 2012;56210;;\n2012-06-25;Mandat;56211;;;\n"
    )
    (raw / "Delibs.csv").write_bytes((rows * 3).encode("utf-16"))
    found = list(catalogue(root).values())
    kept = [document for document in found if document.status == "kept"]
    assert [document.extra["DELIB_ID"] for document in kept] == ["56209", "56210", "56211"]
    assert {document.reason for document in found if document.status == "excluded"} == {Reason.DUPLICATE}
    assert len(found) == 9
    assert capsys.readouterr().err.count("rejoined into 9 records") == 1


def test_what_make_new_writes_of_a_table_does_not_hide_its_rows(root: Path, raw: Path) -> None:
    (raw / "hal_2019.jsonl").write_text(
        '{"id": "1", "text": "Un.", "date": "2014-04", "title": "A", "language": "en"}\n{"id": "2", "text": "Deux."}\n',
        encoding="utf-8",
    )
    (raw.parent / "documents.csv").write_text(
        "source,title,date,genre,language,publisher\nhal_2019.jsonl,Mon export,2019,document,fr,HAL\n", encoding="utf-8"
    )
    one, two = catalogue(root).values()
    assert (one.date, one.title, one.language, one.publisher) == ("2014-04", "A", "en", "HAL")
    assert (two.date, two.title, two.language) == ("2019", None, "fr")


PAGE = (
    '<html lang="fr"><head><title>Jumelage | Ville de Lyon</title><meta property="og:site_name" content="Ville de Lyon">'
    '<meta property="article:published_time" content="2014-05-02T10:00:00+02:00"><meta name="author" content="A. Dupont">'
    "</head><body><h1>Jumelage</h1><p>Le conseil approuve.</p></body></html>"
)


def test_what_formats_say_of_themselves_gives_way_to_the_user(root: Path, raw: Path) -> None:
    (raw / "a.html").write_text(PAGE, encoding="utf-8")
    (raw / "b.html").write_text(PAGE.replace("approuve", "refuse"), encoding="utf-8")
    (raw.parent / "documents.csv").write_text("source,title,date\nb.html,Mon titre,2013\n", encoding="utf-8")
    found = catalogue(root)
    own, given = found["a.html"], found["b.html"]
    assert (own.title, own.date, own.publisher) == ("Jumelage", "2014-05-02", None)
    assert own.extra == {"file_author": "A. Dupont", "file_language": "fr", "file_site": "Ville de Lyon"}
    assert (given.title, given.date) == ("Mon titre", "2013")


def test_looks_of_an_older_version_are_forgotten(root: Path, raw: Path) -> None:
    (raw / "a.txt").write_text("Un.", encoding="utf-8")
    before = catalogue(root)
    corpus = plan.locate("mine", root)
    (corpus.state / "looked.jsonl").write_text('["a.txt",3,1,"sha","text/plain"]\n', encoding="utf-8")
    assert catalogue(root) == before


def test_a_thousand_rows_with_one_key(root: Path, raw: Path) -> None:
    (raw / "t.csv").write_text("id;texte\n" + "".join(f"7;Texte {n}\n" for n in range(3000)), encoding="utf-8")
    assert len({document.doc_id for document in catalogue(root).values()}) == 3000
