"""The reviewer's server: the report's pages with buttons; each decision is on the disk before the answer."""

from __future__ import annotations

import json
import secrets
import socket
from collections.abc import Callable, Mapping
from functools import partial
from importlib.resources import files
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from align.errors import AlignError, InputError
from align.report.html import asset
from align.review.actions import Actions, Live
from align.review.guard import Guard
from align.review.run import Run
from align.review.screens import Screens


def make_app(run: Run, reviewer: str, token: str, port: int, *, blind: bool = False) -> Guard:
    """The application; every address begins with `/token/`. `blind`: other reviewers' decisions are not shown."""
    live = Live(run)
    pages, actions = Screens(live, reviewer, blind=blind), Actions(live, reviewer, blind=blind)
    routes = [
        Route("/", _page(pages.index)),
        Route("/sample", _page(pages.sample)),
        Route("/stats", _page(pages.stats)),
        Route("/search", _page(pages.search, "q")),
        Route("/pair/{one:int}/{other:int}", _page(pages.pair)),
        Route("/page/{number:int}", _page(pages.page)),
        Route("/static/{name}", _static),
    ]
    for name in ("decide", "undo", "mark", "correct", "link", "bulk"):
        routes.append(Route(f"/api/{name}", partial(_act, getattr(actions, name)), methods=["POST"]))
    app = Starlette(routes=routes)
    app.router.redirect_slashes = False
    return Guard(app, token, port)


def _page(make: Callable[..., str], *asked: str) -> Callable[[Request], Any]:
    """A screen; `asked`: what it takes of the query."""

    async def shown(request: Request) -> Response:
        try:
            query = {name: request.query_params.get(name, "") for name in asked}
            return HTMLResponse(await run_in_threadpool(make, **request.path_params, **query))
        except IndexError:
            return HTMLResponse("no such page", 404)
        except AlignError as error:
            return Response(f"align: {error}\n", 500, media_type="text/plain")

    return shown


async def _static(request: Request) -> Response:
    name = request.path_params["name"]
    kinds = {".js": "text/javascript", ".css": "text/css"}
    if name in ("report.js", "report.css"):
        return Response(asset(name), media_type=kinds[name[name.rindex(".") :]])
    if name in ("review.js", "review.css"):
        return Response((files("align.review") / "static" / name).read_text("utf-8"), media_type=kinds[name[name.rindex(".") :]])
    return Response("no such file", 404)


async def _act(act: Callable[[Mapping[str, Any]], dict[str, Any]], request: Request) -> Response:
    try:
        asked = json.loads(await request.body())
        if not isinstance(asked, dict):
            raise InputError("expected a JSON object")
        return JSONResponse(await run_in_threadpool(act, asked))
    except (ValueError, RecursionError, AlignError) as error:
        return JSONResponse({"error": str(error).encode("utf-8", "replace").decode()}, 400)


def serve(run: Run, reviewer: str, port: int, ready: Callable[[str], None], *, blind: bool = False) -> None:
    """Serve on 127.0.0.1 until interrupted; `ready` is called with the address. `port` 0 takes a free one.

    Raises InputError where the port is taken."""
    import uvicorn

    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind(("127.0.0.1", port))
        listening.listen(128)  # from here on a browser may ask; it waits until the server is up
    except OSError as error:
        raise InputError(f"--port {port}: expected a free port: {error.strerror}; leave it out to take any") from error
    port, token = listening.getsockname()[1], secrets.token_urlsafe(16)
    ready(f"http://127.0.0.1:{port}/{token}/")
    config = uvicorn.Config(
        make_app(run, reviewer, token, port, blind=blind), log_level="warning", access_log=False, server_header=False
    )
    uvicorn.Server(config).run(sockets=[listening])
