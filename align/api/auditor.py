"""An audit as a function over batches, for `datasets.map`, Ray and Spark."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from align.api.sources import checked_settings, is_from, pages_of
from align.config import Settings
from align.engines.pages import audit_one, make_tools
from align.finding import Audit, worst_of
from align.page import Failure
from align.report.jsonl import audit_line
from align.report.rows import compared_leg
from align.tools import Tools

_LOADED_IN = os.getpid()


def _after_fork() -> None:
    """A forked process must not start OpenMP threads: those of its parent are gone, and waiting for them takes for ever."""
    os.environ["OMP_NUM_THREADS"] = "1"
    if "torch" in sys.modules:
        import torch

        torch.set_num_threads(1)


class Auditor:
    """Audits batches of columns: `dataset.map(Auditor(), batched=True, num_proc=2)`.

    It can be pickled, and two with the same settings are equal, so that `datasets` finds its cache again. Models and the
    cache of translations are opened in each process when the first batch comes.

    A batch is a mapping from columns to lists (or a pandas DataFrame); the answer holds the new columns alone, a row a row:
    `publisher`, `source_url`, `title`, `title_english`, `sentences`, `findings` (count) and `worst` (severity) of those about
    the page, `our_english` (count of those about the English made here), `compared` (whether there was an original or a given
    English), `dropped` (count), `failure` (why a page could not be audited) and `audit` (everything, as a line of
    audit.jsonl). A text that is not known is empty, never None: `datasets` takes the types of its columns from the first batch.
    """

    NOTHING: Mapping[str, Any] = {
        "publisher": "", "source_url": "", "title": "", "title_english": "", "sentences": 0, "findings": 0, "worst": "",
        "our_english": 0,
        "compared": False, "dropped": 0, "failure": "", "audit": "",
    }  # fmt: skip

    def __init__(self, settings: Settings | None = None, originals: str | Path | None = None) -> None:
        self._settings, self._originals = checked_settings(settings), str(originals) if originals is not None else None
        self._tools: tuple[int, Tools] | None = None

    def __getstate__(self) -> dict[str, Any]:
        files = (self._originals, self._settings.checks.precision, self._settings.leaks.publishers)
        return {
            "settings": self._settings.model_dump_json(), "originals": self._originals,
            "files": [_stamp(Path(file)) if file else None for file in files],  # another text of a file is another audit
        }  # fmt: skip

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__init__(Settings.model_validate_json(state["settings"]), state["originals"])  # type: ignore[misc]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Auditor) and self.__getstate__() == other.__getstate__()

    def __hash__(self) -> int:
        return hash((self._settings.fingerprint(), self._originals))

    def tools(self) -> Tools:
        """The tools of this process, made at the first call; not those of the process it was forked from."""
        if self._tools is None or self._tools[0] != os.getpid():
            if os.getpid() != _LOADED_IN:
                _after_fork()
            self._tools = os.getpid(), make_tools(self._settings, Path(self._originals) if self._originals else None)
        return self._tools[1]

    def __call__(self, batch: Any) -> Any:
        """The new columns of a batch, in the batch's own form. Raises TypeError where it has no columns."""
        if is_from("pandas", batch) and hasattr(batch, "itertuples"):
            return type(batch)(self._answers(batch), index=batch.index)
        if is_from("pyarrow", batch) and hasattr(batch, "to_pylist") and hasattr(batch, "column_names"):
            return type(batch).from_pydict(self._answers(batch.to_pylist()))
        if not isinstance(batch, Mapping):
            raise TypeError(f"expected a mapping from columns to lists, found {type(batch).__name__}; pass batched=True")
        single = next((name for name, values in batch.items() if isinstance(values, str) or not hasattr(values, "__len__")), None)
        if single is not None:
            raise TypeError(f"expected a list in column {single!r}, found one {type(batch[single]).__name__}; pass batched=True")
        rows = [dict(zip(batch, values, strict=True)) for values in zip(*batch.values(), strict=True)]
        return self._answers(rows)

    def _answers(self, rows: object) -> dict[str, list[Any]]:
        tools = self.tools()
        made = [_row(audit_one(page, tools)) for page in pages_of(rows, self._settings.pages)]
        return {name: [row[name] for row in made] for name in self.NOTHING}


def _stamp(path: Path) -> list[tuple[str, int, int]]:
    """What tells whether a file, or a folder's files, have changed: names, sizes, times."""
    files = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path] if path.exists() else []
    return [(str(file), file.stat().st_size, file.stat().st_mtime_ns) for file in files]


def _row(result: Audit | Failure) -> dict[str, Any]:
    if isinstance(result, Failure):
        return {**Auditor.NOTHING, "failure": result.reason}
    provenance, leg = result.provenance, compared_leg(result)
    title, own = provenance.headline if provenance else None, result.page_findings
    known = {
        "publisher": provenance.publisher if provenance else None, "source_url": provenance.url if provenance else None,
        "title": title.text if title else None, "title_english": result.title_english,
        "worst": worst_of(own),
    }  # fmt: skip
    return {
        **Auditor.NOTHING, **{name: text or "" for name, text in known.items()}, "sentences": len(result.sentences),
        "findings": len(own), "our_english": len(result.findings) - len(own), "compared": leg is not None,
        "dropped": sum(p >= 0.5 for p in leg.left_dropped) if leg else 0, "audit": audit_line(result),
    }  # fmt: skip
