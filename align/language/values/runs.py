"""Runs of tokens that write one number: digits, words and scales."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction

from align.language.prefilter import glance
from align.language.spans import Taken
from align.language.values.digits import parse_digits
from align.language.values.grammar import readings_of
from align.language.values.number_words import CLASSIFIERS, WORDS, YEARLY, NumberWords
from align.language.values.value import Value
from align.page import Span

_DIGITS = r"\d+(?:[.,]\d+)*"
_SPACED = r"(?<![\d.,] )(?<![\d.,])[1-9]\d{0,2}(?:(?:[\u00a0\u202f]\d{3})+|(?: \d{3})+)(?! ?\d|[.,]\d)"  # 10 000, 2 776
_BROKEN = (  # 3, 5 m
    r"(?<![\d.,-])\d{1,3}, \d{1,2}(?= ?(?:%|(?:[x×]|[cmk]?m|kg|ha|meter|mét|persen|phần trăm|độ|derajat|juta|miliar|triệu|tỷ|"
    r"giây|detik|kilo\w+|sentimeter|gram|liter|lít|ton|tấn|tạ|cây số|hektare?|hecta|điểm|poin|USD|đô la|inci|inch|dặm|mil)\b))"
)
_ENGLISH_TOKEN = re.compile(rf"{_SPACED}|{_DIGITS}|[^\W\d_]+(?:-[^\W\d_]+)*", re.UNICODE)
_TOKEN = re.compile(rf"{_BROKEN}|{_ENGLISH_TOKEN.pattern}", re.UNICODE)


_PLUS = re.compile(r"-plus$")


_LETTER_SCALES = {"k": 10**3, "bn": 10**9, "mn": 10**6, "tn": 10**12, "rb": 10**3, "jt": 10**6, "tr": 10**6}
_PERCENT = re.compile(r"\s?(?:%|persen\b|phần trăm\b|percent\b|per cent\b|pct\b)")
_POINTS = re.compile(r" ?(?:poin|điểm)\b")
_YEAR_BEFORE = re.compile(r"(?<!\d)(1[5-9]|20)\d\d[-–/]$")
_DECADE, _DECADE_BEFORE = re.compile(r"-an\b|s\b"), re.compile(r"(?:thập (?:niên|kỷ)|những năm) $", re.IGNORECASE)


_NO_SCALE = re.compile(r" (?:phú|lệ|số|giá|trọng|tập|hồi|chứng)\b")  # tỷ phú is a billionaire, triệu tập convenes
_RUPIAH = re.compile(r"\bRp\.? ?$")
_ENGLISH_SCALES = {"M": 10**6, "B": 10**9, "T": 10**12}  # $3.5M
_CURRENCY = re.compile(r"[$€£¥₫]$")
_RUPIAH_SCALES = {"T": 10**12, "M": 10**9}
_INDONESIAN_SCALES = {"M": 10**9, "T": 10**12}  # without the rupiah sign: 2,5 M may be milliards


_AND_A_HALF = re.compile(
    r" (?:cây số|cân|ký|kí|kg|ki-lô-gam|tiếng|giờ|năm|tháng|tuần|ngày|mét|lít|tấn|tạ|thước|điểm|phần trăm|lần|gang|sào|mẫu) rưỡi"
    r"(?!\w)"
)
_RANGE = re.compile(r" ?[-–] ?[$€£]?\d+(?:[.,]\d+)? ?([^\W\d_]+)")
MOST_PARTS = 40  # words of a number; more are a list


@dataclass(slots=True)
class _Run:
    """Number tokens that stand together, such as `2,5` + `triliun` or `dua` + `puluh`."""

    start: int
    end: int
    parts: list[str | Fraction]
    alternatives: list[tuple[Fraction, ...]]
    half: Fraction = Fraction(0)  # of the last scale: "một triệu rưỡi"
    counts: bool = False  # it counts years, so that it is a number even where its word has other meanings


def _token_part(token: str, lang: str) -> str | Fraction | None:
    words = WORDS.get(lang, WORDS["en"])
    if token[0].isdecimal():
        return parse_digits(token, lang)[0]
    return token.lower() if token.lower() in words else None


def _tokens(text: str, lang: str) -> Iterator[tuple[int, int, str]]:
    for match in (_ENGLISH_TOKEN if lang == "en" else _TOKEN).finditer(text):
        token = match.group()
        if token.isalpha():
            yield match.start(), match.end(), token
        else:
            yield from _split_hyphen(token, match.start(), lang)


def _split_hyphen(token: str, at: int, lang: str) -> list[tuple[int, int, str]]:
    """`twenty-one` and `four-month-old` are looked at piece by piece; other hyphenated words stay whole."""
    token = _PLUS.sub("", token)
    pieces = token.split("-")
    words = WORDS.get(lang, WORDS["en"])
    if len(pieces) == 1 or not any(p.lower() in words for p in pieces):
        return [(at, at + len(token), token)]
    out = []
    for piece in pieces:
        out.append((at, at + len(piece), piece))
        at += len(piece) + 1
    return out


def find_runs(text: str, lang: str, taken: Taken) -> list[_Run]:
    """Number tokens of `text` that stand together, outside what is `taken`."""
    words = WORDS.get(lang, WORDS["en"])
    there = glance(text)
    if not there.digits and words.all.isdisjoint(there.words):
        return []
    reader = _RunReader(text, lang, words)
    for start, end, token in _tokens(text, lang):
        if reader.current is None and token.isalpha() and token.lower() not in words.all:
            continue
        if taken.overlaps(start, end):
            reader.current = None
        else:
            reader.read(start, end, token)
    return [r for r in reader.runs if not _only_weak(r.parts, words.weak, lang) or r.counts or _counts_things(r, text)
            or _AND_A_HALF.match(text, r.end)]  # fmt: skip


@dataclass(slots=True)
class _RunReader:
    """Joins tokens into runs; `current` is the run that the next token may belong to."""

    text: str
    lang: str
    words: NumberWords
    runs: list[_Run] = field(default_factory=list)
    current: _Run | None = None

    def read(self, start: int, end: int, token: str) -> None:
        """Take the next token."""
        current = self.current
        gap = self.text[current.end : start] if current else None
        part = self._part(token, end)
        if current and part == "năm" and gap == " " and _is_years(current, self.text[end : end + 12], self.words):
            current.counts = current.parts[-1] in self.words.units and current.parts[-1] != "không"
            self.current = None
        elif part is not None:
            self._add(start, end, token, part, gap)
        elif current is None or not self._join(current, token, gap, end):
            if current:
                self._finish(current, token, gap, end)
            self.current = None

    def _part(self, token: str, end: int) -> str | Fraction | None:
        part = _token_part(token, self.lang)
        if part == "tư" and _is_capital(self.text, end):  # Ba Tư is Persia
            return None
        if self.lang == "vi" and part in ("tỷ", "tỉ", "triệu") and _NO_SCALE.match(self.text, end):
            return None
        return part

    def _join(self, run: _Run, token: str, gap: str | None, end: int) -> bool:
        """Whether the token is an "and" or "lẻ" between two parts of the run."""
        if token.lower() not in self.words.joiners or gap != " ":
            return False
        next_word = re.match(r" ([^\W\d_]+)", self.text[end : end + 20])
        following = next_word[1].lower() if next_word else ""
        if following in self.words and run.parts and _joins(run.parts[-1], self.words.scales):
            run.parts.append(token.lower())
            run.end = end
            return True
        return False

    def _finish(self, run: _Run, token: str, gap: str | None, end: int) -> None:
        """What ends a run and belongs to it: "m" and other letters for scales, "rưỡi"."""
        last = run.parts[-1]
        if gap == "" and token == "m" and isinstance(last, Fraction):  # 1.5m: million or metres
            run.alternatives, run.end = [(last, last * 10**6)], end
        suffix = _LETTER_SCALES.get(token.lower()) if gap == "" else None
        if gap == "" and self.lang == "en" and token in _ENGLISH_SCALES and isinstance(last, Fraction):
            money = _CURRENCY.search(self.text[max(0, run.start - 4) : run.start]) is not None
            run.alternatives, run.end = [(last * _ENGLISH_SCALES[token], *(() if money else (last,)))], end
        if gap == " " and self.lang == "vi" and token == "tr" and not re.match(r"\.? ?\d", self.text[end : end + 3]):
            suffix = 10**6  # 850 tr đồng
        if self.lang == "id" and gap in ("", " ") and token in _INDONESIAN_SCALES and isinstance(last, Fraction):
            run.alternatives, run.end = [(last * _INDONESIAN_SCALES[token], last)], end
        if gap in ("", " ") and _RUPIAH.search(self.text[max(0, run.start - 5) : run.start]):
            suffix = _RUPIAH_SCALES.get(token, suffix)
        if self.lang == "vi" and token == "rưỡi" and gap == " " and _joins(last, self.words.scales):
            run.half, run.end = Fraction(self.words.scales[str(last)], 2), end
        if suffix and isinstance(last, Fraction):
            run.parts[-1] = last * suffix
            run.alternatives, run.end = [], end

    def _add(self, start: int, end: int, token: str, part: str | Fraction, gap: str | None) -> None:
        """Lengthen the run, or begin another."""
        run = self.current
        if run is None or not self._continues(run, part, gap, self.text[end : end + 24]):
            run = self.current = _Run(start, end, [part], [])
            self.runs.append(run)
        else:
            run.parts.append(part)
            run.end = end
        if isinstance(part, Fraction):
            run.alternatives.append(parse_digits(token, self.lang))

    def _continues(self, run: _Run, part: str | Fraction, gap: str | None, following: str) -> bool:
        scale = self.words.scales.get(str(run.parts[-1]), 0)
        listed = gap == ", " and self.lang == "en" and scale > 100 and isinstance(part, str)  # "six thousand, one hundred"
        close = gap in (" ", "\u00a0", "-", "") or listed
        if not close or len(run.parts) >= MOST_PARTS:
            return False
        if isinstance(part, Fraction):
            return gap == " " and self._digits_go_on(scale, part, following)
        return not _must_part(run.parts[-1], part, self.words)

    def _digits_go_on(self, scale: int, part: Fraction, following: str) -> bool:
        """Whether digits behind a scale belong to its number: "2 tỷ 350 triệu", "3 nghìn 300", Vietnamese "1 triệu 2."."""
        if scale < 1000 or part >= scale:
            return False
        word = re.match(r" ([^\W\d_]+)", following)
        inner = self.words.scales.get(word[1].lower(), 0) if word else 0
        if inner:  # "1 nghìn 200 tỷ": the thousand counts milliards too
            thousands = scale == 1000 < inner and 100 <= part < 1000 and self.lang != "en"
            return thousands or (inner < scale and part * inner < scale)
        whole = part.denominator == 1
        if scale == 1000 and whole and 100 <= part < 1000 and self.lang != "en":
            return True
        return self.words.tenths and whole and 1 <= part <= 9 and not re.match(r" ?[^\W_]|[.,:/-]\d", following)


def _is_capital(text: str, end: int) -> bool:
    """Whether the "Tư" that ends there is written like a name's part."""
    return text[end - 2 : end - 1] == "T"


