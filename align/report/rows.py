"""The rows a reviewer reads: one a sentence of the page, one a leaked, dropped or inserted one."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from align.beads.document_map import out_of_order
from align.decisions.decision import Decided, Decision
from align.decisions.keys import row_key, text_key
from align.finding import SEVERITIES, Audit, Bead, Finding, Leg
from align.page import Leak, Sentence

COLUMNS = ("vietnamese", "indonesian", "english")


def compared_with(audit: Audit) -> list[str]:
    """What the page was compared with, but for the English made here."""
    names = {"source": "original", "leak": "leaked Vietnamese", "mt": "given English"}
    made = [leg.name for leg in audit.legs if leg.name != "mt" or audit.page.english is not None]
    return [name for leg, name in names.items() if leg in made]


def compared_leg(audit: Audit) -> Leg | None:
    """The leg that tells what was dropped: the original's, else that of a given English."""
    given = not audit.stats.get("english_made_here", 1.0)
    return audit.leg("source") or (audit.leg("mt") if given else None)


@dataclass(slots=True)
class Row:
    """One line of `sentences.csv`. Texts are empty where a version has nothing there.

    `columns`: the units whose texts, joined, stand in a column; `joined`: first, inner or last of the page's
    sentences that one bead holds together.
    """

    segment: str
    order: int
    role: str
    status: str
    vietnamese: str = ""
    indonesian: str = ""
    english: str = ""
    p_dropped: float | None = None
    similarity: float | None = None
    evidence: str = ""
    ids: frozenset[str] = frozenset()
    columns: dict[str, tuple[Sentence, ...]] = field(default_factory=dict)
    joined: str = ""
    findings: list[Finding] = field(default_factory=list)
    english_of_original: str = ""
    confidence: float | None = None  # chance that English made here is right

    @property
    def key(self) -> str:
        """Made from the three texts alone: the same in every run."""
        return row_key(self.vietnamese, self.indonesian, self.english)

    def said(self, column: str) -> str:
        """What a correction of a column is kept by: its text, or where it says nothing, what it leaves out."""
        text: str = getattr(self, column)
        lacks = column == "indonesian" and self.status == "dropped"
        return text or (f"\ufffc{self.vietnamese}" if lacks else "")

    def text_key(self, column: str) -> str:
        """Key of a column's text, the page's own with its translation: the same in whatever row it stands."""
        return text_key(column, *((self.vietnamese,) if column == "vietnamese" else (self.indonesian, self.english)))

    def marks(self, decided: Decided) -> list[Decision]:
        """The spans that reviewers marked in the row's texts."""
        keys = (self.text_key(column) for column in COLUMNS if getattr(self, column))
        return [decision for key in keys for decision in decided.marks.get(key, ())]

    @property
    def severity(self) -> str:
        """The worst severity among the row's findings."""
        worst = [SEVERITIES.index(f.severity) for f in self.findings]
        return SEVERITIES[max(worst)] if worst else ""

    @property
    def flags(self) -> str:
        """Names of the checks that raised something here."""
        return " ".join(dict.fromkeys(f.check for f in self.findings))


@dataclass(frozen=True, slots=True)
class _Match:
    """What one leg says of one sentence of the page."""

    text: str
    status: str
    p_dropped: float | None
    similarity: float | None
    units: tuple[Sentence, ...]
    evidence: str
    joined: str
    confidence: float | None


def _matches(leg: Leg | None, page_is_left: bool) -> dict[str, _Match]:
    """Sentence id of the page -> what stands beside it in this leg."""
    found: dict[str, _Match] = {}
    if leg is None:
        return found
    # Leaked lines stand anywhere on a page: their order says nothing.
    moved = out_of_order(leg.beads) if leg.name != "leak" else set()
    for at, (bead, own, others, missing) in enumerate(leg.seen_from(page_is_left=page_is_left)):
        text = " ".join(unit.text for unit in others)
        evidence = f"{leg.name}: {_shape(bead)} p={bead.posterior:.2f}"
        status = "moved" if at in moved else _status(bead, page_is_left)
        similarity = bead.similarity if others else None
        unsure = leg.scores[at].get("unsure") if leg.scores else None
        for position, unit in enumerate(own):
            whole = position == 0
            found[unit.id] = _Match(
                text if whole else "″", status, missing[position], similarity, others if whole else (), evidence,
                _part(position, len(own)), None if unsure is None else round(1 - unsure, 4),
            )  # fmt: skip
    return found


def _part(position: int, count: int) -> str:
    if count < 2:
        return ""
    return "first" if position == 0 else "last" if position == count - 1 else "inner"


def _shape(bead: Bead) -> str:
    return f"{len(bead.left)}-{len(bead.right)}"


def _status(bead: Bead, page_is_left: bool) -> str:
    if bead.is_null:
        return "dropped" if page_is_left else "inserted"
    if len(bead.left) > len(bead.right):
        return "merged"
    return "split" if len(bead.left) < len(bead.right) else "aligned"


def page_rows(audit: Audit) -> list[Row]:
    """The rows of one page in reading order."""
    english = _matches(audit.leg("mt"), page_is_left=True)
    source = _matches(audit.leg("source"), page_is_left=False)
    leaked = _matches(audit.leg("leak"), page_is_left=False)
    placed: list[tuple[float, Row]] = []
    for sentence in audit.sentences:
        placed.append((float(sentence.span.start), _sentence_row(sentence, english, source, leaked, audit.page.english is None)))
    leak_leg = audit.leg("leak")
    units = leak_leg.left if leak_leg else ()
    for leak in (leak for leak in audit.leaks if leak.kind not in ("mention", "link")):  # these stand inside other parts
        placed.append((float(leak.span.start), _leak_row(leak, units, audit.title_english)))
    placed += _unmatched(audit.leg("source"), "dropped", left=True)
    placed += _unmatched(audit.leg("mt"), "inserted", left=False)
    placed.sort(key=lambda item: item[0])
    rows = [row for _, row in placed]
    _attach(rows, audit, units)
    for row in rows:
        shown = [audit.original_english.get(unit.id, "") for unit in row.columns.get("vietnamese", ())]
        row.english_of_original = " ".join(filter(None, shown))
    for order, row in enumerate(rows, start=1):
        row.order = order
    _number_leaks(rows, audit.page.id)
    return rows


