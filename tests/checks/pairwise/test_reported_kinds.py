"""Kinds of fault that users reported on other tools: what must be said, and what must not."""

from __future__ import annotations

import pytest
from places import VARIATIONS

from align.checks.evidence.of_pair import Evidence
from align.checks.pair import Pair, Result
from align.checks.registry import registry
from align.checks.runner import run_checks, weigh
from align.config import ChecksSettings


def findings(left: str, right: str, langs: str) -> set[str]:
    source, target = langs.split("-")
    evidence = weigh([Pair(left, right, source, target)], None)[0]
    return {f.check for f in run_checks(evidence, ChecksSettings(), "mt", ())[1] if f.severity != "info"}


CHANGED = [
    ("numbers", "Lợi nhuận âm 3,5%.", "Profit was 3.5 percent.", "vi-en"),
    ("numbers", "Suhu minus 12 derajat.", "Nhiệt độ là 12 độ.", "id-vi"),
    ("numbers", "Inflasi -0,2 persen.", "Inflation was 0.2 percent.", "id-en"),
    ("numbers", "Tăng trưởng 0,6%.", "Pertumbuhan minus 0,6 persen.", "vi-id"),
    ("numbers", "Toko itu tutup pada bulan Juni.", "The shop closed six months ago.", "id-en"),
    ("numbers", "Toko itu tutup 6 bulan lalu.", "The shop closed in June.", "id-en"),
    ("numbers", "Nhà hàng mở cửa cách đây ba tháng.", "Restoran itu buka pada bulan Maret.", "vi-id"),
    ("numbers", "Nomor rekening 1234-5678-9012-3456.", "Account number 1234-5678-9012-3465.", "id-en"),
    ("numbers", "SK Nomor AHU-12.AH.01.07 terbit.", "Decree number AHU-12.AH.01.08 was issued.", "id-en"),
    ("numbers", "Doanh thu hai nghìn ba trăm tỷ đồng.", "Revenue was 2,030 billion dong.", "vi-en"),
    ("numbers", "Tổng cộng hai nghìn không trăm mười lăm người.", "In all 2,115 people.", "vi-en"),
    ("addresses", "Buka laman kemkes.go.id untuk mendaftar.", "Open the page kemenkes.go.id to register.", "id-en"),
    ("addresses", "Truy cập baochinhphu.vn để biết thêm.", "Kunjungi chinhphu.vn untuk info.", "vi-id"),
    ("untranslated", "DEWAN MENOLAK KENAIKAN TARIF AIR", "DEWAN MENOLAK KENAIKAN TARIF AIR", "id-en"),
    ("untranslated", "Nông Dân Trồng Lúa", "Nông Dân Trồng Lúa", "vi-en"),
    ("untranslated", "Petani Menjual Beras Murah", "Petani Menjual Beras Murah", "id-en"),
    ("units", "Beratnya 10 kg.", "It weighs 10 lbs.", "id-en"),
    ("units", "Bồn chứa 200 lít.", "The tank holds 200 gallons.", "vi-en"),
    ("repeated", "Ia pergi ke pasar.", "Ia pergi ke ke pasar.", "id-id"),
    ("repeated", "He went to the market.", "Anh ấy đi đến của của chợ.", "en-vi"),
]
SAME = [
    ("Lợi nhuận âm 3,5%.", "Profit fell 3.5 percent.", "vi-en"),
    ("Suhu minus 12 derajat.", "It was 12 degrees below zero.", "id-en"),
    ("Lợi nhuận âm 12 tỷ đồng.", "Perusahaan rugi 12 miliar dong.", "vi-id"),
    ("Skor 21 - 20 membuat mereka menang.", "The score of 21-20 made them win.", "id-en"),
    ("Toko itu tutup 6 bulan lalu.", "The shop closed six months ago.", "id-en"),
    ("Cuộc họp vào tháng 6.", "The meeting is in June.", "vi-en"),
    ("SK Nomor AHU-12.AH.01.07 terbit.", "Decree number AHU-12.AH.01.07 was issued.", "id-en"),
    ("Buka laman kemkes.go.id.", "Open the page kemkes.go.id.", "id-en"),
    ("redaksi@contoh.co.id", "redaksi@contoh.co.id", "id-en"),
    ("Sumber: https://contoh.id/berita/harga-beras-naik", "Source: https://contoh.id/berita/harga-beras-naik", "id-en"),
    ("Nguyễn Văn An", "Nguyễn Văn An", "vi-en"),
    ("Sri Mulyani Indrawati", "Sri Mulyani Indrawati", "id-en"),
    ("She slowly walked.", "Cô ấy từ từ bước đi.", "en-vi"),
    ("The children played.", "Anak anak bermain.", "en-id"),
    ("Ba Tư là một nước cổ.", "Persia is an ancient country.", "vi-en"),
    ("Cuộc họp diễn ra sáng thứ 6.", "The meeting took place on Friday morning.", "vi-en"),
    ("Tổng cộng ba nghìn bốn trăm người.", "In all 3,400 people.", "vi-en"),
]


