"""Word lists that controlled errors are made with, for English and Indonesian targets."""

from __future__ import annotations


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


FUNCTION = {
    "en": _set("""the a an of and or to in on at by for with from as is are was were be been being am has have had do does did
        not no it its he she they we you i his her their our my your him them us me this that these those which who whom
        what when where there here will would can could may might must should shall than then so but if also into over
        after before between about up down out off only very more most some any each all both such other"""),
    "id": _set("""yang dan di ke dari untuk dengan pada dalam oleh sebagai adalah ini itu tidak bukan belum akan telah sudah
        sedang juga atau karena agar jika bahwa ia dia mereka kami kita saya anda para serta bagi hingga secara lebih
        sangat hanya masih lagi ada dapat bisa harus namun tetapi saat ketika setelah sebelum seperti antara tentang"""),
}

PREPOSITIONS = {
    "en": _set("""in on at of for with from by to after before during under over between against into through about among
        across around since without within near toward towards behind despite"""),
    "id": _set("""di ke dari untuk dengan pada dalam oleh kepada bagi tentang antara terhadap sejak hingga melalui menurut
        selama tanpa sekitar setelah sebelum akibat atas bersama"""),
}

AUXILIARIES = {
    "en": _set("is are was were has have had can could will would should must may might do does did"),
    "id": _set("akan telah sudah dapat bisa harus sedang mampu perlu boleh ingin mau"),
}

NEGATIONS = {
    "en": _set("""not no never without none nothing nobody cannot can't don't doesn't didn't isn't aren't wasn't weren't
        won't wouldn't couldn't shouldn't hasn't haven't hadn't neither nor"""),
    "id": _set("tidak bukan belum tanpa jangan tak tiada bukanlah tidaklah"),
}

ADDED = {
    "en": """very quite really only almost always often recently clearly also still large small new old important local
        major serious final public national official famous strong former several many main big young best good bad
        quickly suddenly again perhaps together people time years government world water""".split(),
    "id": """sangat cukup benar hanya hampir selalu sering baru-baru jelas juga masih besar kecil baru lama penting lokal
        utama serius akhir publik nasional resmi terkenal kuat mantan beberapa banyak muda terbaik baik buruk
        cepat tiba-tiba lagi mungkin bersama orang waktu tahun pemerintah dunia air""".split(),
}

DEGREES = {  # small words that modify others: each has a counterpart as a rule
    "en": _set("""also very more most less least only just even so too still already again now then here back often many
        several other another own same such ever almost about approximately especially mainly mostly first last next"""),
    "id": _set("""juga sangat lebih paling kurang hanya bahkan pun masih sudah telah lagi kini kemudian kembali sering banyak
        beberapa lain lainnya sendiri sama hampir sekitar terutama pertama terakhir berikutnya"""),
}

MODIFIERS = {  # endings of adjectives and adverbs; Indonesian has few, "-wi" and loan words
    "en": r"[a-z]{3,}(?:ly|al|ive|ous|ful|less|able|ible|ic|ary|ish|ent|ant|est)",
    "id": r"[a-z]{3,}(?:wi|is|al|if|ah)",
}


def _table(text: str) -> dict[str, list[str]]:
    """ "a b" pairs, one a comma, both ways."""
    table: dict[str, list[str]] = {}
    for pair in text.replace("\n", " ").split(","):
        left, right = pair.split()
        table.setdefault(left, []).append(right)
        table.setdefault(right, []).append(left)
    return table


