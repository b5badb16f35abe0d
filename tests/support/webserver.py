"""A small web for tests, on 127.0.0.1: newspapers, archives, and hosts that behave badly."""

from __future__ import annotations

import gzip
import io
import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

PARAGRAPHS = (
    "Sáng nay tại Hà Nội, các em học sinh vùng cao đã nhận học bổng toàn phần của trường đại học.",
    "Buổi lễ có sự tham dự của nhiều thầy cô giáo và phụ huynh đến từ các tỉnh miền núi phía Bắc.",
    "Hiệu trưởng nhà trường cho biết chương trình sẽ được mở rộng trong năm học tới với nhiều suất hơn.",
    "Các em bày tỏ niềm vui và hứa sẽ cố gắng học tập để trở về giúp đỡ quê hương của mình.",
    "Giá gạo ở địa phương đã tăng năm phần trăm so với tuần trước theo báo cáo của sở nông nghiệp.",
)
TITLE = "Học sinh vùng cao nhận học bổng toàn phần ở Hà Nội"
SLUG = "hoc-sinh-vung-cao-nhan-hoc-bong-toan-phan-o-ha-noi"


def article(title: str = TITLE, paragraphs: tuple[str, ...] = PARAGRAPHS) -> str:
    """A page of a newspaper."""
    body = "".join(f"<p>{p}</p>" for p in paragraphs)
    return (
        f'<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta property="og:title" content="{title}"></head><body><article><h1>{title}</h1>{body}</article></body></html>'
    )


@dataclass
class Web:
    """What the server answers by path, and what it was asked."""

    port: int = 0
    pages: dict[str, Any] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    @property
    def root(self) -> str:
        """The address before a path."""
        return f"http://127.0.0.1:{self.port}"

    def paths(self) -> list[str]:
        """Paths that were asked, without robots.txt."""
        return [path for path, _ in self.asked if path != "/robots.txt"]


async def _drip() -> Any:
    import asyncio

    for _ in range(100):
        yield b"x"
        await asyncio.sleep(0.1)


def _answer(web: Web, request: Request) -> Response:
    path = request.url.path
    found = web.pages.get(path)
    if isinstance(found, list):  # one answer after the other, the last one for ever
        found = found.pop(0) if len(found) > 1 else found[0]
    if callable(found) and not isinstance(found, Response):
        found = found(request)
    if isinstance(found, Response):
        return found
    if path == "/bomb":
        return Response(gzip.compress(b"0" * 50_000_000), headers={"content-encoding": "gzip"})
    if path == "/drip":
        return StreamingResponse(_drip())
    if path == "/loop":
        return RedirectResponse("/loop")
    if path.startswith("/to/"):
        return RedirectResponse(path.removeprefix("/to/"))
    if found is None:
        return PlainTextResponse("nothing", 404)
    return Response(found, media_type="text/html; charset=utf-8")


def warc_record(url: str, html: str) -> bytes:
    """One packed WARC response."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    held = io.BytesIO()
    writer = WARCWriter(held, gzip=True)
    headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
    writer.write_record(writer.create_warc_record(url, "response", io.BytesIO(html.encode()), http_headers=headers))
    return held.getvalue()


def cdx(*stamps: str) -> str:
    """The Wayback Machine's answer."""
    return json.dumps([["urlkey", "timestamp", "original"], *(["k", stamp, "u"] for stamp in stamps)])


@contextmanager
def serving_web(pages: dict[str, Any]) -> Iterator[Web]:
    """The server, in a thread."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    web = Web(listening.getsockname()[1], dict(pages))

    async def answer(request: Request) -> Response:
        web.asked.append((request.url.path + (f"?{request.url.query}" if request.url.query else ""), dict(request.headers)))
        return _answer(web, request)

    app = Starlette(routes=[Route("/{path:path}", answer)])
    server = uvicorn.Server(uvicorn.Config(app, log_level="critical", timeout_graceful_shutdown=1))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.005)
    try:
        yield web
    finally:
        server.should_exit = True
        thread.join(10)
        listening.close()
