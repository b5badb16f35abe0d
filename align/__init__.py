"""Translation-alignment toolkit for Vietnamese news machine-translated into Indonesian.

from align import audit_page, load_tools, Page
audit = audit_page(Page("p1", text), load_tools())
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from align.page import Page

if TYPE_CHECKING:
    from align.audit import audit_page
    from align.tools import load_tools

__version__ = "0.1.0"
__all__ = ["Page", "audit_page", "load_tools"]


def __getattr__(name: str) -> Any:
    """Import the heavy parts only when they are asked for."""
    if name == "audit_page":
        from align.audit import audit_page

        return audit_page
    if name == "load_tools":
        from align.tools import load_tools

        return load_tools
    raise AttributeError(f"module 'align' has no attribute {name!r}")