def _counts_things(run: _Run, text: str) -> bool:
    """Vietnamese "năm kẻ", "ba cách": a classifier follows, so that it is a number, where it is not "mỗi năm người"."""
    before, following = text[max(0, run.start - 12) : run.start].split()[-1:], text[run.end : run.end + 12].split()[:1]
    if run.parts[0] not in ("ba", "năm", "chín") or not following or following[0].strip('.,;:!?…"”)') not in CLASSIFIERS:
        return False
    return run.parts[0] != "năm" or not before or before[0].lower() not in YEARLY


def _is_years(run: _Run, following: str, words: NumberWords) -> bool:
    """Vietnamese "năm" is five or years: "ba năm", "mười năm", "hàng triệu năm" are years ("mười lăm" is 15), "hai
    nghìn năm trăm" and "linh năm" have a five."""
    after = following.split()
    goes_on = bool(after) and (after[0] in words.scales or after[0] in words.ten or after[0] in words.after_tens)
    return run.parts[-1] not in words.joiners and not goes_on


def _joins(part: str | Fraction, scales: dict[str, int]) -> bool:
    return isinstance(part, str) and part in scales


def _must_part(before: str | Fraction, after: str, words: NumberWords) -> bool:
    """Digits before a word, two words below ten are two numbers ("2-3", "dua tiga"), not "bốn lăm"."""
    if isinstance(before, Fraction):
        return after not in words.scales
    if before == "không":  # "một nghìn chín trăm không chín"
        return False
    return before in words.units and after in words.units and after not in words.after_tens


