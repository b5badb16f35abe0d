"""The review in a browser (Debian's Chromium, driven by Playwright; accessibility by axe-core)."""

from __future__ import annotations

import re
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from commandline import cli
from places import ROOT
from reviewing import make_folder, serving, serving_process

from align.auditing.stages import audit_page
from align.decisions.store import Store
from align.page import Page
from align.report.writer import write_audits
from align.review.export import export
from align.review.run import Run
from align.tools import Tools

pytestmark = pytest.mark.filterwarnings("ignore")


def verdicts(folder: Path) -> list[str]:
    return sorted(d.verdict for ds in Store(folder / "decisions.sqlite").current().values() for d in ds)


def wait_for(condition: Any) -> None:
    deadline = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)


def test_decisions_by_keyboard_survive_a_reload(folder: Path, page: Any) -> None:
    with serving(folder) as address:
        page.goto(address + "page/1")
        for key in ("j", "a", "f", "w"):  # a verdict goes on to the next finding
            page.keyboard.press(key)
        wait_for(lambda: len(verdicts(folder)) == 3)
        assert verdicts(folder) == ["accepted", "false positive", "won't fix"]
        page.keyboard.press("k")
        third = page.evaluate("document.activeElement.dataset.key")
        page.keyboard.press("j")
        page.keyboard.press("u")
        wait_for(lambda: len(verdicts(folder)) == 2)
        page.get_by_text("undone:").wait_for()
        assert page.evaluate("document.activeElement.dataset.key") == third  # back where it was decided
        page.reload()
        assert [t for t in page.locator(".verdict").all_inner_texts() if t] == ["accepted by anna", "false positive by anna"]
        page.keyboard.press("j")
        page.keyboard.press("n")
        page.locator("#note-text").fill("to be <b>said</b>")
        page.locator("#note-dialog button[value=save]").click()
        page.get_by_text("accepted by anna: to be <b>said</b>").wait_for()
        page.keyboard.press("n")
        assert page.locator("#note-text").input_value() == "to be <b>said</b>"
        page.locator("#note-text").fill("other words")
        page.keyboard.press("Escape")
        page.keyboard.press("n")
        assert page.locator("#note-text").input_value() == "other words"  # a draft is kept
        page.keyboard.press("Control+Enter")
        page.get_by_text("accepted by anna: other words").wait_for()
        page.check("#undecided")
        assert page.locator("article.row:visible li.decided:not(.aside)").count() == 0


def test_a_key_held_down_decides_once(folder: Path, page: Any) -> None:
    with serving(folder) as address:
        page.goto(address + "page/1")
        page.check("#stay")
        for key in "jaf":
            page.keyboard.down(key)
            for _ in range(5):
                page.keyboard.down(key)  # without a release this is what a held key sends
            page.keyboard.up(key)
        page.get_by_text("false positive: saved").wait_for()
        assert verdicts(folder) == ["false positive"]


def test_a_decision_that_was_not_saved_stays_reported(browser: Any, folder: Path) -> None:
    with serving(folder) as address:
        page = browser.new_page()
        page.goto(address + "page/1")
        page.check("#stay")
        page.route("**/api/decide", lambda route: route.abort(), times=1)
        for key in ("j", "a"):
            page.keyboard.press(key)
        page.get_by_text("NOT SAVED: accepted").wait_for()
        for key in ("j", "w"):
            page.keyboard.press(key)
        page.get_by_text("1 marked red could not be saved").wait_for()
        for key in ("k", "a"):
            page.keyboard.press(key)
        wait_for(lambda: verdicts(folder) == ["accepted", "won't fix"])
        page.get_by_text("accepted: saved").wait_for()
        assert page.locator(".unsaved").count() == 0 and "could not" not in page.locator("#message").inner_text()
        page.close()


def test_an_audit_made_anew_is_shown_without_a_restart(tools: Tools, folder: Path, page: Any) -> None:
    with serving(folder) as address:
        page.goto(address + "page/1")
        make_folder(tools, folder, first="Selamat pagi. ")
        page.goto(address + "page/1")
        assert "Selamat pagi." in page.locator("main").inner_text()


