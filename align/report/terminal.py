"""What is fit for a terminal."""

from __future__ import annotations

import re


def printable(text: str) -> str:
    """`text` without what a terminal would obey."""
    return re.sub("[\x00-\x08\x0b-\x1f\x7f-\x9f]", "\ufffd", text)
