"""Audits Vietnamese news that was machine-translated into Indonesian.

Finds what leaked from the Vietnamese original, says where a page came from, translates it into English, aligns the versions
sentence by sentence, and flags what was dropped or changed.

    import align

    for audit in align.audit(["Pasukan tiba di Kursk. …"]):       # texts, dicts, DataFrames, data sets
        print(audit.findings)

    align.check([("Ia lahir pada 2005.", "He was born in 2015.")])  # fidelity checks over pairs
    align.pair(vietnamese, indonesian)                              # align two texts
    align.leaks(text)                                               # provenance and leaks alone
    align.translate(["Pasukan tiba di Kursk."])                     # into English
"""

from __future__ import annotations

import logging
from importlib import import_module
from typing import TYPE_CHECKING, Any

from align.about import __version__

if TYPE_CHECKING:
    from align.api.auditor import Auditor
    from align.api.audits import Audits, audit
    from align.api.functions import Checked, Leaks, Paired, Translated, check, leaks, pair, translate
    from align.auditing.stages import audit_page
    from align.config import Settings
    from align.finding import Audit, Bead, Finding
    from align.page import Page, Span
    from align.tools import load_tools

logging.getLogger("align").addHandler(logging.NullHandler())

_HOMES = {
    "Audit": "finding", "Auditor": "api.auditor", "Audits": "api.audits", "Bead": "finding", "Checked": "api.functions",
    "Finding": "finding", "Leaks": "api.functions", "Page": "page", "Paired": "api.functions", "Settings": "config",
    "Span": "page", "Translated": "api.functions", "audit": "api.audits", "audit_page": "auditing.stages",
    "check": "api.functions", "leaks": "api.functions", "load_tools": "tools", "pair": "api.functions",
    "translate": "api.functions",
}  # fmt: skip
__all__ = [
    "Audit", "Auditor", "Audits", "Bead", "Checked", "Finding", "Leaks", "Page", "Paired", "Settings", "Span", "Translated",
    "__version__", "audit", "audit_page", "check", "leaks", "load_tools", "pair", "translate",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    """The public names, imported when they are first asked for: `import align` alone loads neither torch nor numpy."""
    if name not in _HOMES:
        raise AttributeError(f"module 'align' has no attribute {name!r}; it has {', '.join(__all__)}")
    value = globals()[name] = getattr(import_module(f"align.{_HOMES[name]}"), name)
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
