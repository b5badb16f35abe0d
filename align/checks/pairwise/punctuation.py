"""End marks, quotation marks and brackets."""

from __future__ import annotations

import re

from align.checks.pair import CLEAN, Pair, Result
from align.page import Span

_CLOSING = "\"'”’»)]』」* \u00a0"
_ENDS = {".": "stop", "。": "stop", "…": "ellipsis", "?": "question", "？": "question", "!": "exclamation", "！": "exclamation"}
_OPENERS, _CLOSERS = "([{", ")]}"
# A mark that ends a sentence in the middle of one, or one that no sentence has.
_STRAY = re.compile(r"[^\W\d_][!?;:,.]*(?:[!?](?=\s[a-z])|[~^_@]+(?=[\s.,!?]|$)|[,;:.]{2}(?![.,;:])(?=\s)|(?<=[^\W_]),(?=[.!?]))")
_STRAY_AT_ALL = re.compile(r"[!?~^_@]|[,;:.]{2}|,[.!?]")
_SPACED = re.compile(r"(?<=\w) [.,;:!?](?=\s|$)")
_BRACKET = re.compile(r"[()\[\]{}]")
_QUOTES = re.compile(r"[\"“”„«»]")


def _end(text: str) -> str:
    """What kind of mark ends the text: stop, question, exclamation, ellipsis, colon or nothing."""
    bare = text.rstrip().rstrip(_CLOSING)
    if bare.endswith("..."):
        return "ellipsis"
    if bare.endswith((":", ";", ",", "-", "–")):
        return "open"
    return _ENDS.get(bare[-1:], "nothing")


def _unbalanced(text: str) -> list[Span]:
    """Brackets without their partner."""
    stack: list[tuple[str, int]] = []
    odd: list[Span] = []
    for match in _BRACKET.finditer(text):
        i, c = match.start(), match.group()
        if c in _OPENERS:
            stack.append((c, i))
        elif stack and _OPENERS.index(stack[-1][0]) == _CLOSERS.index(c):
            stack.pop()
        elif not re.search(r"(?:^|\s)\w{1,3}$", text[:i]):  # "a) first" opens no bracket
            odd.append(Span(i, i + 1))
    return odd + [Span(i, i + 1) for _, i in stack]


def check(pair: Pair) -> Result:
    """Score: the end mark missing .7 or another .5, a bracket or quotation mark without its partner .6."""
    if not pair.left.strip() or not pair.right.strip():
        return CLEAN
    said: list[tuple[float, str, str, str, tuple[Span, ...]]] = []
    left, right = _end(pair.left), _end(pair.right)
    end = len(pair.right.rstrip())
    if left != right:
        sure = 0.7 if right == "nothing" else 0.55 if "question" in (left, right) else 0.4
        sure = 0.3 if "open" in (left, right) or "ellipsis" in (left, right) or left == "nothing" else sure
        said.append((sure, left, right, f"ends with {right} where the source ends with {left}", (Span(max(0, end - 1), end),)))
    odd = _unbalanced(pair.right)
    if odd and not _unbalanced(pair.left):
        said.append(
            (0.6, "its partner", odd[0].of(pair.right), f"bracket without its partner: {odd[0].of(pair.right)}", tuple(odd))
        )
    quotes = len(_QUOTES.findall(pair.left)), len(_QUOTES.findall(pair.right))
    if quotes[1] % 2 and not quotes[0] % 2:
        marks = tuple(Span(*m.span()) for m in _QUOTES.finditer(pair.right))
        said.append((0.6, "an even number", f"{quotes[1]}", "quotation mark without its partner", marks))
    elif bool(quotes[0]) != bool(quotes[1]) and not re.search(r"['‘’]", pair.left + pair.right):
        marks = tuple(Span(*m.span()) for m in _QUOTES.finditer(pair.right))
        said.append((0.35, f"{quotes[0]} quotation marks", f"{quotes[1]}", "quotation marks lost or added", marks))
    spaced = [Span(*m.span()) for m in _SPACED.finditer(pair.right)]
    if spaced and not _SPACED.search(pair.left):
        said.append((0.6, "no space", "a space", "space before a punctuation mark", tuple(spaced)))
    marked = _STRAY_AT_ALL.search(pair.right)
    stray = [Span(m.start() + 1, m.end()) for m in _STRAY.finditer(pair.right)] if marked else []
    if stray and not _STRAY.search(pair.left):
        said.append((0.65, "no mark", stray[0].of(pair.right), f"stray mark: {stray[0].of(pair.right)}", tuple(stray)))
    if not said:
        return CLEAN
    score, expected, found, message, spans = max(said)
    return Result(score, "minor", (), spans, expected, found, message)
