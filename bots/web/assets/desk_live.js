// Shows what others change on a page of the desk. The server says that something
// changed; the page is then read again, and the parts marked data-live take the place
// of those shown. What somebody is typing or has marked is left as it is.
const source = document.querySelector("[data-source]");
const parser = new DOMParser();

const busy = (part) => {
  const at = document.activeElement;
  return part.contains(at) && at.matches("input:not([type=checkbox]), textarea, select");
};

function put(old, fresh) {
  if (busy(old) || old.innerHTML === fresh.innerHTML) return;
  const marked = new Set([...old.querySelectorAll(":checked")].map((box) => box.value));
  const at = old.contains(document.activeElement) && document.activeElement.closest("[id]");
  fresh.querySelectorAll("input[type=checkbox]").forEach((box) => { box.checked = marked.has(box.value); });
  old.replaceWith(fresh);
  const again = at && document.getElementById(at.id);
  if (again) (again.querySelector("a.whole") ?? again).focus({ preventScroll: true });
}

// show puts the parts of a page that was read in place of those with the same id.
export function show(html, which) {
  const page = parser.parseFromString(html, "text/html");
  for (const old of document.querySelectorAll(which)) {
    const fresh = page.getElementById(old.id);
    if (fresh) put(old, document.adoptNode(fresh));
  }
  document.dispatchEvent(new Event("shown"));
}

let reading = false, again = false;
async function refresh() {
  if (reading) { again = true; return; }
  reading = true;
  try {
    const answer = await fetch(location.href, { headers: { "Cache-Control": "no-cache" } });
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
  setInterval(() => { if (!document.hidden) refresh(); }, 60000);
}
