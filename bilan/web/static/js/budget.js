// Draw what the chosen change would make of the hours. Without it, each choice says so in words.
"use strict";

for (const list of document.querySelectorAll("select[data-budget]")) {
  const place = document.getElementById(list.dataset.budget);
  const show = () => {
    const told = list.selectedOptions[0]?.dataset;
    if (!told?.said) return;
    place.querySelector(".used").setAttribute("width", told.with);
    place.querySelector(".own").setAttribute("x", told.ownX);
    place.querySelector(".own").setAttribute("width", told.own);
    place.querySelector("p").textContent = told.said;
    place.hidden = false;
  };
  list.addEventListener("change", show);
}
