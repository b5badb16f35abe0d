"""What the reviewer's server changes; each decision is on the disk before the answer."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from typing import Any

from align.decisions.decision import CORRECTED, FINDING_VERDICTS, LINKED, Change, Decision, Subject
from align.decisions.store import Store
from align.errors import InputError
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


class Actions:
    """What the server changes: each takes a JSON object and returns one. Raises InputError for what makes no sense."""

    def __init__(self, live: Live, reviewer: str, *, blind: bool = False) -> None:
        self._live, self._reviewer, self._blind = live, reviewer, blind

    @property
    def _run(self) -> Run:
        return self._live.run

    @property
    def _store(self) -> Store:
        return self._live.run.store

    def _states(self, subjects: Sequence[Subject]) -> dict[str, Any]:
        """What stands now, by key."""
        current = self._store.current([s.key for s in subjects])
        current = current.by(self._reviewer) if self._blind else current
        return {s.key: [_decision_object(d) for d in current.get(s.key, ())] for s in subjects}

    def decide(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        """`key`, `page` (from 0), and a `verdict`, a `note`, or another `severity` or `category` of a finding."""
        key, verdict = str(asked.get("key", "")), asked.get("verdict")
        page = None if asked.get("page") is None else _whole(asked, "page")
        subject = self._run.finding(key, page) or self._run.row(key, page)
        if subject is None:
            raise InputError(f"expected a finding or a row of this run, found {key[:40]!r}; was the audit run again? Reload")
        change = _change(asked)
        if subject.kind != "finding" and (change.category or change.severity):
            raise InputError(f"expected a finding for a category or a severity, found a {subject.kind}")
        self._store.decide([subject], None if verdict is None else str(verdict), self._reviewer, change=change)
        return {"states": self._states([subject])}

    def undo(self, _asked: Mapping[str, Any]) -> dict[str, Any]:
        """The reviewer's last decision, or the last bulk of them."""
        subjects = self._store.undo(self._reviewer)
        return {
            "states": self._states(subjects),
            "count": len(subjects),
            "what": f"{subjects[0].check or subjects[0].kind} in {subjects[0].segment}" if subjects else "",
            "marks": any(s.kind in ("mark", "correction", "link") for s in subjects),
        }

    def mark(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        """An error by hand: `page` (from 0), `row`, `column`, `start`, `end`, `verdict` omitted, added or error; of MQM a
        `category` and a `severity`, and a `note`, as far as they are said."""
        change, verdict = _change(asked), str(asked.get("verdict"))
        category = (change.category or "") if verdict == "error" else ""
        page, row, column = self._place(asked, "mark")
        subject = self._run.mark(row, page, column, _whole(asked, "start"), _whole(asked, "end"), category)
        if (subject.place, verdict) in (("vietnamese", "added"), ("english", "omitted")):
            raise InputError("what is omitted is marked in the source, what is added in the translation")
        if verdict == "error" and not (change.category and change.severity):
            raise InputError("mark: expected a category and a severity of MQM for an error")
        self._store.decide([subject], verdict, self._reviewer, change=change)
        return {"states": self._states([subject])}

    def correct(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        """What the text of a `row`'s `column` on a `page` (from 0) ought to say: `text`; what stands there takes it back."""
        text = " ".join(_text(asked, "text").split())
        page, row, column = self._place(asked, "correct")
        subject = self._run.correctable(row, page, column)
        verdict = CORRECTED if text and text != " ".join(subject.text.split()) else ""
        change = Change(_change(asked).note, correction=text if verdict else "")
        self._store.decide([subject], verdict, self._reviewer, change=change)
        return {"states": self._states([subject])}

    def link(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        """Alignment by hand of a `row` of a `page` (from 0): `how` (merge, split, unlink, to), for `to` the `order` of a row."""
        page, row, how = self._place(asked, "link", "how")
        subjects = self._run.links(row, page, how, _whole(asked, "order", 0), _whole(asked, "at", 0))
        self._store.decide(subjects, LINKED, self._reviewer)
        return {"states": self._states(subjects)}

    def _place(self, asked: Mapping[str, Any], action: str, name: str = "column") -> tuple[int, str, str]:
        """The page (from 0), the row's key and the text `name` that an action speaks of. Raises InputError."""
        page = _whole(asked, "page")
        if page >= len(self._run.pages):
            raise InputError(f"{action}: expected the number of a page of this run")
        return page, _text(asked, "row"), _text(asked, name)

    def bulk(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        """Give the undecided findings of a `check`, a `leg` (languages), a `severity`, with a `text`, on pages `named` so (each
        may be empty) on a `page` (from 0), or with page null in the run, a `verdict`, dismissed without one; `preview` only
        counts."""
        page, verdict = asked.get("page"), str(asked.get("verdict", "dismissed"))
        if verdict not in FINDING_VERDICTS:
            raise InputError(f"bulk: expected one of {', '.join(FINDING_VERDICTS)}, found {verdict!r}")
        if page is not None and not (isinstance(page, int) and 0 <= page < len(self._run.pages)):
            raise InputError(f"bulk: expected a page from 0 to {len(self._run.pages) - 1} or null, found {page!r}")
        chosen = [str(asked.get(name) or "").strip() for name in ("check", "leg", "text", "severity", "named")]
        check, leg, text, severity, named = chosen
        mine = self._reviewer if self._blind else None
        subjects = self._run.undecided(check, page, leg, text, severity, named, mine) if any(chosen) else []
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


def _change(asked: Mapping[str, Any]) -> Change:
    """Note, category and severity as far as they are said. Raises InputError."""
    names = ("note", "category", "severity")
    return Change(**{name: _text(asked, name) for name in names if asked.get(name) is not None})


def _text(asked: Mapping[str, Any], name: str) -> str:
    """A text that was sent. Raises InputError for anything else."""
    found = asked.get(name)
    if not isinstance(found, str):
        raise InputError(f"{name}: expected a text, found {str(found)[:40]}")
    return found


def _whole(asked: Mapping[str, Any], name: str, otherwise: int | None = None) -> int:
    """A number from 0 that was sent. Raises InputError for anything else."""
    found = asked.get(name, otherwise)
    if type(found) is not int or found < 0:
        raise InputError(f"{name}: expected a whole number from 0, found {str(found)[:40]}")
    return found


def _decision_object(decision: Decision) -> dict[str, str]:
    names = ("verdict", "reviewer", "note", "category", "severity", "correction")
    return {name: getattr(decision, name) for name in names}
