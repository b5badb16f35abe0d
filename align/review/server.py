"""The reviewer's server: the report's pages with buttons; each decision is on the disk before the answer."""

from __future__ import annotations

import json
import secrets
import socket
import threading
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from importlib.resources import files
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from align.decisions.stats import check_precision, disputed, miss_rate
from align.decisions.store import FINDING_VERDICTS, Decision, Store, Subject, verdicts
from align.errors import AlignError, InputError
from align.report.html import asset, environment, page_values
from align.report.view import page_view
from align.review.guard import Guard
from align.review.run import Run


class Live:
    """A run that is read again when `align audit` wrote it anew."""

    def __init__(self, run: Run) -> None:
        self._run, self._seen, self._lock = run, run.stamp(), threading.Lock()

    @property
    def run(self) -> Run:
        """As the folder is now. Raises InputError where it holds no run any more."""
        with self._lock:
            stamp = self._run.stamp()
            if stamp != self._seen:
                self._run, self._seen = Run(self._run.folder, self._run.store.path), stamp
            return self._run


class Pages:
    """What the server shows, made from a run."""

    def __init__(self, live: Live, reviewer: str) -> None:
        self._live, self.reviewer = live, reviewer

    @property
    def run(self) -> Run:
        """The run as it is now."""
        return self._live.run

    def _render(self, **values: Any) -> str:
        shared = {"review": True, "reviewer": self.reviewer, "signature": self.run.manifest.get("signature", ""),
                  "checks": self.run.index["checks"], "checks_ours": self.run.index["checks_ours"]}  # fmt: skip
        return environment().get_template("review.html").render(shared | values)

    def index(self) -> str:
        """The pages, worst first, with how much is decided."""
        run, decided = self.run, self.run.store.current()
        done = {
            e.summary["number"]: sum(
                bool(verdicts(decided.get(s.key, ()))) for s in e.findings if not (e.summary["made_here"] and _on_english(s))
            )
            for e in run.pages
        }
        pages = [p | {"decided": done[p["number"]]} for p in run.index["pages"]]
        links = {number: f"page/{number + 1}" for number in done}
        return self._render(kind="index", up="", links=links, **run.index | {"pages": pages})

    def page(self, number: int) -> str:
        """One page, by its number from 1."""
        if not 1 <= number <= len(self.run.pages):
            raise IndexError(number)
        audit, rows = self.run.page(number - 1)
        values = page_values(audit, rows, number - 1, self.run.store.current())
        count = len(self.run.pages)
        return self._render(kind="page", up="../", page=number, count=count, title=audit.page.id, **values)

    def sample(self) -> str:
        """The rows without findings that were drawn at random."""
        decided = self.run.store.current()
        order = {key: at for at, key in enumerate(self.run.sample)}
        wanted, view = set(order), []
        for entry in self.run.pages:
            if wanted & entry.rows.keys():
                audit, rows = self.run.page(entry.summary["number"])
                mine = {row.key: row for row in rows if row.key in wanted and not row.findings}
                wanted -= mine.keys()
                view += [item | {"page": entry.summary["number"]} for item in page_view(audit, list(mine.values()), decided)]
        view.sort(key=lambda item: order[item["key"]])
        return self._render(kind="sample", up="", view=view, sample=True, title="Rows without findings", number=0)

    def stats(self) -> str:
        """How often the checks are right, by the decisions."""
        decided = list(self.run.decided_here(self.run.store.current()))
        return self._render(
            kind="stats", up="", title="How far to trust the checks", precision=check_precision(decided),
            missed=miss_rate(decided, frozenset(self.run.sample)), disputed=disputed(decided),
            unflagged=self.run.manifest.get("unflagged_rows", 0),
        )  # fmt: skip


