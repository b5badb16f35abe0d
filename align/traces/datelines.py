"""What stands before a page's first sentence: an agency, a site, the place where the report was written."""

from __future__ import annotations

import re

from align.traces.publishers import Publisher, prefix_host

LONGEST = 80  # characters
_BRACKETED = re.compile(r"\((?P<name>[^()]{2,24})\)[ \u00a0]?(?:[-–—][ \u00a0]*)?")
_BARE = re.compile(r"(?P<name>[A-ZĐ][\w.]{1,11}(?: [A-Z]\w{1,11})?)[ \u00a0][-–—][ \u00a0]")
_PLACES = (
    "Jakarta|Bogor|Depok|Tangerang|Bekasi|Bandung|Semarang|Yogyakarta|Surakarta|Solo|Surabaya|Malang|Denpasar|"
    "Mataram|Kupang|Medan|Padang|"
    "Pekanbaru|Batam|Jambi|Palembang|Bengkulu|Bandarlampung|Bandar Lampung|Banda Aceh|Pontianak|Palangka Raya|"
    "Banjarmasin|Samarinda|"
    "Balikpapan|Makassar|Manado|Kendari|Palu|Gorontalo|Ambon|Ternate|Jayapura|Manokwari|Sorong|Serang|Cirebon|"
    "Tasikmalaya|Purwokerto|"
    "Banyuwangi|Jember|Kediri|Madiun|Magelang|Sleman|Bantul|Kudus|Hanoi|Ha Noi|Kota Ho Chi Minh|Da Nang|Hue|Can Tho|Hai Phong|"
    "Beijing|Washington|Moskow|Kiev|Kyiv|London|Paris|Tokyo|Seoul|Bangkok|Singapura|Kuala Lumpur|Manila|Istanbul|"
    "New York|Tel Aviv"
)
_UPPER = r"[A-ZĐ][A-ZĐ0-9.&]+(?:[ ,]{1,2}[A-ZĐ][A-ZĐ0-9.&]+){0,4}"
_DASH = r"[ \u00a0]?[–—-]{1,2}(?:[ \u00a0]+(?=[\"'“‘]?[A-ZĐ0-9])|$)"
_SITE = r"[A-Za-z][\w-]{1,30}\.(?:com|co\.id|CO\.ID|id|co|net|vn|org|tv|news|CO|COM|ID|NET)"
_TOWN = r"[A-Z]\w{2,20}(?: [A-Z]\w{2,20})?"
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        r"\((?:[A-ZĐ][A-ZĐ0-9.+ ]{1,20}|(?:Surat Kabar|Koran|Báo) [A-ZĐ][\w ]{2,30})\)[ \u00a0]?[-–—](?:[ \u00a0]+|$)",
        rf"\({_SITE}\)[ \u00a0]?[-–—](?:[ \u00a0]+|$)",
        rf"(?:{_TOWN}, ?)?{_SITE}(?:, ?(?:{_TOWN}|{_UPPER}))?[ \u00a0]?[-–—]{{1,2}}(?:[ \u00a0]+|$)",
        rf"{_UPPER}(?:, ?[A-Z][\w.]{{2,20}}(?: [A-Z]\w{{2,20}})?){{0,2}}{_DASH}",
        rf"{_TOWN}(?:, ?[A-Z][\w.]{{2,20}})? ?\([A-Z][\w/ .]{{1,20}}\){_DASH}",
        rf"(?:{_PLACES})(?:, (?:{_SITE}|[A-Z]{{3,12}}|CNN Indonesia|CNBC Indonesia|(?:{_PLACES})|[A-Z]\w+ [A-Z]\w+))?{_DASH}",
    )
)


def publisher_prefix(line: str, publishers: tuple[Publisher, ...]) -> tuple[int, str, str] | None:
    """(end, name, host) of a newspaper's mark before the text: `(PLO)- Polisi …`, `TPO - Polisi …`."""
    for pattern in (_BRACKETED, _BARE):
        match = pattern.match(line[:LONGEST])
        host = prefix_host(match["name"], publishers) if match else None
        if match and host:
            return match.end(), match["name"], host
    return None


_ALONE = re.compile(
    rf"(?:{_UPPER}, {_UPPER}|(?:{_PLACES}|{_TOWN}), \d{{1,2}} (?:Januari|Februari|Maret|April|Mei|Juni|Juli|Agustus|September|"
    rf"Oktober|November|Desember)(?: \d{{4}})?|[A-Z]{{3,6}}|{_TOWN} ?[-–—])\.?"
)


def is_place_and_day(line: str) -> bool:
    """Whether a line alone before the text may be its dateline without a dash: `Hanoi, 9 Oktober`, `SAMPIT, KALTENG POS`."""
    return len(line) <= LONGEST and _ALONE.fullmatch(line) is not None


def dateline(line: str) -> int:
    """Where the text begins behind a dateline or an agency; 0 where there is none."""
    head = line[:LONGEST]
    return next((match.end() for pattern in _PATTERNS if (match := pattern.match(head))), 0)
