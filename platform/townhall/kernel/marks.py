"""Where does a piece of a definition stand in its file?"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A place in a file; lines and columns count from 1.

    >>> str(Mark("chains/temp_relief.yaml", 5, 12))
    'chains/temp_relief.yaml:5:12'
    """

    file: str
    line: int
    column: int

    def moved(self, columns: int, lines: int = 0) -> Mark:
        """The place `lines` below and `columns` to the right; a new line counts its columns from 1."""
        if lines:
            return Mark(self.file, self.line + lines, columns + 1)
        return Mark(self.file, self.line, self.column + columns)

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


NOWHERE = Mark("", 0, 0)
