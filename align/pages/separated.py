"""Tables separated by tabs, quoted or not: one stray quotation mark must not swallow the rows behind it."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator


def tab_separated(lines: Iterable[str]) -> Iterator[list[str]]:
    """The cells of each row. A quoted cell may hold line breaks, unless rows of the table's width stand in it: then its mark
    is one of the text."""
    kept: list[str] = []  # lines of the row that is being read
    given = _Recorder(lines, kept)
    reader = csv.reader(given, delimiter="\t", strict=True)
    width = 0
    while True:
        kept.clear()
        try:
            cells = next(reader, None)
        except csv.Error:
            cells = None
        if cells is None and not kept:
            return
        swallowed = [line for line in kept[1:-1] if width and line.count("\t") >= width - 1 and '"' not in line]
        if cells is None or swallowed:
            for line in kept:
                yield line.rstrip("\r\n").split("\t")
            reader = csv.reader(given, delimiter="\t", strict=True)
            continue
        width = width or len(cells)
        yield cells


class _Recorder:
    """Lines, kept as they are handed on."""

    def __init__(self, lines: Iterable[str], kept: list[str]) -> None:
        self._lines, self._kept = iter(lines), kept

    def __iter__(self) -> _Recorder:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self._kept.append(line)
        return line
