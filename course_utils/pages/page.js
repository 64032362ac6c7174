// What a page of the course does by itself: its theme, the quiz, the cards, the slides.
// It stands behind player.js, in one function with it.
(() => {
  const root = document.documentElement;
  const main = document.getElementById("main");
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];

  // The theme

  const theme = document.getElementById("theme");
  function nameTheme() {
    theme.textContent = root.dataset.theme === "dark" ? texts.light : texts.dark;
  }
  theme.addEventListener("click", () => {
    root.dataset.theme = root.dataset.theme === "dark" ? "light" : "dark";
    try {
      localStorage.setItem("theme", root.dataset.theme);
    } catch {} // a browser that keeps nothing
    nameTheme();
  });
  nameTheme();
  document.querySelector(".tools").hidden = false;
  document.getElementById("print").addEventListener("click", () => print());

  // On a phone the list of sections would fill the first screen.
  const contents = document.querySelector(".contents details");
  if (contents && innerWidth < 600) contents.open = false;

  // What is wider than the page can be reached, and scrolled, with the keyboard.

  function reachWideParts() {
    for (const part of all("main pre, main table, main math[display]")) {
      if (part.scrollWidth > part.clientWidth) part.tabIndex = 0;
      else part.removeAttribute("tabindex");
    }
  }
  new ResizeObserver(reachWideParts).observe(main);

  // The quiz

  const questions = all(".question");
  const firstClicks = new Map();
  function tellScore() {
    const right = [...firstClicks.values()].filter(Boolean).length;
    const counts = { right, answered: firstClicks.size, questions: questions.length };
    const told = texts.score.replace(/{(\w+)}/g, (_place, name) => counts[name]);
    for (const place of all(".looking-back")) place.textContent = told;
  }
  for (const question of questions) {
    question.querySelector("details").remove();
    question.addEventListener("click", ({ target }) => {
      const option = target.closest(".option");
      if (!option) return;
      const isRight = option.dataset.right === "1";
      const sign = isRight ? "✓" : "✗";
      option.classList.add(isRight ? "right" : "wrong");
      option.firstChild.textContent = sign;
      const heading = isRight ? texts.right : texts.wrong;
      question.querySelector(".answer").innerHTML = `${sign} ${heading} ${option.dataset.answer}`;
      if (!firstClicks.has(question)) firstClicks.set(question, isRight);
      tellScore();
    });
  }
  tellScore();

  // Predictions that belong to no figure.

  for (const place of all("[data-card]")) {
    const { said, skipped, ...asked } = JSON.parse(place.dataset.card);
    let answer;
    const model = new Model({ ...asked, texts, hint: "", guess: "", verdict: "" }, (message) => {
      if (message.type === "guess") {
        answer = said[message.answer];
        model.set("guess", answer.guess);
      } else model.set("verdict", message.type === "commit" ? answer.verdict : skipped);
    });
    place.replaceChildren();
    renderCard({ model, el: place });
  }

  // Slides: the same page, one group of it at a time.

  const slides = all(".slide");
  const slidesButton = document.getElementById("slides");
  if (!slides.length) slidesButton.hidden = document.getElementById("print").hidden = true;
  const leave = make("button", { textContent: texts.page });
  const count = make("span");
  const place = make("div", { className: "place" }, leave, count);
  let here = 0;
  const isOn = () => root.classList.contains("slides");

  // The slide that is nearest to the top of the window, or below it.
  const nearest = () => {
    const tops = slides.map((slide) => Math.abs(slide.getBoundingClientRect().top));
    return tops.indexOf(Math.min(...tops));
  };
  function go(to) {
    here = Math.max(0, Math.min(slides.length - 1, to));
    slides[here].scrollIntoView({ behavior: "instant" });
    slides[here].focus({ preventScroll: true });
    count.textContent = `${here + 1} / ${slides.length}`;
  }
  // A slide that is too tall, or has a formula that is too long, is made smaller; a picture is made
  // as large as the window lets it.
  function fit(slide) {
    const zoom = (factor) => {
      for (const child of slide.children) child.style.zoom = factor;
    };
    zoom("");
    if (!isOn()) return;
    const style = getComputedStyle(slide);
    const padding = parseFloat(style.paddingTop) + parseFloat(style.paddingBottom);
    const width = slide.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
    const pictures = slide.matches(".figure, .picture") ? all("canvas, img", slide) : [];
    const picture = pictures.find((one) => one.offsetWidth);
    const cut = all('math[display="block"], table, pre', slide).filter((one) => one.clientWidth);
    const share = Math.min(1, ...cut.map((one) => one.clientWidth / one.scrollWidth));
    let factor = picture ? width / picture.offsetWidth : share;
    zoom(factor);
    // What is made smaller has shorter lines, and what is larger longer ones: so not at once.
    for (let round = 0; round < 6 && slide.offsetHeight > innerHeight + 1; round++) {
      factor *= (innerHeight - padding) / (slide.offsetHeight - padding);
      zoom(factor);
    }
  }
  const refit = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      fit(target.parentElement);
      target.figure?.send(); // paints it as sharp as it is large now
    }
  });
  function showSlides(on) {
    const at = nearest();
    root.classList.toggle("slides", on);
    slidesButton.setAttribute("aria-pressed", on);
    if (on) document.body.append(place);
    else place.remove();
    for (const slide of slides) {
      slide.tabIndex = -1;
      fit(slide);
      if (on) refit.observe(slide.firstElementChild); // a figure is there a little later
    }
    if (!on) refit.disconnect();
    go(at);
  }
  const STEPS = { ArrowRight: 1, ArrowDown: 1, PageDown: 1, " ": 1, ArrowLeft: -1, ArrowUp: -1, PageUp: -1 };
  function turn(event) {
    if (!isOn()) return;
    const isUsed = event.target.closest("input, select, textarea, button, canvas, [tabindex='0']");
    if (event.key === "Escape") {
      if (isUsed) slides[here].focus(); // gives the arrow keys back
      else showSlides(false);
    }
    if (isUsed) return;
    const ends = { Home: 0, End: slides.length - 1 };
    const to = ends[event.key] ?? here + STEPS[event.key];
    if (Number.isNaN(to)) return;
    event.preventDefault();
    go(to);
  }
  addEventListener("keydown", turn, true); // first of all: a card keeps its keys to itself
  addEventListener("scroll", () => {
    if (!isOn()) return;
    here = nearest();
    count.textContent = `${here + 1} / ${slides.length}`;
  });
  addEventListener("resize", () => {
    if (!isOn()) return;
    slides.forEach(fit);
    go(here);
  });
  slidesButton.addEventListener("click", () => showSlides(true));
  leave.addEventListener("click", () => showSlides(false));
  if (slides.length && new URLSearchParams(location.search).has("slides")) {
    addEventListener("load", () => showSlides(true));
  }
})();