@pytest.mark.parametrize(("check", "left", "right", "langs"), CHANGED)
def test_what_changed_is_said(check: str, left: str, right: str, langs: str) -> None:
    assert check in findings(left, right, langs)


@pytest.mark.parametrize(("left", "right", "langs"), SAME)
def test_what_is_the_same_is_not(left: str, right: str, langs: str) -> None:
    assert findings(left, right, langs) & {"numbers", "units", "addresses", "untranslated", "repeated", "weekdays"} == set()


@pytest.mark.parametrize(
    ("new", "old"), [("hoà bình", "hòa bình"), ("thuỷ lợi", "thủy lợi"), ("toả nhiệt", "tỏa nhiệt"), ("khoẻ", "khỏe")]
)
def test_old_and_new_tone_marks_are_one_word(new: str, old: str) -> None:
    scores = [
        run_checks(weigh([Pair(text, "Peace and water.", "vi", "en")], None)[0], ChecksSettings(), "mt", ())[0]
        for text in (new, old)
    ]
    assert scores[0] == scores[1]


def names(left: str, right: str, langs: str = "id-en") -> set[str]:
    source, target = langs.split("-")
    return {f.check for f in run_checks(Evidence(Pair(left, right, source, target)), ChecksSettings(), "mt", ())[1]}


