"""Audits of many pages as an iterable, as tables, as data sets, or written into a folder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from align.api.sources import checked_settings, pages_of, rows_of
from align.config import Settings, as_mapping
from align.engines.pages import audit_pages, make_tools
from align.finding import Audit
from align.page import Failure
from align.report import tables
from align.report.tables import table_rows
from align.report.writer import Outcome, write_audits
from align.tools import Tools

if TYPE_CHECKING:
    import datasets
    import pandas

TABLES = ("pages", "sentences", "findings", "leaks")


class Audits:
    """The audits of some pages, made while they are iterated; nothing is kept.

    `failures` holds the pages that could not be audited, with the reasons, after an iteration. Every iteration audits anew
    (translations are cached); keep a list where the audits are needed twice.
    """

    def __init__(self, pages: object, settings: Settings, originals: Path | None, workers: int) -> None:
        self._pages, self._settings, self._originals, self._workers = pages, settings, originals, workers
        self._spent = False
        self.failures: list[Failure] = []

    def _results(self, tools: Tools | None = None) -> Iterator[Audit | Failure]:
        if self._spent:
            raise TypeError("expected pages that can be read again, found an iterator that was used up; pass a list")
        self._spent = isinstance(self._pages, Iterator)
        self.failures = []
        pages = pages_of(self._pages, self._settings.pages)
        settings, workers = self._settings, self._workers
        for result in audit_pages(pages, settings, workers=workers, originals=self._originals, tools=tools):
            if isinstance(result, Failure):
                self.failures.append(result)
            yield result

    def __iter__(self) -> Iterator[Audit]:
        return (result for result in self._results() if isinstance(result, Audit))

    def rows(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """The rows of all tables, each with the name of its table, page by page."""
        for audit in self:
            yield from table_rows(audit)

    def _columns(self) -> dict[str, dict[str, list[Any]]]:
        names = {"pages": tables.PAGES, "sentences": tables.SENTENCES, "findings": tables.FINDINGS, "leaks": tables.LEAKS}
        found: dict[str, dict[str, list[Any]]] = {table: {name: [] for name in names[table]} for table in TABLES}
        for table, row in self.rows():
            for name, values in found[table].items():
                values.append(row.get(name))
        return found

    def to_pandas(self) -> dict[str, pandas.DataFrame]:
        """The tables `pages`, `sentences`, `findings` and `leaks` as data frames; columns as in the CSV files."""
        import pandas

        return {table: pandas.DataFrame(columns) for table, columns in self._columns().items()}

    def to_dataset(self) -> datasets.DatasetDict:
        """The same tables as a DatasetDict."""
        import datasets

        return datasets.DatasetDict({t: datasets.Dataset.from_dict(columns) for t, columns in self._columns().items()})

    def write(self, out: str | Path) -> Outcome:
        """What `align audit --out` writes: tables, audit.jsonl, report.html. Raises InputError where it cannot be written."""
        tools = make_tools(self._settings, self._originals)
        manifest = {"signature": tools.signature, "settings": as_mapping(self._settings)}
        return write_audits(self._results(tools), Path(out), tools, manifest)


def audit(
    pages: Iterable[Any], settings: Settings | None = None, *, originals: str | Path | None = None, workers: int = 1
) -> Audits:
    """Audit pages: texts, dicts, Pages, a pandas DataFrame, a pyarrow Table, a datasets.Dataset or IterableDataset.

    Columns are those of the settings (`text`, `id`, `url`, `english`). `originals` names a folder or file of Vietnamese
    originals, `workers` the number of processes. Nothing runs before the result is iterated or written.

    Raises TypeError for what has no rows. A page that cannot be audited is in `failures`, with the reason.

    >>> import align
    >>> audits = align.audit(["Pasukan tiba di Kursk pada hari Senin. Mereka pulang kemarin."])
    >>> [len(audit.sentences) for audit in audits]
    [2]
    """
    rows_of(pages)
    if not isinstance(workers, int) or workers < 1:
        raise TypeError(f"expected workers as a whole number from 1 on, found {workers!r}")
    return Audits(pages, checked_settings(settings), Path(originals) if originals is not None else None, workers)
