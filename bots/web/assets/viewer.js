// The photos of a ticket, one at a time over the page: arrows lead on, Escape leads
// back. Without this script each photo is a link.
const shots = [...document.querySelectorAll("[data-view] a")];

if (shots.length > 0 && window.HTMLDialogElement) {
  const dialog = document.createElement("dialog");
  dialog.className = "viewer";
  const picture = document.createElement("img");
  dialog.append(picture);
  document.body.append(dialog);
  let at = 0;

  const show = (n) => {
    at = (n + shots.length) % shots.length;
    picture.src = shots[at].href;
    picture.alt = `${shots[at].closest("figure").querySelector("figcaption").textContent} ${at + 1}/${shots.length}`;
  };
  shots.forEach((shot, n) => shot.addEventListener("click", (event) => {
    event.preventDefault();
    show(n);
    dialog.showModal();
  }));
  dialog.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => shots[at].focus());
  dialog.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step) show(at + step);
  });
}