@pytest.mark.parametrize(
    ("left", "right", "langs", "check"),
    [
        ("Ada 8.000 tentara di Kursk.", "There are 80,000 troops in Kursk.", "id-en", "numbers"),
        ("Rusia meluncurkan 31 rudal.", "Russia launched missiles.", "id-en", "numbers"),
        ("Nga phóng 31 tên lửa.", "Rusia meluncurkan 13 rudal.", "vi-id", "numbers"),
        ("Pasukan itu tiba di Kursk dan siap bertempur.", "Pasukan itu tiba di Kursk dan siap bertempur.", "id-en", "untranslated"),
        ("Pasukan tiba di Kursk, kata menteri itu kemarin.", "The troops arrived in Kursk, kata menteri itu kemarin.", "id-en", "untranslated"),
        ("Tổng thống nói rằng quân đội đã đến.", "Presiden mengatakan quân đội đã đến.", "vi-id", "untranslated"),
        ("Kalimat ini cukup panjang untuk diperiksa dengan baik oleh siapa pun.", "Short.", "id-en", "omission"),
        ("Kalimat.", "", "id-en", "length"),
        ("Ông sống ở đó trong ba năm.", "He lived there for four years.", "vi-en", "numbers"),
        ("Chúng tôi đã bắt năm kẻ tình nghi.", "We arrested four suspects.", "vi-en", "numbers"),
        ("Pasukan tiba di wilayah itu kemarin pagi.", "The troops arrived in that wilayah kemarin.", "id-en", "untranslated"),
        ("Quân đội của ông đã đến thủ đô.", "The troops của him came to the capital.", "vi-en", "untranslated"),
        ("Ngày 5/9, ông thăm Lào.", "On May 9, he visited Laos.", "vi-en", "numbers"),
        ("Pertemuan itu digelar 8 Juli 2024.", "The meeting was held on August 7, 2024.", "id-en", "numbers"),
        ("Cuộc họp bắt đầu lúc 19h30.", "The meeting began at 7:30 a.m.", "vi-en", "numbers"),
        ("Minggu malam, ia ditangkap.", "He was arrested on Monday night.", "id-en", "weekdays"),
        ("Mức phạt không quá 50 triệu đồng.", "The fine is at least 50 million dong.", "vi-en", "quantity"),
        ("Ông không chỉ trích NATO.", "He criticised NATO.", "vi-en", "negation"),
        ("Rp 500 M hilang.", "Rp 500 million was lost.", "id-en", "numbers"),
        ("Rapat berlangsung dari Oktober hingga April.", "The meetings ran from March to April.", "id-en", "numbers"),
        ("Helikopter Mi-8 jatuh.", "A Mi-80 helicopter crashed.", "id-en", "numbers"),
        ("Pin hoạt động 4 giờ.", "The battery lasts 4 minutes.", "vi-en", "units"),
        ("Pada tahun 2022, harga naik selama 18 bulan.", "In 2022, prices rose for 18 years.", "id-en", "units"),
        ("Vỏ dày 70 ki lô mét.", "The crust is 70 miles thick.", "vi-en", "units"),
        ("Sebanyak 20 persen air itu tawar.", "As many as 20 people of the water is fresh.", "id-en", "units"),
        ("Giá là hai nghìn năm trăm đồng.", "The price is 2,600 dong.", "vi-en", "numbers"),
        ("14 Januari, 22.26.", "January 14th, 10:36 PM.", "id-en", "numbers"),
        ("Larson, 1989, halaman 109.", "Larson, 1989, p108.", "id-en", "numbers"),
        ("Từ năm 1981 đến 1987.", "From 1981-88.", "vi-en", "numbers"),
        ("Petugas pemadam kebakaran butuh waktu lama untuk memadamkan api di gudang itu.", "The price of gold reached a new record in the morning.", "id-en", "omission"),
        ("Ledakan terjadi pukul 9 pagi.", "The blast happened at 9 p.m.", "id-en", "numbers"),
        ("Niger menolak usulan itu.", "Nigeria refused the proposal.", "id-en", "names"),
        ("Gempa terjadi di Jawa Tengah.", "A quake struck East Java.", "id-en", "names"),
        ("Rapat dimulai pukul setengah delapan malam.", "The meeting began at 8:30 p.m.", "id-en", "numbers"),
        ("Ada 88.593 kasus demam berdarah.", "There were nearly 98,000 dengue cases.", "id-en", "numbers"),
        ("Panjangnya 80 km (50 mil).", "It is 80 km (45 miles) long.", "id-en", "numbers"),
        ("Kedua senyawa itu bereaksi.", "The seven compounds react.", "id-en", "numbers"),
        ("Juara kedua belas kalinya.", "Champion for the thirteenth time.", "id-en", "numbers"),
        ("Đây là lần thứ ba trong năm nay.", "It is the fourth time this year.", "vi-en", "numbers"),
        ("Hai phần ba số nghị sĩ vắng mặt.", "Sepertiga anggota parlemen absen.", "vi-id", "numbers"),
        ("Dua pertiga hutan hilang.", "Half of the forest is gone.", "id-en", "numbers"),
        ("Suku bunga naik 25 basis poin.", "The interest rate rose 25 percent.", "id-en", "units"),
        ("Tàu cách bờ 30 hải lý.", "The ship was 30 km offshore.", "vi-en", "units"),
        ("Người từ 18 tuổi trở lên được bầu cử.", "People under 18 may vote.", "vi-en", "quantity"),
        ("Anak di bawah usia lima tahun sakit.", "Children over five are ill.", "id-en", "quantity"),
        ("Ngoại trưởng Anh đã tới thăm.", "The French foreign secretary visited.", "vi-en", "names"),
        ("Liên Hợp Quốc lên tiếng.", "The European Union spoke.", "vi-en", "names"),
        ("Tỷ lệ tăng từ 8% lên 10%.", "The rate rose from 10% to 8%.", "vi-en", "numbers"),
        ("Angkanya naik menjadi 10 persen dari 8 persen.", "It rose to 8 percent from 10 percent.", "id-en", "numbers"),
        ("Sultan Hamengku Buwono X hadir.", "Sultan Hamengku Buwono IX was present.", "id-en", "numbers"),
        ("Chuyến thăm kéo dài năm ngày.", "The visit lasts nine days.", "vi-en", "numbers"),
        ("Xuất khẩu chiếm gần một nửa tổng lượng gạo.", "Exports made up more than half of the rice.", "vi-en", "quantity"),
        ("Hanya dua orang yang datang.", "Two people came.", "id-en", "quantity"),
        ("Hàng nghìn người biểu tình.", "Jutaan orang berunjuk rasa.", "vi-id", "numbers"),
        ("Suhu turun menjadi -5 derajat Celsius.", "Temperatures fell to 5 degrees Celsius.", "id-en", "units"),
        ("Căn nhà rộng 120 m2 bị cháy.", "The 120 square kilometre house burned down.", "vi-en", "units"),
        ("Harganya 500 baht.", "It costs 500 yen.", "id-en", "units"),
        ("Sungai itu panjangnya 300 m.", "The river is 300 km long.", "id-en", "units"),
        ("Denda 10 000 euro dijatuhkan.", "A fine of 12,000 euros was imposed.", "id-en", "numbers"),
    ],
)  # fmt: skip
def test_faults_are_found(left: str, right: str, langs: str, check: str) -> None:
    assert check in names(left, right, langs)


