"""What is read: pages and the parts of their text. Offsets count characters of `Page.text`."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open range of characters, `start <= end`."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters of `text` that the span covers."""
        return text[self.start : self.end]

    def shifted(self, by: int) -> Span:
        """The same span `by` characters further on."""
        return Span(self.start + by, self.end + by)


@dataclass(frozen=True, slots=True)
class Page:
    """One page as it came: `text` is never changed.

    `english` is a translation given with the page; `original` the Vietnamese text where it is at
    hand; `url` the page's own address, which is not the source's; `meta` may hold `file_name`, where the page was a file.
    """

    id: str
    text: str
    lang: str = "id"
    url: str | None = None
    english: str | None = None
    original: str | None = None
    meta: Mapping[str, str] = field(default_factory=dict)

    @property
    def address(self) -> str | None:
        """The page's own address, else the name of its file, which may be the address's slug."""
        return self.url or self.meta.get("file_name")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One unit of text. `role`: title, body, caption or teaser; `lang`: id, vi or en."""

    id: str
    span: Span
    role: str
    text: str
    lang: str

    @property
    def digest(self) -> str:
        """Hash of the text alone: stays the same when lines move or files are renamed."""
        return digest(self.text)


@dataclass(frozen=True, slots=True)
class Leak:
    """A trace of the Vietnamese original. `fields` depend on `kind` (see `align.traces`)."""

    kind: str
    span: Span
    text: str
    fields: Mapping[str, str] = field(default_factory=dict)
    confidence: float = 1.0

    def unit(self, units: Sequence[Sentence]) -> Sentence | None:
        """Of the units made from leaks the one that is this leak's: by place and text, by text, by place."""
        text = self.fields.get("title") or self.text
        inside = [u for u in units if self.span.start <= u.span.start and u.span.end <= self.span.end]
        same = [u for u in units if u.text == text]
        return next((u for u in (*(u for u in same if u in inside), *same, *inside)), None)


@dataclass(frozen=True, slots=True)
class Furniture:
    """Text that is neither the article nor a trace of its original: menus, placeholders, blanks."""

    kind: str
    span: Span
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TitleCandidate:
    """A reading of the Vietnamese headline. `evidence`: caption, label, original, slug (its accents are there),
    lattice (put back) or siblings (put back with what other pages say)."""

    text: str
    evidence: str
    confidence: float
    span: Span | None = None


LIKELY = 0.5  # confidence from which on a restored headline is shown as one


class Headline(NamedTuple):
    """The headline to show; `evidence` as of a TitleCandidate, `confidence` None where only the slug's words are known."""

    text: str
    evidence: str
    confidence: float | None


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a page says it came from. `created` is ISO 8601, as precise as the article id.

    `host`, `publisher`, `url` and `article_id` are the newspaper's; `portal` is who republished it, where the page's own
    address says so. `evidence` names the kinds of leaks that it rests on, `own_address` among them.
    """

    host: str
    publisher: str | None
    url: str
    slug: str
    article_id: str | None
    created: str | None
    created_precision: str | None
    titles: tuple[TitleCandidate, ...] = ()
    evidence: tuple[str, ...] = ()
    portal: str | None = None
    label_date: str | None = None

    @property
    def title(self) -> TitleCandidate | None:
        """The best reading of the headline."""
        return self.titles[0] if self.titles else None

    @property
    def headline(self) -> Headline | None:
        """What to show as the headline: its best reading where that is likelier than not, else the words of the slug."""
        if self.title and self.title.confidence >= LIKELY:
            return Headline(self.title.text, self.title.evidence, self.title.confidence)
        return Headline(self.slug.replace("-", " "), "slug_words", None) if self.slug else None


PartRole = Literal["headline", "lead", "heading", "caption", "body", "furniture"]


@dataclass(frozen=True, slots=True)
class Part:
    """One line of an original; furniture is none of the article."""

    role: PartRole
    text: str


@dataclass(frozen=True, slots=True)
class Original:
    """The Vietnamese text that a page is a translation of, and how it was found.

    `match`: given (it came with the page), address, article id, slug, or alike (a slug that differs a little; `likeness`, 0 to
    1, says how much). `name`: its address or its file's; `captured`: ISO 8601, where the collection says when.
    """

    parts: tuple[Part, ...]
    match: str = "given"
    likeness: float = 1.0
    name: str = ""
    captured: str = ""

    @property
    def text(self) -> str:
        """The article's lines."""
        return "\n".join(part.text for part in self.parts if part.role != "furniture")


def writable(text: str) -> str:
    """The text with halves of surrogate pairs escaped, which no encoding can write."""
    return text if text.isascii() else text.encode("utf-8", "backslashreplace").decode()


def digest(text: str) -> str:
    """First 16 hexadecimal digits of the SHA-256 of `text`."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Failure:
    """A page that could not be read or audited, and why."""

    id: str
    reason: str

    def __post_init__(self) -> None:
        for name in ("id", "reason"):  # names of files and keys of JSON may hold what no encoding can write
            object.__setattr__(self, name, writable(getattr(self, name)))
