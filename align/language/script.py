"""Letters: stripping Vietnamese accents, slugs, and characters that only Vietnamese uses."""

from __future__ import annotations

import re
import unicodedata

# Letters (NFC) found in Vietnamese and in neither Indonesian nor English: horn, breve and stroke
# letters, hooks, dots below, and every combination of circumflex or horn with a tone mark.
_VIETNAMESE_ONLY = re.compile(r"[ăđơưĂĐƠƯ\u1ea0-\u1ef9]")
COMBINING = re.compile("[\u0300-\u036f]")  # marks that stand behind their letter; NFC text has few
_NOT_SLUG = re.compile(r"[^a-z0-9]+")


def unaccent(text: str) -> str:
    """`text` without combining marks, `đ` as `d`: what a slug keeps of a Vietnamese headline."""
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFD", text)
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return unicodedata.normalize("NFC", bare.replace("đ", "d").replace("Đ", "D"))


def slugify(text: str) -> str:
    """Lower-case ASCII words joined by dashes, as Vietnamese newspapers make their slugs.

    Dots between digits vanish (`8.000` becomes `8000`), as on most of the catalogued hosts.
    """
    bare = re.sub(r"(?<=\d)[.,](?=\d{3})", "", unaccent(text).lower())
    return _NOT_SLUG.sub("-", bare).strip("-")


def vietnamese_letters(text: str) -> int:
    """How many characters of `text` no Indonesian or English word has."""
    return 0 if text.isascii() else len(_VIETNAMESE_ONLY.findall(unicodedata.normalize("NFC", text)))


_NEW_TONE = re.compile(r"(?<![qQ])([oOuU])([àáảãạèéẻẽẹỳýỷỹỵÀÁẢÃẠÈÉẺẼẸỲÝỶỸỴ])(?![^\W\d_])")


def old_tones(text: str) -> str:
    """`text` with tone marks where most newspapers put them: `hoà` as `hòa`, `thuỷ` as `thủy`; every character keeps its place.

    NFC alone is looked at: decomposed letters stay as they are.
    """
    return text if text.isascii() else _NEW_TONE.sub(_moved_tone, text)


def _moved_tone(match: re.Match[str]) -> str:
    letter = unicodedata.normalize("NFD", match[2])
    base, mark = letter[0], letter[1]
    if (match[1].lower() == "o") == (base.lower() == "y"):
        return match.group()
    return unicodedata.normalize("NFC", match[1] + mark) + base


_CLUSTER = re.compile(r"[^\u0300-\u036f][\u0300-\u036f]*|[\u0300-\u036f]+", re.DOTALL)


def composed_with_places(text: str) -> tuple[str, list[int]]:
    """`text` composed (NFC), and for each of its characters, and its end, where it begins in `text`."""
    out: list[str] = []
    places: list[int] = []
    for match in _CLUSTER.finditer(text):
        piece = unicodedata.normalize("NFC", match.group())
        out.append(piece)
        places += [match.start()] * len(piece)
    return "".join(out), [*places, len(text)]
