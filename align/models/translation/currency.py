"""Currencies that came out as another one: a small translator writes dollars where its source says đồng."""

from __future__ import annotations

import re

from align.language.values.measures import Measure, find_measures, same_number, same_unit

# The source's currency -> its English. Only those whose name has one English form and no sign of its own there.
_ENGLISH = {"VND": "dong", "IDR": "rupiah"}
_CURRENCIES = frozenset(
    "IDR VND dollar USD EUR GBP JPY CNY THB KRW INR MYR PHP SGD AUD CAD HKD RUB UAH CHF TRY franc pound_weight".split()
)
_BEFORE = re.compile(r"^(?:US|[ASC]|HK|NZ)?[$€£¥₩₹₱฿]\s?|^(?:USD|EUR|GBP|JPY|VND|IDR|Rp)\s?")


def repair_currencies(source: str, target: str, lang: str) -> tuple[str, tuple[str, ...]]:
    """`target` with the source's currency behind figures that the source gives in đồng or rupiah and the output in another
    one; and what was mended, as flags. Left alone where the source has the same figure in the output's currency too."""
    there = [m for m in find_measures(source, lang) if m.unit in _CURRENCIES]
    wanted = [m for m in there if m.unit in _ENGLISH]
    if not wanted:
        return target, ()
    flags = []
    for measure in reversed(find_measures(target, "en")):
        if measure.unit not in _CURRENCIES:
            continue
        same = [m for m in there if same_number(m, measure)]
        units = {m.unit for m in same}
        if len(units) == 1 and units < set(_ENGLISH) and not any(same_unit(m, measure) for m in same):
            english = _ENGLISH[units.pop()]
            written = _written(measure, target, english)
            target = target[: measure.span.start] + written + target[measure.span.end :]
            flags.append(f"repaired: {english}")
    return target, tuple(dict.fromkeys(flags))


def _written(measure: Measure, text: str, english: str) -> str:
    """The measure as it stands in `text`, in another currency."""
    figure = measure.value.span.of(text)
    return f"{_BEFORE.sub('', figure)} {english}"
