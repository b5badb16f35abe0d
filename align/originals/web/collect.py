"""Fetching the originals that are missing: what is found is judged, kept as a web capture, and what was not is remembered."""

from __future__ import annotations

import hashlib
import io
import json
import logging
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import httpcore2
from rapidfuzz import fuzz

from align.errors import InputError
from align.language.identify import identify
from align.language.script import slugify
from align.originals.documents import parts_of_data
from align.originals.folder import load_originals
from align.originals.web.client import Client, Spent, Unreachable
from align.originals.web.guard import Refused
from align.originals.web.sources import Candidate, Source
from align.page import Original, Provenance

SHORTEST = 400  # characters of an article
SAME_STORY = 65.0  # likeness of the headline's slug and the wanted one, of 100, below which a page is another story
_NETWORK = (httpcore2.NetworkError, httpcore2.TimeoutException, httpcore2.ProtocolError, InputError)
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Asked:
    """One line of the index beside the capture: what was asked for a page, and what came of it.

    `status`: found, missing, or unreachable (no source could be asked); `likeness`: of the headline found and the one wanted,
    0 to 1.
    """

    page: str
    wanted: str
    status: str
    source: str = ""
    url: str = ""
    captured: str = ""
    fetched: str = ""
    digest: str = ""
    likeness: float | None = None
    reason: str = ""


@dataclass
class Collected:
    """What a run came to."""

    counts: Counter[str] = field(default_factory=Counter)
    spent: str = ""  # why it ended early


def wanted_of(provenance: Provenance) -> str:
    """The name by which an original is remembered: the article's address, else the host and the slug."""
    return provenance.url or (f"{provenance.portal or provenance.host}/{provenance.slug}" if provenance.slug else "")


class Capture:
    """A WARC file that grows record by record, and the index beside it; a run that was ended is gone on with."""

    def __init__(self, path: Path) -> None:
        if not path.name.endswith((".warc", ".warc.gz")):
            raise InputError(f"{path}: expected a name that ends in .warc or .warc.gz")
        self.path, self.index = path, path.with_name(path.name + ".index.jsonl")
        self._gzip = path.name.endswith(".gz")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self.known = list(self._read_index())
            self._cut_to_whole_records()
        except OSError as error:
            raise InputError(f"{path}: expected a file that can be written: {error.strerror}") from error

    def _read_index(self) -> Iterator[dict[str, object]]:
        if self.index.exists():
            for line in self.index.read_text("utf-8").splitlines():
                try:
                    yield dict(json.loads(line))
                except ValueError:
                    continue  # the line that was being written when a run was ended

    def _cut_to_whole_records(self) -> None:
        """A record that was being written when a run was ended is cut off."""
        ends = [int(str(row["end"])) for row in self.known if "end" in row]
        if self.path.exists() and self.path.stat().st_size > max(ends, default=0):
            with self.path.open("rb+") as handle:
                handle.truncate(max(ends, default=0))

    def asked_lately(self, wanted: str, days: float) -> str | None:
        """Why `wanted` need not be asked: it is there, or was missing less than `days` ago."""
        for row in reversed(self.known):
            if row.get("wanted") != wanted:
                continue
            if row.get("status") == "found":
                return "in the capture already"
            if row.get("status") == "unreachable":
                continue
            age = time.time() - datetime.fromisoformat(str(row.get("fetched"))).timestamp()
            return f"not found {age / 86_400:.1f} days ago" if age < days * 86_400 else None
        return None

    def keep(self, candidate: Candidate, line: Asked) -> None:
        """Append a response, and its line."""
        from warcio.statusandheaders import StatusAndHeaders
        from warcio.warcwriter import WARCWriter

        held = io.BytesIO()
        writer = WARCWriter(held, gzip=self._gzip, warc_version="1.1")
        kind = candidate.fetched.headers.get("content-type", "text/html")
        headers = {
            "WARC-Date": _utc(candidate.captured),
            "WARC-Source-URI": candidate.fetched.url,
            "WARC-Creation-Date": _utc(line.fetched),
        }
        http = StatusAndHeaders("200 OK", [("Content-Type", kind)], protocol="HTTP/1.1")
        payload = io.BytesIO(candidate.fetched.body)
        record = writer.create_warc_record(candidate.url, "response", payload, http_headers=http, warc_headers_dict=headers)
        writer.write_record(record)
        with self.path.open("ab") as handle:
            handle.write(held.getvalue())
            handle.flush()
            end = handle.tell()
        self.note(line, end=end)

    def note(self, line: Asked, **more: int) -> None:
        """Append a line to the index."""
        row = {**asdict(line), **more}
        self.known.append(row)
        with self.index.open("a", encoding="utf-8") as handle:
            handle.write(json.dumps(row, ensure_ascii=False) + "\n")


