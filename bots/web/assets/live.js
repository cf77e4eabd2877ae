// Shows new and changed lines of a chat as they come. The browser reconnects by
// itself and says which line it saw last.
"use strict";
const lines = document.getElementById("lines");
const nearEnd = () => window.innerHeight + window.scrollY > document.body.scrollHeight - 240;

function put(html) {
  const box = document.createElement("template");
  box.innerHTML = html;
  const line = box.content.querySelector("li");
  if (!line) return;
  const old = document.getElementById(line.id);
  const follow = !old && nearEnd();
  if (old) old.replaceWith(line); else lines.append(line);
  if (line.classList.contains("ours") && line.querySelector(".words")) {
    const waiting = document.getElementById("waiting");
    if (waiting) waiting.hidden = true;
  }
  if (follow) line.scrollIntoView({ block: "end" });
}

let last = lines ? lines.dataset.after : "0";
function listen() {
  const source = new EventSource(lines.dataset.live + "?after=" + last);
  source.addEventListener("line", (e) => { last = e.lastEventId; put(JSON.parse(e.data)); });
  source.addEventListener("error", () => {
    if (source.readyState === EventSource.CLOSED) setTimeout(listen, 5000);
  });
}
if (lines && "EventSource" in window) listen();

document.addEventListener("click", (e) => {
  const reply = e.target.closest("[data-reply]");
  const say = document.getElementById("say");
  if (!say) return;
  if (reply) {
    e.preventDefault();
    const line = reply.closest(".line");
    const words = line.querySelector(".words");
    say.elements.reply.value = reply.dataset.reply;
    say.querySelector(".replying bdi").textContent = (words ? words.textContent : "").slice(0, 40);
    say.querySelector(".replying").hidden = false;
    say.elements.words.focus();
  } else if (e.target.closest("[data-unreply]")) {
    e.preventDefault();
    say.elements.reply.value = "";
    say.querySelector(".replying").hidden = true;
  }
});
