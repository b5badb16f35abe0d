"""Tests of align.traces.roles: what stands beside a line decides its role."""

from __future__ import annotations

import pytest
from tracing import layout_of

FIRST = "Pemerintah provinsi mengadakan rapat pada Senin pagi. Ratusan warga hadir dalam acara itu."
LAST = "Rapat itu berlangsung hingga sore. Hasilnya akan diumumkan pekan depan."


def between(lines: str) -> list[tuple[str, str]]:
    """(role, text) of lines between two paragraphs."""
    page = f"Provinsi mengadakan rapat tentang pertanian\n{FIRST}\n{lines}\n{LAST}"
    found = [(s.role, s.text) for s in layout_of(page).sentences]
    assert found[:3] == [
        ("title", "Provinsi mengadakan rapat tentang pertanian"),
        *(("body", s + ".") for s in FIRST[:-1].split(". ")),
    ]
    return found[3:-2]


CREDITS = [
    ". Foto: VNA", " (Foto: VNA)", " (Foto: VNA).", " - Foto: VGP/Nhat Bac", " – Foto: VGP", " | Foto: Republika/Muhyiddin", ". | Foto: Republika/A",
    ", Foto: Le Nam", " Foto: Le Nam", ". Foto: T.H", ". Foto: baochinhphu.vn", ". Foto milik: Kantor", ". Foto oleh Quang Vinh", ". Ảnh: Lê Nam",
    ". (KOMPAS.com/SHELA OCTAVIA)", ".(KOMPAS.com/SHELA OCTAVIA)", ". (ANTARA FOTO/Hafidz Mubarak A/foc)", ". ANTARA FOTO/Saiful Bahri/foc",
    ". ANTARA/HO-Humas Polri", ". TEMPO/Tony Hartawan", ". (AFP/BAY ISMOYO)", ". (Getty Images/iStockphoto)", ". (Dok. Humas)", ". Dok. Humas Pemprov",
    ". (Istimewa)", ". (Foto: Ist)", " (Foto ilustrasi)", ". (iStockphoto/Petrovich9)", ". (Sumber: Yonhap)", ". Gambar: Freepik", "\nFoto: T.H",
    "\nNGUỒN: BỘ CÔNG THƯƠNG", "\nANTARA FOTO/Makna Zaezar/YU", "\nDok. Humas Pemprov", "\n(Foto: Le Nam)", "\nẢNH: LÊ NAM", "\nFoto ilustrasi",
]  # fmt: skip


@pytest.mark.parametrize("credit", CREDITS)
@pytest.mark.parametrize(
    "caption",
    ["Sejumlah warga menyeberang jalan di Jakarta", "Suasana pasar beras pada Senin (3/2/2025)", "Bapak Le Van Nam di sawahnya"],
)
def test_a_credit_makes_a_caption(caption: str, credit: str) -> None:
    stop = "." if credit.startswith(".") else ""
    assert between(caption + credit) == [("caption", caption + stop)]


@pytest.mark.parametrize(
    "line",
    ['"Kami akan terus bekerja," kata Ibu Lan kepada wartawan.', "Dalam sehari, mereka menghasilkan 150 paving.",
     "Pemiliknya, Dao Van Hai, dulu insinyur konstruksi.", "Wali kota menyerukan warga menanam kembali pohon.",
     "PT KCIC mencatat kereta itu telah mengangkut 10 juta penumpang.", "Namun, harga beras belum turun.",
     "Menurut dia, panen akan dimulai pada Maret.", "Lebih dari 90% rumah telah mendapat listrik. Kapal wisata mulai beroperasi."],
)  # fmt: skip
@pytest.mark.parametrize(
    "beside", ["{}\nFoto: VNA", "![](a.jpg)\n{}", "foto-3.jpg\n{}", "Tỉnh họp về nông nghiệp và nông thôn - Ảnh 1.\n{}"]
)
def test_a_paragraph_beside_a_picture_stays_text(line: str, beside: str) -> None:
    assert " ".join(text for role, text in between(beside.format(line)) if role == "body") == line


