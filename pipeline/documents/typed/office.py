"""Legacy Word files, turned into DOCX by LibreOffice where it is installed."""

import shutil
import subprocess
import tempfile
from pathlib import Path

from pipeline.errors import Reason, SourceError

CONVERSION_S = 120
PROGRAMS = ("soffice", "libreoffice", "/Applications/LibreOffice.app/Contents/MacOS/soffice")


def available() -> bool:
    """Whether LibreOffice is installed."""
    return _program() is not None


def _program() -> str | None:
    return next((found for found in map(shutil.which, PROGRAMS) if found), None)


def converted(data: bytes) -> bytes:
    """A legacy Word file as DOCX, made by LibreOffice in a profile of its own.

    Raises:
        SourceError: LibreOffice is missing, takes too long, or cannot read the file.
    """
    program = _program()
    if program is None:
        raise SourceError(Reason.OFFICE_MISSING, "LibreOffice not found", ("office",))
    with tempfile.TemporaryDirectory(prefix="glissement-") as folder:
        source = Path(folder, "source.doc")
        source.write_bytes(data)
        command = [
            program, f"-env:UserInstallation={Path(folder, 'profile').as_uri()}", "--headless", "--norestore",
            "--convert-to", "docx:MS Word 2007 XML", "--outdir", folder, str(source),
        ]  # fmt: skip
        try:
            done = subprocess.run(command, capture_output=True, timeout=CONVERSION_S, check=False, cwd=folder)
        except subprocess.TimeoutExpired as error:
            raise SourceError(Reason.TIMEOUT, f"LibreOffice took more than {CONVERSION_S} s") from error
        made = Path(folder, "source.docx")
        if not made.is_file():
            detail = done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:] or ["no output"]
            raise SourceError(Reason.DAMAGED, f"LibreOffice could not read it ({detail[0][:150]})")
        return made.read_bytes()