def _utc(time_: str) -> str:
    moment = datetime.fromisoformat(time_.replace("Z", "+00:00"))
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def judge(candidate: Candidate, provenance: Provenance) -> tuple[str, float | None]:
    """(why a page is not the original, or nothing; likeness of its headline to the wanted one, 0 to 1)."""
    fetched = candidate.fetched
    if fetched.status != 200:
        return f"the answer was {fetched.status}", None
    try:
        parts = parts_of_data(fetched.body, candidate.url)
    except InputError as error:
        return str(error), None
    text = Original(parts).text
    if len(text) < SHORTEST:
        return f"expected an article of {SHORTEST} characters, found {len(text)}", None
    if identify(text) != "vi":
        return "expected Vietnamese text", None
    title = next((part.text for part in parts if part.role == "headline"), None)
    if not provenance.slug or not title:
        return "", None
    alike = fuzz.token_set_ratio(slugify(title).replace("-", " "), provenance.slug.replace("-", " "))
    reason = "" if alike >= SAME_STORY else f"another story: its headline is {alike / 100:.2f} alike: {title[:100]}"
    return reason, round(alike / 100, 4)


def collect(
    pages: Iterable[tuple[str, Provenance | None]], path: Path, client: Client, sources: Iterable[Source]
) -> Iterator[tuple[str, str]]:
    """Look for the original of each (page id, provenance) and keep it in the capture at `path`.

    Gives (page id, what came of it) for each: found, missing, unreachable, skipped, nothing to look for. Ends with
    ("", why) where the budget is used up. Raises InputError where the capture cannot be written.
    """
    capture, sources = Capture(path), list(sources)
    if path.exists() and path.stat().st_size:
        load_originals(path)  # a capture that cannot be read is an error before anything is asked
    for page, provenance in pages:
        wanted = wanted_of(provenance) if provenance else ""
        if provenance is None or not wanted:
            yield page, "nothing to look for"
            continue
        lately = capture.asked_lately(wanted, client.settings.retry_days)
        if lately:
            yield page, f"skipped: {lately}"
            continue
        try:
            yield page, _look(page, wanted, provenance, capture, client, sources)
        except Spent as error:
            yield "", str(error)
            return


def _look(page: str, wanted: str, provenance: Provenance, capture: Capture, client: Client, sources: list[Source]) -> str:
    reasons, answered = [], False
    for source in sources:
        before = client.requests
        try:
            for candidate in source.find(provenance, client):
                reason, likeness = judge(candidate, provenance)
                if reason:
                    reasons.append(f"{type(source).__name__}: {reason}")
                    continue
                line = Asked(
                    page, wanted, "found", source.name, candidate.url, candidate.captured, _now(),
                    hashlib.sha256(candidate.fetched.body).hexdigest(), likeness,
                )  # fmt: skip
                capture.keep(candidate, line)
                return "found"
            answered = answered or client.requests > before
        except (Unreachable, *_NETWORK) as error:
            answered = answered or (isinstance(error, Refused) and not isinstance(error, Unreachable))
            reasons.append(f"{type(source).__name__}: {error}")
    why = "; ".join(dict.fromkeys(reasons)) or "no source knows it"
    status = "missing" if answered else "unreachable"  # what could not be asked is asked again the next time
    capture.note(Asked(page, wanted, status, fetched=_now(), reason=why))
    _LOG.info("original of %s: %s", page, why)
    return f"{status}: {why}"


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
