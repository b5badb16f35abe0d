"""Where originals are looked for: the address itself, web archives, the portal's Vietnamese page, a newspaper's sitemap.

A source gives candidates for a page's provenance, likeliest first; what they hold is judged by `collect`.
"""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol
from urllib.parse import quote, urlsplit

from defusedxml.ElementTree import ParseError, fromstring
from rapidfuzz import fuzz

from align.config import WebSettings
from align.originals.web.client import Client, Fetched
from align.page import Provenance

NEAREST = 3  # captures of one address that are tried
ALIKE = 80.0  # likeness of 100 from which on an address of a sitemap is tried


@dataclass(frozen=True, slots=True)
class Candidate:
    """A page that may be the original: the newspaper's address, when it was captured (ISO 8601), and the answer."""

    source: str
    url: str
    captured: str
    fetched: Fetched


class Source(Protocol):
    """One place to look."""

    @property
    def name(self) -> str:
        """Its kind: web or archive."""

    def find(self, provenance: Provenance, client: Client) -> Iterator[Candidate]:
        """Candidates for a page's original."""


def _now(fetched: Fetched) -> str:
    return datetime.fromtimestamp(fetched.started).astimezone().isoformat(timespec="seconds")


@dataclass(frozen=True, slots=True)
class Direct:
    """The article's own address."""

    name: str = "web"

    def find(self, provenance: Provenance, client: Client) -> Iterator[Candidate]:
        """The live page."""
        if provenance.url:
            found = client.get(provenance.url)
            yield Candidate(self.name, provenance.url, _now(found), found)


@dataclass(frozen=True, slots=True)
class Wayback:
    """The Internet Archive: its CDX index, then the capture as it was. The first one at or after the article was made."""

    index: str
    replay: str
    name: str = "archive"

    def find(self, provenance: Provenance, client: Client) -> Iterator[Candidate]:
        """Captures near the day of the article."""
        if not provenance.url:
            return
        made = "".join(filter(str.isdigit, (provenance.created or provenance.label_date or "")))[:14]
        kept = "output=json&filter=statuscode:200&filter=mimetype:text/html&limit=5"
        query = f"{self.index}?url={quote(provenance.url, safe='')}&{kept}"
        found = client.get(query + (f"&closest={made}&sort=closest" if made else ""))
        for stamp in _stamps(found, made)[:NEAREST]:
            raw = client.get(f"{self.replay}/{stamp}id_/{provenance.url}")
            if raw.status == 200:
                yield Candidate(self.name, provenance.url, _iso(raw.headers.get("memento-datetime"), stamp), raw)


def _stamps(found: Fetched, made: str) -> list[str]:
    """Timestamps of a CDX answer: those at or after `made` first, the nearest first."""
    try:
        rows = json.loads(found.body or b"[]") if found.status == 200 else []
        stamps = [str(row[1]) for row in rows[1:]]
    except (ValueError, IndexError, TypeError):
        return []
    if not made:
        return stamps
    return sorted(stamps, key=lambda stamp: (stamp.ljust(14, "0") < made.ljust(14, "0"), abs(_days(stamp) - _days(made))))


def _days(stamp: str) -> float:
    try:
        return datetime.strptime(stamp.ljust(14, "0")[:14], "%Y%m%d%H%M%S").timestamp() / 86_400
    except ValueError:
        return 0.0


def _iso(memento: str | None, stamp: str) -> str:
    """The capture's time: what was played back counts, not what the index listed."""
    try:
        return datetime.strptime(memento or "", "%a, %d %b %Y %H:%M:%S %Z").isoformat() + "Z"
    except ValueError:
        return datetime.strptime(stamp[:14].ljust(14, "0"), "%Y%m%d%H%M%S").isoformat() + "Z"


