"""What words and digits a text has at all, so that its readers need not search for what cannot be there."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

HEAD = 3  # letters by which a word is looked up
_WORD = re.compile(r"[^\W\d_]+")
_DIGIT = re.compile(r"\d")
_OPENING = re.compile(r"(?P<word>[^\W\d_]+)(?P<rest>.*)")


@dataclass(frozen=True, slots=True)
class Glance:
    """The runs of letters of a text in small letters, their first letters, and whether it has digits."""

    words: frozenset[str]
    heads: frozenset[str]
    digits: bool


LONG = 400  # characters; whole pages take tens of times a sentence's memory


def glance(text: str) -> Glance:
    """Look at a text once for all its readers."""
    return _sentence(text) if len(text) < LONG else _page(text)


def _glance(text: str) -> Glance:
    words = frozenset(_WORD.findall(text.lower()))
    return Glance(words, frozenset([w[:HEAD] for w in words]), _DIGIT.search(text) is not None)


def first_word(expression: str) -> str:
    """The first word of an expression as `glance` finds it in texts."""
    match = _WORD.search(expression.lower())
    return match.group() if match else ""


_sentence, _page = lru_cache(maxsize=2048)(_glance), lru_cache(maxsize=32)(_glance)


@dataclass(frozen=True, slots=True)
class Gate:
    """What a text must have of one or the other for any of some expressions to match: a word, or the head of one."""

    words: frozenset[str]
    heads: frozenset[str]

    def open_for(self, text: str) -> bool:
        """Whether `text` has any of them."""
        there = glance(text)
        return not (self.words.isdisjoint(there.words) and self.heads.isdisjoint(there.heads))


def gate_of(expressions: Iterable[str]) -> Gate | None:
    """What regular expressions that match from the start of a word begin with; None where one does not tell."""
    words, heads = set(), set()
    for expression in expressions:
        match = _OPENING.match(expression)
        if match is None or "|" in match["rest"].split("(")[0]:
            return None
        word, rest = match["word"].lower(), match["rest"]
        if rest[:1] in ("", " ", "'", "[") and not rest.startswith("[^"):
            words.add(word)  # a whole word: white space, an apostrophe or the end follows
        elif len(word) > HEAD:
            heads.add(word[:HEAD])  # of what follows, a "?" makes the last letter optional
        else:
            return None
    return Gate(frozenset(words), frozenset(heads))
