"""Texts in any encoding French is found in."""

import pytest

from pipeline.documents.typed import text
from pipeline.documents.typed.encodings import EIGHT_BITS, SURE_SHARE, _french_share, decode

FRENCH = (
    "À l’été 2014, le conseil municipal de Besançon « approuve » la coopération décentralisée ; où qu’elle soit, la "
    "maîtrise d’œuvre coûte 12 000 €. Noël à Évry : DÉLIBÉRATION N° 3 – l’hôpital, la forêt, un goût aigu, déjà là."
)
PLAIN = FRENCH.replace("’", "'").replace("–", "-").replace("€", "F").replace("œ", "oe")  # what MS-DOS can write


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"]
)
def test_unicode(encoding):
    found = decode(FRENCH.encode(encoding))
    assert (found.text, found.is_sure) == (FRENCH, True)


@pytest.mark.parametrize("encoding", EIGHT_BITS)
@pytest.mark.parametrize("words", [PLAIN, "Séance du conseil", "L'été", "À revoir", "RÉUNION"])
def test_eight_bits(encoding, words):
    found = decode(words.encode(encoding))
    assert (found.text, found.encoding, found.is_sure) == (words, encoding, True)


def test_only_the_right_encoding_looks_french():
    for true in EIGHT_BITS:
        shares = {encoding: _french_share(PLAIN.encode(true).decode(encoding, "replace")) for encoding in EIGHT_BITS}
        assert shares.pop(true) > SURE_SHARE
        assert max(shares.values()) < 0.5


@pytest.mark.parametrize("data", ["Příliš žluťoučký kůň".encode("cp1250"), "Съешь ещё этих булок".encode("koi8-r")])
def test_a_wrong_guess_cannot_be_missed(data):
    (page,) = text.read(data, "doc", max_pages=1, max_characters=1000)
    assert any("accents look wrong" in warning for warning in page.warnings)


def test_marks_of_windows_in_latin_1_are_mended():
    assert decode("l\x92été \x96 œuvre".encode()).text == "l’été – œuvre"
    assert decode("l\x92été".encode("utf-16")).text == "l’été"


def test_the_head_of_a_file_may_cut_a_character():
    for encoding in ("utf-8", "utf-16"):
        whole = ("é" * 100).encode(encoding)
        assert set(decode(whole[:-1], is_whole=False).text) == {"é"}


def test_a_few_broken_bytes_leave_a_text_utf8():
    found = decode(FRENCH.encode() * 3 + b"\xe9")
    assert found.encoding == "utf-8"
    assert found.text.endswith("\ufffd")
