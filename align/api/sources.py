"""Pages from what people hold in memory: texts, dicts, Pages, pandas, pyarrow, datasets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from align.config import PagesSettings
from align.errors import InputError
from align.page import Failure, Page
from align.pages.base import make_page
from align.pages.tables import page_of_row

_EXPECTED = "a list of texts, dicts or Pages, a pandas DataFrame, a pyarrow Table or a datasets.Dataset"


def rows_of(pages: object) -> Iterable[Any]:
    """The rows of `pages`, one by one. Raises TypeError where it is nothing that has rows."""
    if isinstance(pages, (str, bytes, Page, Mapping)) and not hasattr(pages, "column_names"):
        raise TypeError(f"expected {_EXPECTED}, found one {type(pages).__name__}; put it into a list")
    home = type(pages).__module__.partition(".")[0]
    frame: Any = pages
    if home == "pandas":
        return (dict(zip(frame.columns, row, strict=True)) for row in frame.itertuples(index=False, name=None))
    if home == "pyarrow" and hasattr(frame, "to_batches"):
        return (row for batch in frame.to_batches() for row in batch.to_pylist())
    if home == "datasets" and isinstance(pages, Mapping):
        raise TypeError(f"expected {_EXPECTED}, found a DatasetDict; choose one of its splits: {', '.join(map(str, pages))}")
    if not isinstance(pages, Iterable):
        raise TypeError(f"expected {_EXPECTED}, found {type(pages).__name__}")
    return pages


def pages_of(pages: object, settings: PagesSettings) -> Iterator[Page | Failure]:
    """Each row as a Page, or as a Failure that says why it is none. Raises TypeError for rows of another type."""
    for number, row in enumerate(rows_of(pages), start=1):
        where = f"page{number}"
        try:
            if isinstance(row, Page):
                yield row
            elif isinstance(row, str):
                yield make_page(where, row, settings)
            elif isinstance(row, Mapping):
                yield page_of_row(row, where, settings)
            else:
                raise TypeError(f"{where}: expected a text, a dict or a Page, found {type(row).__name__}")
        except InputError as error:
            yield Failure(where, str(error))
