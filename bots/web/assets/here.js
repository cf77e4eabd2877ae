// Asks the browser for the position when the visitor presses the button.
"use strict";
for (const box of document.querySelectorAll(".position")) {
  if (!("geolocation" in navigator) || !window.isSecureContext) continue;
  box.hidden = false;
  const note = box.querySelector("[data-here-note]");
  box.querySelector("[data-here]").addEventListener("click", () => {
    note.textContent = note.dataset.wait;
    navigator.geolocation.getCurrentPosition((p) => {
      box.querySelector("[name=lat]").value = p.coords.latitude;
      box.querySelector("[name=lon]").value = p.coords.longitude;
      box.querySelector("[name=accuracy]").value = p.coords.accuracy;
      note.textContent = note.dataset.ok.replace("{}", Math.round(p.coords.accuracy));
    }, () => { note.textContent = note.dataset.bad; }, { enableHighAccuracy: true, timeout: 15000 });
  });
}
