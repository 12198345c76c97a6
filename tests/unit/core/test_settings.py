from pathlib import Path

import msgspec
import pytest

from pipeline import settings
from pipeline.errors import SettingsError
from pipeline.new import commented_toml


def load(tmp_path: Path, text: str) -> settings.Settings:
    path = tmp_path / "corpus.toml"
    path.write_text(text, encoding="utf-8")
    return settings.load_settings(path)


def test_absent_and_empty_files_are_valid(tmp_path: Path) -> None:
    assert settings.load_settings(tmp_path / "none.toml") == settings.Settings() == load(tmp_path, "")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[topics]\ntopcis = 3", ["topics.topcis", "did you mean topics?"]),
        ("[topic]\ntopics = 3", ["unknown key topic", "topics"]),
        ("[topics]\ntopics = -1", ["topics.topics", ">= 0"]),
        ("[topics]\ntopics = 'ten'", ["topics.topics", "int"]),
        ("[lexicon]\nmode = 'merge'", ["lexicon.mode"]),
        ("[[periods]]\nlabel = 'a'\nfirst = 2000\nlast = 1999", ["1999", "2000"]),
        ("[[periods]]\nlabel = 'a'\nfrist = 2000\nlast = 1999", ["periods[1].frist", "first"]),
        ("[genres.x]\nlabel_fr = 'x'\nlabel_en = 'x'\nmtach = []", ["genres.x.mtach", "match"]),
        ("[corpus]\ngenre = 'poem'", ["poem", "deliberation"]),
        ("[acts]\nsiret = ['2186019460001']", ["acts.siret"]),
        ("[acts]\nsiret = ['21860194600014']", ["21860194600014", "wrong key"]),
        ("[acts]\nsiret = ['21860194600013', '21860194600021']", ["two numbers of one SIREN"]),
        ("[acts]\nmatiere = '9.9'", ["9.9", "no code of the nomenclature", "9.4"]),
        ("x = ", ["TOML"]),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, text: str, words: list[str]) -> None:
    with pytest.raises(SettingsError) as caught:
        load(tmp_path, text)
    for word in ["corpus.toml", *words]:
        assert word in str(caught.value)


def test_a_file_that_is_not_utf8_says_so(tmp_path: Path) -> None:
    (tmp_path / "corpus.toml").write_bytes(b"[corpus]\ntitle = '\xe9t\xe9'")
    with pytest.raises(SettingsError, match="UTF-8"):
        settings.load_settings(tmp_path / "corpus.toml")


def test_genres_of_the_user_come_first_and_ours_remain(tmp_path: Path) -> None:
    known = load(tmp_path, "[genres.speech]\nlabel_fr = 'discours'\nlabel_en = 'speech'")
    assert list(known.genres) == ["speech", *settings.DEFAULT_GENRES]


def test_every_key_is_described() -> None:
    for field in msgspec.structs.fields(settings.Settings):
        if field.name not in ("genres", "periods"):
            for key, meaning, _ in settings.described(type(getattr(settings.Settings(), field.name))):
                assert len(meaning) > 10, f"{field.name}.{key}"


def test_the_commented_file_says_the_defaults(tmp_path: Path) -> None:
    text = commented_toml("mine")
    assert load(tmp_path, text) == settings.Settings()
    keys = [line.removeprefix("# ") for line in text.splitlines() if " = " in line or line.startswith("[")]
    uncommented = "\n".join(
        line for line in keys if not line.startswith(("label", "first", "last", "[[", "[genres", "match"))
    )
    assert load(tmp_path, uncommented) == settings.Settings()


def test_the_commented_file_can_point_to_a_folder(tmp_path: Path) -> None:
    assert load(tmp_path, commented_toml("mine", Path("/data/été « 1 »"))).corpus.raw == "/data/été « 1 »"