@pytest.mark.parametrize(
    ("line", "heading"),
    [("Thai Nguyen", True), ("Nguyen Van Minh", True), ("Pendidikan", True), ("Murah, mudah, aman", True), ("3. Murah dan mudah", True),
     ("Reporter: Apa yang akan Anda lakukan setelah pensiun?", True), ("PV: Bagaimana prospek panen tahun ini?", True),
     ("- Bagaimana perasaan Anda menerima penghargaan ini?", True), ("Menghubungkan produksi dengan pasar", True), ("Le Tuyet -", False),
     ("Mempercepat pembangunan jalan yang menghubungkan kawasan Delta Mekong", True), ("kopi, ekspor,", False)],
)  # fmt: skip
def test_a_line_amid_the_text_is_a_heading(line: str, heading: bool) -> None:
    assert between(line) == ([("heading", line)] if heading else [])


@pytest.mark.parametrize(
    "line", ["Thu Hoa", "LE NAM", "Quynh Anh - Minh Duc", "Ekonomi", "Vietnam, Beras", "Artikel dan foto: MY LY"]
)
def test_the_same_behind_the_text_is_none_of_it(line: str) -> None:
    layout = layout_of(f"Provinsi mengadakan rapat\n{FIRST}\n{LAST}\n{line}\nKomentar (0)")
    assert line not in [s.text for s in layout.sentences]


@pytest.mark.parametrize(
    "items",
    [["- Warga negara Vietnam;", "- Berusia 18 tahun ke atas;", "- Memiliki ijazah sarjana"], ["• Berusia di atas 18 tahun", "• Tidak pernah dihukum"],
     ["Jakarta Selatan", "Jakarta Timur", "Kepulauan Seribu"], ["Kiper: Dang Van Lam, Nguyen Dinh Trieu, Tran Trung Kien"]],
)  # fmt: skip
def test_items_of_a_list_are_text(items: list[str]) -> None:
    assert between("Berikut daftarnya:\n" + "\n".join(items)) == [
        ("body", "Berikut daftarnya:"),
        *(("body", item) for item in items),
    ]


def test_verse_is_text_and_headlines_in_runs_are_teasers() -> None:
    verse = ["Seperti lima jari pada satu tangan", "Seperti lima bunga pada satu tangkai", "Lima saudara di atas satu tank"]
    assert between("\n".join(verse)) == [("body", line) for line in verse]
    links = ["Menteri Pertahanan menemui petani di Hanoi kemarin", "Presiden mengumumkan bantuan baru untuk para petani beras"]
    assert between("\n".join([*links, "Harga beras kembali menurun di pasar dunia pekan ini"]))[0][0] == "teaser"


def test_a_link_before_a_heading_is_a_teaser() -> None:
    found = between("Presiden mengirim bantuan pupuk untuk petani di Delta Mekong\nPetani meminta bantuan pupuk")
    assert [role for role, _ in found] == ["teaser", "heading"]


def test_contents_come_again_as_headings() -> None:
    page = f"Lima kebiasaan\n{FIRST}\nDaftar isi\n1. Minum air\n2. Berjalan kaki\n1. Minum air\n{LAST}\n2. Berjalan kaki\n{LAST}"
    assert [s.text for s in layout_of(page).sentences if s.role == "heading"] == ["1. Minum air", "2. Berjalan kaki"]


@pytest.mark.parametrize("early", ["Komentar (0)", "Sumber: https://thanhnien.vn/gia-gao-lai-tang-185250320143012345.htm"])
def test_text_behind_an_early_end_line_stays(early: str) -> None:
    layout = layout_of(f"Harga beras naik lagi\n{early}\nPetani gembira.\n{FIRST}\nJalan keluar\n{LAST}")
    assert [s.role for s in layout.sentences] == ["title", "body", "body", "body", "heading", "body", "body"]


