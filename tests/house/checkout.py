"""What lies in this checkout? The house tests look at it as text, without importing it."""

import ast
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "platform" / "townhall"
NOT_OURS = {".venv", "node_modules", "vendor", "__pycache__", "build", "dist", "var", ".git"}


@cache
def files() -> tuple[Path, ...]:
    """Every file that belongs to the repository, kept or about to be; without git, every file not ignored."""
    git = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(git, cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode == 0:
        candidates = [ROOT / name for name in listed.stdout.split("\0") if name]
    else:
        candidates = [path for path in ROOT.rglob("*") if not NOT_OURS.intersection(path.parts)]
    return tuple(sorted(path for path in candidates if path.is_file()))


@cache
def texts() -> tuple[tuple[Path, str], ...]:
    """Every file that is text, with what it says; bytes that are no UTF-8 (a test's own) show as such."""
    readable = []
    for path in files():
        raw = path.read_bytes()
        if b"\0" not in raw:
            readable.append((path, raw.decode("utf-8", "backslashreplace")))
    return tuple(readable)


@cache
def modules() -> tuple[tuple[Path, ast.Module], ...]:
    """Every module of the package, parsed."""
    return tuple((path, ast.parse(path.read_text("utf-8"))) for path in sorted(PACKAGE.rglob("*.py")))


def shown(path: Path) -> str:
    """A path as a person would type it here."""
    return path.relative_to(ROOT).as_posix()
