"""Counting a word-aligned bitext into a lexicon.

What is kept for two words is how often they are linked where both occur: when they meet again, that is
the probability that one translates the other. What is kept for one word is how often it finds a partner
in text the counts do not come from (ten folds).
"""

from __future__ import annotations

import json
import lzma
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from align.lexicon.tokens import Word

MIN_COMPOUND, MIN_COHESION, COMMONEST = 8, 0.35, 60
MIN_LINKED = 0.03  # weaker entries are left out
FOLDS = 10
WEAK = 0.4  # a link of one direction only


def learn_compounds(texts: Iterable[Sequence[str]]) -> dict[tuple[str, str], float]:
    """Syllable pairs that belong together: normalised pointwise mutual information above MIN_COHESION."""
    single: Counter[str] = Counter()
    double: Counter[tuple[str, str]] = Counter()
    for words in texts:
        single.update(words)
        double.update(zip(words, words[1:], strict=False))
    total = sum(single.values())
    common = {w for w, _ in single.most_common(COMMONEST)}
    out = {}
    for (a, b), count in double.items():
        if count < MIN_COMPOUND or (a in common and b in common) or a[0].isdigit() or b[0].isdigit():
            continue
        cohesion = math.log(count * total / (single[a] * single[b])) / -math.log(count / total)
        if cohesion > MIN_COHESION:
            out[(a, b)] = cohesion
    return out


@dataclass(frozen=True, slots=True)
class Bitext:
    """Entries (source word, target word) -> probability of being linked where both occur; and how
    often each word of a side finds a partner, and how often it occurs."""

    linked: dict[tuple[str, str], float]
    left_found: dict[str, float]
    right_found: dict[str, float]
    left_count: Counter[str]
    right_count: Counter[str]

    def figures(self) -> dict[str, int]:
        return {"entries": len(self.linked), "left": len(self.left_count), "right": len(self.right_count)}


def name_shares(texts: Iterable[tuple[str, Sequence[Word]]]) -> dict[str, float]:
    """How often each word is capitalised where it does not open the text; shrunk towards 0."""
    seen: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    for text, words in texts:
        if text.isupper() or text.istitle():
            continue
        for word, before in zip(words[1:], words, strict=False):
            if text[before.end : word.start].strip(" ,-"):
                continue  # after a full stop or a quotation mark any word may be capitalised
            seen[word.key] += 1
            capital[word.key] += text[word.start].isupper()
    return {word: capital[word] / (count + 0.5) for word, count in seen.items()}


Rows = list[tuple[int, list[str], list[str]]]


def count_bitext(rows: Rows, links_path: Path) -> Bitext:
    """Counts over pairs whose links stand in `links_path`."""
    links = read_links_weighted(links_path)
    rows = [row for row in rows if row[0] in links]
    linked: list[Counter[tuple[str, str]]] = [Counter() for _ in range(FOLDS)]
    left_count: Counter[str] = Counter()
    right_count: Counter[str] = Counter()
    for number, left, right in rows:
        left_count.update(set(left))
        right_count.update(set(right))
        fold = linked[number % FOLDS]
        once: dict[tuple[str, str], float] = {}
        for i, j, strong in links[number]:
            key = left[i], right[j]
            once[key] = max(once.get(key, 0.0), 1.0 if strong else WEAK)
        for key, weight in once.items():
            fold[key] += weight  # type: ignore[assignment]
    total: Counter[tuple[str, str]] = Counter()
    for fold in linked:
        for key, weight in fold.items():
            total[key] += weight
    met = _meetings(rows, {key for key, weight in total.items() if weight >= 1.0})
    sums = {key: float(total[key]) for key in met}
    found = _found(rows, linked, sums, met)
    table = {key: sums[key] / (met[key] + 0.5) for key in met if sums[key] / (met[key] + 0.5) >= MIN_LINKED}
    return Bitext(table, *found, left_count, right_count)


def _meetings(rows: Rows, keys: set[tuple[str, str]]) -> Counter[tuple[str, str]]:
    """In how many pairs both words of an entry occur."""
    partners = defaultdict(set)
    for a, b in keys:
        partners[a].add(b)
    met: Counter[tuple[str, str]] = Counter()
    for _, left, right in rows:
        here = set(right)
        for a in set(left):
            for b in partners.get(a, ()) if len(partners.get(a, ())) < len(here) else here & partners[a]:
                if b in here:
                    met[(a, b)] += 1
    return met


def _found(
    rows: Rows, folds: list[Counter[tuple[str, str]]], sums: dict[tuple[str, str], float], met: Counter[tuple[str, str]]
) -> tuple[dict[str, float], dict[str, float]]:
    """Share of a word's occurrences with a partner, by what the other nine folds know, shrunk to the mean of its like."""
    seen: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
    hits: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
    partners: dict[str, dict[str, float]] = defaultdict(dict)
    for (a, b), weight in sums.items():
        partners[a][b] = weight
    for number, left, right in rows:
        own = folds[number % FOLDS]
        rest_left, rest_right = dict.fromkeys(left, 1.0), dict.fromkeys(right, 1.0)
        for a in rest_left:
            near = partners.get(a, {})
            for b in rest_right if len(rest_right) < len(near) else near:
                if b in near and b in rest_right:
                    share = max(0.0, (near[b] - own.get((a, b), 0.0)) / (met[(a, b)] + 0.5))
                    rest_left[a] *= 1 - min(share, 0.99)
                    rest_right[b] *= 1 - min(share, 0.99)
        for k, rest in enumerate((rest_left, rest_right)):
            for word, missing in rest.items():
                seen[k][word] += 1
                hits[k][word] += 1 - missing  # type: ignore[assignment]
    return tuple(_shrunk(h, s) for h, s in zip(hits, seen, strict=True))  # type: ignore[return-value]


