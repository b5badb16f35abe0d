"""Number words of Indonesian, Vietnamese and English, and how they combine into a value."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class NumberWords:
    """`units` are 0..9 and irregular teens; `tens` whole tens; `scales` hundred and above.

    `teen` follows a unit and adds ten, `ten` follows a unit and multiplies it, `joiners` stand
    between parts. `weak` words are numbers only next to another number word ("a", "năm" = year).
    """

    units: dict[str, int]
    tens: dict[str, int]
    scales: dict[str, int]
    teen: frozenset[str] = frozenset()
    ten: frozenset[str] = frozenset()
    joiners: frozenset[str] = frozenset()
    weak: frozenset[str] = frozenset()
    after_tens: frozenset[str] = frozenset()  # units that stand behind tens only, said or not: "bốn (mươi) lăm"
    tenths: bool = False  # whether a unit behind a scale may count its tenths

    def __contains__(self, word: str) -> bool:
        return word in self.all

    @cached_property
    def all(self) -> frozenset[str]:
        """Every word that is (part of) a number by itself."""
        return frozenset({*self.units, *self.tens, *self.scales, *self.teen, *self.ten})


INDONESIAN = NumberWords(
    units={
        "nol": 0, "satu": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5, "enam": 6, "tujuh": 7,
        "delapan": 8, "sembilan": 9, "sebelas": 11,
    },
    tens={"sepuluh": 10},
    scales={
        "ratus": 100, "seratus": 100, "ribu": 10**3, "seribu": 10**3, "rb": 10**3, "juta": 10**6,
        "sejuta": 10**6, "jt": 10**6, "miliar": 10**9, "milyar": 10**9, "semiliar": 10**9, "semilyar": 10**9,
        "biliun": 10**12, "triliun": 10**12, "trilyun": 10**12, "setriliun": 10**12, "setrilyun": 10**12,
        "kuadriliun": 10**15,
        "lusin": 12, "selusin": 12,
    },
    teen=frozenset({"belas"}),
    ten=frozenset({"puluh"}),
)  # fmt: skip

VIETNAMESE = NumberWords(
    units={
        "không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "nhăm": 5,
        "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
    },
    tens={"mười": 10},
    scales={
        "trăm": 100, "nghìn": 10**3, "ngàn": 10**3, "vạn": 10**4, "triệu": 10**6, "tỉ": 10**9,
        "tỷ": 10**9, "tá": 12,
    },
    ten=frozenset({"mươi", "chục"}),
    joiners=frozenset({"linh", "lẻ"}),
    weak=frozenset({"không", "một", "mốt", "ba", "tư", "năm", "lăm", "nhăm", "tá", "vạn", "chín", "chục"}),
    after_tens=frozenset({"mốt", "tư", "lăm", "nhăm"}),
    tenths=True,
)  # fmt: skip

ENGLISH = NumberWords(
    units={
        "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
        "eight": 8, "nine": 9, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14,
        "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
    },
    tens={
        "ten": 10, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60,
        "seventy": 70, "eighty": 80, "ninety": 90,
    },
    scales={
        "hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12, "quadrillion": 10**15,
        "dozen": 12, "mn": 10**6, "bn": 10**9, "tn": 10**12,
    },
    joiners=frozenset({"and"}),
    weak=frozenset({"one"}),
)  # fmt: skip

WORDS = {"id": INDONESIAN, "vi": VIETNAMESE, "en": ENGLISH}

# Ordinals that are single words; composed ones end in one of these.
ENGLISH_ORDINALS = {
    "first": 1, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
    "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14,
    "fifteenth": 15, "sixteenth": 16, "seventeenth": 17, "eighteenth": 18, "nineteenth": 19,
    "twentieth": 20, "thirtieth": 30, "fortieth": 40, "fiftieth": 50, "sixtieth": 60, "seventieth": 70,
    "eightieth": 80, "ninetieth": 90, "hundredth": 100,
}  # fmt: skip
INDONESIAN_ORDINALS = {"pertama": 1, "kedua": 2, "ketiga": 3, "keempat": 4, "kelima": 5,
                       "keenam": 6, "ketujuh": 7, "kedelapan": 8, "kesembilan": 9, "kesepuluh": 10}  # fmt: skip
VIETNAMESE_ORDINALS = {"nhất": 1, "nhì": 2, "hai": 2, "ba": 3, "tư": 4, "năm": 5, "sáu": 6,
                       "bảy": 7, "tám": 8, "chín": 9, "mười": 10}  # fmt: skip

# Vietnamese words of which there are as many as the number before them says, and words before "năm" that make it a year.
CLASSIFIERS = frozenset(
    """người kẻ tháng ngày tuổi lần chiếc cuộc nước giờ phút tuần con cái đội điểm tỉnh vụ loại cách phần bộ bức căn chuyến
    nhóm hãng khu quốc tấn trận trường vị lớp mẫu mục tòa quận phường xã quả nhà ngôi tên tàu máy bệnh dự doanh học binh
    viên công thành đứa trẻ nghi ngư""".split()
)
YEARLY = frozenset("mỗi hàng hằng nhiều các những từng cả đầu cuối giữa vào suốt trong mấy lâu".split())
ROMAN = {
    word: n + 2 for n, word in enumerate("II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII XVIII XIX XX XXI".split())
}
