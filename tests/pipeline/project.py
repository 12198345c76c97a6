"""A project of its own: real make, real stages, the environment of the checkout."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from pipeline import flow

CHECKOUT = Path(__file__).resolve().parents[2]
VENV = Path(sys.prefix)
STAGES = tuple(flow.STAGES)


class Project:
    """A folder with the Makefile and the three trees; the code is the checkout's."""

    def __init__(self, path: Path) -> None:
        self.path = path
        for name in ("corpora", "models", "reports"):
            (path / name).mkdir(parents=True)
        for name in ("Makefile", "requirements.lock", "pyproject.toml"):
            shutil.copy2(CHECKOUT / name, path / name)

    def command(self, *arguments: str) -> list[str]:
        return ["make", f"VENV={VENV}", "INSTALLED=", *arguments]  # the environment is the one that runs the tests

    def make(self, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(self.command(*arguments), cwd=self.path, capture_output=True, text=True, check=False)
        if check and done.returncode:
            raise AssertionError(f"make {' '.join(arguments)}\n{done.stdout}\n{done.stderr}")
        return done

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            self.command(*arguments), cwd=self.path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            start_new_session=True,
        )  # fmt: skip

    def glissement(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "pipeline", *arguments], cwd=self.path, capture_output=True, text=True, check=False,
            env={**os.environ, **environment},
        )  # fmt: skip

    def state(self, corpus: str) -> Path:
        return self.path / "corpora" / corpus / "build" / ".state"

    def results(self, corpus: str) -> dict[str, str]:
        """Digest of every file a run leaves, journals and stamps apart."""
        return {name: digest for name, (digest, _) in self._files(corpus).items()}

    def times(self, corpus: str) -> dict[str, int]:
        """Time of every file a run leaves."""
        return {name: mtime for name, (_, mtime) in self._files(corpus).items()}

    def _files(self, corpus: str) -> dict[str, tuple[str, int]]:
        trees = (f"corpora/{corpus}/build", f"models/{corpus}", f"reports/{corpus}")
        found = {}
        for tree in trees:
            for path in sorted((self.path / tree).rglob("*")):
                if path.is_file() and ".state" not in path.parts:
                    data = path.read_bytes()
                    found[str(path.relative_to(self.path))] = (
                        hashlib.sha256(data).hexdigest(),
                        path.stat().st_mtime_ns,
                    )
        return found
