import errno
from pathlib import Path

import pytest

from pipeline import store
from pipeline.errors import BusyError, ContractError
from pipeline.records import Exclusion, Line, Page, Point

PAGE = Page("a-1", 1, None, 595.276, 841.89, "text", None, "Été\n", [Line(0, 3, 1.0, 2.0, 3.0, 4.0, 12.0)], [])


def test_records_come_back_as_written(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "pages.jsonl"
    written = store.write(path, [PAGE, PAGE])
    assert store.read_all(path, Page) == [PAGE, PAGE]
    assert written == store.Written(store.file_sha256(path), path.stat().st_size, 2)
    assert path.read_bytes().endswith(b"\n")
    assert "Été" in path.read_text(encoding="utf-8")


def test_floats_are_rounded_to_the_declared_decimals() -> None:
    assert (PAGE.width_pt, PAGE.height_pt) == (595.3, 841.9)
    point = Point("term:CD", "share_of_units", None, 2014, 1 / 3, None, 2 / 3, 3, 100, "wilson")
    assert (point.value, point.low, point.high) == (0.333333, None, 0.666667)


@pytest.mark.parametrize(
    ("line", "named"),
    [(b'{"doc_id":"a-1"}', "page"), (b'{"doc_id":"a-1","colour":1}', "colour"), (b"{", "line 2"), (b"[]", "line 2")],
)
def test_a_broken_line_is_named_with_file_and_line(tmp_path: Path, line: bytes, named: str) -> None:
    path = tmp_path / "pages.jsonl"
    store.write(path, [PAGE])
    path.write_bytes(path.read_bytes() + line + b"\n")
    with pytest.raises(ContractError) as caught:
        store.read_all(path, Page)
    assert str(path) in str(caught.value)
    assert "line 2" in str(caught.value)
    assert named in str(caught.value)


def test_a_write_that_fails_leaves_the_old_file_and_no_leftover(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"old")

    def broken() -> object:
        yield PAGE
        raise OSError(errno.ENOSPC, "No space left on device", str(path))

    with pytest.raises(OSError, match="No space"):
        store.write(path, broken())  # type: ignore[arg-type]
    assert path.read_bytes() == b"old"
    assert [left.name for left in tmp_path.iterdir()] == ["a.jsonl"]


def test_a_file_is_rewritten_only_when_it_differs(tmp_path: Path) -> None:
    path = tmp_path / "params.json"
    assert store.write_if_different(path, b"1")
    before = path.stat().st_mtime_ns
    assert not store.write_if_different(path, b"1")
    assert path.stat().st_mtime_ns == before
    assert store.write_if_different(path, b"2")


def test_one_lock_one_holder(tmp_path: Path) -> None:
    with store.locked(tmp_path / "x.lock", "stage x"):
        second = store.locked(tmp_path / "x.lock", "stage x")
        with pytest.raises(BusyError, match="stage x"):
            second.__enter__()
    with store.locked(tmp_path / "x.lock", "stage x"):
        assert (tmp_path / "x.lock").exists()


def test_place_gives_the_same_bytes_and_leaves_the_source_alone(tmp_path: Path) -> None:
    source, target = tmp_path / "a.pdf", tmp_path / "build" / "b.pdf"
    source.write_bytes(b"%PDF")
    store.place(source, target)
    store.place(source, target)
    assert target.read_bytes() == source.read_bytes() == b"%PDF"


@pytest.mark.parametrize(
    ("code", "word"), [(errno.ENOSPC, "space"), (errno.EROFS, "read-only"), (errno.EACCES, "permission")]
)
def test_errors_of_the_disk_are_one_sentence(code: int, word: str) -> None:
    sentence = store.disk_error(OSError(code, "x", "/data/pages"))
    assert sentence is not None
    assert word in str(sentence)
    assert "/data/pages" in str(sentence)


def test_other_errors_of_the_system_stay_what_they_are() -> None:
    assert store.disk_error(OSError(errno.EPIPE, "x")) is None


def test_pretty_json_is_sorted_and_ends_in_a_newline() -> None:
    text = store.encode_pretty({"b": 1, "a": [Exclusion("a-1", "x.pdf", "extract", "damaged", "")]}).decode()  # type: ignore[arg-type]
    assert text.index('"a"') < text.index('"b"')
    assert text.endswith("}\n")
