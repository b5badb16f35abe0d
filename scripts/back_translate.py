"""Back-translate English news with a reversed translator: synthetic pairs for training the translator forward.

Example:
    python scripts/back_translate.py --model work/reverse/model --news ../shared/corpora/news.en.tsv.xz --lang id \\
        --out work/back.id-en.tsv.xz --minutes 60

Sentences are sampled from the model (Edunov et al. 2018, "Understanding Back-Translation at Scale"): noisier sources teach
more than the likeliest ones. Written as the corpora are (columns LANG, en, tier, source; tier D_back), with empty, copied
and absurdly long or short ones left out. A run that is stopped goes on behind what it had written.
"""

from __future__ import annotations

import argparse
import lzma
import sys
import time
from pathlib import Path

import ctranslate2
from training.corpus import read_rows, reverse_source
from transformers import AutoTokenizer

from align.models.translation.ctranslate2_backend import COMPUTE, converted
from align.models.translation.faults import is_copy, repeats

BATCH, LONGEST = 512, 120  # sentences given at once; pieces of a sentence


def plausible(source: str, english: str) -> bool:
    """Whether a made source may stand beside its English."""
    left, right = len(source.split()), len(english.split())
    return bool(left) and 0.4 < left / max(1, right) < 2.5 and not is_copy(source, english) and not repeats(source)


def written(path: Path) -> int:
    """How many English sentences an earlier run has been through; the count stands beside its output."""
    mark = path.with_name(path.name + ".done")
    return int(mark.read_text()) if mark.exists() else 0


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--model", type=Path, required=True, help="a translator trained with --reverse")
    parser.add_argument("--news", type=Path, required=True, help="TSV with a column text")
    parser.add_argument("--lang", choices=("id", "vi"), required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=60.0)
    parser.add_argument("--limit", type=int, default=0)
    parser.add_argument("--topk", type=int, default=10, help="pieces among which one is drawn; 1 takes the likeliest")
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args(argv)
    tokenizer = AutoTokenizer.from_pretrained(args.model, local_files_only=True)
    folder = converted(str(args.model), None, allow_network=False)
    model = ctranslate2.Translator(str(folder), compute_type=COMPUTE, inter_threads=args.threads, intra_threads=1)
    lines = [row["text"] for row in read_rows(args.news)][: args.limit or None]
    done, kept, ends = written(args.out), 0, time.monotonic() + 60 * args.minutes
    args.out.parent.mkdir(parents=True, exist_ok=True)
    while done < len(lines) and time.monotonic() < ends:
        batch = lines[done : done + BATCH]
        pieces = [
            tokenizer.convert_ids_to_tokens(ids[:LONGEST])
            for ids in tokenizer([reverse_source(t, args.lang) for t in batch])["input_ids"]
        ]
        found = model.translate_batch(
            pieces,
            beam_size=1,
            sampling_topk=args.topk,
            max_batch_size=1024,
            batch_type="tokens",
            max_decoding_length=2 * LONGEST,
        )
        made = [
            tokenizer.decode(tokenizer.convert_tokens_to_ids(f.hypotheses[0]), skip_special_tokens=True).strip() for f in found
        ]
        rows = [
            f"{source}\t{english}\tD_back\tback_translation\n"
            for source, english in zip(made, batch)
            if plausible(source, english)
        ]
        rows = [row for row in rows if row.count("\t") == 3]
        with lzma.open(args.out, "at" if args.out.exists() else "wt", encoding="utf-8") as handle:
            if not done:
                handle.write(f"{args.lang}\ten\ttier\tsource\n")
            handle.writelines(rows)
        done, kept = done + len(batch), kept + len(rows)
        args.out.with_name(args.out.name + ".done").write_text(str(done))
        print(f"{done} of {len(lines)}, {kept} kept", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
