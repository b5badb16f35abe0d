"""Whether pairs are in the languages that were named."""

from __future__ import annotations

from collections.abc import Sequence

from align.formats.text_pair import TextPair
from align.language.identify import LANGUAGE_NAMES, identify

LOOKED_AT = 200  # pairs from which the languages are identified
_LANGUAGES = frozenset({"id", "vi", "en"})
_DIRECTIONS = frozenset({("id", "en"), ("vi", "en"), ("vi", "id")})


def _unknown(pairs: Sequence[TextPair]) -> list[str]:
    """Languages and directions that not all checks know, as the rows name them."""
    out = []
    for side in ("source", "target"):
        for lang in sorted({getattr(p, f"{side}_lang") for p in pairs} - _LANGUAGES):
            out.append(f"{side} language {lang}: expected id, vi or en; only checks that need no language say something")
    known = {(p.source_lang, p.target_lang) for p in pairs if {p.source_lang, p.target_lang} <= _LANGUAGES}
    for source, target in sorted(known - _DIRECTIONS):
        out.append(f"{source}-{target}: the quality estimator knows id-en, vi-en and vi-id; the other checks are run")
    return out


def doubts(pairs: Sequence[TextPair]) -> list[str]:
    """What is odd about the languages of the columns, in words."""
    stated = pairs[0].source_lang, pairs[0].target_lang
    out = _unknown(pairs)
    pairs = [p for p in pairs if (p.source_lang, p.target_lang) == stated]
    found = [identify(" ".join(getattr(p, side) for p in pairs), limit=50_000) for side in ("source", "target")]
    if found == [stated[1], stated[0]] and stated[0] != stated[1]:
        return [
            f"the columns look swapped: source reads like {LANGUAGE_NAMES[stated[1]]}, target like {LANGUAGE_NAMES[stated[0]]}"
        ]
    for side, lang, seen in zip(("source", "target"), stated, found, strict=True):
        if lang in _LANGUAGES and seen is not None and seen != lang:
            out.append(f"{side} reads like {LANGUAGE_NAMES[seen]}, expected {LANGUAGE_NAMES[lang]}; set --{side}-lang")
    return out


def detected(pairs: Sequence[TextPair]) -> tuple[str, str] | None:
    """The two languages that the pairs read like; None where the texts say too little, or are in another language."""
    found = [identify(" ".join(getattr(p, side) for p in pairs), limit=50_000) for side in ("source", "target")]
    if None in found or "other" in found or found[0] == found[1]:
        return None
    return str(found[0]), str(found[1])
