"""Telling Vietnamese, even without accents, from Indonesian, Malay and English.

With accents: letters no other of these languages has. Without: the share of words that are possible
Vietnamese syllables (onset + rime), less those that are common in the other languages.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from align.language.function_words import FOREIGN, SHARED
from align.language.script import unaccent, vietnamese_letters

_ONSETS = "b c ch d g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x".split()
_RIMES = """a ac ach ai am an ang anh ao ap at au ay e ec em en eng eo ep et en enh ech eu i ia ich iec
iem ien ieng iep iet ieu im in inh ip it iu o oa oac oach oai oam oan oang oanh oap oat oay oc oe oen
oeo oet oi om on ong oong op ot u ua uan uang uat uay uc ue uech uenh ui um un ung uoc uoi uom uon uong
uop uot uou up ut uu uy ynh yt uya uych uyen uyet uynh uyt uu uo y yem yen yet yeu ap ep""".split()
_WORD = re.compile(r"[^\W\d_]+", re.UNICODE)


@lru_cache(maxsize=1)
def syllables() -> frozenset[str]:
    """Every unaccented syllable the spelling allows."""
    return frozenset(onset + rime for onset in ("", *_ONSETS) for rime in _RIMES if onset + rime)


def _marked(words: list[str]) -> int:
    return sum(bool(vietnamese_letters(w)) or not w.isascii() for w in words)


def is_vietnamese(text: str, *, accented_only: bool = False) -> bool:
    """Whether a line, caption, fragment or slug is Vietnamese.

    Accented text needs Vietnamese letters in a quarter of its words; names inside Indonesian text
    ("Phạm Minh Chính") do not make a sentence Vietnamese. Unaccented text needs seven of ten words
    to be Vietnamese syllables and hardly any to be common words of the other languages.
    """
    if accented_only and text.isascii():
        return False
    marks = vietnamese_letters(text)
    words = _WORD.findall(unicodedata.normalize("NFC", text))
    if not words:
        return False
    if accented_only and not marks:
        return len(words) > 1 and all(not w.isascii() and unaccent(w).lower() in syllables() for w in words)  # "Nôi cũi"
    foreign = sum(w.lower() in FOREIGN for w in words)
    if marks:
        lower = [w for w in words if not w[0].isupper()] or words  # names are Vietnamese in any language
        return all(_marked(some) / len(some) >= 0.25 for some in (words, lower)) and foreign / len(words) < 0.2
    if len(words) < 3:
        return False
    bare = [w.lower() for w in words]
    known = syllables()
    hits = sum(w in known for w in bare)
    strong = sum(w in known and w not in SHARED and len(w) > 1 for w in bare)
    # Indonesian words seldom are a syllable long; English ones often are, hence the strong ones.
    return hits / len(bare) >= 0.7 and strong / len(bare) >= 0.45 and foreign / len(bare) < 0.15