class Actions:
    """What the server changes: each takes a JSON object and returns one. Raises InputError for what makes no sense."""

    def __init__(self, live: Live, reviewer: str) -> None:
        self._live, self._reviewer = live, reviewer

    @property
    def _run(self) -> Run:
        return self._live.run

    @property
    def _store(self) -> Store:
        return self._live.run.store

    def _states(self, subjects: Sequence[Subject]) -> dict[str, Any]:
        """What stands now, by key."""
        current = self._store.current([s.key for s in subjects])
        return {s.key: [_decision_object(d) for d in current.get(s.key, ())] for s in subjects}

    def decide(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        """`key`, `page` (from 0), and a `verdict`, a `note` or both."""
        key, note, verdict = str(asked.get("key", "")), asked.get("note"), asked.get("verdict")
        page = asked.get("page")
        page = page if isinstance(page, int) and 0 <= page < len(self._run.pages) else None
        subject = self._run.finding(key, page) or self._run.row(key, page)
        if subject is None:
            raise InputError(f"expected a finding or a row of this run, found {key[:40]!r}; was the audit run again? Reload")
        if verdict is None:
            mine = [d for d in self._store.current([key]).get(key, ()) if d.reviewer == self._reviewer]
            verdict = mine[0].verdict if mine else ""
        self._store.decide([subject], str(verdict), self._reviewer, None if note is None else str(note))
        return {"states": self._states([subject])}

    def undo(self, _asked: Mapping[str, Any]) -> dict[str, Any]:
        """The reviewer's last decision, or the last bulk of them."""
        subjects = self._store.undo(self._reviewer)
        return {
            "states": self._states(subjects),
            "count": len(subjects),
            "what": f"{subjects[0].check or subjects[0].kind} in {subjects[0].segment}" if subjects else "",
            "marks": any(s.kind == "mark" for s in subjects),
        }

    def mark(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        """A span: `page` (from 0), `row`, `column`, `start`, `end`, `verdict` omitted or added."""
        try:
            page, start, end = (int(asked[name]) for name in ("page", "start", "end"))
            subject = self._run.mark(str(asked["row"]), page, str(asked["column"]), start, end)
        except (KeyError, TypeError, ValueError, IndexError, OverflowError) as error:
            raise InputError(f"mark: expected page, row, column, start and end, found {error!r}") from error
        verdict = str(asked.get("verdict"))
        if (subject.place, verdict) in (("vietnamese", "added"), ("english", "omitted")):
            raise InputError("what is omitted is marked in the source, what is added in the translation")
        self._store.decide([subject], verdict, self._reviewer)
        return {"states": self._states([subject])}

    def bulk(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        """Give the undecided findings of a `check`, a `leg` (languages) and with a `text` (each may be empty) on a `page` (from
        0), or with page null in the run, a `verdict`, dismissed without one; `preview` only counts."""
        page, verdict = asked.get("page"), str(asked.get("verdict", "dismissed"))
        if verdict not in FINDING_VERDICTS:
            raise InputError(f"bulk: expected one of {', '.join(FINDING_VERDICTS)}, found {verdict!r}")
        if page is not None and not (isinstance(page, int) and 0 <= page < len(self._run.pages)):
            raise InputError(f"bulk: expected a page from 0 to {len(self._run.pages) - 1} or null, found {page!r}")
        check, leg, text = (str(asked.get(name) or "") for name in ("check", "leg", "text"))
        subjects = self._run.undecided(check, page, leg, text.strip()) if check or leg or text.strip() else []
        if asked.get("preview", True) or not subjects:
            return {
                "count": len(subjects),
                "pages": len({s.page for s in subjects}),
                "examples": [s.text[:200] for s in subjects[:5]],
            }
        if asked.get("count") != len(subjects):
            raise InputError(f"the preview counted {asked.get('count')}, now there are {len(subjects)}: look again")
        self._store.decide(subjects, verdict, self._reviewer)
        return {"count": len(subjects), "states": self._states(subjects)}


def _on_english(subject: Subject) -> bool:
    """Whether a finding compares a page with English."""
    return subject.leg.endswith("-en")


def _decision_object(decision: Decision) -> dict[str, str]:
    return {"verdict": decision.verdict, "reviewer": decision.reviewer, "note": decision.note}


def make_app(run: Run, reviewer: str, token: str, port: int) -> Guard:
    """The application; every address begins with `/token/`."""
    live = Live(run)
    pages, actions = Pages(live, reviewer), Actions(live, reviewer)
    routes = [
        Route("/", _page(pages.index)),
        Route("/sample", _page(pages.sample)),
        Route("/stats", _page(pages.stats)),
        Route("/page/{number:int}", _page(pages.page)),
        Route("/static/{name}", _static),
    ]
    for name in ("decide", "undo", "mark", "bulk"):
        routes.append(Route(f"/api/{name}", partial(_act, getattr(actions, name)), methods=["POST"]))
    app = Starlette(routes=routes)
    app.router.redirect_slashes = False
    return Guard(app, token, port)


def _page(make: Callable[..., str]) -> Callable[[Request], Any]:
    async def shown(request: Request) -> Response:
        try:
            return HTMLResponse(await run_in_threadpool(make, **request.path_params))
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
        return JSONResponse({"error": str(error)}, 400)


def serve(run: Run, reviewer: str, port: int, ready: Callable[[str], None]) -> None:
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
    config = uvicorn.Config(make_app(run, reviewer, token, port), log_level="warning", access_log=False, server_header=False)
    uvicorn.Server(config).run(sockets=[listening])
