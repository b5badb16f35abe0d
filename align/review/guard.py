"""Who may speak to the reviewer's server: this machine alone, by its own address, with the token, from its own pages."""

from __future__ import annotations

import hmac

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MAX_BODY = 256_000  # bytes of a request
_HEADERS = (
    (b"content-security-policy", b"default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; base-uri 'none'; "
                                 b"form-action 'self'; frame-ancestors 'none'"),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cache-control", b"no-store"),
)  # fmt: skip


class Guard:
    """Refuses a foreign Host (DNS rebinding), a foreign Origin, a wrong token, and changes that are not JSON posts.

    Every address begins with the token; the application sees the rest.
    """

    def __init__(self, app: ASGIApp, token: str, port: int) -> None:
        self._app, self._token = app, token
        self._hosts = {f"{name}:{port}" for name in ("127.0.0.1", "localhost")}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        reason, status = self._refusal(scope)
        if reason:
            await PlainTextResponse(reason + "\n", status)(scope, receive, _with_headers(send))
            return
        rest = scope["path"][len(self._token) + 1 :] or "/"
        inner = dict(scope) | {"path": rest, "raw_path": rest.encode(), "root_path": ""}
        await self._app(inner, receive, _with_headers(send))

    def _refusal(self, scope: Scope) -> tuple[str, int]:
        headers = Headers(scope=scope)
        if headers.get("host", "") not in self._hosts:
            return "expected this server by its own address", 403
        origin = headers.get("origin")
        if origin is not None and origin not in {f"http://{host}" for host in self._hosts}:
            return "expected a request from this server's own pages", 403
        given = scope["path"].split("/", 2)[1]
        if not hmac.compare_digest(given.encode(), self._token.encode()):
            return "expected the address that align review printed, with its token", 403
        if scope["method"] not in ("GET", "HEAD"):
            if headers.get("content-type", "").split(";")[0] != "application/json":
                return "expected JSON", 415
            if not headers.get("content-length", "").isdigit() or int(headers["content-length"]) > MAX_BODY:
                return f"expected at most {MAX_BODY} bytes", 413
        return "", 200


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message.get("headers", []), *_HEADERS]
        await send(message)

    return sending