def _shrunk(hits: Counter[str], seen: Counter[str], strength: float = 4.0) -> dict[str, float]:
    groups: dict[int, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for word, count in seen.items():
        group = groups[count.bit_length()]
        group[0] += hits[word]
        group[1] += count
    out = {}
    for word, count in seen.items():
        mean = groups[count.bit_length()][0] / groups[count.bit_length()][1]
        out[word] = (hits[word] + strength * mean) / (count + strength)
    return out


def compose(first: Bitext, second: Bitext) -> Bitext:
    """Vietnamese to Indonesian through English: linked where both are linked to the same English word."""
    by_english = defaultdict(list)
    for (a, e), share in second.linked.items():
        if share >= 0.1:
            by_english[e].append((a, share))
    missing: dict[tuple[str, str], float] = defaultdict(lambda: 1.0)
    for (v, e), share in first.linked.items():
        if share >= 0.1:
            for a, other in by_english[e]:
                missing[(v, a)] *= 1 - share * other
    linked = {key: 1 - rest for key, rest in missing.items() if 1 - rest >= 2 * MIN_LINKED}
    weaker = 0.85  # through a third language some partners are lost
    left = {w: weaker * s for w, s in first.left_found.items()}
    right = {w: weaker * s for w, s in second.left_found.items()}
    return Bitext(linked, left, right, first.left_count, second.left_count)


def write_lexicon(
    out: Path,
    id_en: Bitext,
    vi_en: Bitext,
    vi_id: Bitext,
    compounds: dict[tuple[str, str], float],
    names: dict[str, dict[str, float]],
) -> int:
    """`lexicon.npz`: words, entries by source word, partners found; one set of arrays a language pair. Returns bytes."""
    out.mkdir(parents=True, exist_ok=True)
    arrays: dict[str, np.ndarray] = {}
    words = {lang: sorted(_words(lang, id_en, vi_en, vi_id)) for lang in ("id", "vi", "en")}
    ids = {lang: {w: i for i, w in enumerate(ws)} for lang, ws in words.items()}
    for lang, known in words.items():
        arrays[f"names.{lang}"] = np.array([round(255 * names[lang].get(w, 0.0)) for w in known], dtype=np.uint8)
        arrays[f"words.{lang}"] = np.frombuffer(lzma.compress("\n".join(known).encode(), preset=9), dtype=np.uint8)
    pairs = {"id-en": id_en, "vi-en": vi_en, "vi-id": vi_id}
    for name, bitext in pairs.items():
        left, right = name.split("-")
        entries = sorted((ids[left][a], ids[right][b], share) for (a, b), share in bitext.linked.items())
        counts = np.bincount([e[0] for e in entries], minlength=len(words[left]))
        arrays[f"{name}.start"] = np.concatenate([[0], np.cumsum(counts)]).astype(np.uint32)
        arrays[f"{name}.word"] = np.array([e[1] for e in entries], dtype=np.uint16 if len(words[right]) < 65536 else np.uint32)
        arrays[f"{name}.share"] = np.array([round(255 * min(1.0, e[2])) for e in entries], dtype=np.uint8)
        for side, lang, found in (("left", left, bitext.left_found), ("right", right, bitext.right_found)):
            arrays[f"{name}.{side}"] = np.array([round(255 * found.get(w, 0.0)) for w in words[lang]], dtype=np.uint8)
    joined = "\n".join(f"{a}\t{b}\t{c:.3f}" for (a, b), c in sorted(compounds.items()))
    arrays["compounds"] = np.frombuffer(lzma.compress(joined.encode(), preset=9), dtype=np.uint8)
    path = out / "lexicon.npz"
    np.savez_compressed(path, **arrays)  # type: ignore[arg-type]
    card = {name: bitext.figures() for name, bitext in pairs.items()} | {"compounds": len(compounds)}
    (out / "card.json").write_text(json.dumps(card, indent=1) + "\n", "utf-8")
    return path.stat().st_size


def _words(lang: str, id_en: Bitext, vi_en: Bitext, vi_id: Bitext) -> set[str]:
    """Words that some entry has, or that occur three times (their share found counts too)."""
    out = {pair[k] for b, k, side in ((id_en, 0, "id"), (id_en, 1, "en"), (vi_en, 0, "vi"), (vi_en, 1, "en"),
                                      (vi_id, 0, "vi"), (vi_id, 1, "id")) if side == lang for pair in b.linked}  # fmt: skip
    counts = {"id": (id_en.left_count,), "vi": (vi_en.left_count,), "en": (id_en.right_count, vi_en.right_count)}[lang]
    return out | {w for c in counts for w, n in c.items() if n >= 3}


def read_links_weighted(path: Path) -> dict[int, list[tuple[int, int, bool]]]:
    """Links by corpus row, True where both directions of the word aligner agree (`scripts/train_lexicon.py` writes them)."""
    out = {}
    for line in path.read_text("utf-8").splitlines():
        number, _, columns = line.partition("\t")
        links = (re.split("([-~])", link) for link in columns.split())
        out[int(number)] = [(int(a), int(b), mark == "-") for a, mark, b in links]
    return out


def read_links(path: Path) -> dict[int, tuple[tuple[int, int], ...]]:
    """The same without the marks."""
    return {number: tuple((i, j) for i, j, _ in links) for number, links in read_links_weighted(path).items()}


def read_compounds(path: Path) -> dict[tuple[str, str], float]:
    """Cohesion of Vietnamese syllable pairs (`scripts/train_lexicon.py` writes it)."""
    rows = (line.split("\t") for line in path.read_text("utf-8").splitlines())
    return {(first, second): float(cohesion) for first, second, cohesion in rows}
