"""Function words and other everyday words, by what they prove."""

from __future__ import annotations

# Everyday words, by which a text's language is identified.
COMMON = {
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
# Syllables by form that are everyday words of Indonesian, Malay or English.
SHARED = frozenset(
    """di dan dia ia tan dang bang the an he him his on in me so to do go no men man can than then hang
    song long thing tin gang ham ban pun per la pan lang tang dai yang ang ini itu ada apa i a u o at
    it is as am up us but be we my by""".split()
)
# Of Indonesian and English: none of them is a Vietnamese syllable that headlines are full of.
FOREIGN = frozenset(
    """yang dan untuk dengan dari pada dalam akan tidak ini itu juga telah oleh sebagai mengatakan ke
    adalah atau karena kepada seperti lebih bisa dapat menjadi tersebut para sudah saat setelah hari
    the of and to in for on with at by from that is was are were be has have it as an not this said
    saya kami mereka ia dia anda kita ada bukan belum serta bagi antara tentang hingga dua tiga satu""".split()
)
# Of all three languages: in nearly every sentence, so that a counterpart proves nothing.
EVERYWHERE = frozenset(
    """the a an of and or to in on at by for with from as is are was were be been it its that this which
    he she they we his her their has have had not i you do does did will would can yang dan di ke dari untuk dengan pada dalam
    oleh sebagai adalah ini itu juga atau akan telah sudah bahwa ia dia para serta lebih ada tersebut secara
    và của là có được cho trong một các những này đã khi đến từ ở để về cũng ra tại như sẽ theo vào với
    ông bị bà cái chiếc""".split()
)
# Function words that no English text has in lower case; names and loan words are not among them.
INDONESIAN_ONLY = frozenset(
    """yang dan untuk dengan dari pada dalam tidak ini itu juga telah oleh sebagai mengatakan adalah atau karena kepada
    seperti lebih bisa dapat menjadi tersebut para sudah saat setelah ketika mereka kami kita saya anda bukan belum serta
    bagi tentang hingga secara sebuah akan agar jika namun tetapi masih bahwa lagi antara sejak melalui menurut terhadap
    sekitar tahun orang negara sangat""".split()
)
