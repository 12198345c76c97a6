"""Everything that can go wrong, and what the user is told.

    GlissementError
    ├── UsageError             2  the command line asks for something that cannot be
    ├── SettingsError          3  corpus.toml, a lexicon or documents.csv is wrong
    ├── SourceError            4  one document cannot be read: becomes a record, fatal only under STRICT
    ├── ContractError          5  a file does not hold what its record promises
    ├── DependencyError        6  a program or library is missing
    └── BusyError              7  another run holds the stage

Each message names the file, the place in it, and the next action.
"""

from enum import IntEnum, StrEnum


class ExitCode(IntEnum):
    """Exit codes of every command; `make` shows the same number."""

    DONE = 0
    BUG = 1
    USAGE = 2
    SETTINGS = 3
    SOURCE = 4
    CONTRACT = 5
    DEPENDENCY = 6
    BUSY = 7
    INTERRUPTED = 130


class Reason(StrEnum):
    """Why a document, or a part of one, is not in the counts."""

    EMPTY = "empty"
    NO_TEXT = "no_text"
    UNSUPPORTED = "unsupported"
    FAILED_DOWNLOAD = "failed_download"
    ENCRYPTED = "encrypted"
    DAMAGED = "damaged"
    UNDECODABLE = "undecodable"
    TOO_LARGE = "too_large"
    DUPLICATE = "duplicate"
    MISSING_FILE = "missing_file"
    UNREADABLE = "unreadable"
    OCR_MISSING = "ocr_missing"
    OCR_FAILED = "ocr_failed"
    OFFICE_MISSING = "office_missing"
    TIMEOUT = "timeout"
    MEMORY = "memory"
    CRASHED = "crashed"


ADVICE: dict[Reason, str] = {
    Reason.EMPTY: "the file holds nothing; fetch it again from its source",
    Reason.NO_TEXT: "open the file and see what it holds; a drawing or blank pages may be left out of raw/",
    Reason.UNSUPPORTED: "convert it to PDF, DOCX, ODT, HTML or plain text, or remove it from raw/",
    Reason.FAILED_DOWNLOAD: "a server most likely sent an error page in its place; download it again",
    Reason.ENCRYPTED: (
        "remove the password, for example: qpdf --password=SECRET --decrypt in.pdf out.pdf, or open the file and print "
        "it to PDF"
    ),
    Reason.DAMAGED: "fetch the file again, or repair it, for example: qpdf in.pdf out.pdf",
    Reason.UNDECODABLE: "save the file as UTF-8",
    Reason.TOO_LARGE: "split the file, or raise the limit of [extract] in corpus.toml",
    Reason.DUPLICATE: "nothing to do: the same bytes are counted once",
    Reason.MISSING_FILE: "correct the column source of documents.csv, or add the file to raw/",
    Reason.UNREADABLE: "check the permissions of the file",
    Reason.OCR_MISSING: "the pages are images: install French OCR data (make system), then run make all again",
    Reason.OCR_FAILED: "no legible text was recognised; look at the scan, scan again at 300 dpi",
    Reason.OFFICE_MISSING: "install LibreOffice (make system), then run make all again",
    Reason.TIMEOUT: "open the file and print it to PDF anew, or split it; a larger CPU_S or WALL_S may help",
    Reason.MEMORY: "open the file and print it to PDF anew, or split it; a larger MEMORY_GB may help",
    Reason.CRASHED: "open the file and print it to PDF anew; please report the case, with the file",
}
"""The next action for each reason, one clause, printed after the reason."""


def told(source: str, reason: Reason, detail: str) -> str:
    """One sentence on a document left out: its file, why, where in it, and what to do."""
    return f"{source}: {reason}{f' ({detail})' if detail else ''}; {ADVICE[reason]}"


class GlissementError(Exception):
    """An error the user can act on: one sentence, no traceback."""

    code = ExitCode.BUG


class UsageError(GlissementError):
    """The command line asks for something that cannot be done."""

    code = ExitCode.USAGE


class SettingsError(GlissementError):
    """corpus.toml, documents.csv or a lexicon is wrong; names the file and the key."""

    code = ExitCode.SETTINGS


class SourceError(GlissementError):
    """One document cannot be read; the runner turns it into a record with this reason.

    Args:
        reason: why, one of `Reason`.
        detail: what was seen, in a few words; may be empty.
        needs: names of system parts that would help (`ocr`, `office`); a later run with them retries.
    """

    code = ExitCode.SOURCE

    def __init__(self, reason: Reason, detail: str = "", needs: tuple[str, ...] = ()) -> None:
        super().__init__(f"{reason.value}: {detail}" if detail else reason.value)
        self.reason = reason
        self.detail = detail
        self.needs = needs


class ContractError(GlissementError):
    """A file does not hold what its record promises; names file, line and key."""

    code = ExitCode.CONTRACT


class DependencyError(GlissementError):
    """A program or library is missing; names the command that installs it."""

    code = ExitCode.DEPENDENCY


class BusyError(GlissementError):
    """Another run is writing the same stage of the same corpus."""

    code = ExitCode.BUSY
