"""A command starts at once: every stage of every corpus is a process of its own."""

import subprocess
import sys

HEAVY = ("numpy", "scipy", "sklearn", "gensim", "altair", "pyarrow", "pypdfium2", "pdfplumber", "lxml", "spacy", "nltk")
"""scipy.stats alone takes more than a second; imported with the commands, it was paid by each of the eleven stages."""


def test_the_command_line_imports_no_heavy_library():
    asked = f"import sys, pipeline.cli; print([name for name in {HEAVY} if name in sys.modules])"
    found = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
