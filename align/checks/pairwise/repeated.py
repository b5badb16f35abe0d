"""The same word twice in a row, or the same phrase, where the source does not repeat itself."""

from __future__ import annotations

import re
from operator import eq

from align.checks.pair import CLEAN, Pair, Result
from align.page import Span

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_MARK = re.compile(r"[^\w\s,'’-]|\d")
# Words that Vietnamese and, without a hyphen too, Indonesian double by rule: "luôn luôn", "song song", "anak anak". What
# no writer doubles there are function words.
_NEVER_TWICE = {
    "vi": frozenset(
        """và của các những được bị cho với trong tại từng đã sẽ đang này kia khi nếu nhưng mà thì ở bởi do cũng hoặc""".split()
    ),
    "id": frozenset(
        """yang dan di ke dari untuk dengan pada dalam akan tidak ini itu juga telah oleh adalah atau karena sudah bisa dapat
        bahwa kepada saat ketika sebagai""".split()
    ),
}
# Verbs with their prefix, which Indonesian doubles behind it: memukul-mukul. Nouns that only begin so are left out.
_PREFIXED = re.compile(
    r"(?!menter|menara|menit|mentari|menantu|mentor|mental|member|memor|mempelai|mentah|menu|mesin|mentimun|dinding|dinas|direktur)"
    r"(?:me(?:ng|ny|n|m)[a-z]{4,}|di[a-z]{3,}(?:kan|i))"
)
_TWICE = frozenset("that had is very so no bye ha sama lama masing ngày xa nhà dần luôn mãi".split())  # said twice in good style


def _runs(text: str, longest: int = 4) -> list[tuple[Span, int]]:
    """(span, extra copies) of word sequences that come again at once, nothing but a space between."""
    plain = _WORD.findall(text.lower())
    if len(set(plain)) == len(plain):
        return []
    sizes = [size for size in range(1, longest + 1) if any(map(eq, plain, plain[size:]))]
    if not sizes:
        return []
    words = list(_WORD.finditer(text))
    out: list[tuple[Span, int]] = []
    at = 0
    while at < len(words):
        for size in sizes:
            copies = 1
            while plain[at : at + size] == plain[at + copies * size : at + (copies + 1) * size] != []:
                copies += 1
            end = at + copies * size - 1
            if copies == 1:
                continue
            last, between = words[end].group(), text[words[at].end() : words[end].start()]
            listed = last[0].isupper() and len(last) > 3  # "Germany, Germany", not "never, never"
            if not _MARK.search(between) and ("," not in between or listed):
                out.append((Span(words[at].start(), words[end].end()), copies - 1))
                at = end
                break
        at += 1
    return out


def check(pair: Pair) -> Result:
    """Score by copies beyond those of the source; a word that is often said twice counts less."""
    found = [run for run in _runs(pair.right) if not _doubled_by_rule(run[0].of(pair.right), run[1], pair.right_lang)]
    if not found:
        return CLEAN
    source = sum(extra for _, extra in _runs(pair.left))
    extra = sum(copies for _, copies in found) - source
    if extra <= 0:
        return CLEAN
    mild = all(span.of(pair.right).lower().split()[0] in _TWICE and copies == 1 for span, copies in found)
    words = ", ".join(span.of(pair.right) for span, _ in found[:4])
    return Result(
        0.35 if mild else min(0.99, 0.75 + 0.1 * extra), "major" if extra > 2 else "minor", (), tuple(s for s, _ in found),
        "said once", words, f"repeated: {words}",
    )  # fmt: skip


def _doubled_by_rule(text: str, copies: int, lang: str) -> bool:
    """Whether one word stands twice, once more than alone, in a language that doubles words to inflect them."""
    words = text.lower().split()
    never = _NEVER_TWICE.get(lang)
    if never is None or copies != 1 or len(words) != 2 or words[0] in never or len(words[0]) < 2:
        return False
    return lang != "id" or not _PREFIXED.fullmatch(words[0])
