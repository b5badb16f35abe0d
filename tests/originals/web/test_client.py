"""Tests of align.originals.web.client."""

from __future__ import annotations

import time
from typing import Any

import httpcore2
import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from webserver import Web, serving_web

from align.config import WebSettings
from align.originals.web.client import Client, Spent, retry_after
from align.originals.web.guard import Refused


def client(web: Web, slept: list[float] | None = None, **settings: Any) -> Client:
    """A client that may ask the server; its pauses are kept in `slept`, not taken."""
    made = WebSettings(allow=(f"127.0.0.1:{web.port}",), **{"delay": 0.0, "seconds": 2.0, **settings})
    return Client(made, sleep=(slept if slept is not None else []).append)


def test_a_page_is_fetched_with_our_name_and_without_cookies() -> None:
    with serving_web({"/a": Response("hello", headers={"set-cookie": "x=1"})}) as web:
        asking = client(web, contact="me@example.org")
        assert asking.get(web.root + "/a").body == b"hello"
        asking.get(web.root + "/a")
        headers = web.asked[-1][1]
        assert headers["user-agent"].startswith("align/") and "me@example.org" in headers["user-agent"]
        assert "cookie" not in headers and "authorization" not in headers
        assert [path for path, _ in web.asked] == ["/robots.txt", "/a", "/a"]


def test_proxies_of_the_environment_are_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    with serving_web({"/a": "hello"}) as web:
        assert client(web).get(web.root + "/a").status == 200


@pytest.mark.parametrize(
    "to",
    ["http://127.0.0.1/x", "http://169.254.169.254/latest/meta-data", "http://[::1]/", "file:///etc/passwd", "http://10.0.0.1/"],
)
def test_redirects_out_of_bounds_are_refused(to: str) -> None:
    with serving_web({"/a": Response(status_code=302, headers={"location": to})}) as web:
        with pytest.raises(Refused):
            client(web).get(web.root + "/a")
        assert web.paths() == ["/a"]


def test_redirects_within_bounds_are_followed() -> None:
    with serving_web({"/b": "there"}) as web:
        found = client(web).get(web.root + "/to//b")
        assert found.body == b"there" and found.url == web.root + "/b"
        with pytest.raises(Refused, match="at most 5 redirects"):
            client(web).get(web.root + "/loop")
        assert web.paths().count("/loop") == 6


def test_a_name_that_changes_its_address_gains_nothing() -> None:
    answers = [["127.0.0.1"], ["169.254.169.254"]]
    with serving_web({"/a": "hello"}) as web:
        asking = Client(WebSettings(delay=0.0), resolve=lambda host, port: answers.pop(0), sleep=lambda s: None)
        with pytest.raises(Refused, match="public address"):
            asking.get("http://rebinding.example/a")
        assert not web.asked


def test_a_bomb_and_a_drip_end_in_time() -> None:
    with serving_web({}) as web:
        with pytest.raises(Refused, match="at most 1 MB"):
            client(web, max_page_megabytes=1.0).get(web.root + "/bomb")
        began = time.monotonic()
        with pytest.raises(Refused, match="within 1 seconds"):
            client(web, seconds=1.0).get(web.root + "/drip")
        assert time.monotonic() - began < 4


def test_robots_are_obeyed() -> None:
    rules = "User-agent: *\nDisallow: /private\nCrawl-delay: 7\n\nUser-agent: align\nDisallow: /ours\n"
    with serving_web({"/robots.txt": rules, "/a": "hello", "/ours/b": "hello"}) as web:
        slept: list[float] = []
        asking = client(web, slept)
        assert asking.get(web.root + "/a").status == 200
        with pytest.raises(Refused, match="robots"):
            asking.get(web.root + "/ours/b")
        asking.get(web.root + "/a")
        assert max(slept) > 6  # the longer pause of both groups
        assert web.paths() == ["/a", "/a"]


@pytest.mark.parametrize(("status", "allowed"), [(404, True), (403, True), (500, False), (503, False)])
def test_robots_that_cannot_be_read(status: int, allowed: bool) -> None:
    with serving_web({"/robots.txt": PlainTextResponse("", status), "/a": "hello"}) as web:
        if allowed:
            assert client(web).get(web.root + "/a").status == 200
        else:
            with pytest.raises(Refused, match="answered"):
                client(web).get(web.root + "/a")
            assert not web.paths()


def test_a_busy_host_is_asked_again_as_it_wishes() -> None:
    busy = PlainTextResponse("", 429, {"retry-after": "3"})
    with serving_web({"/a": [busy, Response("hello")], "/b": PlainTextResponse("", 429, {"retry-after": "600"})}) as web:
        slept: list[float] = []
        asking = client(web, slept)
        assert asking.get(web.root + "/a").body == b"hello" and 3.0 in slept
        with pytest.raises(Refused, match="asked to wait 600"):
            asking.get(web.root + "/b")
        with pytest.raises(Refused, match="left alone"):
            asking.get(web.root + "/a")
        assert web.paths() == ["/a", "/a", "/b"]


def test_what_is_forbidden_is_not_asked_again() -> None:
    with serving_web({"/a": PlainTextResponse("", 403)}) as web:
        assert client(web).get(web.root + "/a").status == 403
        assert web.paths() == ["/a"]


def test_requests_to_one_host_are_apart() -> None:
    with serving_web({"/a": "x"}) as web:
        slept: list[float] = []
        asking = client(web, slept, delay=5.0)
        asking.get(web.root + "/a")
        assert slept and 4 < slept[-1] <= 5


def test_the_budget_holds() -> None:
    with serving_web({"/a": "x" * 2000}) as web:
        asking = client(web, max_requests=3)
        asking.get(web.root + "/a")
        asking.get(web.root + "/a")
        with pytest.raises(Spent):
            asking.get(web.root + "/a")
        assert len(web.asked) == 3


def test_a_host_that_is_not_there() -> None:
    with serving_web({}) as web:
        port = web.port
    with pytest.raises((Refused, httpcore2.ConnectError)):
        Client(WebSettings(allow=(f"127.0.0.1:{port}",)), sleep=lambda s: None).get(f"http://127.0.0.1:{port}/a")


def test_times_to_wait() -> None:
    assert retry_after("12", 1.0) == 12 and retry_after(None, 1.5) == 1.5 and retry_after("soon", 2.0) == 2.0
    assert retry_after("Wed, 01 Jan 2020 00:00:00 GMT", 1.0) == 0


def test_what_has_not_changed_is_not_sent_again() -> None:
    seen: list[str | None] = []

    def answer(request: Request) -> Response:
        seen.append(request.headers.get("if-none-match"))
        return Response(status_code=304) if seen[-1] else Response("<urlset/>", headers={"ETag": '"one"'})

    with serving_web({"/sitemap.xml": answer}) as web:
        asking = client(web)
        first, received = asking.get(web.root + "/sitemap.xml"), asking.received
        second = asking.get(web.root + "/sitemap.xml")
    assert seen == [None, '"one"'] and (first.status, second.status) == (200, 200) and second.body == first.body
    assert asking.received == received