ANTONYMS = {
    "en": _table("""big small,large small,larger smaller,largest smallest,high low,higher lower,highest lowest,more less,
        most least,many few,increase decrease,increased decreased,increasing decreasing,rise fall,rose fell,risen fallen,
        up down,above below,over under,before after,first last,early late,earlier later,old new,old young,older younger,
        good bad,better worse,best worst,strong weak,stronger weaker,long short,longer shorter,hot cold,warm cool,
        rich poor,easy difficult,hard easy,fast slow,quickly slowly,open closed,opened closed,begin end,began ended,
        start stop,started stopped,won lost,win lose,victory defeat,success failure,successful unsuccessful,
        accept reject,accepted rejected,agree disagree,agreed refused,allow forbid,allowed banned,alive dead,
        live die,lived died,born died,love hate,friend enemy,friends enemies,peace war,safe dangerous,
        public private,true false,right wrong,right left,north south,northern southern,east west,eastern western,
        inside outside,near far,nearby distant,man woman,men women,male female,boy girl,father mother,son daughter,
        brother sister,husband wife,king queen,day night,morning evening,summer winter,arrive leave,arrived left,
        come go,came went,give take,gave took,buy sell,bought sold,push pull,add remove,added removed,
        include exclude,including excluding,support oppose,supported opposed,attack defend,attacked defended,
        build destroy,built destroyed,continue stop,continued stopped,confirm deny,confirmed denied,
        create destroy,created destroyed,remember forget,same different,similar different,possible impossible,
        legal illegal,able unable,often rarely,always never,everyone nobody,all none,everything nothing,with without,
        major minor,maximum minimum,positive negative,modern ancient,heavy light,dark light,wide narrow,deep shallow,
        full empty,clean dirty,dry wet,happy sad,cheap expensive,common rare,simple complex,complete incomplete,
        domestic foreign,local foreign,import export,imports exports,improve worsen,improved worsened,expand shrink,
        entered left,gained lost,appear disappear,appeared disappeared,known unknown,likely unlikely,popular unpopular,
        important unimportant,necessary unnecessary,healthy sick,beautiful ugly,active inactive,forward backward,
        top bottom,front back,upper lower,majority minority,advantage disadvantage,guilty innocent,praise criticism,
        hope fear,raise lower,raised lowered,release arrest,released arrested,permanent temporary,natural artificial"""),
    "id": _table("""besar kecil,terbesar terkecil,tinggi rendah,tertinggi terendah,lebih kurang,banyak sedikit,
        meningkat menurun,naik turun,kenaikan penurunan,peningkatan penurunan,atas bawah,sebelum setelah,pertama terakhir,
        awal akhir,lama baru,tua muda,baik buruk,terbaik terburuk,kuat lemah,panjang pendek,panas dingin,kaya miskin,
        mudah sulit,cepat lambat,membuka menutup,dibuka ditutup,mulai berhenti,menang kalah,kemenangan kekalahan,
        keberhasilan kegagalan,berhasil gagal,menerima menolak,diterima ditolak,setuju menolak,mengizinkan melarang,
        hidup mati,lahir meninggal,teman musuh,damai perang,aman berbahaya,benar salah,kanan kiri,utara selatan,
        timur barat,dalam luar,dekat jauh,pria wanita,laki-laki perempuan,ayah ibu,suami istri,siang malam,pagi malam,
        datang pergi,membeli menjual,mendukung menentang,menyerang mempertahankan,membangun menghancurkan,
        mengonfirmasi membantah,sama berbeda,mungkin mustahil,sering jarang,selalu jarang,semua beberapa,maksimum minimum,
        positif negatif,modern kuno,berat ringan,penuh kosong,bersih kotor,kering basah,murah mahal,umum langka,
        impor ekspor,masuk keluar,muncul hilang,mayoritas minoritas,sementara permanen,depan belakang"""),
}


def _groups(text: str) -> dict[str, list[str]]:
    """Words of one line stand for one another."""
    table: dict[str, list[str]] = {}
    for line in text.strip().splitlines():
        words = line.split()
        for word in words:
            table[word] = table.get(word, []) + [other for other in words if other != word]
    return table


SWAPS = {
    "en": _groups("""
        he she
        his her
        him her
        they he she it
        i we you they
        in on at under over behind
        to from
        for against
        of by with via
        before after during
        and but or
        because although
        will would did
        is was
        are were
        has had
        can must
        this that
        here there
        who which
        more less
        when where
        some all no
    """),
    "id": _groups("""
        dia mereka kami saya
        di ke dari
        untuk terhadap
        dengan tanpa
        sebelum setelah selama
        dan tetapi atau
        karena meskipun
        akan telah sedang
        dapat harus
        ini itu
        lebih kurang
        sudah belum
        semua beberapa
    """),
}
