"""What `align translate` does: line by line, in order."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

from tqdm import tqdm

from align.api.functions import Translated
from align.config import Settings
from align.engines.pages import make_tools
from align.errors import InputError
from align.pages.text import decode


def run_translate(file: str, lang: str, settings: Settings, *, as_json: bool) -> int:
    """Translate a file line by line, in order; empty lines stay."""
    if lang not in ("id", "vi"):
        raise InputError(f"--source-lang {lang}: expected id or vi")
    if file == "-" and sys.stdin is None:
        raise InputError("-: expected lines on stdin, found it closed")
    try:
        data = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as error:
        raise InputError(f"{file}: expected a readable text file: {error.strerror}") from error
    lines = decode(data, file).replace("\r\n", "\n").removesuffix("\n").split("\n")
    tools = make_tools(settings, None)
    bar = tqdm(total=len(set(lines)), unit="line", disable=None, file=sys.stderr)
    with bar:
        results = tools.translator.translate([line.strip() for line in lines], lang, bar.update)
    for source, result in zip(lines, results, strict=True):
        if as_json:
            shown = Translated(source, result.text, result.flags, result.confidence).to_dict()
            print(json.dumps(shown, ensure_ascii=False))
        else:
            print(result.text)
    doubtful = Counter(flag.partition(":")[0] for result in results for flag in result.flags)
    if doubtful and not as_json:
        counted = ", ".join(f"{count} {flag}" for flag, count in doubtful.most_common())
        print(f"align translate: of {len(lines)} lines {counted}; --json says which", file=sys.stderr)
    return 0
