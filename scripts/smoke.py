"""Look at the outputs of the main job: files, rows, and what the sample pages must show.

Example: python scripts/smoke.py audits/seeds
"""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path

FILES = (
    "sentences.csv",
    "findings.csv",
    "leaks.csv",
    "pages.csv",
    "siblings.csv",
    "sample.csv",
    "audit.jsonl",
    "report.html",
    "manifest.json",
)


def table(path: Path) -> list[dict[str, str]]:
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf"), f"{path}: no byte order mark"
    return list(csv.DictReader(data.decode("utf-8-sig").splitlines(keepends=True)))


def main(folder: Path) -> int:
    for name in FILES:
        assert (folder / name).stat().st_size > 0, f"{folder / name} is empty"
    pages = {row["page"][:3]: row for row in table(folder / "pages.csv")}
    assert sorted(pages) == ["000", "001", "002", "003", "004"], sorted(pages)
    assert pages["000"]["created"] == "2024-11-01T09:20:31.417+07:00", pages["000"]
    assert pages["001"]["created"] == "2024-11-02T21:11:43.976+07:00", pages["001"]
    assert pages["002"]["title_vietnamese"].startswith("Chiến sự Ukraine ngày 982"), pages["002"]
    assert not pages["003"]["source_url"] and not pages["004"]["source_url"]
    sentences = table(folder / "sentences.csv")
    english = [row["english"] for row in sentences if row["indonesian"]]
    assert sum(bool(text) for text in english) >= 0.95 * len(english), "untranslated sentences"
    findings = table(folder / "findings.csv")
    assert any(row["check"] == "leak_facts" and row["expected"] == "982" for row in findings), "982 was not missed"
    audits = [json.loads(line) for line in (folder / "audit.jsonl").read_text("utf-8").splitlines()]
    assert len(audits) == len(pages)
    print(f"main job: {len(pages)} pages, {len(sentences)} rows, {len(findings)} findings, all outputs in place")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
