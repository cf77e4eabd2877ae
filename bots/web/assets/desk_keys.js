// The keyboard of the desk. Whatever a key does, something that can be seen and
// clicked does as well.
import { show } from "./desk_live.js";

const rows = () => [...document.querySelectorAll("[data-row]")];
const current = () => document.activeElement?.closest("[data-row]");
const target = (row) => row.querySelector("a.whole") ?? row;
const help = document.getElementById("keys");
const bulk = document.getElementById("bulk");

function move(step) {
  const all = rows(), at = all.indexOf(current());
  const next = all[at < 0 ? (step > 0 ? 0 : all.length - 1) : at + step];
  if (next) { target(next).focus(); next.scrollIntoView({ block: "nearest" }); }
}

function mark(row, on) {
  const box = row?.querySelector("input[type=checkbox]");
  if (!box) return;
  box.checked = on ?? !box.checked;
  count();
}

function count() {
  const n = document.querySelectorAll("input[name=n]:checked").length;
  const shown = bulk?.querySelector("[data-count]");
  if (shown) shown.textContent = n || "";
}

// choose goes to a field that a deed needs; without a mark it is about the row.
function choose(id) {
  const field = document.getElementById(id) ?? document.getElementById(id.replace("bulk-", ""));
  if (!field) return false;
  if (field.form === bulk && !document.querySelector("input[name=n]:checked")) mark(current(), true);
  field.focus();
  return true;
}

function press(key) {
  const button = (current() ?? rows()[0])?.querySelector(`[data-key="${key}"]`);
  button?.click();
  return Boolean(button);
}

const keys = {
  j: () => move(1), k: () => move(-1), x: () => mark(current()),
  o: () => current()?.querySelector("a.whole")?.click(),
  d: () => choose("bulk-unit"), c: () => choose("bulk-class"), y: () => press("y"), n: () => press("n"),
  "/": () => { const field = document.querySelector("[data-search]"); field ? field.focus() : location.assign("/desk/search"); },
  "?": () => help?.showModal(),
};

document.addEventListener("keydown", (e) => {
  const field = e.target.closest?.("input:not([type=checkbox]), textarea, select");
  if (e.key === "Escape" && field) field.blur();
  if (e.key === "Enter" && e.target.matches("select[data-goes]")) {
    e.preventDefault();
    e.target.form.querySelector(`button[value="${e.target.dataset.goes}"]`).click();
  }
  if (field || help?.open || e.ctrlKey || e.metaKey || e.altKey || !Object.hasOwn(keys, e.key)) return;
  e.preventDefault();
  keys[e.key]();
});

// A tap in the inbox is sent without leaving the list; the next row is at hand.
document.addEventListener("submit", async (e) => {
  if (!e.target.matches("form[data-tap]") || e.submitter?.formAction.match(/\/(mute|original)$/)) return;
  e.preventDefault();
  const form = e.target, at = rows().indexOf(form.closest("[data-row]"));
  const body = new URLSearchParams(new FormData(form, e.submitter));
  form.querySelectorAll("button").forEach((button) => { button.disabled = true; });
  try {
    const answer = await fetch(form.action, { method: "POST", body });
    if (!answer.ok) throw new Error(answer.status);
    document.activeElement?.blur();
    show(await answer.text(), "[data-tapped]");
    const all = rows();
    all[Math.min(at, all.length - 1)]?.focus();
  } catch {
    location.reload();
  }
});

document.addEventListener("change", (e) => { if (e.target.matches("input[name=n]")) count(); });
document.addEventListener("shown", count);
for (const button of document.querySelectorAll("[data-keys]")) {
  button.hidden = false;
  button.addEventListener("click", () => help?.showModal());
}
count();
