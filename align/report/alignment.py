"""An alignment of two texts as a table, as translation memory, or for a person."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import TextIO
from xml.etree import ElementTree

from align.about import __version__
from align.beads.aligner import Alignment
from align.beads.document_map import Entry, blocks, document_map
from align.formats.xml_text import NOT_XML
from align.report.tables import Table
from align.report.terminal import printable

COLUMNS = ("status", "probability", "similarity", "left_units", "right_units", "left", "right")
_SIGNS = {"aligned": "=", "merged": ">", "split": "<", "dropped": "-", "inserted": "+", "moved": "x"}


def _units(units: tuple[int, ...]) -> str:
    return " ".join(str(unit + 1) for unit in units)


def write_csv(handle: TextIO, found: Alignment, left: Sequence[str], right: Sequence[str]) -> None:
    """One row a bead; units are counted from 1."""
    Table(handle, COLUMNS).write(
        {
            "status": entry.status,
            "probability": entry.bead.posterior,
            "similarity": entry.bead.similarity,
            "left_units": _units(entry.bead.left),
            "right_units": _units(entry.bead.right),
            "left": _text(entry.bead.left, left),
            "right": _text(entry.bead.right, right),
        }
        for entry in document_map(found)
    )


def _text(units: tuple[int, ...], texts: Sequence[str]) -> str:
    return " ".join(texts[unit] for unit in units)


def write_json(handle: TextIO, found: Alignment) -> None:
    """One bead a line, then every unit's null posterior; units are counted from 0."""
    for entry in document_map(found):
        bead = entry.bead
        told = {"left": list(bead.left), "right": list(bead.right), "status": entry.status,
                "posterior": round(bead.posterior, 4), "similarity": round(bead.similarity, 4)}  # fmt: skip
        handle.write(json.dumps(told) + "\n")
    nulls = {"left_dropped": [round(p, 4) for p in found.left_dropped],
             "right_inserted": [round(p, 4) for p in found.right_inserted], "related": round(found.related, 4)}  # fmt: skip
    handle.write(json.dumps(nulls) + "\n")


def write_tmx(handle: TextIO, found: Alignment, left: Sequence[str], right: Sequence[str], langs: tuple[str, str]) -> None:
    """TMX 1.4b: a translation unit for every bead that has both sides, with its probability as a property."""
    root = ElementTree.Element("tmx", version="1.4")
    ElementTree.SubElement(
        root, "header", creationtool="align", creationtoolversion=__version__, segtype="sentence", adminlang="en",
        srclang=langs[0], datatype="plaintext", attrib={"o-tmf": "align"},
    )  # fmt: skip
    body = ElementTree.SubElement(root, "body")
    for number, entry in enumerate(_paired(document_map(found)), start=1):
        unit = ElementTree.SubElement(body, "tu", tuid=str(number))
        for name, value in (("x-status", entry.status), ("x-probability", f"{entry.bead.posterior:.4f}")):
            ElementTree.SubElement(unit, "prop", type=name).text = value
        for lang, units, texts in ((langs[0], entry.bead.left, left), (langs[1], entry.bead.right, right)):
            variant = ElementTree.SubElement(unit, "tuv", attrib={"xml:lang": lang})
            ElementTree.SubElement(variant, "seg").text = NOT_XML.sub("\ufffd", _text(units, texts))
    ElementTree.indent(root)
    handle.write('<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n')
    handle.write(ElementTree.tostring(root, encoding="unicode") + "\n")


def _paired(entries: Iterable[Entry]) -> Iterable[Entry]:
    return (entry for entry in entries if entry.bead.left and entry.bead.right)


def show(handle: TextIO, found: Alignment, left: Sequence[str], right: Sequence[str]) -> None:
    """The map for a person: a sign, the status, its probability, and both texts; then what is missing, in words."""
    entries = document_map(found)
    for entry in entries:
        numbers = f"{_units(entry.bead.left) or '(nothing)'} | {_units(entry.bead.right) or '(nothing)'}"
        handle.write(f"{_SIGNS[entry.status]} {entry.status:<8} {entry.bead.posterior:4.2f}  {numbers}\n")
        handle.writelines(f"      < {printable(left[index])}\n" for index in entry.bead.left)
        handle.writelines(f"      > {printable(right[index])}\n" for index in entry.bead.right)
    counts = {status: sum(entry.status == status for entry in entries) for status in _SIGNS}
    told = ", ".join(f"{counts[status]} {status}" for status in ("aligned", "merged", "split", "moved") if counts[status])
    handle.write(f"{len(left)} and {len(right)} units: {told or 'none aligned'}; ")
    handle.write(f"{counts['dropped']} dropped, {counts['inserted']} inserted\n")
    handle.writelines(f"{block.describe()}\n" for block in blocks(entries))
