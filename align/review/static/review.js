"use strict";
(() => {
  const { current, go } = window.alignReport;
  const byId = (id) => document.getElementById(id);
  const { up, page, reviewer } = document.body.dataset;
  const number = page === "" ? null : Number(page);

  // What was not saved stays marked until it is.
  const unsaved = () => document.querySelectorAll(".unsaved").length;
  function say(text, bad = false) {
    const more = !bad && unsaved() ? ` — but ${unsaved()} marked red could not be saved: decide again` : "";
    byId("message").textContent = text + more;
    byId("message").classList.toggle("bad", bad || Boolean(more));
  }
  const later = sessionStorage.getItem("said");
  if (later) { say(later); sessionStorage.removeItem("said"); }
  // Once more from the server, when all that waits in the queue was sent; what was selected is selected again.
  let again = false, leaving = false;
  function reload(text, at) {
    sessionStorage.setItem("said", text);
    if (at) sessionStorage.setItem("at", at.dataset.key || at.id);
    again = true;
  }

  async function send(action, body) {
    try {
      const answer = await fetch(`${up}api/${action}`, {
        method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body),
      });
      const reply = await answer.json();
      if (!answer.ok) throw new Error(reply.error);
      return reply;
    } catch (error) {
      say(`not saved: ${error.message}`, true);
      return null;
    }
  }

  // One decision after the other, so that quick keys stay in order.
  let queue = Promise.resolve(), waiting = 0;
  function inOrder(task) {
    waiting += 1;
    queue = queue.then(task, task).finally(() => {
      waiting -= 1;
      if (again && !waiting && !leaving) { leaving = true; location.reload(); }
    });
  }
  // What is pressed while the page is read again would be lost with it.
  function isLeaving() {
    if (leaving) say("the page is read again: once more, please");
    return leaving;
  }

  function words(states) {
    const changed = (s) => [s.severity, s.category].filter(Boolean).join(", ");
    return states.map((s) => (s.verdict || (s.note ? "note" : "changed")) + (changed(s) ? ` ${s.verdict ? "as" : "to"} ${changed(s)}` : "") + ` by ${s.reviewer}` + (s.note ? `: ${s.note}` : "")).join("; ");
  }

  function show(states) {
    document.querySelectorAll("[data-key]").forEach((item) => {
      const reply = states[item.dataset.key];
      if (!reply) return;
      item.querySelector(".verdict").textContent = words(reply);
      const own = reply.find((s) => s.reviewer === reviewer);
      const kept = item.querySelector("[data-own]").dataset;
      kept.own = own ? own.note : "";
      kept.saidSeverity = own ? own.severity : "";
      kept.saidCategory = own ? own.category : "";
      item.classList.toggle("decided", reply.some((s) => s.verdict));
      if (!reply.some((s) => s.verdict)) item.classList.remove("aside");
      item.classList.toggle("dispute", new Set(reply.map((s) => s.verdict).filter(Boolean)).size > 1);
    });
  }

  const pageOf = (item) => Number(item.closest("article").id.slice(1).split("-")[0]);
  const named = (item) => `${item.dataset.check || "row"} in ${item.closest("article").dataset.segment}`;

  function save(item, body, text) {
    inOrder(async () => {
      const reply = await send("decide", { key: item.dataset.key, page: pageOf(item), ...body });
      item.classList.toggle("unsaved", !reply);
      delete item.dataset.sent;
      if (!reply) {
        item.querySelector(".verdict").textContent = `NOT SAVED: ${text}`;
        return;
      }
      show(reply.states);
      say(`${text}: saved (${named(item)})`);
    });
  }

  const set = (id) => Boolean(byId(id) && byId(id).checked);
  const open = () => window.alignReport.stops().filter((item) => !item.classList.contains("decided") && !item.dataset.sent);

  // A verdict goes on, at once, to the next finding that nobody has decided.
  function goOn(item) {
    if (set("stay")) return;
    const rest = open();
    const next = rest.find((one) => item.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING) || rest[0];
    if (next) { go(next); return; }
    inOrder(async () => turnOn());
  }

  // To the next page with a finding that nobody has decided; at the end of all, what may follow.
  function turnOn() {
    const all = window.alignReport.stops().length;
    const { nextOpen, nextAny } = document.body.dataset;
    const page = Number(set("ours") ? nextAny : nextOpen);
    if (page && !unsaved()) location.href = `${page}#next`;
    else say(`${all} of ${all} decided here; "how far to trust the checks" shows the statistics, align review --export the files`);
  }

  let last = null;
  function decide(item, verdict) {
    if (item.tagName === "P") {
      verdict = { accepted: "fine", "false positive": "missed" }[verdict] || verdict;
      if (!["fine", "missed"].includes(verdict)) {
        say("here a says that nothing is wrong, f that something was missed");
        return;
      }
    }
    last = verdict;
    item.dataset.sent = "yes";
    save(item, { verdict }, verdict);
    goOn(item);
  }

  function turn(way) {
    const link = document.querySelector(`a[rel=${way}]`);
    if (link) location.href = link.href;
    else say(way === "next" ? "this is the last page" : "this is the first page");
  }

  function note(item) {
    const dialog = byId("note-dialog");
    const own = item.querySelector("[data-own]");
    byId("note-title").textContent = `Note on ${named(item)}`;
    byId("note-text").value = "draft" in item.dataset ? item.dataset.draft : own.dataset.own;
    byId("note-text").oninput = () => { item.dataset.draft = byId("note-text").value; }; // outlives Escape
    dialog.returnValue = "";
    dialog.onclose = () => {
      item.focus();
      if (dialog.returnValue !== "save") return;
      delete item.dataset.draft;
      save(item, { note: byId("note-text").value }, "note");
    };
    dialog.showModal();
  }

  const undo = () => inOrder(async () => {
    const reply = await send("undo", {});
    if (!reply) return;
    const text = reply.count ? `undone: ${reply.what}${reply.count > 1 ? ` and ${reply.count - 1} more` : ""}` : "nothing to undo";
    if (reply.marks) { reload(text, current() || rowHere()); return; }
    show(reply.states);
    const back = [...document.querySelectorAll("[data-item]")].find((item) => item.dataset.key in reply.states);
    if (back) back.focus();
    say(text);
  });

  // Characters as Python counts them: code points, not UTF-16 units.
  const points = (text) => [...text].length;

  function selected() {
    const found = getSelection();
    if (!found.rangeCount || found.isCollapsed) return null;
    const range = found.getRangeAt(0);
    const holder = (node) => (node.nodeType === 1 ? node : node.parentElement).closest(".cell[data-column]");
    const cell = holder(range.startContainer);
    const row = cell && cell.closest("[data-row]");
    if (!row || holder(range.endContainer) !== cell) return null;
    const before = document.createRange();
    before.selectNodeContents(cell);
    before.setEnd(range.startContainer, range.startOffset);
    const start = points(before.toString());
    return { item: row, row: row.dataset.row, column: cell.dataset.column, start, end: start + points(range.toString()) };
  }

  function mark(verdict) {
    const span = selected();
    if (!span) { say("select words of one text first"); return; }
    const { item, ...place } = span;
    if ((place.column === "english" && verdict === "omitted") || (place.column === "vietnamese" && verdict === "added")) {
      say("what is omitted is marked in the source, what is added in the translation", true);
      return;
    }
    inOrder(async () => {
      const reply = await send("mark", { ...place, page: pageOf(item.firstElementChild), verdict });
      if (!reply) return;
      history.replaceState(null, "", `#${item.id}`);
      reload(`marked as ${verdict}; u takes it back`, item);
    });
  }

  // The row that a key speaks of: of the finding, of the selected words, or the one that was clicked.
  function rowHere() {
    const found = getSelection();
    const node = found.rangeCount && !found.isCollapsed ? found.anchorNode : null;
    const holder = node ? (node.nodeType === 1 ? node : node.parentElement) : document.activeElement;
    return holder.closest("article.row");
  }

  const textOf = (row, column) => row.querySelector(`.cell[data-column=${column}]`).dataset.text;

  function ask(dialog, back, saved) {
    dialog.returnValue = "";
    dialog.onclose = () => { if (back) back.focus(); if (dialog.returnValue === "save") saved(); };
    dialog.onkeydown = (event) => { if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) dialog.close("save"); };
    dialog.showModal();
  }

  function edit(item) {
    const row = item ? item.closest("article.row") : rowHere();
    if (!row) { say("nothing is selected: j goes to a finding, a click on a row selects it"); return; }
    const finding = item && item.dataset.check ? item : null;
    byId("edit-title").textContent = finding ? `Edit ${named(finding)}` : `Correct ${row.dataset.segment}`;
    byId("edit-finding").hidden = !finding;
    const kept = finding ? finding.querySelector("[data-own]").dataset : {};
    byId("edit-severity").value = kept.saidSeverity || "";
    byId("edit-category").value = kept.saidCategory || "";
    const before = {};
    for (const column of ["indonesian", "english"]) {
      const own = [...row.querySelectorAll(`[data-correction=${column}]`)].find((one) => one.dataset.by === reviewer);
      const field = byId(`edit-${column}`);
      field.closest("p").hidden = !textOf(row, column) && !(row.dataset.status === "dropped" && column === "indonesian");
      field.value = before[column] = own ? own.querySelector("bdi[lang]").textContent : textOf(row, column);
    }
    ask(byId("edit-dialog"), item || row, () => {
      const [severity, category] = [byId("edit-severity").value, byId("edit-category").value];
      const other = finding && (severity !== (kept.saidSeverity || "") || category !== (kept.saidCategory || ""));
      if (other) save(finding, { severity, category }, "changed");
      const changed = Object.keys(before).filter((column) => byId(`edit-${column}`).value !== before[column]);
      const texts = Object.fromEntries(changed.map((column) => [column, byId(`edit-${column}`).value]));
      if (changed.length) inOrder(async () => {
        for (const column of changed) {
          if (!(await send("correct", { row: row.dataset.row, page: pageOf(row), column, text: texts[column] }))) return;
        }
        history.replaceState(null, "", `#${row.id}`);
        const both = changed.length + (other ? 1 : 0);
        reload(both > 1 ? `changed and corrected; u takes back one after the other` : `corrected; u takes it back`, item || row);
      });
    });
  }

  function markAny(item) {
    const span = selected();
    const row = span ? span.item : item ? item.closest("article.row") : rowHere();
    if (!row) { say("nothing is selected: select words, or go to a finding with j"); return; }
    const [column, area] = [byId("mark-column"), byId("mark-text")];
    for (const option of column.options) option.disabled = !textOf(row, option.value);
    column.value = span ? span.column : textOf(row, "indonesian") ? "indonesian" : [...column.options].find((one) => !one.disabled).value;
    const units = (text, count) => [...text].slice(0, count).join("").length; // of UTF-16, as the field counts
    const fill = () => { area.value = textOf(row, column.value); area.setSelectionRange(0, 0); };
    area.onbeforeinput = (event) => event.preventDefault(); // read-only fields take no selection by keyboard
    column.onchange = fill;
    fill();
    byId("mark-title").textContent = `Mark an error in ${row.dataset.segment}`;
    byId("mark-note").value = "";
    ask(byId("mark-dialog"), item || row, () => {
      const [start, end] = [area.selectionStart, area.selectionEnd].map((at) => points(area.value.slice(0, at)));
      if (start === end) { say("no words were selected: nothing was marked", true); return; }
      const body = { row: row.dataset.row, page: pageOf(row), column: column.value, start, end, verdict: "error",
        category: byId("mark-category").value, severity: byId("mark-severity").value, note: byId("mark-note").value };
      inOrder(async () => {
        if (!(await send("mark", body))) return;
        history.replaceState(null, "", `#${row.id}`);
        reload(`marked: ${body.severity} ${body.category}; u takes it back`, item || row);
      });
    });
    area.focus();
    if (span) area.setSelectionRange(units(area.value, span.start), units(area.value, span.end));
  }

  function align(item) {
    const row = item ? item.closest("article.row") : rowHere();
    if (!row) { say("nothing is selected: a click on a row, or j, selects one"); return; }
    const dialog = byId("link-dialog");
    byId("link-title").textContent = `Align ${row.dataset.segment} by hand`;
    byId("link-message").textContent = "";
    dialog.onclose = () => (item || row).focus();
    dialog.onclick = (event) => {
      const button = event.target.closest("[data-link]");
      if (!button) return;
      const body = { row: row.dataset.row, page: pageOf(row), how: button.dataset.link, order: Number(byId("link-order").value), at: Number(row.id.split("-")[1]) };
      inOrder(async () => {
        const reply = await send("link", body);
        if (!reply) { byId("link-message").textContent = byId("message").textContent.replace("not saved: ", ""); return; }
        dialog.close();
        history.replaceState(null, "", `#${row.id}`);
        reload("aligned by hand; u takes it back, the next audit uses it", item || row);
      });
    };
    byId("link-order").onkeydown = (event) => {
      if (event.key === "Enter") { event.preventDefault(); dialog.querySelector("[data-link=to]").click(); }
    };
    dialog.showModal();
  }

  function bulk(scope) {
    const dialog = byId("bulk-dialog");
    const here = current();
    if (here && here.dataset.check) byId("bulk-check").value = here.dataset.check;
    else if (byId("check").value) byId("bulk-check").value = byId("check").value;
    byId("bulk-title").textContent = scope === null ? "Decide many in the whole run" : "Decide many on this page";
    let counted = 0;
    const chosen = () => ({ check: byId("bulk-check").value, leg: byId("bulk-leg").value, text: byId("bulk-text").value, severity: byId("bulk-severity").value, named: byId("bulk-named").value, page: scope });
    const preview = async () => {
      const asked = JSON.stringify(chosen());
      byId("bulk-go").disabled = true;
      byId("bulk-count").textContent = "…";
      const reply = await send("bulk", { ...chosen(), preview: true });
      if (!reply || JSON.stringify(chosen()) !== asked) return; // something else was chosen meanwhile
      counted = reply.count;
      byId("bulk-count").textContent = `${reply.count} undecided findings on ${reply.pages} page${reply.pages === 1 ? "" : "s"}`;
      byId("bulk-examples").replaceChildren(...reply.examples.map((text) => Object.assign(document.createElement("li"), { textContent: text })));
      byId("bulk-go").disabled = !counted;
    };
    for (const id of ["bulk-check", "bulk-leg", "bulk-severity"]) byId(id).onchange = preview;
    for (const id of ["bulk-text", "bulk-named"]) byId(id).oninput = preview;
    dialog.returnValue = "";
    dialog.onclose = () => {
      if (here) here.focus();
      if (dialog.returnValue !== "decide") return;
      const verdict = byId("bulk-verdict").value;
      inOrder(async () => {
        const reply = await send("bulk", { ...chosen(), verdict, preview: false, count: counted });
        if (!reply) return;
        show(reply.states || {});
        say(`${reply.count} ${verdict}; u takes them back`);
      });
    };
    dialog.showModal();
    preview();
  }

  const verdicts = { a: "accepted", d: "dismissed", f: "false positive", w: "won't fix" };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    const focused = document.activeElement;
    if (/^(INPUT|SELECT|TEXTAREA)$/.test(focused.tagName) && focused.type !== "checkbox") return;
    const item = current();
    if (event.repeat && !["j", "k"].includes(event.key)) return; // a key held down decides once
    if (isLeaving()) return;
    if (verdicts[event.key]) {
      if (item) decide(item, verdicts[event.key]);
      else say("nothing is selected: j goes to a finding");
    } else if (event.key === "n" && item) { event.preventDefault(); note(item); }
    else if (event.key === "u") undo();
    else if (event.key === "]") turn("next");
    else if (event.key === "[") turn("prev");
    else if (event.key === "?") byId("keys").showModal();
    else if (event.key === ".") {
      if (item && last) decide(item, last);
      else say(last ? "j goes to a finding" : "no verdict yet that could be given again");
    }
    else if (event.key === "e") { event.preventDefault(); edit(item); }
    else if (event.key === "l") { event.preventDefault(); align(item); }
    else if (event.key === "m") { event.preventDefault(); markAny(item); }
    else if (event.key === "o") mark("omitted");
    else if (event.key === "i") mark("added");
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button || isLeaving()) return;
    const item = button.closest("[data-item]");
    if (item && button.dataset.verdict) decide(item, button.dataset.verdict);
    else if (item && "note" in button.dataset) note(item);
    else if (item && "edit" in button.dataset) edit(item);
    else if (button.id === "mark-open" || button.id === "mark-selected") markAny(current());
    else if (button.id === "link-open") align(current());
    else if (button.id === "undo") undo();
    else if (button.id === "show-keys") byId("keys").showModal();
    else if (button.id === "keys-close") byId("keys").close();
    else if (button.id === "bulk-page") bulk(number);
    else if (button.id === "bulk-run") bulk(null);
    else if (button.id.endsWith("-cancel")) button.closest("dialog").close("cancel");
    else if (button.dataset.mark) mark(button.dataset.mark);
  });
  byId("note-text").addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) byId("note-dialog").close("save");
  });
  byId("toolbar").addEventListener("mousedown", (event) => event.preventDefault());
  for (const id of ["stay", "over", "ours"]) { // settings of this browser
    const box = byId(id);
    if (!box) continue;
    box.checked = localStorage.getItem(id) === "yes";
    box.addEventListener("input", () => localStorage.setItem(id, box.checked ? "yes" : "no"));
  }
  window.alignReport.apply();
  const kept = sessionStorage.getItem("at");
  if (kept) {
    sessionStorage.removeItem("at");
    const back = [...document.querySelectorAll("[data-item]")].find((one) => one.dataset.key === kept) || byId(kept);
    if (back) go(back);
  } else if (location.hash === "#next") { // from the end of another page
    const first = open()[0];
    if (first) go(first);
    else if (window.alignReport.stops().every((item) => item.classList.contains("decided"))) turnOn(); // it shared its findings
  }
  document.addEventListener("selectionchange", () => { byId("toolbar").hidden = !selected(); });
})();
