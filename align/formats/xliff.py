"""XLIFF 1.2 (OASIS 2008) and 2.1 (OASIS 2018), read and written; 2.1 with its modules for quality issues (ITS) and matches."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import IO

from defusedxml.ElementTree import iterparse

from align.formats.text_pair import TextPair, row_language
from align.formats.xml_text import attribute, escaped, inner_text, local_name
from align.page import Span

_STATES = {  # in XLIFF 1.2 and 2.1
    "missing": ("needs-translation", "initial"), "open": ("translated", "translated"), "right": ("signed-off", "reviewed"),
    "wrong": ("needs-review-translation", "translated"), "corrected": ("needs-review-translation", "translated"),
}  # fmt: skip
_TYPES = {  # of ITS 2.0, by category of MQM
    "Accuracy/Omission": "omission", "Accuracy/Addition": "addition", "Accuracy/Untranslated": "untranslated",
    "Linguistic conventions/Grammar": "grammar", "Linguistic conventions/Spelling": "misspelling",
    "Linguistic conventions/Duplication": "duplication", "Linguistic conventions/Punctuation": "typographical",
    "Terminology/Inconsistent use of terminology": "inconsistency", "Terminology/Wrong term": "terminology",
    "Style/Unidiomatic style": "style", "Other/Other": "other",
}  # fmt: skip
_GRAVITY = {"info": 0, "minor": 25, "major": 50, "critical": 100}
PROFILE = "https://themqm.org/"
Pages = Iterable[tuple[str, Iterable["XliffUnit"]]]


@dataclass(frozen=True, slots=True)
class Issue:
    """An error in a unit: on the source (`side` 0) or the target (1), its span, category (of MQM), severity and who saw it.

    `enabled`: whether it still stands; one that a reviewer found wrong does not.
    """

    side: int
    span: Span
    category: str
    severity: str
    comment: str
    enabled: bool = True
    reviewer: str = ""


@dataclass(frozen=True, slots=True)
class XliffUnit:
    """One unit to write. `state`: missing, open, right, wrong or corrected; `corrected` is what the target ought to be, which
    is written in its place, the old one beside it."""

    id: str
    source: str
    target: str | None
    state: str = "open"
    notes: tuple[str, ...] = ()
    corrected: str | None = None
    issues: tuple[Issue, ...] = ()


def read_xliff(handle: IO[bytes], source_lang: str, target_lang: str) -> Iterator[TextPair]:
    """XLIFF 1.2 (trans-unit) and 2.x (segment); languages as the file says them."""
    number, langs, kept, stated = 0, (source_lang, target_lang), True, False
    for event, element in iterparse(handle, events=("start", "end")):
        name = local_name(element)
        if event == "start" and name in ("file", "xliff"):
            codes = (
                element.get("source-language") or element.get("srcLang"),
                element.get("target-language") or element.get("trgLang"),
            )
            stated = stated or any(codes)
            langs = row_language(codes[0], langs[0]), row_language(codes[1], langs[1])
        if event == "start" and name in ("trans-unit", "unit"):
            kept = element.get("translate") != "no"
        if event == "end" and name in ("trans-unit", "segment"):
            number += 1
            if not kept:  # says itself that it is not for translation
                element.clear()
                continue
            children = {local_name(child): child for child in element}
            texts = inner_text(children.get("source")), inner_text(children.get("target"))
            yield TextPair(number, *texts, *langs, stated=stated)
            element.clear()


def token(identity: str) -> str:
    """An id as XLIFF 2 allows it (NMTOKEN), reversibly: other characters become `_x` their code `_`; most ids stay."""
    return re.sub(r"_(?=x[0-9a-f]+_)|[^A-Za-z0-9._:-]", lambda m: f"_x{ord(m.group()):x}_", identity) or "_x0_"


def write_xliff(handle: IO[str], pages: Pages, languages: tuple[str, str]) -> int:
    """XLIFF 1.2: a file a page (name, units); an old target stands in `alt-trans`. How many units were written."""
    handle.write('<?xml version="1.0" encoding="UTF-8"?>\n<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">\n')
    count = 0
    for page, units in pages:
        handle.write(f'<file original={attribute(page)} source-language="{languages[0]}" '
                     f'target-language="{languages[1]}" datatype="plaintext"><body>\n')  # fmt: skip
        for unit in units:
            count += 1
            target = unit.target if unit.corrected is None else unit.corrected
            handle.write(f'<trans-unit id={attribute(unit.id)} xml:space="preserve"><source>{escaped(unit.source)}</source>')
            handle.write(f'<target state="{_STATES[unit.state][0]}">{escaped(target or "")}</target>')
            if unit.corrected is not None and unit.target is not None:
                handle.write(f'<alt-trans alttranstype="previous-version"><target>{escaped(unit.target)}</target></alt-trans>')
            handle.writelines(f'<note from="align">{escaped(note)}</note>' for note in unit.notes)
            handle.write("</trans-unit>\n")
        handle.write("</body></file>\n")
    handle.write("</xliff>\n")
    return count


def write_xliff2(handle: IO[str], pages: Pages, languages: tuple[str, str]) -> int:
    """XLIFF 2.1: ids are tokens, `name` holds them as they are; issues are marked in the texts, an old target is a match."""
    handle.write('<?xml version="1.0" encoding="UTF-8"?>\n<xliff version="2.1" xmlns="urn:oasis:names:tc:xliff:document:2.0" '
                 'xmlns:its="http://www.w3.org/2005/11/its" xmlns:mtc="urn:oasis:names:tc:xliff:matches:2.0" its:version="2.0" '
                 f'srcLang="{languages[0]}" trgLang="{languages[1]}">\n')  # fmt: skip
    count = 0
    for page, units in pages:
        handle.write(f"<file id={attribute(token(page))} original={attribute(page)}>\n")
        for unit in units:
            count += 1
            handle.write(_unit2(unit))
        handle.write("</file>\n")
    handle.write("</xliff>\n")
    return count


def _unit2(unit: XliffUnit) -> str:
    source = _marked(unit.source, [i for i in unit.issues if i.side == 0], "s")
    target = None if unit.target is None else _marked(unit.target, [i for i in unit.issues if i.side == 1], "t")
    matches = ""
    if unit.corrected is not None:
        if target is not None:
            was = f'<target xml:space="preserve">{escaped(unit.target or "")}</target>'
            matches = (f'<mtc:matches><mtc:match ref="#m1"><source xml:space="preserve">{escaped(unit.source)}</source>'
                       f"{was}</mtc:match></mtc:matches>")  # fmt: skip
        source, target = f'<mrk id="m1" type="mtc:match">{source}</mrk>', escaped(unit.corrected)
    notes = "".join(f'<note category="align">{escaped(note)}</note>' for note in unit.notes)
    return "".join([
        f"<unit id={attribute(token(unit.id))} name={attribute(unit.id)}>", matches, f"<notes>{notes}</notes>" if notes else "",
        f'<segment state="{_STATES[unit.state][1]}"><source xml:space="preserve">{source}</source>',
        "" if target is None else f'<target xml:space="preserve">{target}</target>', "</segment></unit>\n",
    ])  # fmt: skip


def _marked(text: str, issues: Sequence[Issue], prefix: str) -> str:
    """The text with its issues marked; of those that overlap the first, what still stands before what does not."""
    taken: list[Issue] = []
    for issue in sorted(issues, key=lambda i: (not i.enabled, i.span)):
        inside = 0 <= issue.span.start < issue.span.end <= len(text)
        if inside and all(issue.span.end <= i.span.start or issue.span.start >= i.span.end for i in taken):
            taken.append(issue)
    parts, at = [], 0
    for number, issue in enumerate(sorted(taken, key=lambda i: i.span), start=1):
        parts += [escaped(text[at : issue.span.start]), _mark(f"{prefix}{number}", issue), escaped(issue.span.of(text)), "</mrk>"]
        at = issue.span.end
    return "".join([*parts, escaped(text[at:])])


def _mark(identity: str, issue: Issue) -> str:
    kind = _TYPES.get(issue.category, "locale-violation" if issue.category.startswith("Locale") else "mistranslation")
    comment = f"{issue.category}: {issue.comment}" + (f" (by {issue.reviewer})" if issue.reviewer else "")
    said = {"Type": kind, "Comment": comment, "Severity": str(_GRAVITY[issue.severity]), "ProfileRef": PROFILE,
            "Enabled": "yes" if issue.enabled else "no"}  # fmt: skip
    issues = " ".join(f"its:locQualityIssue{name}={attribute(value)}" for name, value in said.items())
    return f'<mrk id="{identity}" type="its:generic" {issues}>'