def _sentence_row(
    sentence: Sentence,
    english: dict[str, _Match],
    source: dict[str, _Match],
    leaked: dict[str, _Match],
    made_here: bool,
) -> Row:
    right, left, leak = english.get(sentence.id), source.get(sentence.id), leaked.get(sentence.id)
    beside = left or leak
    compared = beside or (None if made_here else right)  # English made here is no version to be compared with
    status = compared.status if compared else "unpaired"
    evidence = "; ".join(m.evidence for m in (left, leak, right) if m)
    drops_of = left or (None if made_here else right)  # English made here sentence by sentence says nothing of drops
    english_units = right.units if right else ()
    return Row(
        sentence.id, 0, sentence.role, status,
        vietnamese=beside.text if beside else "", indonesian=sentence.text, english=right.text if right else "",
        p_dropped=drops_of.p_dropped if drops_of else None,
        similarity=left.similarity if left else right.similarity if right else None,
        evidence=evidence, ids=frozenset({sentence.id} | {u.id for u in english_units}),
        columns={"vietnamese": beside.units if beside else (), "indonesian": (sentence,), "english": english_units},
        joined=(left.joined if left else "") or (right.joined if right else ""),
        confidence=right.confidence if right else None,
    )  # fmt: skip


def _leak_row(leak: Leak, units: tuple[Sentence, ...], title_english: str | None) -> Row:
    """A leaked line; the one that holds the headline shows its English."""
    untranslated = leak.kind in ("caption", "passage")
    unit = leak.unit(units)
    holds_title = bool(title_english) and bool(units) and unit is units[0]
    shown = ", ".join(f"{k}={v}" for k, v in leak.fields.items() if v and k not in ("title", "url"))
    return Row(
        "", 0, leak.kind, "untranslated" if untranslated else "leaked",
        vietnamese=leak.text, english=title_english or "" if holds_title else "",
        evidence=f"leak: {leak.kind}" + (f" ({shown})" if shown else ""), ids=frozenset({unit.id} if unit else ()),
        columns={"vietnamese": (unit,) if unit else ()},
    )  # fmt: skip


def _unmatched(leg: Leg | None, status: str, *, left: bool) -> list[tuple[float, Row]]:
    """Rows for units that the page does not have, placed behind what stands before them."""
    if leg is None:
        return []
    rows, after, step = [], -1.0, 0
    for bead in leg.beads:
        page_side = bead.right if left else bead.left
        page_units = leg.right if left else leg.left
        if page_side:
            after, step = float(page_units[page_side[-1]].span.start), 0
            continue
        units, nulls = (leg.left, leg.left_dropped) if left else (leg.right, leg.right_inserted)
        for index in bead.left if left else bead.right:
            step += 1
            unit, probability = units[index], nulls[index]
            row = Row(
                unit.id, 0, unit.role, status,
                vietnamese=unit.text if left else "", english="" if left else unit.text,
                p_dropped=probability, evidence=f"{leg.name}: {_shape(bead)} p={bead.posterior:.2f}",
                ids=frozenset({unit.id}), columns={"vietnamese" if left else "english": (unit,)},
            )  # fmt: skip
            rows.append((after + step * 1e-6, row))
    return rows


def _attach(rows: list[Row], audit: Audit, units: tuple[Sentence, ...]) -> None:
    """Give every finding to the row it is about: the page's sentence, otherwise the leaked line."""
    by_id: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        for identity in row.ids:
            by_id[identity].append(row)
    fallback = next((r for r in rows if r.role == "source"), rows[0] if rows else None)
    leaked = {u.id for u in units}
    for finding in audit.findings:
        named = list(finding.sentences)
        # A headline's finding belongs to the title it is missing from.
        named.sort(key=lambda i: (i in leaked and finding.check != "untranslated",))
        choices = next((by_id[i] for i in named if by_id.get(i)), [fallback] if fallback else [])
        # Two identical captions are one unit in two rows: each gets one of its findings.
        taken = [any(_same(f, finding) for f in row.findings) for row in choices]
        target = next((row for row, full in zip(choices, taken, strict=True) if not full), choices[0] if choices else None)
        if target is not None:
            target.findings.append(finding)
            _show_leaked(target, finding, {u.id: u for u in units})


def _same(one: Finding, other: Finding) -> bool:
    return (one.check, one.sentences, one.expected, one.found) == (other.check, other.sentences, other.expected, other.found)


def _show_leaked(row: Row, finding: Finding, leaked: dict[str, Sentence]) -> None:
    """The leaked text that a finding speaks of, beside the row it stands in where nothing else does."""
    unit = next((leaked[i] for i in finding.sentences if i in leaked), None)
    if unit is not None and not row.vietnamese and row.indonesian:
        row.vietnamese, row.columns = unit.text, {**row.columns, "vietnamese": (unit,)}


def _number_leaks(rows: list[Row], page: str) -> None:
    """Leaked lines have no sentence id: number them by kind, which holds while the page does."""
    counts: dict[str, int] = defaultdict(int)
    for row in rows:
        if not row.segment:
            counts[row.role] += 1
            row.segment = f"{page}:{row.role}{counts[row.role]}"
