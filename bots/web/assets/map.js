// Brings the map closer: by buttons, by dragging, by the wheel with Ctrl as in other
// maps, and by the keys + − 0 and the arrows. The marks keep their size.
"use strict";
for (const sheet of document.querySelectorAll(".map .sheet")) lead(sheet);

function lead(sheet) {
  const svg = sheet.querySelector("svg");
  const whole = svg.viewBox.baseVal;
  const full = { x: whole.x, y: whole.y, width: whole.width, height: whole.height };
  const marks = [...svg.querySelectorAll(".mark")].map((m) => ({ mark: m, at: m.getAttribute("transform") }));
  let view = { ...full };

  const show = () => {
    view.x = Math.min(Math.max(view.x, full.x), full.x + full.width - view.width);
    view.y = Math.min(Math.max(view.y, full.y), full.y + full.height - view.height);
    svg.setAttribute("viewBox", [view.x, view.y, view.width, view.height].join(" "));
    const scale = view.width / full.width;
    for (const { mark, at } of marks) mark.setAttribute("transform", `${at} scale(${scale})`);
    svg.style.setProperty("--scale", scale);
  };
  const zoom = (factor, x = view.x + view.width / 2, y = view.y + view.height / 2) => {
    const width = Math.min(Math.max(view.width * factor, full.width / 16), full.width);
    const ratio = width / view.width;
    view = { x: x - (x - view.x) * ratio, y: y - (y - view.y) * ratio, width, height: view.height * ratio };
    show();
  };
  const move = (dx, dy) => { view.x += dx; view.y += dy; show(); };
  const reset = () => { view = { ...full }; show(); };
  const units = (e) => {
    const box = svg.getBoundingClientRect();
    return { x: view.x + (e.clientX - box.left) / box.width * view.width, y: view.y + (e.clientY - box.top) / box.height * view.height };
  };

  const tools = document.createElement("div");
  tools.className = "tools";
  for (const [sign, label, act] of [["+", svg.dataset.closer, () => zoom(0.6)], ["−", svg.dataset.farther, () => zoom(1 / 0.6)], ["⤢", svg.dataset.whole, reset]]) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "quiet small";
    button.textContent = sign;
    button.setAttribute("aria-label", label);
    button.title = label;
    button.addEventListener("click", act);
    tools.append(button);
  }
  sheet.append(tools);

  const keys = { "+": () => zoom(0.6), "=": () => zoom(0.6), "-": () => zoom(1 / 0.6), 0: reset,
    ArrowLeft: () => move(-view.width / 8, 0), ArrowRight: () => move(view.width / 8, 0),
    ArrowUp: () => move(0, -view.height / 8), ArrowDown: () => move(0, view.height / 8) };
  sheet.addEventListener("keydown", (e) => {
    if (!keys[e.key] || e.ctrlKey || e.metaKey || e.altKey) return;
    e.preventDefault();
    keys[e.key]();
  });
  svg.addEventListener("wheel", (e) => {
    if (!e.ctrlKey && !e.metaKey) return;
    e.preventDefault();
    const at = units(e);
    zoom(e.deltaY > 0 ? 1.25 : 0.8, at.x, at.y);
  }, { passive: false });

  let held = null;
  svg.addEventListener("pointerdown", (e) => {
    if (e.pointerType === "touch" && view.width === full.width) return; // the page scrolls
    held = { ...units(e), id: e.pointerId, moved: false };
  });
  svg.addEventListener("pointermove", (e) => {
    if (!held || held.id !== e.pointerId) return;
    const at = units(e);
    if (!held.moved && Math.hypot(at.x - held.x, at.y - held.y) < view.width / 100) return;
    if (!held.moved) svg.setPointerCapture(e.pointerId);
    held.moved = true;
    move(held.x - at.x, held.y - at.y);
  });
  svg.addEventListener("pointerup", () => { setTimeout(() => { held = null; }); });
  svg.addEventListener("pointercancel", () => { held = null; });
  svg.addEventListener("click", (e) => { if (held && held.moved) e.preventDefault(); }, true);
  svg.addEventListener("dragstart", (e) => e.preventDefault());
}
