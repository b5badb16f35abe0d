"""Bilingual exchange formats: TMX 1.4b, XLIFF 1.2 and XLIFF 2.1, with the findings as notes.

Written element by element, so that a run of any size takes little memory. A unit is a bead of one leg, its
id that of the row in `sentences.csv`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import IO

from align.decisions.keys import finding_key
from align.decisions.store import Decided, summed
from align.errors import InputError
from align.finding import Audit, Bead, Leg
from align.formats.tmx import TmxUnit, write_tmx
from align.formats.xml_text import attribute, escaped
from align.report.rows import Row

FORMS = ("tmx", "xliff", "xliff2")


@dataclass(frozen=True, slots=True)
class Unit:
    """One translation unit; a side that was dropped or inserted is None."""

    id: str
    source: str | None
    target: str | None
    probability: float
    notes: tuple[str, ...]


def _row_ids(leg: Leg, bead: Bead) -> list[str]:
    """Ids of a bead's units, the page's own first: those name rows."""
    left, right = [leg.left[i].id for i in bead.left], [leg.right[j].id for j in bead.right]
    return left + right if leg.name == "mt" else right + left


def units(audit: Audit, rows: Iterable[Row], leg: Leg, decided: Decided) -> Iterator[Unit]:
    """The beads of a leg, in its order."""
    findings: dict[str, list[tuple[str, str]]] = {}
    for row in rows:
        for f in row.findings:
            verdict = summed(decided.get(finding_key(audit, f), ()))["verdict"]
            if f.leg == leg.name:
                findings.setdefault(row.segment, []).append((f"{f.severity} {f.check}: {f.message}", verdict))
    for bead in leg.beads:
        ids = _row_ids(leg, bead)
        mine = [pair for identity in ids for pair in findings.get(identity, ())]
        left, right = " ".join(leg.left[i].text for i in bead.left), " ".join(leg.right[j].text for j in bead.right)
        yield Unit(
            ids[0], left if bead.left else None, right if bead.right else None, bead.posterior,
            tuple(note + (f" ({verdict})" if verdict else "") for note, verdict in mine),
        )  # fmt: skip


def token(identity: str) -> str:
    """An id as XLIFF 2 allows it (NMTOKEN), reversibly: other characters become `_x` their code `_`; most ids stay."""
    return re.sub(r"_(?=x[0-9a-f]+_)|[^A-Za-z0-9._:-]", lambda m: f"_x{ord(m.group()):x}_", identity) or "_x0_"


Pages = Iterable[tuple[Audit, list[Row]]]


def _legs(pages: Pages, name: str) -> Iterator[tuple[Audit, list[Row], Leg]]:
    for audit, rows in pages:
        leg = audit.leg(name)
        if leg is not None and leg.left and leg.right:
            yield audit, rows, leg


def write_exchange(handle: IO[str], form: str, pages: Pages, name: str, decided: Decided) -> int:
    """The leg `name` of all pages as `form`; how many units were written. Raises InputError where no page has it."""
    found = _legs(pages, name)
    first = next(found, None)
    if first is None:
        raise InputError(f"--leg {name}: expected a page with that leg, found none; without originals there is only mt")
    languages = first[2].left[0].lang, first[2].right[0].lang
    writer = {"tmx": _tmx, "xliff": _xliff, "xliff2": _xliff2}[form]
    return writer(handle, chain([first], found), languages, decided)


Legs = Iterator[tuple[Audit, list[Row], Leg]]


def _tmx(handle: IO[str], legs: Legs, languages: tuple[str, str], decided: Decided) -> int:
    """Beads with two sides."""
    found = (
        TmxUnit(u.id, (u.source, u.target), {"x-probability": f"{u.probability:.4f}"}, u.notes)
        for audit, rows, leg in legs
        for u in units(audit, rows, leg, decided)
        if u.source is not None and u.target is not None
    )
    return write_tmx(handle, found, languages)


def _xliff(handle: IO[str], legs: Legs, languages: tuple[str, str], decided: Decided) -> int:
    """XLIFF 1.2 (OASIS 2008): a file a page; what was dropped has an empty target in state needs-translation."""
    handle.write('<?xml version="1.0" encoding="UTF-8"?>\n<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">\n')
    count = 0
    for audit, rows, leg in legs:
        handle.write(f'<file original={attribute(audit.page.id)} source-language="{languages[0]}" '
                     f'target-language="{languages[1]}" datatype="plaintext"><body>\n')  # fmt: skip
        for unit in units(audit, rows, leg, decided):
            count += 1
            state = "needs-translation" if unit.target is None else "needs-review-translation" if unit.notes else "translated"
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
            state = "initial" if unit.target is None else "translated" if unit.notes else "reviewed"
            handle.write(f'<segment state="{state}"><source xml:space="preserve">{escaped(unit.source or "")}</source>')
            if unit.target is not None:
                handle.write(f'<target xml:space="preserve">{escaped(unit.target)}</target>')
            handle.write("</segment></unit>\n")
        handle.write("</file>\n")
    handle.write("</xliff>\n")
    return count
