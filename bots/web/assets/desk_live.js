// Shows what others change on a page of the desk. The server says that something
// changed; the page is then read again, and the parts marked data-live take the place
// of those shown. What somebody is typing or has marked is left as it is.
const source = document.querySelector("[data-source]");
const parser = new DOMParser();

// filled is true of a field that holds what somebody wrote or chose. Boxes that are
// marked are marked again in the part that comes.
const filled = (field) => {
  if (field.type === "checkbox") return false;
  if (field.type === "file") return field.files.length > 0;
  if (field.type === "hidden") return field.name === "kept";
  if (field.matches("select")) return field.selectedIndex !== Math.max([...field.options].findIndex((o) => o.defaultSelected), 0);
  return field.value !== "" || field === document.activeElement;
};
const busy = (part) => [...part.querySelectorAll("input, textarea, select")].some(filled)
  || part.contains(document.activeElement) && document.activeElement.matches("select");

// bare is a part without the secrets of its forms, which are new on every reading.
const bare = (part) => part.innerHTML.replace(/<input type="hidden"[^>]*>/g, "");

function put(old, fresh) {
  if (bare(old) === bare(fresh)) return;
  if (busy(old)) {
    document.getElementById("moved")?.removeAttribute("hidden");
    return;
  }
  const marked = new Set([...old.querySelectorAll(":checked")].map((box) => box.value));
  const at = old.contains(document.activeElement) && document.activeElement.closest("[id]");
  fresh.querySelectorAll("input[type=checkbox]").forEach((box) => { box.checked = marked.has(box.value); });
  const opened = new Set([...old.querySelectorAll("details[open]")].map(titled));
  fresh.querySelectorAll("details").forEach((fold) => { fold.open = opened.has(titled(fold)); });
  old.replaceWith(fresh);
  const again = at && document.getElementById(at.id);
  if (again) (again.querySelector("a.whole") ?? again).focus({ preventScroll: true });
}

// titled names what can be unfolded: by its id, else by what it says.
const titled = (fold) => fold.id || fold.querySelector("summary")?.textContent;

// show puts the parts of a page that was read in place of those with the same id.
export function show(html, which) {
  const page = parser.parseFromString(html, "text/html");
  for (const old of document.querySelectorAll(which)) {
    const fresh = page.getElementById(old.id);
    if (fresh) put(old, document.adoptNode(fresh));
  }
  document.dispatchEvent(new Event("shown"));
  expect();
}

// expect reads the page again soon while it shows something that is being made, such
// as a photo: no event tells when it is there.
let pause = 1000, expected;
function expect() {
  clearTimeout(expected);
  if (!document.querySelector("[data-soon]")) { pause = 1000; return; }
  expected = setTimeout(refresh, pause);
  pause = Math.min(pause * 2, 60000);
}

let reading = false, again = false;
async function refresh() {
  if (reading) { again = true; return; }
  reading = true;
  try {
    const answer = await fetch(source.dataset.page ?? location.href, { headers: { "Cache-Control": "no-cache" } });
    if (answer.ok) show(await answer.text(), "[data-live]");
  } catch { /* the next change, or the next minute, brings it */ }
  await new Promise((done) => setTimeout(done, 1000));
  reading = false;
  if (again) { again = false; refresh(); }
}

const number = Number(source?.dataset.ticket ?? 0);
const concerns = (change) => change.inbox ? "inbox" in source.dataset
  : !number || !change.tickets || change.tickets.includes(number);

let last = source?.dataset.after;
function listen() {
  const stream = new EventSource(source.dataset.source + "?after=" + last);
  stream.addEventListener("change", (e) => {
    last = e.lastEventId;
    if (concerns(JSON.parse(e.data))) refresh();
  });
  stream.addEventListener("error", () => {
    if (stream.readyState === EventSource.CLOSED) setTimeout(listen, 5000);
  });
}
if (source && "EventSource" in window) {
  listen();
  expect();
  setInterval(() => { if (!document.hidden) refresh(); }, 60000);
}
