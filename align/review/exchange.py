"""Bilingual exchange formats: TMX 1.4b, XLIFF 1.2 and XLIFF 2.1, with the findings as notes; Marot's table of ratings.

Written element by element, so that a run of any size takes little memory. A unit is a bead of one leg, its
id that of the row in `sentences.csv`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import chain
from typing import IO

from align.catalogue import BY_NAME
from align.decisions.keys import finding_key
from align.decisions.store import Decided, Decision, summed
from align.errors import InputError
from align.finding import Audit, Bead, Finding, Leg
from align.formats.marot import NO_ERROR, Rating, category_of, write_marot
from align.formats.tmx import TmxUnit, write_tmx
from align.formats.xml_text import attribute, escaped
from align.report.rows import Row

FORMS = ("tmx", "xliff", "xliff2", "marot")
RIGHT, WRONG = frozenset({"fine", "dismissed", "false positive"}), frozenset({"missed", "accepted", "won't fix"})


MACHINE = "align-machine-translation"
_STATES = {  # of XLIFF 1.2 and 2.1
    "open": ("translated", "translated"),
    "right": ("signed-off", "reviewed"),
    "wrong": ("needs-review-translation", "translated"),
}


@dataclass(frozen=True, slots=True)
class Unit:
    """One translation unit; a side that was dropped or inserted is None.

    `state`: open (nobody decided), right (a person found nothing wrong with it) or wrong; `machine`: the target was
    made here; `ratings`: (finding, its decisions) of the unit.
    """

    id: str
    source: str | None
    target: str | None
    probability: float
    state: str = "open"
    machine: bool = False
    ratings: tuple[tuple[Finding, tuple[Decision, ...]], ...] = ()

    @property
    def notes(self) -> tuple[str, ...]:
        """A line for each finding, with its verdict."""
        return tuple(map(_note, self.ratings))


def _row_ids(leg: Leg, bead: Bead) -> list[str]:
    """Ids of a bead's units, the page's own first: those name rows."""
    left, right = [leg.left[i].id for i in bead.left], [leg.right[j].id for j in bead.right]
    return left + right if leg.name == "mt" else right + left


def units(audit: Audit, rows: Iterable[Row], leg: Leg, decided: Decided) -> Iterator[Unit]:
    """The beads of a leg, in its order."""
    findings: dict[str, list[tuple[Finding, tuple[Decision, ...]]]] = {}
    of_row: dict[str, tuple[Decision, ...]] = {}
    for row in rows:
        of_row[row.segment] = tuple(decided.get(row.key, ()))
        for f in row.findings:
            if f.leg == leg.name:
                findings.setdefault(row.segment, []).append((f, tuple(decided.get(finding_key(audit, f), ()))))
    machine = leg.name == "mt" and audit.page.english is None
    for bead in leg.beads:
        ids = _row_ids(leg, bead)
        mine = [pair for identity in ids for pair in findings.get(identity, ())]
        left, right = " ".join(leg.left[i].text for i in bead.left), " ".join(leg.right[j].text for j in bead.right)
        yield Unit(
            ids[0], left if bead.left else None, right if bead.right else None, bead.posterior,
            _state([d for _, d in mine], [d for identity in ids for d in of_row.get(identity, ())]), machine, tuple(mine),
        )  # fmt: skip


def _note(rated: tuple[Finding, tuple[Decision, ...]]) -> str:
    finding, decisions = rated
    verdict = summed(decisions)["verdict"]
    return f"{finding.severity} {finding.check}: {finding.message}" + (f" ({verdict})" if verdict else "")


def _state(of_findings: list[tuple[Decision, ...]], of_row: list[Decision]) -> str:
    """right where a person decided the row or all its findings, and found no error."""
    said = {d.verdict for decisions in of_findings for d in decisions} | {d.verdict for d in of_row}
    if said & WRONG:
        return "wrong"
    whole = all(any(d.verdict for d in decisions) for decisions in of_findings) and bool(of_findings or said & RIGHT)
    return "right" if whole and said & RIGHT else "open"


def token(identity: str) -> str:
    """An id as XLIFF 2 allows it (NMTOKEN), reversibly: other characters become `_x` their code `_`; most ids stay."""
    return re.sub(r"_(?=x[0-9a-f]+_)|[^A-Za-z0-9._:-]", lambda m: f"_x{ord(m.group()):x}_", identity) or "_x0_"


Pages = Iterable[tuple[Audit, list[Row]]]


def _legs(pages: Pages, name: str) -> Iterator[tuple[Audit, list[Row], Leg]]:
    for audit, rows in pages:
        leg = audit.leg(name)
        if leg is not None and leg.left and leg.right:
            yield audit, rows, leg


def write_exchange(handle: IO[str], form: str, pages: Pages, name: str, decided: Decided, *, unreviewed: bool = True) -> int:
    """The leg `name` of all pages as `form`; how many units (of marot: ratings) were written.

    `unreviewed`: whether TMX holds what no person found right. Raises InputError where no page has the leg.
    """
    found = _legs(pages, name)
    first = next(found, None)
    if first is None:
        raise InputError(f"--leg {name}: expected a page with that leg, found none; without originals there is only mt")
    languages = first[2].left[0].lang, first[2].right[0].lang
    writers: dict[str, Writer] = {"tmx": partial(_tmx, unreviewed), "xliff": _xliff, "xliff2": _xliff2, "marot": _marot}
    return writers[form](handle, chain([first], found), languages, decided)


Legs = Iterator[tuple[Audit, list[Row], Leg]]
Writer = Callable[[IO[str], Legs, tuple[str, str], Decided], int]


def _tmx(unreviewed: bool, handle: IO[str], legs: Legs, languages: tuple[str, str], decided: Decided) -> int:
    """Beads with two sides that a person found right; all of them where asked. English made here is marked as x-mt."""
    found = (
        TmxUnit(
            u.id, (u.source, u.target), {"x-mt": "yes"} if u.machine else {"x-probability": f"{u.probability:.4f}"}, u.notes,
            MACHINE if u.machine else "",
        )
        for audit, rows, leg in legs
        for u in units(audit, rows, leg, decided)
        if u.source is not None and u.target is not None and (unreviewed or u.state == "right")
    )  # fmt: skip
    return write_tmx(handle, found, languages)


def _xliff(handle: IO[str], legs: Legs, languages: tuple[str, str], decided: Decided) -> int:
    """XLIFF 1.2 (OASIS 2008): a file a page; what was dropped has an empty target in state needs-translation; only what a person
    found right is signed off."""
    handle.write('<?xml version="1.0" encoding="UTF-8"?>\n<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">\n')
    count = 0
    for audit, rows, leg in legs:
        handle.write(f'<file original={attribute(audit.page.id)} source-language="{languages[0]}" '
                     f'target-language="{languages[1]}" datatype="plaintext"><body>\n')  # fmt: skip
        for unit in units(audit, rows, leg, decided):
            count += 1
            state = "needs-translation" if unit.target is None else _STATES[unit.state][0]
            handle.write(
                f'<trans-unit id={attribute(unit.id)} xml:space="preserve"><source>{escaped(unit.source or "")}</source>'
            )
            handle.write(f'<target state="{state}">{escaped(unit.target or "")}</target>')
            handle.writelines(f'<note from="align">{escaped(note)}</note>' for note in unit.notes)
            handle.write("</trans-unit>\n")
        handle.write("</body></file>\n")
    handle.write("</xliff>\n")
    return count


def _xliff2(handle: IO[str], legs: Legs, languages: tuple[str, str], decided: Decided) -> int:
    """XLIFF 2.1 (OASIS 2018): ids are tokens, `name` holds them as they are."""
    handle.write('<?xml version="1.0" encoding="UTF-8"?>\n<xliff version="2.1" xmlns="urn:oasis:names:tc:xliff:document:2.0" '
                 f'srcLang="{languages[0]}" trgLang="{languages[1]}">\n')  # fmt: skip
    count = 0
    for audit, rows, leg in legs:
        handle.write(f"<file id={attribute(token(audit.page.id))} original={attribute(audit.page.id)}>\n")
        for unit in units(audit, rows, leg, decided):
            count += 1
            handle.write(f"<unit id={attribute(token(unit.id))} name={attribute(unit.id)}>")
            if unit.notes:
                notes = "".join(f'<note category="align">{escaped(note)}</note>' for note in unit.notes)
                handle.write(f"<notes>{notes}</notes>")
            state = "initial" if unit.target is None else _STATES[unit.state][1]
            handle.write(f'<segment state="{state}"><source xml:space="preserve">{escaped(unit.source or "")}</source>')
            if unit.target is not None:
                handle.write(f'<target xml:space="preserve">{escaped(unit.target)}</target>')
            handle.write("</segment></unit>\n")
        handle.write("</file>\n")
    handle.write("</xliff>\n")
    return count


def _marot(handle: IO[str], legs: Legs, languages: tuple[str, str], decided: Decided) -> int:
    """What `align` found (rater align) and what reviewers said of it: an error a line, no-error where there is none."""
    return write_marot(handle, _ratings(legs, decided), f"{languages[0]}-{languages[1]}")


def _ratings(legs: Legs, decided: Decided) -> Iterator[Rating]:
    overall = 0
    for audit, rows, leg in legs:
        for number, unit in enumerate(units(audit, rows, leg, decided), start=1):
            overall += 1
            place = audit.page.id, number, overall
            texts = unit.source or "", unit.target or ""
            # what is found in English made here is none of the page's errors
            for finding, decisions in () if unit.machine else unit.ratings:
                spans = finding.left_spans, finding.right_spans
                category = category_of(BY_NAME[finding.check].mqm) if finding.check in BY_NAME else "Other"
                yield Rating(*place, "align", texts, category, finding.severity, spans, {"note": finding.message})
                for d in decisions:
                    if d.verdict in ("accepted", "won't fix"):
                        metadata = {"prior_rater": "align", "note": d.note, "timestamp": _milliseconds(d.made)}
                        yield Rating(*place, d.reviewer, texts, category, finding.severity, spans, metadata)
            if unit.state == "right":
                raters = {d.reviewer for _, ds in unit.ratings for d in ds} or {"reviewer"}
                for rater in sorted(raters):
                    yield Rating(*place, rater, texts, NO_ERROR, NO_ERROR)


def _milliseconds(made: str) -> int:
    try:
        return int(datetime.fromisoformat(made).timestamp() * 1000)
    except ValueError:
        return 0