def test_boxes_behind_the_source_are_related_down_to_their_summaries() -> None:
    summary = "Hari ketika petani di Delta Mekong menyaksikan harga gabah naik ke tingkat tertinggi dalam sepuluh tahun terakhir."
    layout = layout_of(
        f"Harga beras naik lagi\n{FIRST}\n{LAST}\nSumber: https://thanhnien.vn/gia-gao-lai-tang-185250320143012345.htm\nKomentar (0)\n"
        f"Dalam topik yang sama\nPasar beras bergairah\n{summary}"
    )
    assert summary not in [s.text for s in layout.sentences]


@pytest.mark.parametrize("title", ["Petani bertanya: kapan hujan turun?", "Harga beras naik lagi!", "Akhirnya hujan turun."])
def test_the_line_before_the_label_is_the_title(title: str) -> None:
    layout = layout_of(f"Vietnam.vn - Nền tảng quảng bá Việt Nam\n{title}\nBáo Thanh niên•20/03/2025\n{FIRST}\n{LAST}")
    assert (layout.sentences[0].role, layout.sentences[0].text) == ("title", title)


@pytest.mark.parametrize(
    "head",
    [
        "detikNews\nBerita",
        "Beranda > Berita > Ekonomi",
        "Internasional",
        "![](hero.jpg)",
        "Senin, 3 Februari 2025 10:15 WIB",
        "Kompas.com",
    ],
)
def test_what_stands_above_the_title_is_none(head: str) -> None:
    layout = layout_of(f"{head}\nHarga beras naik lagi\nAri Saputra - detikNews\nSenin, 03 Feb 2025 10:15 WIB\n{FIRST}")
    assert [(s.role, s.text) for s in layout.sentences][0] == ("title", "Harga beras naik lagi") and len(layout.sentences) == 3


def test_a_page_cut_off_leaves_its_last_line_text() -> None:
    layout = layout_of(
        f"Harga beras naik lagi\n{FIRST}\nPetani di Delta Mekong menyatakan bahwa harga gabah yang naik pekan ini belum dapat menut"
    )
    assert layout.sentences[-1].role == "body"


@pytest.mark.parametrize(
    "prefix", ["Jakarta - ", "Jakarta, CNN Indonesia -- ", "REPUBLIKA.CO.ID, MADINAH -- ", "TEMPO.CO, Sumenep - ", "TRIBUNJATENG.COM, UNGARAN - ",
               "(Chinhphu.vn) - ", "Bandung (ANTARA) - ", "SKDS - ", "JAKARTA, KOMPAS.com - "],
)  # fmt: skip
def test_a_dateline_is_cut_off_the_first_sentence(prefix: str) -> None:
    layout = layout_of(f"Harga beras naik lagi\n{prefix}{FIRST}\n{LAST}")
    assert layout.sentences[1].text == "Pemerintah provinsi mengadakan rapat pada Senin pagi."


@pytest.mark.parametrize("title", ["ASEAN - Kanada merampungkan putaran ke-15", "Hanoi - Kota yang tidak pernah tidur"])
def test_a_title_keeps_its_dash(title: str) -> None:
    assert layout_of(f"{title}\n{FIRST}\n{LAST}").sentences[0].text == title


def roles_of(text: str, line: str) -> set[str]:
    layout = layout_of(text)
    at = text.index(line)
    units = {s.role for s in layout.sentences if at <= s.span.start < at + len(line)}
    return units | {f"furniture:{f.kind}" for f in layout.furniture if at <= f.span.start < at + len(line) and f.kind != "blank"}


@pytest.mark.parametrize(
    "line",
    [
        "Ponsel dalam keadaan terbuka penuh berukuran 10,2 inci - Gambar 1.",
        "Orang tua menunggu anaknya di bawah terik matahari - Foto 2.",
        "Arah pergerakan badai Yinxing. Sumber: NCHMF",
        "Nyeri dada adalah tanda yang tidak boleh diabaikan. FOTO ILUSTRASI: AI",
        "LESU: Tumpukan rotan di gudang pengepul belum laku sejak Juni. (ARIEF UNTUK KALTENG POS)",
        "Pemain berebut bola di Stadion Mandala Krida, Minggu (13/4/2025) malam.(DOK. PSIM JOGJA)",
    ],
)
def test_formulas_and_credits_in_capitals_make_a_caption(line: str) -> None:
    assert roles_of(f"Harga beras naik lagi\n{FIRST}\n{line}\n{LAST}", line) >= {"caption"}


