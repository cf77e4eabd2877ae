// The report form with a script: previews, smaller photos, progress, and a report that
// waits in this browser while there is no network.
"use strict";
const form = document.getElementById("report");
const say = (name, value) => form.dataset[name].replace("{}", value ?? "");
const status = document.getElementById("sending");
const list = document.getElementById("chosen");
const waiting = document.getElementById("waiting");
const mostPhotos = 9;
let chosen = []; // files, in the order in which they were chosen

// A form from the cache, or gone back to, must not say again what was sent.
function freshKey() {
  if (form.querySelector("[name=kept]")) return; // its photos belong to the old one
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  form.elements.key.value = Array.from(crypto.getRandomValues(new Uint8Array(26)), (n) => letters[n & 31]).join("");
}

function tell(words, bad = false) {
  status.textContent = words;
  status.classList.toggle("problem", bad);
  status.hidden = !words;
}

async function preview(file) {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 192;
  try {
    const picture = await createImageBitmap(file);
    const side = Math.min(picture.width, picture.height);
    canvas.getContext("2d").drawImage(picture, (picture.width - side) / 2, (picture.height - side) / 2, side, side, 0, 0, 192, 192);
    picture.close();
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", file.name);
    return canvas;
  } catch {
    return Object.assign(document.createElement("span"), { className: "nopicture", textContent: file.name });
  }
}

async function choose(input) {
  const files = [...input.files];
  input.value = "";
  tell("");
  for (const file of files) {
    if (chosen.length >= mostPhotos) { tell(say("many"), true); break; }
    chosen.push(file);
    const item = document.createElement("li");
    const remove = Object.assign(document.createElement("button"), { type: "button", className: "quiet small", textContent: say("remove") });
    remove.setAttribute("aria-label", `${say("remove")} ${file.name}`);
    remove.addEventListener("click", () => { chosen = chosen.filter((f) => f !== file); item.remove(); });
    list.append(item);
    item.append(await preview(file), remove);
  }
}

// byRequest posts with the progress of the upload.
const byRequest = (url, body) => new Promise((done, fail) => {
  const request = new XMLHttpRequest();
  const bar = document.getElementById("progress");
  request.upload.addEventListener("progress", (e) => {
    bar.hidden = !e.lengthComputable;
    bar.value = e.total ? e.loaded / e.total : 0;
    tell(say("sending", Math.round(bar.value * 100)));
  });
  request.addEventListener("loadend", () => { bar.hidden = true; });
  request.addEventListener("load", () => done({ status: request.status, url: request.responseURL, text: request.responseText }));
  request.addEventListener("error", () => fail(new Error("no network")));
  request.open("POST", url);
  request.send(body);
});

// rest keeps hands off the form while its report is on the way: what was typed into it
// meanwhile would be part of no report.
function rest(on) {
  for (const field of form.elements) field.disabled = on;
  for (const button of list.querySelectorAll("button")) button.disabled = on;
}

async function submit(e) {
  e.preventDefault();
  tell(say("preparing"));
  const fields = [...new FormData(form)].filter(([name]) => name !== "photos");
  rest(true);
  const photos = [];
  for (const file of chosen) photos.push(await self.shrink(file));
  const report = { key: form.elements.key.value, action: form.getAttribute("action"), fields, photos, at: Date.now() };
  let kept = true;
  try {
    await self.outbox.keep(report);
  } catch { // a private window, or a full phone: then it is only sent
    kept = false;
    tell("");
  }
  try {
    const sent = await self.outbox.alone(() => self.outbox.send(report, byRequest));
    if (sent.link) { location.assign(sent.link); return; }
    if (kept) await self.outbox.drop(report.key);
    tell(sent.problem, true);
  } catch {
    if (kept) {
      await later();
      clear();
    } else {
      tell(say("unkept"), true);
    }
  }
  rest(false);
}

function clear() {
  form.reset();
  chosen = [];
  list.replaceChildren();
  freshKey();
}

async function later() {
  tell(navigator.onLine ? say("busy") : say("offline"));
  await show();
  const worker = await navigator.serviceWorker?.getRegistration("/report");
  await worker?.sync?.register("outbox").catch(() => {});
}

// show lists what waits.
async function show() {
  const reports = await self.outbox.list().catch(() => []); // what keeps nothing has none
  waiting.hidden = reports.length === 0;
  waiting.querySelector("ul").replaceChildren(...reports.map((report) => {
    const words = report.fields.find(([name]) => name === "words")?.[1] || `${report.photos.length} 📷`;
    const item = document.createElement("li");
    item.append(report.problem ? `${words}: ${report.problem} ` : `${words} `);
    if (report.problem) {
      const drop = Object.assign(document.createElement("button"), { type: "button", className: "quiet small", textContent: say("remove") });
      drop.addEventListener("click", async () => { await self.outbox.drop(report.key); await show(); });
      item.append(drop);
    }
    return item;
  }));
}

// flush sends what waits, and links to what was sent.
async function flush() {
  try {
    await self.outbox.flush((report, sent) => {
      if (!sent.link) return;
      const link = Object.assign(document.createElement("a"), { href: sent.link, textContent: say("sent") });
      document.getElementById("done").append(link, " ");
      tell("");
    });
  } catch { // it goes on waiting
  }
  await show();
}

if (form && "indexedDB" in window && "createImageBitmap" in window) {
  freshKey();
  rest(false); // a browser may remember that they were disabled
  for (const input of form.querySelectorAll("input[type=file]")) input.addEventListener("change", () => choose(input));
  form.addEventListener("submit", submit);
  window.addEventListener("pageshow", (e) => { // gone back to: its report was sent
    if (e.persisted) { clear(); rest(false); tell(""); }
  });
  window.addEventListener("online", flush);
  setInterval(async () => { if (navigator.onLine && !waiting.hidden) await flush(); }, 30_000);
  flush();
  navigator.serviceWorker?.register("/report-worker.js", { scope: "/report" }).catch(() => {});
}
