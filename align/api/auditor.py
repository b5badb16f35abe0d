"""An audit as a function over batches, for `datasets.map`, Ray and Spark."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from align.api.sources import pages_of
from align.config import Settings
from align.engines.pages import audit_one, make_tools
from align.finding import Audit
from align.page import Failure
from align.report.jsonl import audit_line
from align.report.rows import compared_leg
from align.tools import Tools

_LOADED_IN = os.getpid()


def _after_fork() -> None:
    """A forked process must not start OpenMP threads: those of its parent are gone, and waiting for them takes for ever."""
    import torch

    torch.set_num_threads(1)


class Auditor:
    """Audits batches of columns: `dataset.map(Auditor(), batched=True, num_proc=2)`.

    It can be pickled, and two with the same settings are equal, so that `datasets` finds its cache again. Models and the
    cache of translations are opened in each process when the first batch comes.

    A batch is a mapping from columns to lists (or a pandas DataFrame); the answer holds the new columns alone, a row a row:
    `publisher`, `source_url`, `title`, `title_english`, `sentences`, `findings` (count), `worst` (severity), `compared`
    (whether there was an original or a given English), `dropped` (count), `failure` (why a page could not be audited) and
    `audit` (everything, as a line of audit.jsonl). A text that is not known is empty, never None: `datasets` takes the types
    of its columns from the first batch.
    """

    NOTHING: Mapping[str, Any] = {
        "publisher": "", "source_url": "", "title": "", "title_english": "", "sentences": 0, "findings": 0, "worst": "",
        "compared": False, "dropped": 0, "failure": "", "audit": "",
    }  # fmt: skip

    def __init__(self, settings: Settings | None = None, originals: str | Path | None = None) -> None:
        self._settings, self._originals = settings or Settings(), str(originals) if originals is not None else None
        self._tools: tuple[int, Tools] | None = None

    def __getstate__(self) -> dict[str, Any]:
        return {"settings": self._settings.model_dump_json(), "originals": self._originals}

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
        if type(batch).__module__.partition(".")[0] == "pandas":
            return type(batch)(self._answers(batch), index=batch.index)
        if not isinstance(batch, Mapping):
            raise TypeError(f"expected a mapping from columns to lists, found {type(batch).__name__}; pass batched=True")
        rows = [dict(zip(batch, values, strict=True)) for values in zip(*batch.values(), strict=True)]
        return self._answers(rows)

    def _answers(self, rows: object) -> dict[str, list[Any]]:
        tools = self.tools()
        made = [_row(audit_one(page, tools)) for page in pages_of(rows, self._settings.pages)]
        return {name: [row[name] for row in made] for name in self.NOTHING}


def _row(result: Audit | Failure) -> dict[str, Any]:
    if isinstance(result, Failure):
        return {**Auditor.NOTHING, "failure": result.reason}
    provenance, leg = result.provenance, compared_leg(result)
    title = provenance.headline if provenance else None
    known = {
        "publisher": provenance.publisher if provenance else None, "source_url": provenance.url if provenance else None,
        "title": title.text if title else None, "title_english": result.title_english, "worst": result.worst(),
    }  # fmt: skip
    return {
        **Auditor.NOTHING, **{name: text or "" for name, text in known.items()}, "sentences": len(result.sentences),
        "findings": len(result.findings), "compared": leg is not None,
        "dropped": sum(p >= 0.5 for p in leg.left_dropped) if leg else 0, "audit": audit_line(result),
    }  # fmt: skip
