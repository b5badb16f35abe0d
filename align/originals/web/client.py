"""A polite client: robots.txt, one request at a time with a pause a host, Retry-After, redirects, limits, a budget."""

from __future__ import annotations

import random
import time
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin, urlsplit

import httpcore2
from protego import Protego

from align.about import __version__
from align.config import WebSettings
from align.originals.web.guard import GuardedBackend, Refused, Resolver, check_url, system_resolver

REDIRECTS = 5
RETRIED = frozenset({429, 502, 503, 504})
TRIES = 3
LONGEST_WAIT = 60.0  # seconds; a host that asks for more is given up for this run
ROBOTS_BYTES = 500_000
REMEMBERED = 32  # answers with a validator that are kept in a run, so that they need not be sent twice


_VALIDATORS = (("If-None-Match", "etag"), ("If-Modified-Since", "last-modified"))


class Unreachable(Refused):
    """A host that cannot be asked in this run: what it has is not known."""


class Spent(Exception):
    """The budget of requests or bytes is used up."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer: `url` after redirects, `body` as it came but for gzip, `started` in seconds since the epoch."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    started: float


@dataclass(slots=True)
class _Host:
    """What is known of one host in this run."""

    last: float = 0.0
    delay: float = 0.0
    robots: Protego | None = None
    forbidden: str = ""  # why nothing of it is asked
    asked_robots: bool = False


@dataclass
class Client:
    """One run's requests. `resolve`, `sleep` and `clock` stand in for the system's in tests."""

    settings: WebSettings
    resolve: Resolver = system_resolver
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    requests: int = 0
    received: int = 0
    hosts: dict[str, _Host] = field(default_factory=dict)
    _answers: dict[str, Fetched] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.allowed = frozenset((host, int(port)) for host, _, port in (a.rpartition(":") for a in self.settings.allow))
        backend = GuardedBackend(self.resolve, self.allowed)
        self._pool = httpcore2.ConnectionPool(max_connections=4, max_keepalive_connections=0, network_backend=backend)

    @property
    def agent(self) -> str:
        """The User-Agent, with the contact from the settings."""
        contact = self.settings.contact
        return f"align/{__version__}" + (f" (+{contact})" if contact else "")

    def get(self, url: str, headers: Mapping[str, str] | None = None, *, robots: bool = True) -> Fetched:
        """Ask for `url`. Raises Refused where it may not be asked or gave too much, Spent where the budget is used up, and
        httpcore2's errors where nothing answered."""
        for _ in range(REDIRECTS + 1):
            scheme, host, port = check_url(url, self.allowed)
            known = self.hosts.setdefault(f"{scheme}://{host}:{port}", _Host(delay=self.settings.delay))
            if robots:
                self._check_robots(known, url)
            found = self._conditionally(known, url, headers or {})
            where = found.headers.get("location")
            if found.status not in (301, 302, 303, 307, 308) or not where:
                return found
            url = urljoin(url, where)
        raise Refused(f"{url[:200]}: expected at most {REDIRECTS} redirects")

    def _conditionally(self, known: _Host, url: str, headers: Mapping[str, str]) -> Fetched:
        """Ask with the validators of an answer that is at hand (RFC 9110, 13.1); what has not changed is that answer."""
        held = self._answers.get(url) if not headers else None
        asked = {name: held.headers[field] for name, field in _VALIDATORS if field in held.headers} if held else headers
        found = self._patiently(known, url, asked)
        if held and found.status == 304:
            return replace(held, started=found.started)
        if found.status == 200 and not headers and any(field in found.headers for _, field in _VALIDATORS):
            self._answers[url] = found
            while len(self._answers) > REMEMBERED:
                del self._answers[next(iter(self._answers))]
        return found

    def _check_robots(self, known: _Host, url: str) -> None:
        """RFC 9309: 4xx allows all, 5xx and silence forbid all. Raises Refused."""
        if not known.asked_robots:
            known.asked_robots = True
            try:
                found = self.get(urljoin(url, "/robots.txt"), robots=False)
            except (httpcore2.NetworkError, httpcore2.TimeoutException, httpcore2.ProtocolError, Refused) as error:
                known.forbidden = f"robots.txt could not be asked ({error})"
            else:
                if found.status >= 500 or found.status == 429:
                    known.forbidden = f"robots.txt answered {found.status}"
                elif found.status < 300:
                    known.robots = Protego.parse(found.body[:ROBOTS_BYTES].decode("utf-8", "replace"))
                    delays = [float(known.robots.crawl_delay(agent) or 0.0) for agent in (self.agent, "*")]
                    known.delay = max(known.delay, min(LONGEST_WAIT, max(delays)))  # a group of our own hides that of all
        if known.forbidden:
            raise Unreachable(f"{urlsplit(url).hostname}: {known.forbidden}")
        if known.robots is not None and not known.robots.can_fetch(url, self.agent):
            raise Refused(f"{url[:200]}: robots.txt does not allow it")

    def _patiently(self, known: _Host, url: str, headers: Mapping[str, str]) -> Fetched:
        """Ask again, with growing pauses, where the host says that it cannot answer now."""
        for attempt in range(1, TRIES + 1):
            self._wait(known)
            wait = random.uniform(0.5, 1.5) * 2**attempt
            try:
                found = self._once(url, headers)
            except httpcore2.ConnectTimeout:
                if attempt == TRIES:
                    raise
            else:
                if found.status not in RETRIED or attempt == TRIES:
                    return found
                wait = retry_after(found.headers.get("retry-after"), wait)
                if wait > LONGEST_WAIT:
                    known.forbidden = f"the host asked to wait {wait:.0f} seconds; it is left alone in this run"
                    raise Unreachable(f"{urlsplit(url).hostname}: {known.forbidden}")
            self.sleep(wait)
        raise AssertionError("unreachable")

    def _wait(self, known: _Host) -> None:
        if known.last:
            self.sleep(max(0.0, known.last + known.delay - self.clock()))
        known.last = self.clock()

    def _once(self, url: str, headers: Mapping[str, str]) -> Fetched:
        settings = self.settings
        if self.requests >= settings.max_requests or self.received >= settings.max_megabytes * 1_000_000:
            raise Spent(f"{self.requests} requests and {self.received / 1e6:.1f} MB were asked for")
        self.requests += 1
        started, deadline = time.time(), self.clock() + settings.seconds
        sent = [("User-Agent", self.agent), ("Accept", "text/html,*/*;q=0.5"), ("Accept-Encoding", "gzip"), *headers.items()]
        timeouts = dict.fromkeys(("connect", "read", "write", "pool"), settings.seconds)
        try:
            with self._pool.stream("GET", url, headers=sent, extensions={"timeout": timeouts}) as response:
                got = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers}
                body = self._read(response, got, url, deadline)
        except httpcore2.ConnectError as error:
            raise httpcore2.ConnectError(f"no connection: {error}") from error
        self.received += len(body)
        return Fetched(url, response.status, got, body, started)

    def _read(self, response: httpcore2.Response, headers: Mapping[str, str], url: str, deadline: float) -> bytes:
        """The body, unpacked in steps: too much of it, or too slow, is refused before it is held."""
        most = self.settings.max_page_megabytes * 1_000_000
        packed = "gzip" in headers.get("content-encoding", "").lower()
        engine, parts, size = zlib.decompressobj(47) if packed else None, [], 0
        for chunk in response.iter_stream():
            if self.clock() > deadline:
                raise Refused(f"{url[:200]}: expected an answer within {self.settings.seconds:g} seconds")
            try:
                data = engine.decompress(chunk, int(most) + 1 - size) if engine else chunk
            except zlib.error as error:
                raise Refused(f"{url[:200]}: expected gzip as announced: {error}") from error
            size += len(data)
            if size > most or (engine is not None and engine.unconsumed_tail):
                raise Refused(f"{url[:200]}: expected at most {self.settings.max_page_megabytes:g} MB, found more")
            parts.append(data)
        return b"".join(parts)

    def close(self) -> None:
        """End all connections."""
        self._pool.close()


def retry_after(value: str | None, otherwise: float) -> float:
    """Seconds to wait, by a Retry-After of seconds or a date."""
    if not value:
        return otherwise
    if value.strip().isdecimal():
        return float(value.strip())
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - time.time())
    except (TypeError, ValueError):
        return otherwise