@pytest.mark.parametrize(
    ("left", "right", "langs"),
    [
        ("Ada 8.000 tentara di Kursk.", "There are 8,000 troops in Kursk.", "id-en"),
        ("Blinken dan Austin berada di Washington DC.", "Blinken and Austin are in Washington DC.", "id-en"),
        ("Perdana Menteri Phạm Minh Chính tiba.", "Prime Minister Phạm Minh Chính arrived.", "id-en"),
        ("Thủ tướng Phạm Minh Chính đã đến.", "Perdana Menteri Phạm Minh Chính telah tiba.", "vi-id"),
        ("Ya.", "Yes.", "id-en"),
        ("Ông sống ở đó trong ba năm.", "He lived there for three years.", "vi-en"),
        ("Bốn năm sau, mười năm trước, hàng triệu năm.", "Four years later, ten years ago, millions of years.", "vi-en"),
        ("Trận động đất xảy ra lúc 07:19 giờ sáng (09:19 giờ GMT).", "The quake struck at 07:19 a.m. (09:19 GMT).", "vi-en"),
        ("Mạnh gấp năm lần.", "5 kali lebih kuat.", "vi-id"),
        ("Cuộc họp bắt đầu lúc 4 giờ chiều.", "The meeting began at 4 p.m.", "vi-en"),
        ("Harga naik 5 persen dan 6 persen.", "Prices rose 5 and 6 percent.", "id-en"),
        ("Vệ tinh bay 17.500 dặm trên giờ.", "The satellite flies 17,500 miles per hour.", "vi-en"),
        ("Gempa memicu tsunami setelah program radio.", "The quake set off a tsunami after a radio program.", "id-en"),
        ("Nga phóng 500 máy bay không người lái vào Ukraine.", "Russia launched 500 drones at Ukraine.", "vi-en"),
        ("Hệ thống phòng không Patriot đã tới.", "Patriot air defence systems have arrived.", "vi-en"),
        ("Mức phạt không quá 50 triệu đồng.", "The fine is at most 50 million dong.", "vi-en"),
        ("Tidak kurang dari 50 orang terluka.", "At least 50 people were injured.", "id-en"),
        ("Lượng mưa lên đến hơn 100 mm.", "Rainfall of more than 100 mm.", "vi-en"),
        ("Lễ hội mở màn lúc 12h trưa.", "The festival opened at noon.", "vi-en"),
        ("PDB naik 5 persen pada kuartal II-2025.", "GDP rose 5 percent in the second quarter of 2025.", "id-en"),
        ("Khoảng 2/3 dân số sống ở nông thôn.", "About two-thirds of the population live in the country.", "vi-en"),
        ("Hai tỷ phú Mỹ cùng tham dự.", "Two American billionaires attended.", "vi-en"),
        ("Hơn một triệu rưỡi người mất nhà.", "More than 1.5 million people lost their homes.", "vi-en"),
        ("Anggaran itu Rp 1,2 T.", "The budget is Rp 1.2 trillion.", "id-en"),
        ("Xuất khẩu tăng trong 6 tháng đầu năm.", "Exports rose in the first half of the year.", "vi-en"),
        ("Nền kinh tế lớn thứ tư châu Á công bố hôm thứ Sáu.", "Asia's fourth-largest economy announced on Friday.", "vi-en"),
        ("Sebanyak 24 WNI dievakuasi.", "24 Indonesian citizens were evacuated.", "id-en"),
        ("Perang Dunia II berakhir.", "World War 2 ended.", "id-en"),
        ("14 Januari, 22.26.", "January 14th, 10:26 PM.", "id-en"),
        ("Kompi berkumpul pukul 05.00.", "The company assembled at 0500 sharp.", "id-en"),
        ("Larson, 1989, halaman 109.", "Larson, 1989, p109.", "id-en"),
        ("Từ năm 1981 đến 1987.", "From 1981-87.", "vi-en"),
        ("Jaraknya 10 kilometer dari pusat kota.", "It is 10 kilometers (6.2 miles) from the city centre.", "id-en"),
        ("Panjang jembatan itu 1,2 kilometer.", "The bridge is 1,200 metres long.", "id-en"),
        ("Ia bertahan di sana selama 48 jam.", "He held out there for two days.", "id-en"),
        ("Đây là lần thứ 21 họ gặp nhau.", "It is the twenty-first time they met.", "vi-en"),
        ("Sebanyak 18 orang mungkin masih terjebak.", "Some 18 people may still be trapped.", "id-en"),
        ("Đức và Pháp ủng hộ kế hoạch đó.", "Berlin and Paris backed the plan.", "vi-en"),
        ("Rapat dimulai pukul setengah delapan malam.", "The meeting began at half past seven in the evening.", "id-en"),
        ("Cuộc họp bắt đầu lúc 3 giờ rưỡi chiều.", "The meeting started at 3:30 p.m.", "vi-en"),
        ("Pada tahun 80-an, desa itu gelap gulita.", "In the 1980s the village was pitch dark.", "id-en"),
        ("Giá của nó là một tỷ rưỡi đồng.", "Its price is one and a half billion dong.", "vi-en"),
        ("Ada 88.593 kasus demam berdarah.", "There were nearly 89,000 dengue cases.", "id-en"),
        ("Gempa magnitudo 5,6 mengguncang Cianjur.", "A magnitude-5.6 quake shook Cianjur.", "id-en"),
        ("Kedua negara sepakat pada hari Selasa.", "The two countries agreed on Tuesday.", "id-en"),
        ("Họ gặp nhau thứ ba tuần này.", "They met this Tuesday for the second time.", "vi-en"),
        ("Puluhan ribu orang mengungsi.", "Tens of thousands of people fled.", "id-en"),
        ("Nhiệt độ ở đây đã giảm xuống âm 5 độ C.", "Temperatures here fell to 5 degrees Celsius below zero.", "vi-en"),
        ("Vé có giá 5 đô la Canada.", "The ticket costs $5.", "vi-en"),
        ("Denda 10 000 euro dijatuhkan.", "A fine of 10,000 euros was imposed.", "id-en"),
        ("Tỷ lệ tăng từ 8% lên 10%.", "Angkanya naik menjadi 10 persen dari 8 persen.", "vi-id"),
        ("GDP quý 1 tăng 6,93%.", "PDB kuartal I tumbuh 6,93 persen.", "vi-id"),
        ("Hanya dua orang yang datang.", "No more than two people came.", "id-en"),
        ("Thị trưởng Moskva phát biểu.", "Wali Kota Moskow berbicara.", "vi-id"),
        ("Ông viết trên mạng xã hội X lần nữa.", "He wrote a second time on the platform.", "vi-en"),
        ("Pasien diberi infus untuk kedua kalinya.", "The patient was given an IV again.", "id-en"),
        ("Setengah jam kemudian ia mencoba untuk ketiga kalinya.", "Half an hour later he made a third attempt.", "id-en"),
        ("Kurang dari 5 orang tewas.", "Fewer than 5 died, and more were hurt.", "id-en"),
        ("Suku bunga naik 25 basis poin.", "The rate rose 0.25 percentage points.", "id-en"),
        ("Ia tinggal 2 tahun di Jakarta.", "He lived in Jakarta for 2 years.", "id-en"),
        ("Tiga perempat hutan di pulau itu hilang.", "The island has lost 75 percent of its forests.", "id-en"),
        ("Lebih dari separuh penduduk hadir.", "Over 50% of the residents came.", "id-en"),
        ("Một phần ba số phiếu là trống.", "A third of the votes were blank.", "vi-en"),
        ("Kecepatan angin mencapai 35 knot.", "Winds reached 35 knots (65 km/h).", "id-en"),
        ("Penumpang berusia 60 tahun ke atas.", "Passengers aged 60 and over.", "id-en"),
        ("Bà Trương Mỹ Lan có mặt.", "Truong My Lan was present.", "vi-en"),
        ("Chị Anh Thư hát rất hay.", "Anh Thu sings very well.", "vi-en"),
        ("PGS.TS Nguyễn Huy Nga phát biểu.", "Assoc. Prof. Nguyen Huy Nga spoke.", "vi-en"),
        ("Pukul 14.00 WIB ia tiba.", "He arrived at 2 p.m. Western Indonesian Time.", "id-en"),
        ("Giá vàng lên 84 triệu đồng.", "Gold rose to 84 million dong (about $3,300).", "vi-en"),
        (
            "KPK menahan mantan Menteri Pertanian.",
            "The Corruption Eradication Commission (KPK) has detained the former agriculture minister.",
            "id-en",
        ),
    ],
)
def test_faithful_pairs_are_left_alone(left: str, right: str, langs: str) -> None:
    assert not names(left, right, langs)


