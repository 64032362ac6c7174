// The browser's half of Card (prediction.py): the question, a way to answer it, Commit and skip.

let cards = 0;

function render({ model, el }) {
  const card = make("form", { className: "live-card" });
  // JupyterLab's one-letter shortcuts stay out of it, and its notebook keeps off the arrow keys.
  card.dataset.lmSuppressShortcuts = "true";
  card.addEventListener("keydown", (event) => event.stopPropagation());
  el.append(card);
  const name = `live-card-${(cards += 1)}`;
  const texts = model.get("texts");

  const question = make("legend");
  const answers = make("div", { className: "live-card-row" });
  const guess = make("output");
  const group = make("fieldset");
  group.append(question, answers);
  const commit = make("button", { className: "live-card-main", textContent: texts.commit });
  const skip = make("button", { type: "button", textContent: texts.skip });
  const next = make("button", { type: "button", textContent: texts.next });
  const buttons = make("div", { className: "live-card-row" });
  buttons.append(commit, skip, next);
  const verdict = make("p");
  verdict.setAttribute("role", "status");
  const goesOn = make("p", { className: "live-card-goes-on", textContent: texts.goesOn });
  card.append(group, verdict, buttons, goesOn);

  // The ways to answer are made anew for each question.
  const ask = () => {
    question.textContent = model.get("question");
    guess.textContent = "";
    const options = model.get("options").map((text, index) => {
      const option = make("label");
      const button = make("input", { type: "radio", name });
      button.addEventListener("change", () => send({ type: "guess", answer: index }));
      option.append(button, text);
      return option;
    });
    answers.replaceChildren(...options);
    if (model.get("bounds").length) answers.append(...slider(), guess);
    if (model.get("hint")) answers.append(model.get("hint"), guess);
    show();
  };
  const slider = () => {
    const [min, max, step, value] = model.get("bounds");
    const range = make("input", { type: "range", min, max, step, value });
    range.setAttribute("aria-label", model.get("question"));
    range.addEventListener("input", () => send({ type: "guess", answer: Number(range.value) }));
    const [low, high] = [min, max].map((end) => String(end).replace("-", "−"));
    return [low, range, high];
  };

  const show = () => {
    const told = model.get("verdict");
    const said = model.get("guess");
    guess.textContent = said;
    answers.querySelector("[type=range]")?.setAttribute("aria-valuetext", said || "–");
    group.disabled = Boolean(told);
    commit.disabled = !said;
    card.classList.toggle("waits", !told);
    if (el.closest(".live-figure")) verdict.removeAttribute("role"); // the sentence speaks there
    verdict.textContent = told;
    const isHeld = card.contains(document.activeElement);
    const wasLast = next.hidden;
    commit.hidden = skip.hidden = Boolean(told);
    next.hidden = !(told && model.get("more"));
    buttons.hidden = Boolean(told) && next.hidden;
    card.hidden = model.get("hidden");
    if (isHeld && (told || next.hidden !== wasLast)) requestAnimationFrame(handOn);
  };
  // The button that had the keyboard is gone: what comes next gets it.
  const handOn = () => {
    let coming = ".live-card input, .live-canvas";
    if (model.get("verdict")) coming = ".live-card button";
    if (model.get("hidden")) coming = ".live-controls :is(.noUi-handle, button, select, input)";
    const all = (el.closest(".live-figure") ?? el).querySelectorAll(coming);
    [...all].find((one) => one.offsetWidth && !one.disabled)?.focus();
  };

  const send = (message) => model.send(message);
  card.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!commit.disabled && !commit.hidden) send({ type: "commit" });
  });
  skip.addEventListener("click", () => send({ type: "skip" }));
  next.addEventListener("click", () => send({ type: "next" }));

  model.on("change:question", ask);
  for (const trait of ["guess", "verdict", "more", "hidden"]) model.on(`change:${trait}`, show);
  ask();
  return () => {
    model.off("change:question", ask);
    for (const trait of ["guess", "verdict", "more", "hidden"]) model.off(`change:${trait}`, show);
  };
}

function make(kind, properties = {}) {
  return Object.assign(document.createElement(kind), properties);
}

export default { render };
