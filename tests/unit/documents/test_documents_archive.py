"""ZIP archives: each member a document, none written under its own name."""

import io
import zipfile

import pytest

from pipeline.documents import archive, holdings
from pipeline.errors import Reason, SourceError


def packed(*members: tuple[str, bytes | str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members:
            made.writestr(name, content)
    return stream.getvalue()


def members(data: bytes) -> dict[str, archive.Member]:
    return {member.name: member for member in archive.members(io.BytesIO(data), len(data))}


def test_members_and_what_systems_leave_behind():
    data = packed(
        ("actes/délib 1.txt", "Un."), ("__MACOSX/actes/._délib 1.txt", "x"), (".DS_Store", "x"), ("a/Thumbs.db", "x"),
        ("a/~$x.docx", "x"), ("vide/", ""), ("../../etc/passwd", "Deux."), ("C:\\lot\\b.txt", "Trois."), ("/abs.txt", "Quatre."),
    )  # fmt: skip
    assert {name: member.data for name, member in members(data).items()} == {
        "actes/délib 1.txt": b"Un.", "../../etc/passwd": b"Deux.", "C:/lot/b.txt": b"Trois.", "abs.txt": b"Quatre.",
    }  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "cp850", "cp437", "cp1252"])
def test_names_in_old_encodings(encoding):
    info = zipfile.ZipInfo("x")
    info.filename = "Délibération n° 3 été.txt".encode(encoding).decode("cp437")
    info.flag_bits = 0
    assert archive.member_name(info) == "Délibération n° 3 été.txt"


def test_inner_archives():
    data = packed(("lot.zip", packed(("a.txt", "Un."))), ("b.txt", "Deux."))
    found = members(data)
    assert {name: member.indexes for name, member in found.items()} == {"lot.zip!/a.txt": (0, 0), "b.txt": (1,)}
    with archive.Reader(lambda: io.BytesIO(data)) as reader:
        assert [reader.at(member.indexes) for member in found.values()] == [b"Un.", b"Deux."]
        assert reader.at(()) == data


def test_a_locked_member_says_how_to_unlock():
    data = bytearray(packed(("a.txt", "Un."), ("b.txt", "Deux.")))
    entry = data.index(b"PK\x01\x02")
    data[entry + 8] |= 1
    found = members(bytes(data))
    assert found["a.txt"].reason == Reason.ENCRYPTED
    assert "password" in found["a.txt"].detail
    assert found["b.txt"].data == b"Deux."


def test_a_damaged_member_costs_only_itself():
    data = bytearray(packed(("a.txt", "Un " * 1000), ("b.txt", "Deux.")))
    data[45] ^= 0xFF
    found = members(bytes(data))
    assert found["a.txt"].reason == Reason.DAMAGED
    assert found["b.txt"].reason is None


@pytest.mark.parametrize(
    ("data", "reason"), [(b"PK\x03\x04 cut", Reason.DAMAGED), (packed((".DS_Store", "x")), Reason.EMPTY)]
)
def test_archives_that_hold_nothing(data, reason):
    with pytest.raises(SourceError) as caught:
        members(data)
    assert caught.value.reason == reason
    (held,) = holdings.held_in(io.BytesIO(data), len(data), "a.zip")
    assert (held.reason, held.place) == (reason, "")


def test_what_members_are():
    data = packed(
        ("a.PDF", "<html>404"), ("b.xlsx", packed(("xl/workbook.xml", ""))), ("c.csv", "id;texte\n1;a\n"), ("d.txt", "")
    )
    found = {
        held.place: (held.media_type, held.reason) for held in holdings.held_in(io.BytesIO(data), len(data), "a.zip")
    }
    assert found["a.PDF"] == ("application/x-failed-download", Reason.FAILED_DOWNLOAD)
    assert found["b.xlsx"][1] == Reason.UNSUPPORTED
    assert found["c.csv"] == ("text/csv", None)
    assert found["d.txt"][1] == Reason.EMPTY
