// The photos of a ticket, one at a time over the page: arrows lead on, Escape leads
// back. Without this script each photo is a link.
const shots = () => [...document.querySelectorAll("[data-view] a")]; // others may come while one looks

if (window.HTMLDialogElement) {
  const dialog = document.createElement("dialog");
  dialog.className = "viewer";
  const picture = document.createElement("img");
  dialog.append(picture);
  document.body.append(dialog);
  let at = 0;

  const show = (n) => {
    const all = shots();
    if (all.length === 0) return;
    at = (n + all.length) % all.length;
    picture.src = all[at].href;
    picture.alt = `${all[at].closest("figure").querySelector("figcaption").textContent} ${at + 1}/${all.length}`;
  };
  document.addEventListener("click", (event) => {
    const n = shots().indexOf(event.target.closest("[data-view] a"));
    if (n < 0) return;
    event.preventDefault();
    show(n);
    dialog.showModal();
  });
  dialog.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => shots()[at]?.focus());
  dialog.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step) show(at + step);
  });
}
