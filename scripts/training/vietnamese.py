"""Vietnamese text and word groups for counting syllables: the corpora, and what two PyPI packages carry.

`underthesea` (Apache-2.0) has word lists, names of places, a tagged text, and taggers whose features are groups of
words of a newspaper treebank (VLSP 2013); `vnfaker` (MIT) has sentences of newspapers. Both are read, not imported.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from itertools import groupby
from pathlib import Path

from align.language.names.exonyms import table
from training.corpus import read_rows

TIERS = {"A_news": 1.0, "A_general": 1.0, "B_tech": 0.3, "D_synth": 0.5}  # others are not counted
SEEN_IN_NEWS, LISTED, PROVINCE, DISTRICT, KNOWN = 3.0, 1.0, 5.0, 2.0, 5.0
_WORDLISTS = ("Viet74K.txt", "Viet39K.txt", "Viet22K.txt", "Viet11K.txt")
_TAGGERS = (
    "pipeline/word_tokenize/models/ws_crf_vlsp2013_20230727/models.bin",
    "pipeline/pos_tag/models/pos_crf_vlsp2013_20230303/models.bin",
    "pipeline/pos_tag/pos_crf_2017_10_11.bin",
    "pipeline/chunking/chunk_crf_2017_10_12.bin",
)
_TAGGED = "pipeline/pos_tag/models/pos_crf_vlsp2013_20230303/test_output.txt"
_FEATURE = re.compile(r"T\[-?\d(?:,-?\d)?\](?:\.lower)?=([^_]*)")
_KIND_OF_PLACE = re.compile(r"(?:Quận|Huyện|Thành phố|Thị xã|Thị trấn|Phường|Xã) ")


def package_folder(name: str) -> Path:
    """Where an installed package lies. Raises FileNotFoundError."""
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise FileNotFoundError(f"package {name} (Vietnamese words to count) is not installed: pip install 'align[train]'")
    return Path(spec.origin).parent


def texts(corpora: Path, *, packages: bool) -> Iterator[tuple[str, float]]:
    """Whole sentences, each with how much it counts."""
    for row in read_rows(corpora / "train.vi-en.tsv.xz"):
        if row["tier"] in TIERS:
            yield row["vi"], TIERS[row["tier"]]
    if packages:
        for sentence in _tagged(package_folder("underthesea") / _TAGGED):
            yield sentence, 1.0
        for line in (package_folder("vnfaker") / "data/sentence/sentence.txt").read_text("utf-8").splitlines():
            yield line, 1.0


def groups(*, packages: bool) -> Iterator[tuple[str, float]]:
    """Word groups without a sentence around them, each with how much it counts."""
    for row in table().values():  # countries and organisations
        yield from ((name, KNOWN) for name in row.get("vi", ()))
    if packages:
        folder = package_folder("underthesea")
        yield from ((group, SEEN_IN_NEWS) for group in _features(folder / name for name in _TAGGERS))
        listed = {w.strip().lower() for name in _WORDLISTS for w in (folder / "corpus/data" / name).open(encoding="utf-8")}
        yield from ((word, LISTED) for word in sorted(listed) if " " in word)
        yield from _places(folder / "address/data/mapping.json")


def _tagged(path: Path) -> Iterator[str]:
    """Sentences of a file with a word and its tags a line."""
    lines = path.read_text("utf-8").splitlines()
    for there, part in groupby(lines, key=bool):
        if there:
            yield " ".join(line.split("\t")[0] for line in part)


def _features(paths: Iterable[Path]) -> list[str]:
    """The groups of two and more words that taggers look for."""
    import pycrfsuite

    found: set[str] = set()
    for path in paths:
        tagger = pycrfsuite.Tagger()
        tagger.open(str(path))
        matches = (_FEATURE.fullmatch(name) for name in tagger.info().attributes)
        found |= {m[1].lower() for m in matches if m and " " in m[1]}
    return sorted(found)


def _places(path: Path) -> Iterator[tuple[str, float]]:
    """Provinces, districts and wards, old and new, without the word for what they are."""
    table = json.loads(path.read_text("utf-8"))
    for entry in {**table["old_province_names"], **table["province_names"]}.values():
        yield entry["short"], PROVINCE
    for field, weight in (("old_district", DISTRICT), ("old_ward", LISTED)):
        names = {_KIND_OF_PLACE.sub("", row[field] or "", count=1) for row in table["ward_mapping"]}
        yield from ((name, weight) for name in sorted(names) if " " in name or weight > LISTED)
