"""Article addresses of Vietnamese newspapers: host, slug, article id, and the time an id holds.

The grammars are data (`publishers.yaml`); users add their own file. Hosts that are not listed are
read by their shape alone, and then get no publisher and no time.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import unquote, urlsplit

from align.traces.publishers import Publisher, publisher_of
from align.traces.slugs import slug_is_vietnamese

MAX_URL = 2048
_LANGUAGES = frozenset("vi en id ms ar fr de es ja ko zh-cn zh-tw zh th lo km ru it pt ro nl pl tr hi bn ur".split())
_GENERIC_ID = re.compile(r"-(?P<id>[a-z]{0,4}\d{5,20})(?:\.[a-z]{2,5})?/?$", re.IGNORECASE)
_EXTENSION = re.compile(r"\.(?:html?|chn|tpo|vov|vnp|ldo|vgp|aspx|php)/?$", re.IGNORECASE)
# What ends an address besides blanks: closing marks of all scripts, zero-width characters, emoji, another address.
_ADDRESS_END = re.compile(
    r"[«»‹›“”‘’„、。，．！？；：「」『』（）【】\u200b-\u200f\u2028-\u202e\u2060\ufeff\U0001F000-\U0001FAFF]|(?<=[^/])https?://",
    re.IGNORECASE,
)


def trimmed(address: str) -> str:
    """An address as it was cut out of running text, without what stood behind it."""
    end = _ADDRESS_END.search(address)
    return (address[: end.start()] if end else address).rstrip(".,;:!?'\"()[]|*_")


@dataclass(frozen=True, slots=True)
class OwnAddress:
    """What the address of a page of a portal says: the portal's name and the slug of the Vietnamese headline.

    `portal` is None where a file's name alone has the slug.
    """

    portal: str | None
    slug: str


def own_address(url: str | None, publishers: tuple[Publisher, ...]) -> OwnAddress | None:
    """Read a page's own address; None where it is no portal's, or its slug is no Vietnamese headline's.

    A name without slashes is that of a file, and counts where it is such a slug."""
    if url and "/" not in url:  # a file's name
        slug = _slug(url)
        return OwnAddress(None, slug) if slug.count("-") >= 4 and slug_is_vietnamese(slug, at_home=False) else None
    article = parse_url(url, publishers) if url else None
    publisher = article.publisher if article else None
    if article is None or publisher is None or publisher.portal is None:
        return None
    match = publisher.portal.search(unquote(urlsplit(article.url).path, errors="replace"))
    slug = _slug(match["slug"]) if match else ""
    home = article.language in (None, "id", "ms", "vi")  # under /en/ a slug may be English, with Vietnamese names in it
    if not slug_is_vietnamese(slug, at_home=home):
        return None
    return OwnAddress(publisher.names[0] if publisher.names else publisher.host, slug)


@dataclass(frozen=True, slots=True)
class ArticleUrl:
    """What an address says. `created` as ISO 8601 in +07:00, `precision`: millisecond or month."""

    url: str
    host: str
    publisher: Publisher | None
    language: str | None
    slug: str
    article_id: str | None
    created: str | None
    precision: str | None


def decode_time(article_id: str, rule: str) -> tuple[str, str] | None:
    """(ISO 8601 with +07:00, precision) of an id under a time rule; None where it holds no time.

    The digits behind the seconds are milliseconds without leading zeros. The id says when the article
    was created in the newsroom's system, not when it was published.
    """
    if rule not in ("prefixed", "full", "prefixed-or-full"):
        return None
    full = article_id.startswith("20") and rule != "prefixed"
    if not full and rule == "full":
        return None
    if full:
        match = re.fullmatch(r"(?P<digits>20\d{12})(?P<ms>\d{0,3})", article_id)
    else:
        match = re.fullmatch(r"\d{3}(?P<digits>\d{12})(?P<ms>\d{0,3})", article_id)
    if match is None:
        return None
    try:
        moment = datetime.strptime(match["digits"], "%Y%m%d%H%M%S" if full else "%y%m%d%H%M%S")
    except ValueError:
        return None
    if not 2000 <= moment.year <= 2039:
        return None
    stamp = moment.strftime("%Y-%m-%dT%H:%M:%S")
    if not match["ms"]:
        return f"{stamp}+07:00", "second"
    return f"{stamp}.{int(match['ms']):03d}+07:00", "millisecond"


def parse_url(url: str, publishers: tuple[Publisher, ...]) -> ArticleUrl | None:
    """Read an address; None where it is no http(s) address with a host, or too long to be real."""
    if len(url) > MAX_URL:
        return None
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").rstrip(".").lower()
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or "." not in host:
        return None
    host = host.removeprefix("www.")
    publisher = publisher_of(host, publishers)
    path = unquote(parts.path, errors="replace")
    language = _language(path)
    article_id, head = _tail(path, publisher)
    created = decode_time(article_id, publisher.time) if article_id and publisher else None
    if publisher and publisher.time == "month":
        month = re.search(r"/(20\d\d)/(0[1-9]|1[0-2])/", path)
        created = (f"{month[1]}-{month[2]}", "month") if month else None
    slug = _slug(head)
    return ArticleUrl(url.strip(), host, publisher, language, slug, article_id, *(created or (None, None)))


def _language(path: str) -> str | None:
    first = path.strip("/").split("/")[0].lower()
    return first if first in _LANGUAGES and "/" in path.strip("/") else None


def _tail(path: str, publisher: Publisher | None) -> tuple[str | None, str]:
    """Article id and the path before it."""
    match = publisher.tail.search(path) if publisher else None
    if match:
        ids = [g for g in match.groupdict().values() if g]
        return (ids[0] if ids else None), path[: match.start()]
    generic = _GENERIC_ID.search(path)
    if generic:
        return generic["id"], path[: generic.start()]
    return None, _EXTENSION.sub("", path)


def _slug(head: str) -> str:
    """The last path part, lower case; doubled and trailing dashes are damage and go, as does a mark of the system behind it."""
    last = head.rstrip("/").rsplit("/", 1)[-1].lower()
    return _MARK.sub("", re.sub(r"[\W_]+", "-", last).strip("-"))


# Letters and digits mixed (`-4c61a2b`), or a day run together (`-08032025`).
_MARK = re.compile(r"-(?:(?=\w*\d)(?=\w*[a-f])[0-9a-f]{6,12}|(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])20[0-3]\d)$")
