"""Line patterns: furniture and leaks. All run in linear time and are only tried on bounded lines."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files

import yaml

MAX_LINE = 4000  # a longer line is text, whatever it looks like

# "Sumber: https://…" in the languages the portals translate into; the label may be glued to text.
SOURCE = re.compile(
    r"(?:Sumber|Source|Sursă|Nguồn|Fuente|Fonte|Quelle|Источник|Kaynak|Bron)[ \u00a0]{0,2}:[ \u00a0]{0,2}(?:\[[^\[\]\n]{0,300}\]\()?[<(\"'“‘«]?(?P<url>(?:https?://|(?=[\w-]{1,40}(?:\.[\w-]{1,40}){1,3}/[\w/]{0,40}[a-z]-))[^\s<>\"]{4,2100})",
    re.IGNORECASE,
)
SOURCE_LABEL = re.compile(r"(?:Sumber|Source|Sursă|Nguồn|Fuente|Fonte|Quelle|Источник|Kaynak|Bron)[ \u00a0]{0,2}:", re.IGNORECASE)
ADDRESS_LINE = re.compile(r"[<(]?(?P<url>https?://[^\s<>\"]{4,2100})[>)]?", re.IGNORECASE)
SITE = re.compile(r"Vietnam\.vn(?:[ \u00a0]{0,2}[-–—|][ \u00a0]{0,2}\S.{3,80})?")
LABEL_DATE = re.compile(r"(?P<day>\d{2})/(?P<month>\d{2})/(?P<year>(?:19|20)\d{2})$")
# Caption formulas; the title is what stands before.
CAPTIONS = (
    re.compile(r"[ \u00a0]?[-–—][ \u00a0]?[ẢảAa]nh[ \u00a0](?P<n>\d{1,3})\.?$"),
    re.compile(r"[ \u00a0](?:hình|hinh)[ \u00a0](?:ảnh|anh)[ \u00a0](?P<n>\d{1,3})\.?$", re.IGNORECASE),
    re.compile(r"[ \u00a0](?:ảnh|anh)[ \u00a0](?P<n>\d{1,3})\.?$", re.IGNORECASE),
    re.compile(r"[ \u00a0][-–—][ \u00a0](?P<n>\d{1,2})$"),
)
# vovworld glues the formula to the next word: the caption ends inside the line.
GLUED_CAPTION = re.compile(r"[ \u00a0]-[ \u00a0]ảnh[ \u00a0]\d{1,2}(?=\S)")

IMAGE = re.compile(r"!\[|<img |\[(?:Gambar|Foto|Image|Ảnh|Photo) ?: ?[^\[\]]{1,200}\.(?:jpe?g|png|webp|gif)\]$", re.IGNORECASE)
VIETNAMESE_CREDIT = re.compile(
    r"(?:Ảnh|ẢNH|Nguồn ảnh|Ảnh tư liệu|Theo|Nguồn|NGUỒN|Bài, ảnh|Tin, ảnh|Bài và ảnh)[ \u00a0]{0,2}:[ \u00a0]{0,2}\S(?:[^.!?\n]|\.(?=\S|$)){0,80}$"
)
EPOCH = re.compile(r"/(?P<ms>1[0-9]{12})_")
_JOB = r"(?i:Pewarta|Editor|Penulis|Reporter|Penerjemah|Redaktur|Wartawan|Fotografer|Uploader|Publisher|Kontributor|Penyunting|Penyusun|Rep|Red)"
_CLOCK = r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?: ?(?:WIB|WITA|WIT|GMT ?\+7))?"
_DAY = r"(?:\d{4}-\d{2}-\d{2}|\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{1,2} [A-Z][a-z]{2,8} \d{4})"
_SITE_WORD = r"[A-Z]?[\w.]{2,20}\.(?:com|id|co|vn|net)"
LONGEST_FURNITURE = 420  # characters, but for addresses
FURNITURE_LINES = (
    ("placeholder", re.compile(r"\[(?:iklan|ads?|quảng cáo|pub|anzeige|annonce|reklam|广告)_\d{1,2}\]$", re.I)),
    ("comments", re.compile(r"(?:Komentar|Komen|Comments?|Comentariu|Commentaires?|Bình luận|コメント|댓글)[ \u00a0]?\(\d{1,6}\)$", re.I)),
    ("motto", re.compile(r"(?:Độc lập|ĐỘC LẬP)[ \u00a0]{0,2}[-–—.][ \u00a0]{0,2}(?:Tự do|TỰ DO)[ \u00a0]{0,2}[-–—.][ \u00a0]{0,2}(?:Hạnh phúc|HẠNH PHÚC)$|(?:CỘNG HÒA|CỘNG HOÀ|Cộng hòa|Cộng hoà) (?:XÃ HỘI|Xã hội|xã hội) (?:CHỦ NGHĨA|Chủ nghĩa|chủ nghĩa) (?:VIỆT NAM|Việt Nam)$")),
    ("motto", re.compile(r"Kemerdekaan[ \u00a0]{0,2}[-–—.][ \u00a0]{0,2}Kebebasan[ \u00a0]{0,2}[-–—.][ \u00a0]{0,2}Kebahagiaan$|Republik Sosialis Vietnam$", re.I)),
    ("advertisement", re.compile(r"(?:Scroll (?:to|untuk|ke bawah) .{2,40}|Lanjutkan membaca.{0,40}|Halaman \d+(?: dari |/)\d+|\d+ dari \d+ halaman|Advertisement ?[.-].{0,60}|\d{1,2}(?:/\d{1,2})?|\[(?:Gambas|Video|Foto|Infografis)\b.{0,80}|.{0,80}\bklik di sini\.?|(?:waktu baca|lama membaca|durasi baca) \d+ menit|\d+ (?:menit|min) (?:baca|membaca)|Dengarkan (?:audio|artikel|berita).{0,40}|(?:Follow|Ikuti) (?:WhatsApp|Instagram|Google|Channel|saluran)\b.{0,120}|Tulis komentarmu\b.{0,200}|(?:>+ ?)?(?:Silakan )?(?:tonton|simak|saksikan) video\b.{0,120}|(?:Simak|Tonton|Saksikan|Lihat) (?:juga )?Video\b.{0,160}|Video yang paling banyak ditonton.{0,20})$", re.I)),
    ("notice", re.compile(r"(?:Copyright|Hak cipta|© ?\d{4}.{20}|Disclaimer ?:).{0,300}$|Lewati .{2,60} dan terus membaca$|Akhir dari .{2,60}$|Dilarang (?:keras )?(?:mengambil|menyalin|mengutip|memperbanyak|mengkopi)\b.{0,300}$|All rights reserved.{0,40}$|(?:Artikel|Konten|Tulisan) (?:yang diterbitkan|di situs|ini dilisensikan)\b.{0,200}(?:lisensi|Creative Commons)\b.{0,80}$", re.I)),
    ("notice", re.compile(r"(?:\* ?)?(?:Simak|Ikuti|Dapatkan|Silakan|Saksikan|Follow|Cek|Berita|Fakta atau Hoaks\?|Baca|Kunjungi|Unduh)\b(?=.{0,300}\b(?:WhatsApp|Telegram|Google News|WA Channel|saluran|kanal|ponselmu|berita pilihan|berita dan artikel|update|Whatsapp)\b).{0,400}$")),
    ("source_label", re.compile(r"(?:Sumber|Source|Sursă|Nguồn|Fuente|Fonte|Quelle|Источник|Kaynak|Bron)[ \u00a0]?:?$", re.I)),
    ("related", re.compile(r"(?:>+ ?)?(?:Baca juga|Baca(?= ?:)|Pilihan Editor(?= ?:)|Artikel terkait(?= ?:)|Berita terkait(?= ?:)|Baca selengkapnya|Lihat selengkapnya|Simak juga|Lihat juga|Read also|Xem thêm|Selengkapnya)(?=[ \u00a0]?:|[ \u00a0]?$|.*[^.!]$)[ \u00a0]?:?.{0,300}$", re.I)),
    ("republication", re.compile(r"(?:Artikel|Berita|Tulisan) ini (?:(?:sebelumnya|pertama kali) )?(?:sudah|telah|pernah)? ?(?:tayang|terbit|dimuat|diterbitkan|dipublikasikan)\b(?=.*(?:judul|sebelumnya|pertama kali|\w\.(?:com|id|co|net|vn)\b|Indonesia\b.{0,12}$)).{0,400}$", re.I)),
    ("byline", re.compile(r"(?:(?:Artikel|Berita|Teks|Tulisan|Laporan|Bài)(?: dan|,) (?:foto|gambar|ảnh|video)|Sintesis|Disajikan oleh|Dipersembahkan oleh|Penulis,|Peranan,|Disusun oleh|Dihimpun oleh|Diterjemahkan oleh|Ditulis oleh)[ \u00a0]{0,2}:?[ \u00a0]{0,2}[A-ZĐ].{1,80}$", re.I)),
    ("byline", re.compile(r"(?:Oleh|Penulis|By)[ \u00a0]:?[ \u00a0]?[A-ZĐ][\w.'-]*(?: [A-ZĐ][\w.'-]*){0,4}$|\(?Menurut (?:[A-ZĐ][\w./]*)(?: [A-ZĐ][\w./]*){0,3}\)?$|.{2,60} berkontribusi (?:dalam|pada) (?:penulisan )?(?:artikel|laporan|berita) ini\.?$|\([a-z0-9]{2,5}(?:/[a-z0-9]{2,5}){0,3}\)$|oleh [A-Z].{2,60} (?:di|pada|—) \d{1,2} [A-Z]\w+ \d{4}$")),
    ("byline", re.compile(r"(?:[A-ZĐ][\w.]*(?: [A-ZĐ][\w.]*){0,4}) \((?:penyusun|penerjemah|catatan|Menurut [^()]{2,40}|kompilasi|sintesis|rangkuman|Kantor Berita Vietnam|[A-Z]{2,8})\)$")),
    ("byline", re.compile(r"(?:Tim|[A-Z][\w.']*(?: [A-Z][\w.']*){0,3})(?: [a-z]+[A-Z]?\w*com)?[ \u00a0](?:[-–—|]|/)[ \u00a0](?:detik\w+|[A-Z]?\w+\.(?:com|id|co|net)|\w+ Indonesia|Tempo|Antara|Kompas)$")),
    ("byline", re.compile(r"[A-ZĐ][\w.]*(?: [A-ZĐ][\w.]*){0,3} ?/ ?(?:VOV|VNA|TTXVN|VTV|VGP|ANTARA|Xinhua|detikcom)(?: [A-Z]\w+){0,4}$")),
    ("byline", re.compile(rf"{_JOB}[ \u00a0]{{0,2}}(?:\|:?|:)(?:[ \u00a0|:]{{1,4}}(?:[A-ZĐ(@]\S*|dan|di|tim|/|&|-))*[ \u00a0|]{{0,3}}$|{_JOB}(?:(?: ?:)? [A-ZĐ][\w.'-]*){{1,5}}$|{_JOB} ?: ?.{{2,60}}[|/] ?{_JOB} ?: ?[^.!?]{{2,60}}$")),
    ("table", re.compile(r"(?:!\[\]\([^)]{0,300}\)|[|\s:-])+$")),
    ("timestamp", re.compile(rf"(?:[-–] )?(?:(?:{_SITE_WORD}|[A-Z]{{3,}}) ?[,|–-] ?)?(?:(?:Diperbarui|Tayang|Terbit|Diterbitkan|Dipublikasikan|Update|Diunggah|Pukul)\b:? ?)?(?:{_CLOCK}[ ,|–-]{{1,3}})?(?:(?:Senin|Selasa|Rabu|Kamis|Jumat|Jum'at|Sabtu|Minggu|Ahad|[A-Z][a-z]{{3,8}}),? ?)?{_DAY}(?:[ ,|/–-]{{1,3}}(?:pukul )?{_CLOCK})?$")),
    ("filename", re.compile(r"[\w.-]{1,120}\.(?:jpe?g|png|webp|gif|mp4)$", re.I)),
    ("site", re.compile(r"Vietnam\.vn[ \u00a0]{0,2}[-–—|][ \u00a0]{0,2}\S.{3,80}$")),
    ("widget", re.compile(r"Bagikan(?: ini| artikel ini| berita ini)?[ \u00a0]?:.{0,120}$")),
    ("site", re.compile(r"(?:detik(?:News|com|Finance|Sport|Hot|Health|Travel|Oto|Inet|Food|Edu)|[A-Z]?[\w-]{2,20}\.(?:com|co\.id|id))$")),
    ("tags", re.compile(r"(?:Tags?|Kata kunci|Topik(?: [Aa]rtikel| terkait)?|Label)[ \u00a0]?:[ \u00a0]?\S.{0,200}$|(?:Tags? )?(?:# ?[\w-]+(?: [\w-]+){0,2}[ ,]*)+$")),
    ("link", re.compile(r"(?:[^\W\d_][\w ]{0,20}[ ]?:[ ]?)?<?https?://\S+$", re.I)),
    ("dots", re.compile(r"[^\w\s]{1,40}$|_{2,80}$")),
)  # fmt: skip
MONTH = re.compile(r"\b(?:Januari|Februari|Maret|April|Mei|Juni|Juli|Agustus|September|Oktober|November|Desember)\b|\d[/-]\d")
# All in one, which is faster than one after the other.
_ANY_FURNITURE = re.compile(
    "|".join(f"(?P<k{n}>(?{'i' if p.flags & re.I else ''}:{p.pattern}))" for n, (_, p) in enumerate(FURNITURE_LINES))
)


@lru_cache(maxsize=1)
def _phrases() -> dict[str, str]:
    """Whole lines of `furniture.yaml` -> their kind."""
    table = yaml.safe_load((files("align.traces") / "furniture.yaml").read_text("utf-8"))
    return {str(phrase): kind for kind, phrases in table.items() for phrase in phrases}


def furniture_line(line: str) -> str:
    """The kind of a line that `furniture.yaml` names or that has a pattern of `FURNITURE_LINES`, else nothing."""
    known = _phrases().get(line.lower().strip(" \u00a0:>|.…»")) if len(line) < 50 else None
    if known:
        return known
    match = _ANY_FURNITURE.match(line)
    return FURNITURE_LINES[int((match.lastgroup or "k0")[1:])][0] if match else ""


# Sections of a newspaper, alone on a line at its head.
SECTION = re.compile(r"(?:VOV\d|Internasional|Nasional|Ekonomi|Olahraga|Politik|Hukum|Teknologi|Hiburan|Pendidikan|Kesehatan|Otomotif|Bisnis|Dunia|Daerah|Lokal|Regional|Beranda|Home|Berita|News|Peristiwa|Sepak ?Bola|Gaya Hidup|Lifestyle|Opini|Keuangan|Budaya|Pariwisata|Wisata)(?: ?[/>»|›] ?[A-Z][\w ]{2,30}){0,3}$")  # fmt: skip
# Inside a line: an end mark behind the last sentence.
END_MARK = re.compile(
    r"[ \u00a0]*[(\[](?:\*{1,4}|[a-z]{2,4}(?:/[a-z0-9]{2,5}){1,3})[)\]]$|(?<=[.!?\"”])[ \u00a0]*\((?!ist\))[a-z]{2,4}\)$"
)
END_MARK_WINDOW = 24

_VERB = re.compile(
    r"\b(?:(?:me(?:ng|ny|m|n|l|r|w|y)?|di|ber|ter|memper|diper)[a-z]{3,}|[a-z]{4,}kan|akan|telah|sudah|sedang|tidak|bisa|dapat|siap|harus|"
    r"sebut|minta|tuduh|bantah|kirim|serang|tolak|dukung|ungkap|desak|ingin|mau|raih|gelar|tewas|tiba|naik|turun|jadi|buat|beri|kata)\b"
)
_NOT_VERBS = re.compile(
    r"\b(?:menteri|media|medan|mesin|merek|metode|meter|medali|melayu|mereka|merah|meja|memang|melalui|menurut|mengenai|meskipun|menara|menit|mendatang|"
    r"mental|mentah|medis|mekanisme|memori|member|meriam|berita|berat|berlin|beras|bersama|berikut|berbagai|beragam|berkat|bersenjata|bermotor|terhadap|"
    r"tersebut|ter(?:baru|tinggi|besar|baik|kenal|kait|akhir|depan|dekat|penting|sangka|dakwa|minal|atur|buka|lalu)|teritori\w*|diplomat\w*|direktur|dinas|dialog|digital|dimensi|distrik|"
    r"diri|disiplin|divisi|discount|dirjen|ikan|bukan|makan|pekan|rekan|depan|kebijakan|pendidikan|perikanan|gerakan|pasukan|kan)\b"
)


def has_verb(line: str) -> bool:
    """Whether an Indonesian line holds a finite verb: a headline does, a caption of things seldom."""
    return bool(_VERB.search(_NOT_VERBS.sub(" ", line.lower())))