def test_a_date_ends_before_the_full_stop() -> None:
    found = run_checks(
        Evidence(Pair("Ia tiba pada 31 Oktober.", "He came on October 30.", "id", "en")), ChecksSettings(), "mt", ()
    )[1]
    assert [f.message for f in found] == ["number changed: 31 Oktober became October 30"]


def test_a_percentage_has_no_unit_behind_it() -> None:
    def units(pair: Pair) -> Result:
        return registry()["units"](Evidence(pair))

    assert units(Pair("Harga beras naik 5 persen bulan lalu.", "Rice prices rose 5 percent last month.", "id", "en")).score == 0
    assert units(Pair("Jaraknya 5 km bulan lalu.", "It was 5 miles last month.", "id", "en")).score > 0.5


def variations() -> list[tuple[str, str, str, str, str]]:
    """Further pairs of every kind: (kind, expectation, languages, source, target)."""
    lines = VARIATIONS.read_text("utf-8").splitlines()[1:]
    return [tuple(line.split("\t")) for line in lines]  # type: ignore[misc]


def test_variations_of_every_kind() -> None:
    """`ok`: nothing may be found; `ok:a,b`: not these checks; `err:a,b`: one of these, be it only as information."""
    wrong = []
    for kind, expected, langs, left, right in variations():
        source, target = langs.split("-")
        evidence = weigh([Pair(left, right, source, target)], None)[0]
        found = {(f.check, f.severity) for f in run_checks(evidence, ChecksSettings(), "mt", ())[1]}
        verdict, _, names = expected.partition(":")
        said = {check for check, severity in found if verdict == "err" or severity != "info"}
        wanted = said & set(names.split(",")) if names else said
        if (verdict == "err") != bool(wanted):
            wrong.append(f"{kind} {expected} {langs}: {left} => {right}: {sorted(found)}")
    assert not wrong, "\n".join(wrong)
