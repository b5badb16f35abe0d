"""Training pairs written for this project: sentences as they stand, and frames whose gaps are filled from lists.

They teach what news corpora hold too little of: Vietnamese offices, ranks and institutions, weapons, crops, crimes,
denials of every form, Vietnamese names made of the names of countries (Mỹ Đình, Nga Sơn), days written with strokes.
Files in `phrases/`, tab-separated with a header: `sentences.tsv` and `words.tsv` (vi, id, en); `frames.tsv` (the same, with gaps like
`{crop}` or `{n}`); `terms.tsv` (kind, vi, id, en); `clauses.tsv`; `actions.tsv` (vi, id, en, en in the third person).
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path

from babel.dates import get_month_names

from align.bench.data import rows
from align.language.script import unaccent
from training.corpus import Pair

FOLDER = Path(__file__).parent / "phrases"
TIER = "A_written"
FRAME_WEIGHT, SENTENCE_WEIGHT, WORD_WEIGHT = 0.5, 28.0, 12.0  # about a third each, of 24,000 fillings
Row = dict[str, str]  # one text in each language, by language

_GAP = re.compile(r"\{([a-z]+)(\d?)\}")
_MASS = ("flooding", "heavy rain", "hail", "severe heat", "damaging cold", "saltwater intrusion", "social housing")
_SURNAMES = "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Mai Tô Lương Trịnh Đoàn".split()
_MIDDLES = "Văn Thị Hữu Đức Minh Quốc Xuân Thanh Ngọc Hồng Anh Mỹ Đình Công Bá Thái Nhật Nga Trọng Kim".split()
_GIVEN = (
    "An Anh Bình Cường Chính Dung Dũng Đức Giang Hà Hải Hạnh Hòa Hùng Hương Khánh Lan Linh Long Mai Mạnh Mỹ Nam Nga "
    "Ngân Nghĩa Nhật Phong Phúc Phương Quang Sơn Tâm Thái Thắng Thảo Thủy Tiến Toàn Trung Tuấn Úc Việt Vinh Yến"
).split()
_PLACES = (
    "Mỹ Đình,Mỹ Tho,Mỹ Sơn,Mỹ Lộc,Mỹ Thuận,Phú Mỹ,Nga Sơn,Nga My,Anh Sơn,Đức Thọ,Đức Hòa,Pháp Vân,Ý Yên,Nhật Tân,"
    "Nhật Lệ,Thái Nguyên,Thái Bình,Thái Hòa,Lào Cai,Hàn Thuyên,Úc Kỳ,Đài Sơn,Bỉ Sơn,Hà Nội,Đà Nẵng,Hải Phòng,Cần Thơ,"
    "Huế,Nghệ An,Quảng Trị,Quảng Ninh,Bắc Ninh,Đắk Lắk,Lâm Đồng,Gia Lai,Cà Mau,An Giang,Đồng Tháp,Vĩnh Long,Tây Ninh,"
    "Sơn La,Điện Biên,Cao Bằng,Lạng Sơn,Hà Tĩnh,Thanh Hóa,Khánh Hòa,Bình Dương,Đồng Nai,Vũng Tàu,Phú Quốc,Thủ Đức,"
    "Hòa Bình,Bình Minh,Tân Bình,Đông Anh,Long Thành,Trà Vinh,Sóc Trăng,Quy Nhơn,Hội An,Sa Pa,Tam Kỳ,Việt Trì"
).split(",")
_FOREIGN = (
    "John Smith,Maria Lopez,Sergey Ivanov,Kim Min-jun,Li Wei,Ahmad Yusuf,Siti Rahma,Emmanuel Laurent,Anna Schmidt,"
    "Oleksandr Bondar,Hiroshi Tanaka,Somchai Wongsa,David Cohen,Fatima Hassan,Carlos Mendes,Priya Sharma"
).split(",")
_MONTHS_ID, _MONTHS_EN = ([get_month_names(locale=lang)[month] for month in range(1, 13)] for lang in ("id", "en"))


def read(name: str) -> list[Row]:
    return rows(FOLDER / f"{name}.tsv")


def pairs(count: int, seed: int = 11) -> list[Pair]:
    """Every sentence, word and term, and `count` fillings of frames, into English from Indonesian and from Vietnamese."""
    rows = [(row, SENTENCE_WEIGHT) for row in read("sentences")]
    rows += [(row, WORD_WEIGHT) for row in read("words") + read("terms")]
    rows += [(row, FRAME_WEIGHT) for row in fillings(count, random.Random(seed))]
    return [_pair(row, lang, weight) for row, weight in rows for lang in ("id", "vi")]


def _pair(row: Row, lang: str, weight: float) -> Pair:
    return Pair(row[lang], row["en"], lang, TIER, "written", weight)


def fillings(count: int, rng: random.Random) -> Iterator[Row]:
    """Frames drawn at random, their gaps filled."""
    frames, filler = read("frames"), Filler(rng)
    for _ in range(count):
        yield filler.fill(rng.choice(frames))


class Filler:
    """Fills the gaps of a frame, the same thing in each language."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.terms: dict[str, list[Row]] = {"clause": read("clauses"), "vp": read("actions")}
        for row in read("terms"):
            self.terms.setdefault(row["kind"], []).append(row)

    def fill(self, frame: Row) -> Row:
        gaps = dict.fromkeys(match[0] for match in _GAP.finditer(frame["vi"] + frame["en"]))
        chosen = {gap: self._value(gap.strip("{}0123456789"), f"{{n}} {gap}" in frame["en"]) for gap in gaps}
        return {lang: _finished(_GAP.sub(lambda m: chosen[m[0]][lang], frame[lang]), lang) for lang in ("vi", "id", "en")}  # noqa: B023

    def _value(self, kind: str, counted: bool) -> Row:
        made = getattr(self, f"_{kind}", None)
        if made is not None:
            return made()
        if kind == "vps":
            row = self.rng.choice(self.terms["vp"])
            return row | {"en": row["third"]}
        found = self.terms[kind]
        return self.rng.choice([row for row in found if not row["en"].startswith("the ")] if counted else found)

    def _name(self) -> Row:
        if self.rng.random() < 0.25:
            return dict.fromkeys(("vi", "id", "en"), self.rng.choice(_FOREIGN))
        words = [self.rng.choice(_SURNAMES), self.rng.choice(_MIDDLES), self.rng.choice(_GIVEN)]
        return self._native(" ".join(words if self.rng.random() < 0.8 else words[1:]))

    def _place(self) -> Row:
        return self._native(self.rng.choice(_PLACES))

    def _native(self, name: str) -> Row:
        """A Vietnamese name: English drops its accents, Indonesian mostly."""
        plain = unaccent(name)
        return {"vi": name, "id": plain if self.rng.random() < 0.75 else name, "en": plain}

    def _n(self) -> Row:
        return dict.fromkeys(("vi", "id", "en"), str(self.rng.randint(2, 48)))

    _m = _n

    def _age(self) -> Row:
        return dict.fromkeys(("vi", "id", "en"), str(self.rng.randint(31, 99)))

    def _year(self) -> Row:
        return dict.fromkeys(("vi", "id", "en"), str(self.rng.randint(1965, 2031)))

    def _big(self) -> Row:
        number = self.rng.choice(
            [self.rng.randint(1_001, 99_999), 100 * self.rng.randint(11, 999), 1000 * self.rng.randint(2, 400)]
        )
        pointed = f"{number:,}".replace(",", ".")
        return {"vi": pointed, "id": pointed, "en": f"{number:,}"}

    def _pct(self) -> Row:
        value = f"{self.rng.randint(1, 400) / 10:g}%"
        return {"vi": value.replace(".", ","), "id": value.replace(".", ","), "en": value}

    def _dm(self) -> Row:
        return self._day(None)

    def _dmy(self) -> Row:
        return self._day(self.rng.randint(1985, 2030))

    def _day(self, year: int | None) -> Row:
        day, month = self.rng.randint(1, 28), self.rng.randint(1, 12)
        form = "{:02d}{}{:02d}" if self.rng.random() < 0.3 else "{}{}{}"
        tail = f"/{year}" if year else ""
        stroke = form.format(day, "/", month) + tail
        if year is None and self.rng.random() < 0.2:
            stroke = form.format(day, self.rng.choice("-."), month)
        named = f" {year}" if year else ""
        spelled = f"{day} {_MONTHS_ID[month - 1]}{named}"
        indonesian = stroke if self.rng.random() < 0.3 and "/" in stroke else spelled
        return {"vi": stroke, "id": indonesian, "en": f"{day} {_MONTHS_EN[month - 1]}{named}"}


def _finished(text: str, lang: str) -> str:
    """A capital at the start; in English the article that fits, and none before what cannot be counted."""
    if lang == "en":
        text = re.sub(rf"\b[Aa] (?={'|'.join(_MASS)}|sanctions)", "", text)
        text = re.sub(r"\b([Aa]) (?=[aeiou])", r"\1n ", text)
        text = re.sub(r"\b(The|the) the\b", r"\1", text)
    return text[:1].upper() + text[1:]
