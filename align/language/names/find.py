"""Proper names in a text, in running text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from align.language.names.exonyms import (
    AMBIGUOUS,
    Mention,
    find_mentions,
)
from align.language.script import COMBINING, unaccent
from align.language.values.number_words import ROMAN
from align.page import Span

_APOSTROPHE = re.compile("['’]")
_TOKEN = re.compile(r"[^\W\d_]+(?:[-'’.][^\W\d_]+)*")
_MARKED_TOKEN = re.compile(r"(?:[^\W\d_][\u0300-\u036f]*)+(?:[-'’.](?:[^\W\d_][\u0300-\u036f]*)+)*")
_OPENS = re.compile(r"(?:[.!?:;…]|[\"“”'‘(\[]|^[-–*•])\s*[\"“'‘(\[]*$")


_LAST, _NEXT = re.compile(r"([^\W\d_]+) $"), re.compile(r" ([^\W\d_]{2,})")
_HONORIFICS = frozenset("ông bà anh chị em cô chú bác cháu bé cậu thầy thước dặm mẫu".split())  # and "thước Anh", yards
_SIDES = frozenset("Bắc Nam Đông Tây Trung Châu Âu Liên Cao Quân Bộ Viện".split())  # Bắc Mỹ is no person
SYLLABLE = re.compile(r"(?:ngh?|nh|gh|gi|[ckpt]h|tr|qu|[bcdghklmnpqrstvx])?[aeiouy]{1,3}(?:ch|ng|nh|[cmnpt])?")  # bare Vietnamese


# Words that are capitalised without being names: forms of address, calendar words, kinds of documents, mid-sentence habits.
_NOT_NAMES = {
    "id": frozenset(
        """tn ny bapak ibu bpk sdr sdri kamerad anda senin selasa rabu kamis jumat sabtu minggu januari februari maret april mei
        juni juli agustus september oktober november desember tuhan saya dr prof ir h hj wib wit wita usd vnd idr eur
        rp agt agu okt peb nop dekret keputusan peraturan resolusi undang-undang pasal ayat instruksi lampiran""".split()
    ),
    "vi": frozenset(
        """ông bà anh chị em cô chú bác thứ chủ nhật tháng ngày hai ba tư năm sáu bảy tp đồng chí gs ts pgs ths cn
        usd eur vnd vnđ ubnd hđnd clb tcn scn pgs.ts gs.ts bs ls nsnd nsưt
        hcv hcb hcđ hlv bhxh bhyt gplx csgt ttgt đbqh thpt thcs""".split()
    ),
    "en": frozenset(
        """i mr mrs ms dr prof sir lord comrade monday tuesday wednesday thursday friday saturday sunday
        mondays tuesdays wednesdays thursdays fridays saturdays sundays january february march
        april may june july august september october november december god st am pm usd vnd idr eur gbp jpy sgd aud
        assoc fc aug oct dec feb sept mon decree resolution circular directive article clause annex appendix""".split()
    ),
}


_SHORT = frozenset(
    """january february march april june july august september october november december monday tuesday wednesday thursday
    friday saturday sunday januari februari maret mei juni juli agustus oktober desember senin selasa rabu kamis jumat sabtu
    minggu jan feb peb mar apr may jun jul agu agt ags aug sep sept okt oct nov nop des dec sen sel rab kam jum sab min mon
    tue tues wed thu thur thurs fri sat sun""".split()
)


@dataclass(frozen=True, slots=True)
class Name:
    """A capitalised word that may be (part of) a name; `opens`: it stands where any word is capitalised."""

    text: str
    span: Span
    opens: bool
    key: str | None  # of the exonym table


@lru_cache(maxsize=4096)
def tokens_of(text: str) -> tuple[tuple[str, int], ...]:
    pattern = _MARKED_TOKEN if COMBINING.search(text) else _TOKEN  # the same, but three times as fast
    return tuple([(m.group(), m.start()) for m in pattern.finditer(text)])


@lru_cache(maxsize=4096)
def find_names(text: str, lang: str) -> tuple[Name, ...]:
    """Capitalised words and known names, single letters and calendar words left out. A text in capitals has none;
    in a headline that capitalises most words every word stands where any is capitalised."""
    tokens = tokens_of(text)
    capital = [t for t in tokens if t[0][0].isupper()]
    if not capital or (2 * len(capital) > len(tokens) and _in_capitals(text)):
        return ()
    long = sum([len(w) > 3 for w, _ in tokens])
    headline = long > 4 and sum([len(w) > 3 for w, _ in capital]) > 0.85 * long
    mentions = {m.span.start: m for m in find_mentions(text, lang) if lang != "vi" or not _of_person(text, m)}
    out: list[Name] = []
    done = 0
    for word, at in capital:
        if at < done or (len(word) < 2 and lang != "vi"):
            continue
        opens = headline or at == 0 or bool(_OPENS.search(text[max(0, at - 12) : at]))
        mention = mentions.get(at)
        if "-" in word and all(part.lower() in _SHORT for part in word.split("-")):  # Okt-Des, Mon-Fri
            continue
        no_name = _APOSTROPHE.split(word)[0].lower().strip(".") in _NOT_NAMES.get(lang, ())
        if word in ROMAN or (no_name and (opens or mention is None or lang != "vi")):  # Anh is England, or he
            continue
        if mention is not None and mention.span.end >= at + len(word):
            out.append(Name(mention.text, mention.span, opens, mention.key))
            done = mention.span.end
        else:
            out.append(Name(word.removesuffix("'s").removesuffix("’s"), Span(at, at + len(word)), opens, None))
    return tuple(out)


def _of_person(text: str, mention: Mention) -> bool:
    """Whether a Vietnamese word that may be a country is part of a person's name: Trương Mỹ Lan, chị Anh, ca sĩ Anh Thơ."""
    if mention.text not in AMBIGUOUS["vi"]:
        return False
    before, behind = _LAST.search(text[max(0, mention.span.start - 12) : mention.span.start]), _NEXT.match(text, mention.span.end)
    syllable = SYLLABLE.fullmatch(unaccent(before[1]).lower()) if before and before[1].istitle() else None
    if before and (before[1].lower() in _HONORIFICS or (syllable and before[1] not in _SIDES)):
        return True
    if mention.text == "Đức" and behind and behind[1] in ("Phật", "Chúa", "Mẹ", "Giáo", "Thánh", "Thầy"):  # a title
        return True
    if mention.text != "Anh" or not behind or not behind[1][0].isupper():
        return False
    return SYLLABLE.fullmatch(unaccent(behind[1]).lower()) is not None


def _in_capitals(text: str) -> bool:
    return sum(map(str.isupper, text)) > 0.6 * sum(map(str.isalpha, text))
