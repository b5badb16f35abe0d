"""Which language a page is in: by script, then by everyday words."""

from __future__ import annotations

import re
import unicodedata

from align.language.script import vietnamese_letters

LANGUAGE_NAMES = {"id": "Indonesian", "vi": "Vietnamese", "en": "English", "other": "another script"}
_WORD = re.compile(r"[^\W\d_]+", re.UNICODE)
_COMMON = {
    "id": frozenset(
        """yang dan di untuk dengan dari pada dalam akan tidak ini itu juga telah oleh sebagai mengatakan
        ke adalah atau karena kepada seperti lebih bisa dapat menjadi tersebut para sudah saat setelah
        hari kata ia dia mereka kami kita saya ada bukan belum serta bagi antara tentang hingga secara
        sebuah satu dua tahun orang banyak sangat hanya masih bahwa lagi agar jika ketika""".split()
    ),
    "en": frozenset(
        """the of and to in for on with at by from that is was are were be has have it as an not this said
        he she they we his her their which who will would can about more than after been also but or if
        its when there one two people new out up had all what so""".split()
    ),
    "vi": frozenset(
        """và của là có được cho trong không các một với những này đã người khi đến từ ở để về nhiều năm
        cũng ra tại như sẽ theo đó ông trên ngày sau phải bị vào""".split()
    ),
}


def identify(text: str, limit: int = 20_000) -> str | None:
    """`id` (Malay too), `en`, `vi`, `other` (another script), or None where the text says too little.

    Counts everyday words in the first `limit` characters; the winner needs five of them, one in twenty
    words, and twice as many as the next language.
    """
    head = text[:limit]
    letters = [c for c in head if c.isalpha()]
    if len(letters) >= 40:
        latin = sum("LATIN" in unicodedata.name(c, "") for c in letters[:2000])
        if latin / min(len(letters), 2000) < 0.5:
            return "other"
    words = [w.lower() for w in _WORD.findall(unicodedata.normalize("NFC", head))]
    counts = {lang: sum(w in common for w in words) for lang, common in _COMMON.items()}
    if vietnamese_letters(head) < len(words) / 10:
        counts["vi"] = 0
    ranked = sorted(counts.items(), key=lambda item: -item[1])
    best, second = ranked[0], ranked[1]
    if best[1] >= 5 and best[1] * 20 >= len(words) and best[1] >= 2 * second[1]:
        return best[0]
    return None
