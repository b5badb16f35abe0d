"""Translating into English, with care for what a translation must carry.

A text over the model's limit is split at clauses and rejoined, and says so. Of the candidates the one is taken that
keeps most (`choice.py`); output that is empty, repeats itself, copies its source or loses a number is tried again with
a wider search, and what still fails is flagged.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from unicodedata import normalize

from align.language.sentences import split as split_sentences
from align.language.spans import LONGEST_WORD
from align.models.translation.cache import TranslationCache
from align.models.translation.choice import SURE, UNSURE, Chosen, choose
from align.models.translation.faults import faults
from align.models.translation.model import Candidate, Decoding, Model

VERSION = 10  # of what happens around the model; part of the cache key
RETRY = Decoding(beams=4, candidates=4, no_repeat=4)
Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Translation:
    """`text` in English; `flags`: split, repeated, empty, copied, number_lost, number_doubtful, `unsure`, and
    `repaired: 8.000` for what was mended. `confidence`: chance that it is a fair translation (`choice.confidence`); None for
    what needed no model."""

    text: str
    flags: tuple[str, ...] = ()
    confidence: float | None = None


_OVERLONG = re.compile(rf"(\S{{{LONGEST_WORD + 1},}})")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+){3,}")
FEW_WORDS = 3  # below them capitals may be an acronym or a name
_CLAUSE = re.compile(r"(?<=[;:,–—])\s+")


def is_data(text: str) -> bool:
    """Whether `text` has no letter, or a word too long to be one: it is passed on as it is."""
    if not any(map(str.isalpha, text)):
        return True
    return len(text) > LONGEST_WORD and bool(_OVERLONG.search(text))


def as_running_text(text: str, lang: str) -> str:
    """`text` in ordinary letters where it is all capitals, and in words where it is a slug.

    Vietnamese gets a capital for each word (its names are short and common words too), Indonesian one for the first.
    """
    if _SLUG.fullmatch(text):
        return text.replace("-", " ")
    letters = [c for c in text if c.isalpha()]
    if len(text.split()) < FEW_WORDS or sum(map(str.isupper, letters)) < 0.9 * len(letters):
        return text
    if lang == "vi":
        return " ".join(word.capitalize() for word in text.split())
    return text.capitalize()


class Translator:
    """A model with batching, splitting, retries and a cache around it."""

    def __init__(self, model: Model, *, decoding: Decoding, batch: int = 16, cache: TranslationCache | None = None) -> None:
        self._model, self._decoding, self._batch, self._cache = model, decoding, batch, cache

    @property
    def signature(self) -> str:
        """Model, fingerprint and search."""
        return f"{self._model.signature}:{self._decoding.describe()}:v{VERSION}"

    def translate(self, texts: Sequence[str], lang: str, progress: Progress | None = None) -> list[Translation]:
        """One translation a text, in order; white space gives an empty one."""
        texts = [normalize("NFC", text) for text in texts]
        wanted = list(dict.fromkeys(t for t in texts if t.strip()))
        done = self._cache.get(wanted, lang) if self._cache else {}
        missing = [t for t in wanted if t not in done]
        fresh = {t: _pack(tr) for t, tr in zip(missing, self._run(missing, lang, progress), strict=True)}
        if self._cache:
            self._cache.put(fresh, lang)
        done |= fresh
        return [_unpack(done[t]) if t.strip() else Translation("") for t in texts]

    def _run(self, texts: list[str], lang: str, progress: Progress | None) -> list[Translation]:
        """Sentence by sentence, in letters as in running text: that is what the models were trained on."""
        texts = [as_running_text(text, lang) for text in texts]
        sentences = [[span.of(text) for span in split_sentences(text, lang)] or [text] for text in texts]
        parts = [[piece for sentence in found for piece in self._split(sentence)] for found in sentences]
        flat = [piece for pieces in parts for piece in pieces]
        wanted = list(dict.fromkeys(flat))  # a text that says one thing over and over is searched once
        made = dict(zip(wanted, self._generate(wanted, lang, progress), strict=True))
        outputs = iter([made[piece] for piece in flat])
        results = []
        for text, found, pieces in zip(texts, sentences, parts, strict=True):
            mended = [next(outputs) for _ in pieces]
            joined = " ".join(m.text for m in mended if m.text)
            notes = tuple(dict.fromkeys(flag for m in mended for flag in m.flags))
            wrong, split = faults(text, joined, lang), ("split",) if len(pieces) > len(found) else ()
            least = min((round(m.confidence, 4) for m in mended if m.confidence is not None), default=None)
            unsure = (UNSURE,) if not wrong and least is not None and least < SURE else ()
            results.append(Translation(joined, wrong + split + notes + unsure, least))
        return results

    def _generate(self, texts: list[str], lang: str, progress: Progress | None) -> list[Chosen]:
        """The best candidate of the search; what is still faulty is searched again without repetition."""
        prose = [text for text in texts if not is_data(text)]
        options = iter(self._pass(prose, lang, self._decoding, progress))
        best = [Chosen(text) if is_data(text) else choose(text, next(options), lang) for text in texts]
        failed = [i for i, text in enumerate(texts) if not is_data(text) and faults(text, best[i].text, lang)]
        again = self._pass([texts[i] for i in failed], lang, RETRY, None)
        for i, more in zip(failed, again, strict=True):
            best[i] = choose(texts[i], more, lang, best[i])
        return best

    def _pass(self, texts: list[str], lang: str, decoding: Decoding, progress: Progress | None) -> list[list[Candidate]]:
        out: list[list[Candidate]] = [[]] * len(texts)
        order = sorted(range(len(texts)), key=lambda i: (len(texts[i]), texts[i]))
        for at in range(0, len(order), self._batch):
            chosen = order[at : at + self._batch]
            for i, options in zip(chosen, self._model.generate([texts[i] for i in chosen], lang, decoding), strict=True):
                out[i] = options
            if progress:
                progress(len(chosen))
        return out

    def _split(self, text: str) -> list[str]:
        """`text` itself, or clauses that each fit the model; words where a clause does not. Overlong words stand alone."""
        limit = self._model.max_pieces
        if is_data(text):
            parts = [part.strip() for part in _OVERLONG.split(text)]
            return [piece for part in parts if part for piece in ([part] if is_data(part) else self._split(part))]
        if len(text) <= limit or self._model.count(text) <= limit:
            return [text]
        pieces: list[str] = []
        for clause in _CLAUSE.split(text):
            self._append(pieces, clause, limit)
        return pieces

    def _append(self, pieces: list[str], clause: str, limit: int) -> None:
        """Add a clause, to the last piece where both fit, cut between words where it is too long."""
        if pieces and self._fits(f"{pieces[-1]} {clause}", limit):
            pieces[-1] += " " + clause
        elif self._fits(clause, limit):
            pieces.append(clause)
        else:
            middle = _middle(clause)
            self._append(pieces, clause[:middle].strip(), limit)
            self._append(pieces, clause[middle:].strip(), limit)

    def _fits(self, text: str, limit: int) -> bool:
        return len(text) <= 8 * limit and self._model.count(text) <= limit


def _middle(text: str) -> int:
    """The space nearest the middle, or the middle."""
    half = len(text) // 2
    left, right = text.rfind(" ", 1, half), text.find(" ", half)
    candidates = [at for at in (left, right) if 0 < at < len(text) - 1]
    return min(candidates, key=lambda at: abs(at - half)) if candidates else half


def _pack(translation: Translation) -> str:
    sure = "" if translation.confidence is None else f"{translation.confidence:.4f}"
    return "\t".join(("\x1f".join(translation.flags), sure, translation.text))


def _unpack(stored: str) -> Translation:
    flags, sure, text = stored.split("\t", 2)
    return Translation(text, tuple(f for f in flags.split("\x1f") if f), float(sure) if sure else None)