def test_spans_are_marked_by_hand(folder: Path, page: Any) -> None:
    with serving(folder) as address:
        page.goto(address + "page/1")
        select = """([column, word]) => {
          const cell = [...document.querySelectorAll(`.cell[data-column=${column}]`)].find((c) => c.textContent.includes(word));
          const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
          let node;
          while ((node = walker.nextNode())) {
            const at = node.data.indexOf(word);
            if (at >= 0) { getSelection().setBaseAndExtent(node, at, node, at + word.length); return; }
          }
        }"""
        page.evaluate(select, ["vietnamese", "thế giới"])
        page.locator("#toolbar").wait_for()
        page.keyboard.press("o")
        page.locator("ins.hand").wait_for()
        page.get_by_text("marked as omitted").wait_for()
        assert page.locator("ins.hand").inner_text() == "thế giới" and verdicts(folder) == ["omitted"]
        page.evaluate(select, ["english", "president"])
        page.locator("#toolbar button[data-mark=omitted]").click()
        page.get_by_text("what is omitted is marked in the source").wait_for()
        assert verdicts(folder) == ["omitted"]
        page.keyboard.press("u")
        page.get_by_text("undone:").wait_for()  # after the page was loaded again
        assert verdicts(folder) == []


def test_bulk_dismissal_shows_how_many(folder: Path, page: Any) -> None:
    with serving(folder) as address:
        page.goto(address + "page/1")
        page.locator("#bulk-run").click()
        page.select_option("#bulk-check", "numbers")
        page.get_by_text("undecided findings on").wait_for()
        count = int(page.locator("#bulk-count").inner_text().split()[0])
        assert count >= 1 and page.locator("#bulk-examples li").count() >= 1 and verdicts(folder) == []
        page.locator("#bulk-go").click()
        wait_for(lambda: verdicts(folder) == ["dismissed"] * count)
        page.keyboard.press("u")
        wait_for(lambda: verdicts(folder) == [])


def test_many_are_accepted_by_what_they_say(folder: Path, page: Any) -> None:
    with serving(folder) as address:
        page.goto(address + "page/1")
        page.locator("#bulk-run").click()
        page.select_option("#bulk-check", "")
        page.locator("#bulk-text").fill("NUMBER CHANGED")
        page.select_option("#bulk-verdict", "accepted")
        page.get_by_text("undecided findings on").wait_for()
        wait_for(lambda: page.locator("#bulk-examples li").count() >= 1)
        assert all("number changed" in text for text in page.locator("#bulk-examples li").all_inner_texts())
        page.locator("#bulk-go").click()
        wait_for(lambda: verdicts(folder) != [])
        assert set(verdicts(folder)) == {"accepted"}
        page.keyboard.press("u")
        wait_for(lambda: verdicts(folder) == [])


def test_the_sample_is_decided_and_counted(folder: Path, page: Any) -> None:
    with serving(folder) as address:
        page.goto(address + "sample")
        rows = page.locator("[data-item]").count()
        assert rows >= 1
        page.keyboard.press("j")
        page.keyboard.press("f")
        wait_for(lambda: verdicts(folder) == ["missed"])
        page.goto(address + "stats")
        assert "Of 1 rows drawn at random" in page.locator("main").inner_text()


def test_a_killed_server_loses_nothing(folder: Path, page: Any) -> None:
    with serving_process(folder) as (address, process):
        page.goto(address + "page/1")
        page.keyboard.press("j")
        page.keyboard.press("a")
        page.get_by_text("accepted: saved").wait_for()
        process.kill()
    assert verdicts(folder) == ["accepted"]
    with serving(folder) as address:
        page.goto(address + "page/1")
        assert "accepted by anna" in page.locator(".verdict").all_inner_texts()


def test_two_reviewers_see_that_they_differ(folder: Path, page: Any) -> None:
    for reviewer, key in (("anna", "a"), ("ben", "f")):
        with serving(folder, reviewer) as address:
            page.goto(address + "page/1")
            page.keyboard.press("j")
            page.keyboard.press(key)
            page.locator(f"text=by {reviewer}").first.wait_for()
            shown = page.locator(".verdict").first.inner_text()
    assert shown == "accepted by anna; false positive by ben" and page.locator("li.dispute").count() == 1


def test_a_verdict_a_key_and_the_last_one_says_so(folder: Path, page: Any) -> None:
    with serving(folder) as address:
        page.goto(address + "page/1")
        count = page.locator("[data-item]:visible").count()
        page.keyboard.press("a")
        page.get_by_text("nothing is selected").wait_for()
        page.keyboard.press("j")
        for key in ("a", *"." * (count - 1)):
            page.keyboard.press(key)
        wait_for(lambda: verdicts(folder) == ["accepted"] * count)
        page.keyboard.press("?")
        assert page.locator("#keys").is_visible()
        page.keyboard.press("Escape")
        page.keyboard.press("]")
        page.wait_for_url("**/page/2")


