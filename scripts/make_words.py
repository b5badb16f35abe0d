"""Make the list of English words that tells a translated word from a mangled name.

Example:
    python scripts/make_words.py --corpora ../shared/corpora

Lower-case words that the English side of the training text holds at least `--least` times, and the
lemmas of the lexicon.
"""

from __future__ import annotations

import argparse
import lzma
import re
import sys
from collections import Counter
from pathlib import Path

from training.corpus import load_pairs

from align.language.english_words import PATH

_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--least", type=int, default=4)
    parser.add_argument("--out", type=Path, default=PATH)
    args = parser.parse_args(argv)
    counts: Counter[str] = Counter()
    for pair in load_pairs(args.corpora):
        found = _WORD.findall(pair.target.lower())
        counts.update(dict.fromkeys(found, args.least) if pair.tier == "lexicon" else Counter(found))
    words = sorted(w for w, n in counts.items() if n >= args.least and 2 < len(w) < 25)
    args.out.write_bytes(lzma.compress("\n".join(words).encode(), preset=9))
    print(f"{len(words)} words, {args.out.stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
