"""Captions: the Vietnamese headline under every photo, and how much a line reads like one."""

from __future__ import annotations

import re

from align.language.sentences import ends_as_sentence
from align.language.vietnamese import is_vietnamese
from align.traces import patterns

LONGEST_CAPTION = 300  # characters
WITH_CREDIT = 420  # of one with its credit


def caption_title(line: str) -> tuple[str, str] | None:
    """(title, number) where the line follows a caption formula and its title is Vietnamese."""
    for pattern in patterns.CAPTIONS:
        match = pattern.search(line[-40:])
        if match is None:
            continue
        title = line[: len(line) - len(line[-40:]) + match.start()].rstrip(" \u00a0-–—")
        if is_vietnamese(title):
            return title, match["n"]
    return None


_PICTURE = re.compile(
    r"(?:Foto|Ilustrasi|Suasana|Pemandangan|Sudut|Adegan|Potret|Tangkapan layar|Cuplikan|Grafik|Peta|Infografi[sk]|"
    r"Gambar|Diagram|Panorama|Poster|Arah pergerakan|Lintasan|"
    r"Tampilan|Tampak|Momen|Detik-detik)\b(?! (?:itu|ini|tersebut|harga)\b)"
)
_GROUP = re.compile(
    r"(?:Sejumlah|Seorang|Seekor|Sebuah|Sekelompok|Sepasang|Salah satu|Para|Beberapa|Banyak|Puluhan|Ratusan|Ribuan|Warga|Petugas|"
    r"Anak-anak|Pengunjung|Pekerja|Petani|Nelayan|Wisatawan|Siswa|Peserta|Penonton|Penumpang|Prajurit|Pedagang|Tim|Anggota)\b"
)
_PLACED = re.compile(
    r"\((?:paling |kedua |ketiga |keempat |tengah |baris )?(?:dari )?(?:kiri|kanan|tengah|depan|belakang|atas|bawah|"
    r"memegang)\b[^()]{0,40}\)|, (?:kiri|kanan|tengah),"
)
_HEADED = re.compile(r"[A-Z]{3,}(?: [A-Z]{2,}){0,3} ?: ?[A-Z]")  # LESU: Tumpukan rotan di gudang.
_DAY = re.compile(r"\(\d{1,2}[/-]\d{1,2}(?:[/-]\d{2,4})?\)[.]?$")
_MEANWHILE = re.compile(r"\b(?:saat|di sela|usai|di lokasi|berpose|berfoto|tampak|terlihat)\b")
_SHOWS = re.compile(r"\b(?:menunjukkan|memperlihatkan|menampilkan)\b")
_REPORTS = re.compile(
    r"\b(?:mengatakan|menyatakan|menuturkan|menjelaskan|mengungkapkan|menambahkan|menegaskan|menyebut\w*|menilai|"
    r"memperkirakan|melaporkan|mengumumkan|"
    r"mencatat|meminta|menyerukan|mengaku\w*|mengimbau|berharap|berencana|memutuskan|menetapkan|menargetkan|kata|"
    r"ujar\w*|tutur\w*|ucap\w*|menurut|jelas|bahwa|namun|adalah|merupakan|meskipun|jika)\b",
    re.IGNORECASE,
)
_REASONS = re.compile(r"\b(?:karena|tetapi|tapi|sehingga|agar|supaya)\b", re.IGNORECASE)
_GOES_ON = re.compile(
    r"(?:Namun|Selain|Dalam|Pada|Sejak|Menurut|Saat ini|Kini|Lebih|Dengan|Setelah|Sebelum\w*|Karena|Ia|Dia|Mereka|"
    r"Beliau|Hal|Ini|Itu|Kami|Kita|Saya|Berdasarkan|"
    r"Akibat\w*|Oleh|Untuk|Bahkan|Sementara|Sebagai|Adapun|Meski\w*|Jika|Bila|Tahun|Hingga|Sekitar|Di sisi|Tak|Tidak|"
    r"Belum|Jumlah|Total|Rata-rata|Hasil\w*|Selama|"
    r"Malam|Besok|Kemarin|Hari|Awal|Akhir|Terkait|Rencana\w*|\w+nya)\b(?!-)"
)
_TIMES = re.compile(
    r"\b(?:telah|akan|sudah|sebelumnya|kemudian|dulu|pernah|masih|belum|selalu|sering|mulai|kembali|juga|hanya|tetap|"
    r"lebih|sangat|cukup|kini|harus|dapat|bisa|"
    r"ingin|tidak|bukan|ada|punya|itu|tersebut|menjadi|jadi|lahir|viral|sempat|semalam|tahun)\b|%|\b(?:persen|juta|miliar|triliun|dong|kali)\b",
    re.IGNORECASE,
)
_PERSON = re.compile(r"\b(?:saya|kami|kita|ia|dia|mereka|beliau|anda)\b", re.IGNORECASE)
_RELATIVE = re.compile(r"\byang \w+")
# Penyair Huu Thinh di rumahnya.
_SOMEBODY = re.compile(r"[A-Z]\w+(?: [a-z]+)?(?: [A-ZĐ][\w.]+){2,6},? (?:[a-z]+ ){0,2}?(?:di|bersama|dengan|dan)\b")
_FROM_ABOVE = re.compile(r"\b(?:di)?(?:lihat|potret|foto) dari (?:atas|udara|ketinggian|kejauhan)\b")


def names_places(line: str) -> bool:
    """Whether a line says who stands where: `(kiri)`, `(kedua dari kanan)`."""
    return _PLACED.search(line) is not None


def caption_likeness(line: str, sentences: int) -> int:
    """How much a line reads like a caption rather than a sentence of the text; above 0 it does, from 3 on for sure.

    What speaks for one: it names a picture, a group, who stands where, a day in brackets; it has no verb. What speaks
    against it: a link to the sentence before, a time or measure, a person spoken of by a pronoun. A saying is none.
    """
    if line[:1] in "\"“'‘" or _REPORTS.search(line):
        return -3
    picture = _PICTURE.match(line) is not None
    points = 2 * picture + (_GROUP.match(line) is not None) + 3 * (_PLACED.search(line) is not None)
    points += 2 * (_HEADED.match(line) is not None)
    points += (picture and _SHOWS.search(line) is not None) + (_MEANWHILE.search(line) is not None)
    points += (_DAY.search(line) is not None) + (not ends_as_sentence(line)) + 3 * (_FROM_ABOVE.search(line) is not None)
    points -= 2 * (_GOES_ON.match(line) is not None) + 2 * (sentences > 1) + (len(line) > 180)
    points -= 2 * (_REASONS.search(line) is not None)
    if points < -1:
        return points
    bare = _RELATIVE.sub(" ", line)
    times = len(_TIMES.findall(bare))
    if not times and not patterns.has_verb(bare):
        points += 1 + 2 * (_SOMEBODY.match(line) is not None and 20 <= len(line) <= 160)
    return points - min(2, times) - (_PERSON.search(line) is not None)
