"""Newspapers named in the text, as they are or translated ("wartawan Dan Tri", "Surat Kabar Dunia dan Vietnam"), and
articles linked there.

A mention or a link shows what the writer read or worked for; neither names a source by itself (agency text recurs everywhere).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from align.language.script import unaccent
from align.page import Leak, Sentence, Span
from align.traces.publishers import Publisher
from align.traces.urls import parse_url, trimmed

# What stands before a newspaper's name; without it "Lao Động" is work and "Nhân Dân" the people.
_CUES = (
    "wartawan", "reporter", "jurnalis", "koresponden", "kontributor", "surat kabar", "koran", "majalah", "harian", "media",
    "portal", "laman", "situs", "menurut", "dikutip dari", "mengutip", "mengutip dari", "dilansir", "dilansir dari", "melansir",
    "laporan", "berita", "sumber", "dari", "phóng viên", "pv", "báo", "nguồn", "theo",
)  # fmt: skip
_CUE = "(?:" + "|".join(unaccent(cue) for cue in _CUES) + ")"
_PAPER = re.compile(
    r"\b(?:bao|koran|surat kabar|harian|majalah|wartawan|reporter|jurnalis|koresponden|media|portal|laman|situs|phong vien|pv)\b"
)
_WORD = re.compile(r"\w[\w.]*")
_SHORTEST = 5  # letters of a name
_PICTURE = re.compile(r"\.(?:jpe?g|png|webp|gif|avif|mp4|mp3|pdf)(?:[?#].*)?$", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://(?:(?!https?://)[^\s<>\"()\[\]|]){4,2100}", re.IGNORECASE)


@lru_cache(maxsize=8)
def _pattern(publishers: tuple[Publisher, ...]) -> tuple[re.Pattern[str], dict[str, str], frozenset[str], re.Pattern[str]]:
    """The pattern of all names, their hosts, the one or two words that names begin with, and the pattern of cues."""
    hosts: dict[str, str] = {}
    cued: list[str] = []
    whole: list[str] = []
    for publisher in publishers:
        for name in publisher.translated:
            hosts.setdefault(unaccent(name).lower(), publisher.host)
            whole.append(unaccent(name).lower())
        label = publisher.host.split(".")[0]
        names = [re.sub(r"^bao (?:dien tu )?", "", unaccent(name).lower()) for name in publisher.names]
        for bare in dict.fromkeys([*names, *(name.replace(" ", "") for name in names), publisher.host, label]):
            if len(bare) >= _SHORTEST:
                hosts.setdefault(bare, publisher.host)
                cued.append(bare)
    one = "|".join(re.escape(n) for n in sorted(cued, key=len, reverse=True))
    two = "|".join(re.escape(n) for n in sorted(whole, key=len, reverse=True)) or r"(?!)"
    return (
        re.compile(rf"(?<!\w)(?:{_CUE} {{1,2}}(?:{_CUE} {{1,2}})?(?P<cued>{one})|(?P<whole>{two}))(?!\w)"),
        hosts,
        frozenset(" ".join(name.split()[:2]) for name in hosts),
        re.compile("|".join(re.escape(cue) for cue in (*_CUES, *(name.lower() for p in publishers for name in p.translated)))),
    )


def _may_name(text: str, beginnings: frozenset[str]) -> bool:
    """Whether one or two words of a text in small letters begin a newspaper's name, hosts being one word."""
    words = [word.rstrip(".") for word in _WORD.findall(text)]
    plain = words if text.isascii() else [word if word.isascii() else unaccent(word) for word in words]
    return not beginnings.isdisjoint(plain) or not beginnings.isdisjoint(map(" ".join, pairwise(plain)))


def mentions(sentences: Sequence[Sentence], publishers: tuple[Publisher, ...]) -> tuple[Leak, ...]:
    """One leak a mention, kind `mention`, inside the sentences' spans. Names must be capitalised as names are."""
    pattern, hosts, beginnings, cues = _pattern(publishers)
    found: list[Leak] = []
    for sentence in sentences:
        lower = sentence.text.lower()
        if not cues.search(lower) or not _may_name(lower, beginnings):
            continue  # stripping accents costs more than the rest
        plain = unaccent(sentence.text)
        if len(plain) != len(sentence.text):
            continue  # decomposed letters: offsets would not hold
        for match in pattern.finditer(plain.lower()):
            group = "cued" if match["cued"] else "whole"
            if not sentence.text[match.start(group)].isupper():
                continue
            span = Span(*match.span(group)).shifted(sentence.span.start)
            wording = sentence.text[match.start(group) : match.end(group)]
            host = hosts[match[group]]
            if host.startswith("bao" + match[group].replace(" ", "")) and not _PAPER.search(match.group()):
                continue  # "dari Nghe An" is from a province, not by its newspaper
            found.append(Leak("mention", span, wording, {"host": host}, 0.6 if group == "cued" else 0.8))
    return tuple(found)


def links(text: str, publishers: tuple[Publisher, ...], sources: Sequence[Leak]) -> tuple[Leak, ...]:
    """Addresses of articles of known newspapers other than the page's sources, kind `link`: related articles, photo
    pages, what a reporter quotes."""
    found = []
    addresses = {leak.fields["url"] for leak in sources}
    for match in _ADDRESS.finditer(text):
        address = trimmed(match.group())
        span = Span(match.start(), match.start() + len(address))
        if address in addresses or any(span.start < leak.span.end and leak.span.start < span.end for leak in sources):
            continue
        article = None if _PICTURE.search(address) else parse_url(address, publishers)
        if article and article.publisher and article.slug.count("-") >= 2:
            found.append(Leak("link", span, address, {"url": address, "host": article.host, "slug": article.slug}, 0.5))
    return tuple(found)