@dataclass(frozen=True, slots=True)
class CommonCrawl:
    """Common Crawl: the index of the crawls around the article's day, then a range of the capture's file."""

    collections: str
    data: str
    crawls: int = 2
    name: str = "archive"

    def find(self, provenance: Provenance, client: Client) -> Iterator[Candidate]:
        """Captures of the crawls after the article was made."""
        if not provenance.url:
            return
        for index in self._indexes(provenance, client)[: self.crawls]:
            found = client.get(f"{index}?url={quote(provenance.url, safe='')}&output=json&filter==status:200")
            for line in found.body.splitlines() if found.status == 200 else ():
                candidate = self._capture(line, provenance.url, client)
                if candidate:
                    yield candidate

    def _indexes(self, provenance: Provenance, client: Client) -> list[str]:
        """Addresses of the indexes of crawls that ended after the article was made, the earliest first."""
        found = client.get(self.collections)
        day = (provenance.created or provenance.label_date or "")[:10]
        try:
            rows = json.loads(found.body) if found.status == 200 else []
            known = [(str(row.get("to") or row["id"]), str(row["cdx-api"])) for row in rows]
        except (ValueError, KeyError, TypeError, AttributeError):
            return []
        after = sorted(row for row in known if row[0][:10] >= day)
        return [address for _, address in after] or [address for _, address in sorted(known, reverse=True)]

    def _capture(self, line: bytes, url: str, client: Client) -> Candidate | None:
        try:
            row = json.loads(line)
            first, size, name, stamp = int(row["offset"]), int(row["length"]), str(row["filename"]), str(row["timestamp"])
        except (ValueError, KeyError, TypeError):
            return None
        got = client.get(f"{self.data}/{name}", {"Range": f"bytes={first}-{first + size - 1}"})
        body = _record_body(got.body) if got.status in (200, 206) else None
        if body is None:
            return None
        return Candidate(self.name, url, _iso(None, stamp), Fetched(url, 200, {}, body, got.started))


def _record_body(data: bytes) -> bytes | None:
    """The page inside one record of a WARC file, None where it is none."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    try:
        for record in ArchiveIterator(io.BytesIO(data)):
            if record.rec_type == "response":
                return bytes(record.content_stream().read(50_000_000))
    except (ArchiveLoadFailed, OSError, ValueError):
        return None
    return None


@dataclass(frozen=True, slots=True)
class Portal:
    """The portal's own Vietnamese page, which has the same slug without a language."""

    hosts: tuple[str, ...]
    name: str = "web"

    def find(self, provenance: Provenance, client: Client) -> Iterator[Candidate]:
        """The slug on each of the portal's hosts."""
        if provenance.portal and provenance.slug and not provenance.url:
            for host in self.hosts:
                url = f"{host.rstrip('/')}/{provenance.slug}"
                found = client.get(url)
                if found.status == 200:
                    yield Candidate(self.name, url, _now(found), found)


@dataclass(frozen=True, slots=True)
class Sitemaps:
    """A newspaper's sitemaps of the article's days, asked by likeness of the slug. `templates`: host -> address with
    strftime fields."""

    templates: dict[str, str]
    name: str = "web"

    def find(self, provenance: Provenance, client: Client) -> Iterator[Candidate]:
        """The addresses whose slug is most like the page's."""
        day = provenance.created or provenance.label_date
        template = self.templates.get(provenance.host)
        if not (day and template and provenance.slug) or provenance.url:
            return
        first = datetime.fromisoformat(day[:10])
        listed: dict[str, float] = {}
        for address in dict.fromkeys((first + timedelta(days=k)).strftime(template) for k in (0, -1, 1)):
            found = client.get(address)
            for url in _locations(found) if found.status == 200 else ():
                slug = urlsplit(url).path.rsplit("/", 1)[-1].rsplit(".", 1)[0]
                listed[url] = fuzz.token_set_ratio(provenance.slug, slug)
        for url in sorted((u for u, alike in listed.items() if alike >= ALIKE), key=lambda u: -listed[u])[:2]:
            got = client.get(url)
            if got.status == 200:
                yield Candidate(self.name, url, _now(got), got)


def _locations(found: Fetched) -> list[str]:
    """The addresses of a sitemap or a feed, packed or not."""
    try:
        data = gzip.decompress(found.body) if found.body[:2] == b"\x1f\x8b" else found.body
        root = fromstring(data)
    except (ParseError, OSError, EOFError, ValueError):
        return []
    return [(e.text or "").strip() for e in root.iter() if e.tag.rpartition("}")[2] in ("loc", "link") and e.text]


def sources_of(settings: WebSettings, kinds: frozenset[str]) -> list[Source]:
    """The sources of the kinds `web` and `archive`: archives first, since the page was made from the text of its day."""
    known: list[Source] = [
        Wayback(settings.wayback_index.rstrip("/"), settings.wayback_replay.rstrip("/")),
        CommonCrawl(settings.common_crawl_index, settings.common_crawl_data.rstrip("/")),
        Direct(), Sitemaps(dict(settings.sitemaps)), Portal(settings.portals),
    ]  # fmt: skip
    return [source for source in known if source.name in kinds]