def test_findings_about_our_own_english_are_a_layer(tools: Tools, tmp_path: Path, page: Any) -> None:
    text = "Presiden tiba di Jakarta pada 12 Mei. Sebanyak 31 rudal ditembakkan kemarin. Harga beras naik 5 persen."
    write_audits([audit_page(Page("satu", text), tools)], tmp_path, tools, {"signature": "s", "settings": {}})
    page.goto((tmp_path / "report.html").as_uri())
    items = page.locator("[data-item]")
    assert items.count() > 0 and page.locator("[data-item]:visible").count() == 0
    assert "0 findings about the page" in page.locator(".sub").inner_text()
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.dataset.item") is None
    page.check("#ours")
    assert page.locator("[data-item]:visible").count() == items.count()
    page.check("#flagged")
    assert 0 < page.locator("article.row:visible").count() <= items.count()


def test_a_row_is_corrected_and_a_finding_changed(folder: Path, page: Any) -> None:
    with serving(folder) as address:
        page.goto(address + "page/1")
        page.keyboard.press("j")
        page.keyboard.press("e")
        page.select_option("#edit-severity", "minor")
        page.select_option("#edit-category", "Terminology/Wrong term")
        page.locator("#edit-english").fill("The president came to Jakarta <b>on</b> Monday.")
        page.keyboard.press("Control+Enter")
        page.get_by_text("changed and corrected; u takes back one after the other").wait_for()
        assert "minor, Terminology/Wrong term by anna" in page.locator(".verdict").first.inner_text()
        assert "The president came to Jakarta <b>on</b> Monday." in page.locator(".correction").inner_text()
        page.keyboard.press("j")
        page.keyboard.press("e")
        assert page.locator("#edit-english").input_value() == "The president came to Jakarta <b>on</b> Monday."
        page.keyboard.press("Escape")
        page.keyboard.press("u")
        page.get_by_text("undone:").wait_for()
        assert page.locator(".correction").count() == 0


def test_what_is_decided_right_behind_a_correction_is_saved_before_the_page_is_read_again(folder: Path, page: Any) -> None:
    with serving(folder) as address:
        page.goto(address + "page/1")
        page.keyboard.press("j")
        page.keyboard.press("e")
        page.locator("#edit-english").fill("The president came.")
        # Both keys are heard before the first answer comes.
        page.evaluate("""() => {
            document.getElementById('edit-dialog').close('save');
            setTimeout(() => document.dispatchEvent(new KeyboardEvent('keydown', {key: 'a'})), 0);
        }""")
        page.get_by_text("corrected; u takes it back").wait_for()
        assert "accepted" in verdicts(folder) and page.locator(".correction").count() == 1


def test_an_error_of_any_kind_is_marked_by_keyboard(folder: Path, page: Any) -> None:
    with serving(folder) as address:
        page.goto(address + "page/1")
        page.keyboard.press("m")
        page.get_by_text("nothing is selected").wait_for()
        page.keyboard.press("j")
        page.keyboard.press("m")
        page.select_option("#mark-column", "indonesian")
        page.locator("#mark-text").focus()
        page.keyboard.press("Control+Home")
        for _ in range(2):
            page.keyboard.press("Control+Shift+ArrowRight")
        page.select_option("#mark-category", "Style/Unidiomatic style")
        page.keyboard.press("Control+Enter")
        page.get_by_text("marked: major Style/Unidiomatic style").wait_for()
        (mark,) = [d for ds in Store(folder / "decisions.sqlite").current().values() for d in ds]
        assert (mark.verdict, mark.category, mark.severity) == ("error", "Style/Unidiomatic style", "major")
        assert len(mark.subject.text.split()) == 2 and page.locator("ins.hand").inner_text() == mark.subject.text


def test_all_pages_are_searched_and_blind_hides_others(folder: Path, page: Any) -> None:
    run = Run(folder)
    run.store.decide([run.pages[0].findings[0]], "accepted", "ben")
    with serving(folder, blind=True) as address:
        page.goto(address)
        page.locator("input[name=q]").fill("BANJIR melanda")
        page.keyboard.press("Enter")
        page.locator("ol.queue a").click()
        page.wait_for_url("**/page/1#r0-*")
        assert "by ben" not in page.content()
        page.goto(address + "pair/1/3")
        assert page.locator(".sides section").count() == 2


