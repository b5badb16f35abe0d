"""Pages from what people hold in memory: texts, dicts, Pages, pandas, pyarrow, datasets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from align.config import PagesSettings, Settings
from align.errors import InputError
from align.page import Failure, Page
from align.pages.base import Names, checked_page, make_page
from align.pages.tables import is_missing, page_of_row

_EXPECTED = "a list of texts, dicts or Pages, a pandas DataFrame, a pyarrow Table or a datasets.Dataset"


def checked_settings(settings: object) -> Settings:
    """The settings, or the defaults for None. Raises TypeError for anything else."""
    if settings is None:
        return Settings()
    if not isinstance(settings, Settings):
        raise TypeError(
            f"expected align.Settings or None, found {type(settings).__name__}; align.Settings(**sections) makes some"
        )
    return settings


def is_from(library: str, value: object) -> bool:
    """Whether a value is of a class of `library`, or of one derived from it."""
    return any(base.__module__.partition(".")[0] == library for base in type(value).__mro__)


def rows_of(pages: object) -> Iterable[Any]:
    """The rows of `pages`, one by one. Raises TypeError where it is nothing that has rows."""
    if isinstance(pages, (str, bytes, Page, Mapping)) and not hasattr(pages, "column_names"):
        raise TypeError(f"expected {_EXPECTED}, found one {type(pages).__name__}; put it into a list")
    frame: Any = pages
    if is_from("pandas", pages):
        if hasattr(frame, "itertuples"):
            return (dict(zip(frame.columns, row, strict=True)) for row in frame.itertuples(index=False, name=None))
        if hasattr(frame, "groups"):
            raise TypeError(f"expected {_EXPECTED}, found groups; pass the DataFrame")
    if is_from("pyarrow", pages) and hasattr(frame, "to_batches"):
        return (row for batch in frame.to_batches() for row in batch.to_pylist())
    if is_from("datasets", pages):
        if isinstance(pages, Mapping):
            raise TypeError(f"expected {_EXPECTED}, found a DatasetDict; choose one of its splits: {', '.join(map(str, pages))}")
        return frame.with_format(None) if hasattr(frame, "with_format") else frame  # type: ignore[no-any-return]
    if not isinstance(pages, Iterable):
        raise TypeError(f"expected {_EXPECTED}, found {type(pages).__name__}")
    return pages


def pages_of(pages: object, settings: PagesSettings) -> Iterator[Page | Failure]:
    """Each row as a Page, or as a Failure that says why it is none. Raises TypeError for rows of another type."""
    names = Names()
    for number, row in enumerate(rows_of(pages), start=1):
        where = f"page{number}"
        try:
            yield names.unique(_page(row, where, settings))
        except InputError as error:
            yield Failure(where, str(error))


def _page(row: Any, where: str, settings: PagesSettings) -> Page:
    if isinstance(row, Page):
        return checked_page(row, settings)
    if isinstance(row, str):
        return make_page(where, row, settings)
    if isinstance(row, Mapping):
        return page_of_row(row, where, settings)
    if is_missing(row):
        raise InputError(f"{where}: expected a text, found nothing ({row})")
    raise TypeError(f"{where}: expected a text, a dict or a Page, found {type(row).__name__}")
