// The browser's half of Sentence (sentence.py).

function render({ model, el }) {
  const shown = document.createElement("p");
  shown.className = "live-sentence";
  shown.setAttribute("aria-hidden", "true");

  // A screen reader hears the sentence when it has rested: not every frame of a drag.
  const spoken = document.createElement("p");
  spoken.className = "live-sentence-spoken";
  spoken.setAttribute("role", "status");
  spoken.setAttribute("aria-live", "polite");

  let timer;
  const update = () => {
    const text = model.get("text");
    shown.textContent = text;
    clearTimeout(timer);
    timer = setTimeout(() => (spoken.textContent = text), 400);
  };
  const fit = () => (shown.style.minHeight = `${1.45 * model.get("lines")}em`);
  model.on("change:text", update);
  model.on("change:lines", fit);
  update();
  fit();
  el.append(shown, spoken);

  // ipywidgets puts this into its box some time after it has been made.
  const group = model.get("group");
  const boxed = group && setInterval(() => {
    const box = el.closest(".widget-vbox");
    if (!box) return;
    clearInterval(boxed);
    box.setAttribute("role", "group");
    box.setAttribute("aria-label", group);
  }, 100);
  return () => {
    clearInterval(boxed);
    clearTimeout(timer);
    model.off("change:text", update);
    model.off("change:lines", fit);
  };
}

export default { render };
