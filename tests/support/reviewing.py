"""A small audited folder to review, and a server over it: shared by the tests of the review."""

from __future__ import annotations

import csv
import io
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from commandline import table

from align.auditing.stages import audit_page
from align.decisions.decision import Subject
from align.page import Page
from align.report.writer import write_audits
from align.review.run import Run
from align.review.server import make_app
from align.tools import Tools

VIETNAMESE = (
    "Tổng thống đến Jakarta hôm thứ Hai.\nÔng gặp bộ trưởng ngoại giao Nhật Bản.\n"
    "Giá dầu thế giới tăng 5% tuần trước.\nLũ lụt xảy ra ở ba tỉnh miền Trung Việt Nam."
)
INDONESIAN = (
    "Presiden tiba di Jakarta pada hari Senin. Ia bertemu dengan menteri luar negeri Jepang. "
    "Banjir melanda tiga provinsi di Vietnam tengah."
)
ENGLISH = "The president arrived in Jakarta on Monday. He did not meet the Korean foreign minister. Floods hit seven provinces in Vietnam."
HOSTILE = (
    '<script>alert(1)</script> mengatakan bahwa "pasukan" itu tidak akan datang pada 12 Mei.\n'
    '=HYPERLINK("http://x") adalah yang pertama.\nPresiden \u202eterbalik\u202c tidak ada di sini.\n'
    "Sumber: javascript:alert(1)//thanhnien.vn/my-ukraine-<b>x-185241101092031417.htm\n" + "x" * 100_000 + " selesai.\n"
)  # fmt: skip


def make_folder(tools: Tools, folder: Path, *, name: str = "satu", first: str = "") -> Path:
    """Three pages: one with an original and a faulty English, one hostile, one clean."""
    audits = [
        audit_page(Page(name, first + INDONESIAN, original=VIETNAMESE, english=(first and "Good morning. ") + ENGLISH), tools),
        audit_page(Page("<img src=x onerror=alert(1)>", HOSTILE), tools),
        audit_page(Page("tiga", "Harga beras naik lima persen.", english="The price of rice rose by five percent."), tools),
    ]
    write_audits(audits, folder, tools, {"signature": "align:test", "settings": {}}, folder / "decisions.sqlite")
    return folder


@contextmanager
def serving(folder: Path, reviewer: str = "anna", *, blind: bool = False) -> Iterator[str]:
    """The address of the reviewer's server, run in a thread."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    port = listening.getsockname()[1]
    app = make_app(Run(folder), reviewer, "token", port, blind=blind)
    config = uvicorn.Config(app, log_level="critical", timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.005)
    try:
        yield f"http://127.0.0.1:{port}/token/"
    finally:
        server.should_exit = True
        thread.join(10)
        listening.close()


@contextmanager
def serving_process(folder: Path, reviewer: str = "anna") -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """The address of a running `align review`, and its process."""
    command = [sys.executable, "-m", "align.cli", "review", str(folder), "--reviewer", reviewer]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        assert address.startswith("http://127.0.0.1:"), address
        yield address, process
    finally:
        process.kill()
        process.wait()
        if process.stdout:
            process.stdout.close()


def finding(run: Run, check: str) -> Subject:
    return next(s for page in run.pages for s in page.findings if s.check == check)


def edited(folder: Path, changes: dict[str, dict[str, str]], *, delimiter: str = ",", encoding: str = "utf-8-sig") -> Path:
    """findings.csv as a spreadsheet saves it, with some cells changed (by check)."""
    rows = table(folder / "findings.csv")
    for row in rows:
        row |= changes.get(row["check"], {})
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(rows[0]), delimiter=delimiter, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    path = folder / "edited.csv"
    path.write_bytes(out.getvalue().encode(encoding))
    return path
