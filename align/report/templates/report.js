"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const rows = [...document.querySelectorAll("article.row")];
  const texts = rows.map((row) => row.textContent.toLowerCase());
  const controls = ["search", "severity", "check", "status", "flagged"].map(byId);
  const [search, severity, check, status, flagged] = controls;

  function apply() {
    const wanted = search.value.trim().toLowerCase();
    let shown = 0;
    rows.forEach((row, i) => {
      const visible =
        (!wanted || texts[i].includes(wanted)) &&
        (!severity.value || row.dataset.severity.split(" ").includes(severity.value)) &&
        (!check.value || row.dataset.checks.split(" ").includes(check.value)) &&
        (!status.value || row.dataset.status === status.value) &&
        (!flagged.checked || row.classList.contains("flagged"));
      row.hidden = !visible;
      shown += visible;
    });
    byId("shown").textContent = `${shown} of ${rows.length} rows`;
  }

  function walk(step) {
    const stops = rows.filter((row) => !row.hidden && row.classList.contains("flagged"));
    if (!stops.length) return;
    const at = stops.indexOf(document.activeElement);
    const next = at < 0 ? (step > 0 ? 0 : stops.length - 1) : (at + step + stops.length) % stops.length;
    stops[next].focus();
    stops[next].scrollIntoView({ block: "center" });
  }

  function sortBy(column, button) {
    const body = document.querySelector("#pages tbody");
    const down = button.dataset.down !== "true";
    button.dataset.down = down;
    const value = (row) => row.cells[column].textContent.trim();
    const sorted = [...body.rows].sort((a, b) => {
      const [x, y] = [value(a), value(b)];
      const numbers = x !== "" && y !== "" && !isNaN(x) && !isNaN(y);
      return (numbers ? x - y : x.localeCompare(y)) * (down ? -1 : 1);
    });
    body.append(...sorted);
  }

  controls.forEach((control) => control.addEventListener("input", apply));
  byId("filters").addEventListener("submit", (event) => event.preventDefault());
  document.querySelectorAll("button[data-sort]").forEach((button) =>
    button.addEventListener("click", () => sortBy(Number(button.dataset.sort), button)));
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName);
    if (event.key === "Escape" && typing) document.activeElement.blur();
    if (typing) return;
    if (event.key === "j") walk(1);
    else if (event.key === "k") walk(-1);
    else if (event.key === "/") { event.preventDefault(); search.focus(); }
  });
  apply();
})();
