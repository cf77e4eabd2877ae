// Lays the picture of after over the one of before, with a slider between them. The
// slider is the browser's own: arrows, Home and End work, and it is read aloud.
"use strict";
for (const box of document.querySelectorAll(".compare")) {
  const slider = document.createElement("input");
  slider.type = "range";
  slider.min = 0;
  slider.max = 100;
  slider.value = 50;
  slider.setAttribute("aria-label", box.dataset.label);
  const show = () => {
    box.style.setProperty("--at", 100 - slider.value + "%");
    slider.setAttribute("aria-valuetext", box.dataset.value.replace("{}", slider.value));
  };
  slider.addEventListener("input", show);
  show();
  box.classList.add("on");
  box.append(slider);
}
