"""Line patterns: furniture and leaks. All run in linear time and are only tried on bounded lines."""

from __future__ import annotations

import re

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

IMAGE = re.compile(r"!\[")
# A caption's credit behind it, in brackets or not; a credit alone on its line.
_CREDIT = r"(?:(?:Sumber )?(?:Foto|Photo|Ảnh|Gambar)|Nguồn ảnh|Dok(?:umentasi)?|Ilustrasi)"
CREDIT_END = re.compile(
    rf"(?<=[\w.\"”’)])[ \u00a0]?[|]?[ \u00a0]?(?:\((?:{_CREDIT}(?: (?=[^()]*:)[^():]{{0,30}})?[ \u00a0]{{0,2}}[:.][ \u00a0]{{0,2}}[^()]{{2,80}}|{_CREDIT}\.? [A-Z][^()]{{1,60}})\)"
    rf"|(?<=[.!?\"”]) ?{_CREDIT}[ \u00a0]{{0,2}}:[ \u00a0]{{0,2}}[^.!?]{{2,80}})[ \u00a0.|]{{0,4}}$"
)
CREDIT_LINE = re.compile(
    rf"\(?(?:{_CREDIT}[ \u00a0]{{0,2}}[:.|]|Dok\.)[ \u00a0|:]{{0,6}}[^.!?()]{{1,80}}\)?[ |]{{0,3}}$|(?:ANTARA|AFP|Reuters|VNA|TTXVN|EPA|AP) ?/ ?[\w. ]{{2,40}}$"
)
VIETNAMESE_CREDIT = re.compile(r"(?:Ảnh|Nguồn ảnh|Ảnh tư liệu|Theo|Nguồn)[ \u00a0]{0,2}:[ \u00a0]{0,2}\S[^.!?\n]{0,80}$")
EPOCH = re.compile(r"/(?P<ms>1[0-9]{12})_")
FURNITURE_LINES = (
    ("placeholder", re.compile(r"\[(?:iklan|ads?|quảng cáo|pub|anzeige|annonce|reklam|广告)_\d{1,2}\]$", re.I)),
    ("comments", re.compile(r"(?:Komentar|Komen|Comments?|Comentariu|Commentaires?|Bình luận|コメント|댓글)[ \u00a0]?\(\d{1,6}\)$", re.I)),
    ("motto", re.compile(r"(?:Độc lập|ĐỘC LẬP)[ \u00a0]{0,2}[-–—.][ \u00a0]{0,2}(?:Tự do|TỰ DO)[ \u00a0]{0,2}[-–—.][ \u00a0]{0,2}(?:Hạnh phúc|HẠNH PHÚC)$|(?:CỘNG HÒA|CỘNG HOÀ|Cộng hòa|Cộng hoà) (?:XÃ HỘI|Xã hội|xã hội) (?:CHỦ NGHĨA|Chủ nghĩa|chủ nghĩa) (?:VIỆT NAM|Việt Nam)$")),
    ("source_label", re.compile(r"(?:Sumber|Source|Sursă|Nguồn|Fuente|Fonte|Quelle|Источник|Kaynak|Bron)[ \u00a0]?:?$", re.I)),
    ("section", re.compile(r"(?:Internasional|Nasional|Ekonomi|Olahraga|Politik|Hukum|Teknologi|Hiburan|Pendidikan|Kesehatan|Otomotif|Bisnis|Dunia|Daerah|Regional|Beranda|Home|Berita|News|Peristiwa|Sepak ?Bola|Gaya Hidup|Lifestyle|Opini|Keuangan|Budaya|Pariwisata|Wisata)(?: ?[/>»|›] ?[A-Z][\w ]{2,30}){0,3}$")),
    ("widget", re.compile(r"(?:No data|Tidak ada data|Memuat|Loading)(?:\.{3}|…)?$", re.I)),
    ("menu", re.compile(r"(?:Dalam (?:topik|kategori) yang sama|Dari penulis yang sama|Berita terkait|Artikel terkait|Lihat lebih banyak|Selengkapnya|Bagikan|Share|Topik|Tags?)[ :]{0,3}$", re.I)),
    ("related", re.compile(r"(?:Baca juga|Baca selengkapnya|Simak juga|Lihat juga|Read also|Xem thêm)[ \u00a0]?:?.{0,300}$", re.I)),
    ("republication", re.compile(r"(?:Artikel|Berita|Tulisan) ini (?:sebelumnya |pertama kali )?(?:sudah|telah|pernah)? ?(?:tayang|terbit|dimuat|diterbitkan|dipublikasikan)\b.{0,400}$", re.I)),
    ("byline", re.compile(r"(?:Pewarta|Editor|Penulis|Reporter|Penerjemah|Redaktur|Wartawan|Fotografer|Uploader|Publisher|Kontributor|Penyunting)[ \u00a0]{0,2}(?:\||:).{0,200}$", re.I)),
    ("table", re.compile(r"(?:!\[\]\([^)]{0,300}\)|[|\s:-])+$")),
    ("timestamp", re.compile(r"(?:\d{4}-\d{2}-\d{2}|(?:[A-Z][a-z]{3,8}, ?)?\d{1,2}[/.-]\d{1,2}[/.-]\d{4})(?:[ ,|-]{1,3}\d{1,2}[:.]\d{2}(?: ?(?:WIB|WITA|WIT|GMT\+7))?)?$")),
    ("filename", re.compile(r"[\w.-]{1,120}\.(?:jpe?g|png|webp|gif|mp4)$", re.I)),
    ("credit", re.compile(r"\(?(?:Sumber|Foto|Photo|Ảnh|Source)[ \u00a0]{0,2}[:|][ \u00a0|:]{0,6}[^.!?]{0,120}$", re.I)),
    ("link", re.compile(r"(?:[^\W\d_][\w ]{0,20}[ ]?:[ ]?)?<?https?://\S+$", re.I)),
    ("dots", re.compile(r"[^\w\s]{1,40}$")),
)  # fmt: skip
# Inside a line: a dateline before the first sentence, an end mark behind the last.
DATELINE = re.compile(
    r"(?:[A-Z][A-Z0-9.&]+(?:[ ,]{1,2}[A-Z][A-Z0-9.&]+){0,4}(?:, ?[A-Z][\w.]{2,20}){0,2}|[A-Z][\w]{2,20}(?:, ?[A-Z][\w.]{2,20})? ?\([A-Z][\w/ .]{1,20}\))[ \u00a0]?[–—-]{1,2}[ \u00a0]+(?=[\"'“‘]?[A-ZĐ0-9])"
)
# An agency or a site before the first sentence: "(VOVWORLD) -", "MerahPutih.com - ", "TEMPO.CO, Jakarta - ", "Jakarta, Pahami.id —".
_SITE_NAME = r"[A-Za-z][\w-]{1,30}\.(?:com|co\.id|id|co|net|vn|org|tv|news)"
AGENCY = re.compile(
    rf"(?:\([A-ZĐ][A-ZĐ0-9.+ ]{{1,20}}\)[ \u00a0]?[-–—]|(?:[A-Z][\w]{{2,20}}(?: [A-Z]\w{{2,20}})?, ?)?{_SITE_NAME}(?:, ?[A-Z][\w]{{2,20}}(?: [A-Z]\w{{2,20}})?)?[ \u00a0]?[-–—]{{1,2}})(?:[ \u00a0]+|$)",
)
MONTH = re.compile(r"\b(?:Januari|Februari|Maret|April|Mei|Juni|Juli|Agustus|September|Oktober|November|Desember)\b|\d[/-]\d")
END_MARK = re.compile(r"[ \u00a0]*\((?:\*{1,4}|[a-z]{2,4}(?:/[a-z]{2,4}){1,2})\)$")
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