def _only_weak(parts: list[str | Fraction], weak: frozenset[str], lang: str) -> bool:
    return len(parts) == 1 and isinstance(parts[0], str) and parts[0] in weak and lang == "vi"


def value_of(run: _Run, text: str, lang: str) -> Value:
    words = WORDS.get(lang, WORDS["en"])
    first = run.parts[0]
    single = len(run.parts) == 1 and isinstance(first, Fraction)
    readings = [first] if single and isinstance(first, Fraction) else list(readings_of(run.parts, words) or (Fraction(0),))
    readings = [reading + run.half for reading in readings]
    if lang == "vi" and _AND_A_HALF.match(text, run.end):  # "ba cân rưỡi"
        readings = [reading + Fraction(1, 2) for reading in readings] + readings
    value = readings[0]
    if len(run.parts) == 1 and run.alternatives:
        readings = list(run.alternatives[0])
        century = _YEAR_BEFORE.search(text, max(0, run.start - 5), run.start)
        if century and text[run.start : run.end].isdigit() and run.end - run.start == 2:  # 1981-87
            readings.append(int(century.group(1)) * 100 + value)
        decade = _DECADE_BEFORE.search(text, max(0, run.start - 12), run.start) or _DECADE.match(text, run.end)
        if decade and re.fullmatch(r"[1-9]0", text[run.start : run.end]):  # tahun 80-an
            readings.append(1900 + value)
    if single and (reach := _RANGE.match(text, run.end)):  # "5-6 tỷ" may be 5 tỷ
        scale = words.scales.get(reach[1].lower()) or _LETTER_SCALES.get(reach[1].lower(), 0)
        readings += [value * scale] if scale >= 1000 else []
    end = run.end
    percent = _PERCENT.match(text, run.end)
    if lang != "en" and (percent or _POINTS.match(text, run.end)) and readings[0].denominator != 1:
        del readings[1:]  # 2,776 percent are no thousands
    if percent:
        end = percent.end()
    spelled = not any(isinstance(p, Fraction) for p in run.parts)
    span = Span(run.start, end)
    bare_scale = all(p in words.scales or p in words.ten for p in run.parts)  # "ribu" in "puluhan ribu"
    hard = value != 0 and (not spelled or (value >= 20 and not bare_scale))
    return Value("percent" if percent else "number", span, span.of(text), tuple(readings), hard)
