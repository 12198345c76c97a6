"""System parts beyond Python: what is installed, what it is for, how to get it."""

from typing import NamedTuple

from pipeline.documents.scanned import ocr
from pipeline.documents.typed import office


class Part(NamedTuple):
    """One system part."""

    name: str
    purpose: str
    debian: str  # packages of Debian and Ubuntu
    macos: str  # formulae of Homebrew


PARTS = (
    Part("ocr", "reads pages that are images (French OCR data)", "tesseract-ocr-fra", "tesseract-lang"),
    Part("office", "reads legacy Word files (.doc)", "libreoffice-writer-nogui", "--cask libreoffice"),
)


def installed() -> frozenset[str]:
    """Names of the parts found on this machine."""
    found = {"ocr": ocr.available, "office": office.available}
    return frozenset(part.name for part in PARTS if found[part.name]())
