"""What reading a page keeps of each line until roles are given: its place, what kind it is, its sentences."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from align.language.sentences import ends_as_sentence
from align.page import Furniture, Leak, Sentence, Span
from align.traces.publishers import Publisher
from align.traces.urls import ArticleUrl

ASKED = re.compile(r"(?:[-–*] ?)?(?:PV|Reporter|Wartawan|Pewawancara|Tanya|Penanya|P|T|Q)[ \u00a0]?:[ \u00a0]")
LONGEST_LINE_ALONE, LONGEST_QUESTION = 240, 140  # characters: of a title, heading or teaser; of one question


@dataclass(slots=True)
class Layout:
    """The parts of one page; together their spans cover it, none overlaps another."""

    sentences: list[Sentence] = field(default_factory=list)
    leaks: list[Leak] = field(default_factory=list)
    furniture: list[Furniture] = field(default_factory=list)
    sources: list[tuple[Leak, ArticleUrl]] = field(default_factory=list)  # the source lines as they were read
    mentions: tuple[Leak, ...] = ()  # of newspapers and articles, inside sentences and furniture

    def traces(self) -> list[Leak]:
        """Leaks and mentions in reading order."""
        return sorted([*self.leaks, *self.mentions], key=lambda leak: leak.span)

    def spans(self) -> list[Span]:
        """All spans in reading order."""
        parts: list[Sentence | Leak | Furniture] = [*self.sentences, *self.leaks, *self.furniture]
        return sorted(part.span for part in parts)


@dataclass(slots=True)
class Line:
    """One line of a page.

    `kind`: text, or what else it was read as (credit, image, formula, label, site, source, comments, menu, …); `perhaps`:
    of a text, the furniture that it would be at the head or the end of a page; `credit`: of a text, where a credit behind it
    begins, and `sure` whether it is one; `role`: of a text, once it is known.
    """

    start: int
    end: int
    text: str
    kind: str
    perhaps: str = ""
    credit: int = 0
    sure: bool = False
    sentences: list[Span] = field(default_factory=list)
    role: str = ""

    def set_aside(self, kind: str) -> None:
        """The line is no text after all, but furniture."""
        self.kind, self.role = kind, "furniture"

    @property
    def is_text(self) -> bool:
        """Whether the line still needs a role."""
        return self.kind == "text" and not self.role

    @property
    def shown(self) -> str:
        """The text without its credit."""
        return self.text[: self.credit].rstrip() if self.sure and self.credit else self.text

    @property
    def is_prose(self) -> bool:
        """Whether the line reads as a paragraph: sentences that end as such, or more than a line alone holds."""
        if self.kind != "text" or self.perhaps:
            return False
        long = (len(self.sentences) > 1 and not self.is_question) or len(self.text) > LONGEST_LINE_ALONE
        return long or (ends_as_sentence(self.shown) and not self.is_question)

    @property
    def is_question(self) -> bool:
        """Whether the line is one question, not quoted."""
        if ASKED.match(self.text):  # by an interviewer, however many sentences it takes
            return self.text.rstrip("\"'”’ ").endswith("?") and len(self.text) < 3 * LONGEST_QUESTION
        short = len(self.sentences) < 2 and len(self.text) < LONGEST_QUESTION
        return short and self.text.rstrip("\"'”’ ").endswith("?") and self.text[:1] not in '"“'


@dataclass(slots=True)
class Reader:
    """State while reading one page."""

    page_id: str
    text: str
    lang: str
    publishers: tuple[Publisher, ...]
    layout: Layout
    lines: list[Line] = field(default_factory=list)
    seen_prose: bool = False  # a paragraph stands before
    source_named: bool = False  # the line before was "Sumber:" alone

    def furnish(self, kind: str, start: int, end: int, **fields: str) -> None:
        if end > start:
            self.layout.furniture.append(Furniture(kind, Span(start, end), fields))

    def leak(self, kind: str, start: int, end: int, confidence: float = 1.0, **fields: str) -> Leak:
        span = Span(start, end)
        leak = Leak(kind, span, span.of(self.text), fields, confidence)
        self.layout.leaks.append(leak)
        return leak

    def sentence(self, start: int, end: int, role: str) -> None:
        ordinal = len(self.layout.sentences)
        span = Span(start, end)
        self.layout.sentences.append(Sentence(f"{self.page_id}:{ordinal}", span, role, span.of(self.text), self.lang))

    def note(self, kind: str, start: int, end: int) -> None:
        """Keep a line that is no text, for what stands beside it."""
        self.lines.append(Line(start, end, self.text[start:end], kind))