def test_the_queue_goes_over_the_pages(tools: Tools, tmp_path: Path, page: Any) -> None:
    kinds = ("apel", "apples"), ("apel", "apples"), ("jeruk", "oranges"), ("mangga", "mangoes"), ("pisang", "bananas")
    pages = [(f"Ia membeli 5 {fruit} di pasar.", f"He bought 7 {english} at the market.") for fruit, english in kinds]
    audits = [audit_page(Page(f"p{k}", one, english=other), tools) for k, (one, other) in enumerate(pages)]
    write_audits(audits, tmp_path, tools, {"signature": "align:test", "settings": {}})
    count = len({s.key for entry in Run(tmp_path).pages for s in entry.findings})  # the first two pages say the same
    with serving(tmp_path) as address:
        page.goto(address + "page/1#next")
        for done in range(count):
            page.locator("[data-item]:focus:not(.decided):not([data-sent])").wait_for()
            page.keyboard.press("a")
            wait_for(lambda done=done: len(verdicts(tmp_path)) == done + 1)
        page.get_by_text("decided here").wait_for()
    assert count >= 4 and verdicts(tmp_path) == ["accepted"] * count


def test_rows_are_aligned_by_hand(folder: Path, page: Any) -> None:
    with serving(folder) as address:
        page.goto(address + "page/1")
        page.locator("article.row.status-dropped .cell").first.click()
        page.keyboard.press("l")
        page.locator("#link-order").fill("2")
        page.locator("[data-link=to]").click()
        page.get_by_text("aligned by hand; u takes it back").wait_for()
        assert "Giá dầu" in page.locator("li.link").inner_text() and verdicts(folder) == ["linked"]
        page.keyboard.press("u")
        page.get_by_text("undone:").wait_for()
        assert verdicts(folder) == [] and page.locator("li.link").count() == 0


@pytest.mark.slow
def test_all_findings_of_the_seeds_are_walked_with_a_key_each(tmp_path: Path, page: Any) -> None:
    from translate.storage import tmx, xliff, xliff2

    out = tmp_path / "seeds"
    assert cli("audit", str(ROOT / "seeds"), "--out", str(out)).returncode in (0, 1)
    run = Run(out)
    keys = {s.key for entry in run.pages for s in entry.findings}
    with serving(out) as address:
        first = next(k for k, entry in enumerate(run.pages, start=1) if entry.findings)
        page.goto(address + f"page/{first}")
        if page.locator("#ours").count():
            page.check("#ours")
        page.keyboard.press("j")
        for done in range(len(keys)):
            page.locator("[data-item]:focus:not(.decided):not([data-sent])").wait_for()
            page.keyboard.press("a" if done % 2 else "f")
            wait_for(lambda done=done: len(verdicts(out)) == done + 1)
        page.get_by_text("decided here").wait_for()
        assert Counter(verdicts(out)) == {"accepted": len(keys) // 2, "false positive": -(-len(keys) // 2)}
        page.locator("article.row:visible .cell[data-column=english]", has_text=re.compile(r"\w")).last.click()
        page.keyboard.press("e")
        page.locator("#edit-english").fill("A better sentence.")
        page.keyboard.press("Control+Enter")
        page.get_by_text("corrected; u takes it back").wait_for()  # said by the script, which hears keys from then on
        page.keyboard.press("u")
        page.get_by_text("undone:").wait_for()
        for left in range(1, 4):
            page.keyboard.press("u")
            wait_for(lambda left=left: len(verdicts(out)) == len(keys) - left)
        page.goto(address + f"page/{first}")
        page.locator("#bulk-run").click()
        page.select_option("#bulk-leg", "id-en")
        page.locator("#bulk-count", has_text="undecided").wait_for()
        page.locator("#bulk-go").click()
        wait_for(lambda: "dismissed" in verdicts(out))
    for form, opens in (("tmx", tmx.tmxfile), ("xliff", xliff.xlifffile), ("xliff2", xliff2.Xliff2File)):
        assert opens.parsefile(str(export(run, form, tmp_path / form, "mt", unreviewed=True))).units
    for form in ("csv", "xlsx", "jsonl", "marot", "wmt"):
        path = export(run, form, None if form == "csv" else tmp_path / form, "mt")
        sheet = path / "findings.csv" if form == "csv" else path.rename(tmp_path / f"{form}.xlsx") if form == "xlsx" else path
        if form != "jsonl":
            assert cli("review", str(out), "--import", str(sheet)).returncode == 0