@pytest.mark.parametrize(
    ("above", "line"),
    [
        ("Udang dipilah menurut ukuran di tepi tambak", "Udang dipilah menurut ukuran di tepi tambak. Foto: Viet Hung"),
        ("Kabel dinaikkan dan dibungkus", "Kabel dinaikkan dan dibungkus agar domba tidak menggigit. Ảnh: Van Ny"),
        ("Harga beras naik lagi - 1", "Gudang beras di Can Tho. Foto: Le A"),
        ("Harga beras naik lagi? Foto 2.", "Gudang beras di Can Tho. Foto: Le A"),
    ],
)
def test_the_text_of_an_image_is_a_double_of_its_caption_or_the_title(above: str, line: str) -> None:
    title = "Harga beras naik lagi ?" if "?" in above else "Harga beras naik lagi"
    text = f"{title}\n{FIRST}\n{above}\n{line}\n{LAST}"
    at = text.index(above, len(title))
    layout = layout_of(text)
    assert [f.kind for f in layout.furniture if f.span.start == at] == ["double"]
    assert {s.role for s in layout.sentences if s.text.startswith(line[:20])} == {"caption"}


def test_an_image_text_behind_a_vietnamese_headline_and_its_caption_are_one() -> None:
    image = "Kỳ thi lớp 10: Peserta memeriksa nomor sebelum memasuki ruang ujian - Foto 1."
    text = f"Harga beras naik lagi\n{FIRST}\n{image}\nPeserta memeriksa nomor sebelum memasuki ruang ujian.\n{LAST}"
    assert [f.kind for f in layout_of(text).furniture if f.kind == "double"] == ["double"]


@pytest.mark.parametrize(
    "line", ["Sầu riêng rớt giá, nhà vườn đứng ngồi không yên - Ảnh: HỮU DƯ", "[Gambar: foto-desa.jpg]", '<img src="a.jpg">']
)
def test_a_line_below_a_picture_is_its_caption(line: str) -> None:
    below = "Tuan Bay Tam memeriksa tingkat kematangan durian dengan mengetuk gagang pisau."
    assert roles_of(f"Harga beras naik lagi\n{FIRST}\n{line}\n{below}\n{LAST}", below) == {"caption"}


@pytest.mark.parametrize(
    "line", ["Pedagang datang dengan truk es.", "Anak-anak datang satu per satu.", "Pemilik kebun menunggu di pinggir jalan."]
)
def test_a_short_sentence_below_a_caption_is_text(line: str) -> None:
    text = f"Harga beras naik lagi\n{FIRST}\nGudang beras di Can Tho. Foto: Le A\n{line}\n{LAST}"
    assert roles_of(text, line) == {"body"}


@pytest.mark.parametrize(
    "line",
    ["Hanoi, 9 Oktober", "SGGPO", "SAMPIT, KALTENG POS", "Sidoarjo -", "Pamekasan (ANTARA) -", "(Surat Kabar Quang Ngai) -"],
)
def test_a_dateline_on_its_own_line(line: str) -> None:
    text = f"Harga beras naik lagi\nBáo Thanh niên•20/03/2025\n{line}\n{FIRST}\n{LAST}"
    assert roles_of(text, line) == {"furniture:dateline"}


@pytest.mark.parametrize(
    "rows",
    [
        ["Wilayah | Suhu terendah | Cuaca", "Barat Laut | 15-18 | Berawan, tidak hujan", "Hanoi | 18-20 | Berawan"],
        [
            "Jenis | Harga Januari (VND/kg) | Harga Mei (VND/kg)",
            "Monthong | 150.000 | 70.000",
            "Borongan | 80.000 | 28.000 - 30.000",
        ],
    ],
)
def test_rows_of_cells_are_a_table(rows: list[str]) -> None:
    text = "\n".join(["Harga beras naik lagi", FIRST, *rows, LAST])
    assert [roles_of(text, row) for row in rows] == [{"furniture:table"}] * len(rows)
