"""The role of a line of text: title, heading, teaser or body."""

from __future__ import annotations

import re
from dataclasses import replace

from align.language.sentences import ends_as_sentence
from align.page import Sentence
from align.traces import patterns

LONGEST_HEADING = 60  # characters; a question may be longer


def role_of(line: str, *, one: bool, opens: bool) -> str:
    """Body, or a line that stands for itself: a title where it `opens` the page, else a teaser.

    `one`: whether the line holds one sentence at most.
    """
    question = one and line.rstrip("\"'”’ ").endswith("?") and len(line) < 140 and '"' not in line[:1] + "“"
    if (ends_as_sentence(line) and not question) or not one or len(line) > 240:
        return "body"
    return "title" if opens else "teaser"


def name_headings(sentences: list[Sentence]) -> None:
    """Give lines without an end mark their role, in place: a short one or a question before body text is a heading, a longer
    one without a verb the caption of a picture; the others are teasers, as are those in runs and behind all body text."""
    for at, unit in enumerate(sentences[:-1]):
        run = at > 0 and sentences[at - 1].role == "teaser"
        if unit.role != "teaser" or sentences[at + 1].role != "body" or run:
            continue
        question = unit.text.rstrip("\"'”’ ").endswith("?")
        if question or len(unit.text) <= LONGEST_HEADING:
            sentences[at] = replace(unit, role="heading")
        elif not patterns.has_verb(unit.text):
            sentences[at] = replace(unit, role="caption")


def is_prose(line: str) -> bool:
    """A tail line is still the article where it has a full sentence and some length."""
    return len(line) > 80 and bool(re.search(r"[.!…][\"'”’»)]*$", line))
