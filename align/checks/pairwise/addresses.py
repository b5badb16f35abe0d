"""Web and e-mail addresses, hashtags and user names: they are copied, not translated."""

from __future__ import annotations

import re

from align.checks.pair import CLEAN, Pair, Result
from align.page import Span

_HOST = (  # kpu.go.id, t.me/berita: a host by its ending, without a scheme
    r"(?<![\w@./-])(?=[A-Z]?[a-z0-9.-])(?:[A-Za-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,5}(?:com|org|net|gov|edu|info|me|tv|io|co|app|asia|eu|id|vn|my|sg|"
    r"uk|us|ru|cn|jp|kr|de|fr|au|in|th|ph|la|kh|mm|tw|hk)(?![\w-]|\.[a-z0-9])(?:/[^\s<>\"“”]{0,2000})?"
)
_ADDRESS = re.compile(_HOST + r"|(?:https?://|www\.)[^\s<>\"“”]{3,2000}|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,63}){1,4}")


_SHOUTED = re.compile(r"(?<!\w)(?:HTTPS?://)?(?:[A-Z0-9-]{2,}\.){1,4}[A-Z]{2,6}\b(?:/[A-Z0-9/_-]*)?")  # KPU.GO.ID
_DOTTED = re.compile(r"\.[^\W\d_]|www\.")  # every host has one of them: most texts have none
_PREFIX = re.compile(r"^(?:https?://)?(?:www\.)?")


def _found(text: str) -> list[tuple[str, Span]]:
    out: list[tuple[str, Span]] = []
    if _DOTTED.search(text) is None and "@" not in text and "://" not in text:
        return out
    for match in _ADDRESS.finditer(_SHOUTED.sub(lambda m: m.group().lower(), text)):
        bare = match.group().rstrip(".,;:!?)]'\"")
        out.append((bare, Span(match.start(), match.start() + len(bare))))
    return out


def _bare(address: str) -> str:
    """An address without what goes without saying: its scheme, www, a slash at its end, capitals."""
    return _PREFIX.sub("", address.lower()).rstrip("/")


def check(pair: Pair) -> Result:
    """Score .9 where an address of the source is not in the translation, .8 where there is one more."""
    left, right = _found(pair.left), _found(pair.right)
    if not left and not right:
        return CLEAN
    there, here = {_bare(a) for a, _ in right}, {_bare(a) for a, _ in left}
    lost = [(a, s) for a, s in left if _bare(a) not in there]
    new = [(a, s) for a, s in right if _bare(a) not in here]
    if not lost and not new:
        return CLEAN
    expected, found = ", ".join(a for a, _ in lost) or "no such address", ", ".join(a for a, _ in new) or "not there"
    what = "changed" if lost and new else "lost" if lost else "added"
    return Result(
        0.9 if lost else 0.8, "major", tuple(s for _, s in lost), tuple(s for _, s in new), expected, found,
        f"address {what}: {expected if lost else found}",
    )  # fmt: skip
