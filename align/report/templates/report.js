"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const rows = [...document.querySelectorAll("article.row")];
  const texts = rows.map((row) => row.textContent.toLowerCase());
  const controls = ["search", "severity", "check", "status", "flagged", "undecided", "ours", "gloss"].map(byId).filter(Boolean);
  const wanted = (name) => (byId(name) ? byId(name).value : "");
  const ticked = (name) => Boolean(byId(name) && byId(name).checked);

  const ours = () => ticked("ours");

  // A row is shown where one and the same finding has the wanted check and severity.
  function fits(row) {
    const items = [...row.querySelectorAll("[data-item]")].filter((item) => ours() || !item.classList.contains("about-ours"));
    const asked = wanted("severity") || wanted("check") || ticked("undecided");
    const good = items.filter((item) =>
      (!wanted("severity") || item.dataset.severity === wanted("severity")) &&
      (!wanted("check") || item.dataset.check === wanted("check")) &&
      (!ticked("undecided") || !item.classList.contains("decided")));
    items.forEach((item) => item.classList.toggle("aside", !good.includes(item)));
    return !asked || good.length > 0;
  }

  function apply() {
    const search = wanted("search").trim().toLowerCase();
    let shown = 0;
    document.body.classList.toggle("with-ours", ours());
    document.body.classList.toggle("no-gloss", Boolean(byId("gloss")) && !ticked("gloss"));
    rows.forEach((row, i) => {
      const visible =
        fits(row) &&
        (!search || texts[i].includes(search)) &&
        (!wanted("status") || row.dataset.status === wanted("status")) &&
        (!ticked("flagged") || row.classList.contains("flagged") || (ours() && row.classList.contains("flagged-ours")));
      row.hidden = !visible;
      shown += visible;
    });
    if (byId("shown")) byId("shown").textContent = rows.length ? `${shown} of ${rows.length} rows` : "";
    document.dispatchEvent(new CustomEvent("filtered"));
  }

  // The ribbon of the row under the pointer, or of the one that has the focus.
  function lead(event) {
    const row = event.target.closest && event.target.closest("article.row");
    document.querySelectorAll(".ribbons a.here").forEach((one) => one.classList.remove("here"));
    if (!row) return;
    const order = row.id.split("-")[1];
    const own = row.closest("section").querySelector(`.ribbons a[data-order="${order}"]`);
    if (own) own.classList.add("here");
  }
  for (const name of ["mouseover", "focusin"]) document.addEventListener(name, lead);

  const stops = () => [...document.querySelectorAll("[data-item]:not(.aside)")].filter((item) => !item.closest("[hidden]") && (ours() || !item.classList.contains("about-ours")));
  const current = () => document.activeElement.closest("[data-item]");

  function go(item) {
    item.focus({ preventScroll: true });
    item.scrollIntoView({ block: "center" });
  }

  function walk(step) {
    const here = current();
    const items = stops().filter((item) => item === here || !ticked("over") || !item.classList.contains("decided"));
    if (!items.length) return null;
    const at = items.indexOf(here);
    let next = at + step;
    if (at < 0) {
      // From a place between findings: the nearest one that way.
      const place = document.activeElement === document.body ? null : document.activeElement;
      next = items.findIndex((item) => !place || place.compareDocumentPosition(item) & Node.DOCUMENT_POSITION_FOLLOWING);
      if (next < 0) next = items.length;
      if (step < 0) next -= 1;
    }
    const item = items[(next + items.length) % items.length];
    go(item);
    return item;
  }

  function sortBy(column, button) {
    const body = document.querySelector("#pages tbody");
    const down = button.dataset.down !== "true";
    document.querySelectorAll("#pages th").forEach((cell) => cell.removeAttribute("aria-sort"));
    button.dataset.down = down;
    button.closest("th").setAttribute("aria-sort", down ? "descending" : "ascending");
    const value = (row) => row.cells[column].textContent.trim();
    const sorted = [...body.rows].sort((a, b) => {
      const [x, y] = [value(a), value(b)];
      const numbers = x !== "" && y !== "" && !isNaN(x) && !isNaN(y);
      return (numbers ? x - y : x.localeCompare(y)) * (down ? -1 : 1);
    });
    body.append(...sorted);
  }

  controls.forEach((control) => control.addEventListener("input", apply));
  if (byId("filters")) byId("filters").addEventListener("submit", (event) => event.preventDefault());
  document.querySelectorAll("button[data-sort]").forEach((button) =>
    button.addEventListener("click", () => sortBy(Number(button.dataset.sort), button)));
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName);
    if (event.key === "Escape" && typing) document.activeElement.blur();
    if (typing && document.activeElement.type !== "checkbox") return;
    if (event.key === "j") walk(1);
    else if (event.key === "k") walk(-1);
    else if (event.key === "/" && byId("search")) { event.preventDefault(); byId("search").focus(); }
  });
  window.alignReport = { walk, go, current, apply, rows, stops };
  apply();
})();
