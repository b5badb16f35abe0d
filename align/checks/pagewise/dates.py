"""What a page says twice of its day must agree: the article's id, the labels, and days named in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from align.finding import Finding
from align.language.values.dates import DateValue, find_dates
from align.language.values.weekdays import find_weekdays
from align.page import Leak, Provenance, Sentence, Span

# Words for a day as seen from the day of writing, and what they are away from it.
_RELATIVE = {
    "id": {
        "kemarin lusa": -2, "kemarin": -1, "semalam": -1, "tadi malam": -1, "hari ini": 0, "pagi ini": 0, "sore ini": 0,
        "besok": 1, "lusa": 2,
    },
    "vi": {"hôm kia": -2, "hôm qua": -1, "tối qua": -1, "hôm nay": 0, "sáng nay": 0, "chiều nay": 0, "ngày mai": 1},
    "en": {"yesterday": -1, "last night": -1, "today": 0, "this morning": 0, "tonight": 0, "tomorrow": 1},
}  # fmt: skip
_NEAR = re.compile(r"[\s,(]*(?:pada |tanggal |ngày |on |the )*[\s(]*")  # what may stand between such a word and its date
LATE = 3  # days that an article may be published after its id was made


def conflicts(provenance: Provenance, leaks: Sequence[Leak]) -> list[Finding]:
    """A finding where the label names another newspaper than the source line, both of them listed."""
    named = {leak.fields["host"]: leak.fields["label"] for leak in leaks if leak.kind == "label" and leak.fields.get("host")}
    if not named or not provenance.url or provenance.publisher is None or any(_same(provenance.host, host) for host in named):
        return []
    labels = ", ".join(named.values())
    return [
        Finding(
            "dates", "leak", "minor", (), (), (), provenance.host, labels, 0.8,
            f"the label names {labels}, the source line {provenance.host}",
        )
    ]  # fmt: skip


def _same(first: str, second: str) -> bool:
    """Whether two hosts are one newspaper's: one inside the other, or the same but for their endings (.vn, .com.vn)."""
    stems = {re.sub(r"(?:\.(?:com|org|net|gov|edu))?\.[a-z]{2,3}$", "", host.removeprefix("www.")) for host in (first, second)}
    return len(stems) == 1 or first.endswith("." + second) or second.endswith("." + first)


def check(provenance: Provenance, leaks: Sequence[Leak]) -> list[Finding]:
    """A finding where a label's date is more than a day from the day the id was made.

    Within a day is normal: 96-98% of articles appear on or the day after their id's date.
    """
    if not provenance.created or provenance.created_precision not in ("millisecond", "second"):
        return []
    created = date.fromisoformat(provenance.created[:10])
    findings = []
    for leak in leaks:
        if leak.kind != "label":
            continue
        try:
            apart = abs((date.fromisoformat(leak.fields["date"]) - created).days)
        except ValueError:
            continue
        if apart > 1:
            findings.append(
                Finding(
                    "dates",
                    "leak",
                    "minor",
                    (),
                    (),
                    (),
                    created.isoformat(),
                    leak.fields["date"],
                    min(0.99, 0.6 + 0.05 * apart),
                    f"the label says {leak.fields['date']}, the article id {created} ({apart} days apart)",
                )
            )
    return findings


def _in_year(value: DateValue, near: date) -> list[date]:
    """A date without a year in the years around `near`; one with a year as it is."""
    found = []
    for day, month, year in value.readings:
        for guess in (year,) if year > 0 else (near.year - 1, near.year, near.year + 1):
            try:
                found.append(date(guess, month, day))
            except ValueError:
                continue
    return found


def _beside(text: str, lang: str, words: Sequence[Span]) -> Iterator[tuple[int, DateValue]]:
    """(number of the word, date) where a date stands next to one of the words: "kemarin (31/10)", "Jumat, 1 November"."""
    days = [d for d in find_dates(text, lang) if not d.is_time and d.readings[0][0]]
    for number, word in enumerate(words):
        for value in days:
            gap = text[word.end : value.span.start] if word.end <= value.span.start else text[value.span.end : word.start]
            if len(gap) < 20 and _NEAR.fullmatch(gap):
                yield number, value
                break


def _relative(text: str, lang: str) -> list[tuple[int, Span]]:
    words = _RELATIVE.get(lang, {})
    if not words:
        return []
    body = "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))
    found = re.finditer(rf"(?<!\w)(?:{body})(?!\w)", text, re.I)
    return [(words[m.group().lower()], Span(*m.span())) for m in found]


def stated_days(provenance: Provenance, sentences: Sequence[Sentence]) -> list[Finding]:
    """Findings where the text fixes its own day and the article's id does not fit it: a word such as "yesterday"
    beside a date, or a weekday beside a date that falls on another weekday in the years around the id's.

    Teasers and captions speak of other articles and days and are left out.
    """
    if not provenance.created or provenance.created_precision not in ("millisecond", "second", "day"):
        return []
    created = date.fromisoformat(provenance.created[:10])
    findings = []
    for sentence in (s for s in sentences if s.role in ("title", "body")):
        relative, weekdays = _relative(sentence.text, sentence.lang), find_weekdays(sentence.text, sentence.lang)
        for number, value in _beside(sentence.text, sentence.lang, [span for _, span in relative]):
            written = [d - timedelta(days=relative[number][0]) for d in _in_year(value, created)]
            nearest = min(written, key=lambda d: abs((d - created).days), default=None)
            if nearest and not -1 <= (nearest - created).days <= LATE:
                findings.append(_day_finding(sentence, (relative[number][1], value.span), created, f"written on {nearest}"))
        for number, value in _beside(sentence.text, sentence.lang, [span for _, span in weekdays]):
            days = [d for d in _in_year(value, created) if not value.readings[0][2] and abs((d - created).days) < 200]
            if days and not any(d.weekday() == weekdays[number][0] for d in days):
                spans = weekdays[number][1], value.span
                findings.append(_day_finding(sentence, spans, created, f"{days[0]} is another day of the week"))
    return findings


def _day_finding(sentence: Sentence, spans: tuple[Span, Span], created: date, what: str) -> Finding:
    place = Span(min(s.start for s in spans), max(s.end for s in spans))
    text = place.of(sentence.text)
    return Finding(
        "dates", "leak", "minor", (sentence.id,), (), (place,), f"a day that fits {created} (article id)", text, 0.6,
        f"“{text}” does not fit the article id's day {created}: {what}",
    )  # fmt: skip
