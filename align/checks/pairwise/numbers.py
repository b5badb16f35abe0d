"""Numbers, dates and times by value: what the left side says must stand on the right, and back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from align.checks.pair import CLEAN, Pair, Result
from align.language.values.changes import turned_round
from align.language.values.compare import ValueComparison, compare_values
from align.language.values.measures import converted, find_measures, joined, same_converted, same_number, same_quantity, same_unit
from align.language.values.signs import changed_identifiers, lost_sign, month_for_span
from align.language.values.value import Value
from align.page import Span

# How sure a loss is, by kind: codes are often translated or spelled out, spelled numbers rounded.
_SURE = {"number": 0.9, "percent": 0.92, "date": 0.85, "time": 0.75, "code": 0.6}


def _sureness(value: Value) -> float:
    sure = _SURE[value.kind]
    digits = any(c.isdigit() for c in value.text)
    return sure if digits else sure - 0.2


def _spans(values: Sequence[Value]) -> tuple[Span, ...]:
    return tuple(v.span for v in values)


def _show(values: Sequence[Value]) -> str:
    return ", ".join(v.text if v.text in (v.show(), v.show().replace(",", "")) else f"{v.text} (= {v.show()})" for v in values)


def _unconverted(found: ValueComparison, pair: Pair) -> ValueComparison:
    """Without figures that say in another unit what the other text says, and conversions in brackets."""
    if not found.missing and not found.added:
        return found
    left, right = find_measures(pair.left, pair.left_lang), find_measures(pair.right, pair.right_lang)
    if not left and not right:
        return found
    same = [(a.value, b.value) for a in left for b in right if same_quantity(a, b) or same_converted(a, b)]
    for one, text, other, turned in ((left, pair.left, right, False), (right, pair.right, left, True)):
        for first, second, whole in joined(one, text):
            equal = [o for o in other if same_quantity(whole, o) or (same_unit(whole, o) and same_number(whole, o))]
            pairs = [(part.value, o.value) for o in equal for part in (first, second)]
            same += [(b, a) for a, b in pairs] if turned else pairs
    put_in = converted(pair.left, left), converted(pair.right, right)
    if all(put_in):  # both texts convert: what differs is no addition
        put_in = (), ()
    missing = tuple(v for v in found.missing if v not in put_in[0] and not any(v == a for a, _ in same))
    added = tuple(v for v in found.added if v not in put_in[1] and not any(v == b for _, b in same))
    return replace(found, missing=missing, added=added)


def _turned(pair: Pair) -> Result:
    """A change reported the other way round: from 8 to 10, from 10 to 8."""
    found = turned_round(pair.left, pair.right, pair.left_lang, pair.right_lang)
    if found is None:
        return CLEAN
    spans = [tuple(v.span for v in change) for change in found]
    left, right = (" → ".join(v.text for v in change) for change in found)
    return Result(0.9, "critical", spans[0], spans[1], left, right, f"change turned round: {left} became {right}")


def _sign(pair: Pair) -> Result:
    """A figure below nought that lost its sign."""
    found = lost_sign(pair.left, pair.right, pair.left_lang, pair.right_lang)
    if found is None:
        return CLEAN
    left = found[0] if found[0].span.of(pair.left) == found[0].text else found[1]
    right = found[1] if left is found[0] else found[0]
    what = "lost" if left is found[0] else "added"
    return Result(0.85, "critical", (left.span,), (right.span,), left.text, right.text, f"minus {what}: {found[0].text}")


def _months(pair: Pair) -> Result:
    """A month that became a span of months: "tháng 4", "four months"."""
    found = month_for_span(pair.left, pair.right, pair.left_lang, pair.right_lang)
    if found is None:
        return CLEAN
    left, right = found[0].of(pair.left), found[1].of(pair.right)
    return Result(0.85, "critical", (found[0],), (found[1],), left, right, f"a month and a span of months: {left} became {right}")


def _identifiers(pair: Pair) -> Result:
    """Document and account numbers, letter for letter."""
    lost, new = changed_identifiers(pair.left, pair.right)
    if not lost and not new:
        return CLEAN
    expected, found = (", ".join(s.of(text) for s in side) for text, side in ((pair.left, lost), (pair.right, new)))
    what = "changed" if lost and new else "lost" if lost else "added"
    return Result(
        0.85 if lost and new else 0.6, "critical" if lost and new else "major", tuple(lost), tuple(new),
        expected or "no such number", found or "not there", f"number {what}: {expected or found}",
    )  # fmt: skip


def check(pair: Pair) -> Result:
    """Score: the surest lost or added value; a changed one (lost here, added there) counts higher."""
    found = _unconverted(compare_values(pair.left, pair.right, pair.left_lang, pair.right_lang), pair)
    if not found.missing and not found.added:
        return max(_turned(pair), _sign(pair), _months(pair), _identifiers(pair), key=lambda result: result.score)
    lost = max((_sureness(v) for v in found.missing), default=0.0)
    new = max((_sureness(v) - 0.15 for v in found.added), default=0.0)
    changed = bool(found.missing and found.added)
    if changed and any(v.kind == "date" for v in found.missing) and any(v.kind == "date" for v in found.added):
        lost = max(lost, _SURE["date"])  # a month that became another, in words as in figures
    score = min(0.99, max(lost, new) + (0.07 if changed else 0.0))
    if changed:
        message = f"number changed: {_show(found.missing)} became {_show(found.added)}"
    elif found.missing:
        message = f"number lost: {_show(found.missing)}"
    else:
        message = f"number added: {_show(found.added)}"
    return Result(
        score, "critical" if changed else "major", _spans(found.missing), _spans(found.added),
        _show(found.missing) or "no such number", _show(found.added) or "not there", message,
    )  # fmt: skip
