// Writes where the browser is into the field, to about a hundred metres, when asked to.
"use strict";
const button = document.querySelector("[data-near]");
if (button && "geolocation" in navigator && window.isSecureContext) {
  const note = document.querySelector("[data-near-note]");
  button.hidden = false;
  document.querySelector("[data-near-privacy]").hidden = false;
  button.addEventListener("click", () => {
    note.textContent = note.dataset.wait;
    navigator.geolocation.getCurrentPosition((p) => {
      const field = document.getElementById("near");
      field.value = p.coords.latitude.toFixed(3) + "," + p.coords.longitude.toFixed(3);
      field.form.requestSubmit();
    }, () => { note.textContent = note.dataset.bad; }, { timeout: 15000, maximumAge: 60000 });
  });
}
