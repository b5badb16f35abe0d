"""What the reviewer's server shows."""

from __future__ import annotations

from typing import Any

from align.catalogue import CATEGORIES
from align.decisions.decision import Decided, Subject, verdicts
from align.decisions.stats import check_precision, disputed, miss_rate
from align.finding import SEVERITIES
from align.report.html import environment, page_values
from align.report.tables import read_siblings
from align.report.view import page_view
from align.review.actions import Live
from align.review.run import PageEntry, Run

SHOWN = 200  # rows found, pairs of siblings


class Screens:
    """The server's pages, made from a run. `blind`: without what other reviewers decided."""

    def __init__(self, live: Live, reviewer: str, *, blind: bool = False) -> None:
        self._live, self.reviewer, self._blind = live, reviewer, blind

    @property
    def run(self) -> Run:
        """The run as it is now."""
        return self._live.run

    def _decided(self) -> Decided:
        """The decisions that are shown."""
        return self.run.store.current().by(self.reviewer) if self._blind else self.run.store.current()

    def _render(self, **values: Any) -> str:
        shared = {"review": True, "reviewer": self.reviewer, "signature": self.run.manifest.get("signature", ""),
                  "blind": self._blind, "categories": CATEGORIES, "severities": list(reversed(SEVERITIES)),
                  "checks": self.run.index["checks"], "checks_ours": self.run.index["checks_ours"]}  # fmt: skip
        return environment().get_template("review.html").render(shared | values)

    def index(self) -> str:
        """The pages, worst first, with how much is decided."""
        run, decided = self.run, self._decided()
        done = {e.summary["number"]: sum(bool(verdicts(decided.get(s.key, ()))) for s in _about_page(e)) for e in run.pages}
        pages = [p | {"decided": done[p["number"]]} for p in run.index["pages"]]
        links = {number: f"page/{number + 1}" for number in done}
        return self._render(kind="index", up="", links=links, **run.index | {"pages": pages, "siblings": self._siblings()})

    def _siblings(self) -> list[dict[str, Any]]:
        """Pages that tell the same story, each pair once, with their numbers from 1."""
        places = {str(e.summary["id"]): number for number, e in enumerate(self.run.pages, start=1)}
        shown: dict[tuple[int, int], dict[str, Any]] = {}
        for link in read_siblings(self.run.folder / "siblings.csv"):
            one, other = places.get(link["page"]), places.get(link["sibling"])
            if one and other:
                shown.setdefault((min(one, other), max(one, other)), {**link, "one": one, "other": other})
        return list(shown.values())[:SHOWN]

    def search(self, q: str) -> str:
        """Rows of all pages in whose texts or findings `q` stands."""
        wanted, found = q.strip().casefold(), []
        for entry in self.run.pages if wanted else ():
            number = entry.summary["number"]
            _, rows = self.run.page(number)
            said = [" ".join((r.vietnamese, r.indonesian, r.english, *(f.message for f in r.findings))) for r in rows]
            found += [{"number": number, "row": r, "page": entry.summary["id"]}
                      for r, text in zip(rows, said, strict=True) if wanted in text.casefold()]  # fmt: skip
            if len(found) > SHOWN:
                break
        named = [e.summary for e in self.run.pages if wanted and wanted in str(e.summary["id"]).casefold()][:SHOWN]
        more = len(found) > SHOWN
        return self._render(kind="search", up="", title="Search", asked=q, found=found[:SHOWN], named=named, more=more)

    def pair(self, one: int, other: int) -> str:
        """Two pages, by their numbers from 1, side by side."""
        if not all(1 <= number <= len(self.run.pages) for number in (one, other)):
            raise IndexError(one, other)
        sides = [(number, *self.run.page(number - 1)) for number in (one, other)]
        return self._render(kind="pair", up="../../", title="Two pages that tell the same story", sides=sides)

    def page(self, number: int) -> str:
        """One page, by its number from 1."""
        if not 1 <= number <= len(self.run.pages):
            raise IndexError(number)
        audit, rows = self.run.page(number - 1)
        decided = self._decided()
        values = page_values(audit, rows, number - 1, decided)
        after = {"next_open": self._next(number, decided, ours=False), "next_any": self._next(number, decided, ours=True)}
        count = len(self.run.pages)
        return self._render(kind="page", up="../", page=number, count=count, title=audit.page.id, **after, **values)

    def _next(self, number: int, decided: Decided, *, ours: bool) -> int:
        """The next other page, round the run, with an undecided finding (`ours`: one about our English too); 0 for none."""
        count = len(self.run.pages)
        for at in ((number + step - 1) % count for step in range(1, count)):
            findings = self.run.pages[at].findings if ours else _about_page(self.run.pages[at])
            if any(not verdicts(decided.get(s.key, ())) for s in findings):
                return at + 1
        return 0

    def sample(self) -> str:
        """The rows without findings that were drawn at random."""
        decided = self._decided()
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
        decided = list(self.run.decided_here(self._decided()))
        return self._render(
            kind="stats", up="", title="How far to trust the checks", precision=check_precision(decided),
            missed=miss_rate(decided, frozenset(self.run.sample)), disputed=disputed(decided),
            unflagged=self.run.manifest.get("unflagged_rows", 0),
        )  # fmt: skip


def _about_page(entry: PageEntry) -> list[Subject]:
    """A page's findings without those about the English made here."""
    return [s for s in entry.findings if not (entry.summary["made_here"] and s.leg.endswith("-en"))]
