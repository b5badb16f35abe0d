"""The checks, one row each. Settings, the registry, the docs and the bench are made from these rows or checked against them.

Adding a check means a file in `checks/pairwise/` with a function `check`, a row here, a test, and a line in
`docs/reference/checks.md`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Scope = Literal["pair", "page"]
Need = Literal["lexicon", "estimator"]


@dataclass(frozen=True, slots=True)
class CheckRow:
    """What is fixed of a check.

    `mqm`: category and subcategory of Multidimensional Quality Metrics (themqm.org). `needs`: what it weighs besides the
    texts; its function takes an `Evidence`, that of a check without needs a `Pair`. `implied_by`: a finding says nothing
    new where one of these was raised on the same pair. `whole_text`: it runs on blank and overlong texts too.
    """

    name: str
    mqm: tuple[str, str]
    threshold: float = 0.5
    scope: Scope = "pair"
    needs: frozenset[Need] = frozenset()
    implied_by: frozenset[str] = frozenset()
    whole_text: bool = False


_BOTH: frozenset[Need] = frozenset({"lexicon", "estimator"})
_LOST = frozenset({"omission", "addition"})

CATALOGUE: tuple[CheckRow, ...] = (
    CheckRow("numbers", ("Accuracy", "Mistranslation")),
    CheckRow("names", ("Accuracy", "Mistranslation"), 0.62, needs=_BOTH),
    CheckRow("negation", ("Accuracy", "Mistranslation"), 0.7, needs=frozenset({"estimator"})),
    CheckRow("quantity", ("Accuracy", "Mistranslation")),
    CheckRow("units", ("Locale conventions", "Measurement format")),
    CheckRow("weekdays", ("Accuracy", "Mistranslation")),
    CheckRow("untranslated", ("Accuracy", "Untranslated"), needs=frozenset({"lexicon"})),
    CheckRow("omission", ("Accuracy", "Omission"), 0.33, needs=_BOTH),
    CheckRow("addition", ("Accuracy", "Addition"), 0.4, needs=_BOTH),
    CheckRow(
        "mistranslation", ("Accuracy", "Mistranslation"), needs=_BOTH,
        implied_by=frozenset({"numbers", "names", "negation", "units", "quantity", "untranslated"}) | _LOST,
    ),
    CheckRow(
        "fluency", ("Linguistic conventions", "Grammar"), 0.8, needs=_BOTH, implied_by=frozenset({"repeated", "untranslated"})
    ),
    CheckRow("sentences", ("Accuracy", "Omission"), 0.6, implied_by=_LOST, whole_text=True),
    CheckRow("repeated", ("Linguistic conventions", "Duplication")),
    CheckRow("punctuation", ("Linguistic conventions", "Punctuation")),
    CheckRow("addresses", ("Accuracy", "Mistranslation"), whole_text=True),
    CheckRow("symbols", ("Locale conventions", "Currency format"), implied_by=frozenset({"units", "addresses"})),
    CheckRow("casing", ("Linguistic conventions", "Spelling")),
    CheckRow("consistency", ("Terminology", "Inconsistent use of terminology"), scope="page"),
    CheckRow("length", ("Accuracy", "Omission"), 0.9, implied_by=_LOST | {"untranslated", "sentences"}, whole_text=True),
    CheckRow("leak_facts", ("Accuracy", "Omission"), scope="page"),
    CheckRow("headline", ("Accuracy", "Omission"), scope="page"),
    CheckRow("dropped", ("Accuracy", "Omission"), scope="page"),
    CheckRow("translator", ("Accuracy", "Mistranslation"), scope="page"),
    CheckRow("dates", ("Locale conventions", "Date format"), scope="page"),
)  # fmt: skip

BY_NAME = {row.name: row for row in CATALOGUE}


def category_of_check(check: str) -> str:
    """A check's category of MQM, such as Accuracy/Omission."""
    return "/".join(BY_NAME[check].mqm) if check in BY_NAME else "Other/Other"


PAIRWISE = tuple(row for row in CATALOGUE if row.scope == "pair")

_MORE = (
    "Accuracy/Overtranslation", "Accuracy/Undertranslation", "Linguistic conventions/Textual conventions",
    "Locale conventions/Number format", "Other/Other", "Style/Unidiomatic style", "Terminology/Wrong term",
)  # fmt: skip
# Of errors marked by hand: those of the checks and their neighbours in MQM's core.
CATEGORIES = tuple(sorted({"/".join(row.mqm) for row in CATALOGUE} | set(_MORE)))
