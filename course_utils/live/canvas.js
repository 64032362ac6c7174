// The browser's half of LiveCanvas (canvas.py): paints the frames that the kernel
// sends, and reports where the reader presses, drags and types.

const PATIENCE = 1500; // milliseconds

function render({ model, el }) {
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d");
  canvas.className = "live-canvas";
  el.append(canvas);

  // Each frame but a whole one holds only what changed since the one before. A gap in their
  // numbers means that one was lost: then the whole picture is asked for.
  let seen = 0; // the number of the last frame
  let asked = -Infinity; // when a whole picture was last asked for
  const askForAll = () => {
    if (performance.now() - asked < PATIENCE) return;
    asked = performance.now();
    ready();
  };
  // Of the last frame there is no next one to show the gap: once the hand rests, the kernel is
  // told what was seen.
  let resting;
  const tellWhenAtRest = () => {
    clearTimeout(resting);
    resting = setTimeout(() => send({ type: "seen", number: seen }), 1000);
  };

  // Frames arrive in order but are decoded in parallel: a chain keeps their order.
  let painting = Promise.resolve();
  const paint = (frame, buffers) => {
    tellWhenAtRest();
    if (!frame.whole && frame.number !== seen + 1) return askForAll();
    if (frame.whole) asked = -Infinity;
    seen = frame.number;
    const decoded = Promise.all(
      buffers.map((buffer) => createImageBitmap(new Blob([buffer], { type: "image/png" }))),
    );
    painting = painting
      .then(async () => {
        const pieces = await decoded;
        if (frame.whole) {
          joinFigure();
          fit(pieces[0]);
        }
        pieces.forEach((piece, index) => {
          context.drawImage(piece, ...frame.corners[index]);
          piece.close();
        });
        canvas.dataset.frames = Number(canvas.dataset.frames || 0) + 1;
      })
      .catch(console.error);
  };
  const fit = (image) => {
    canvas.width = image.width;
    canvas.height = image.height;
    resize();
  };

  // A picture made larger stays so low that its sliders and its sentence fit the window with it,
  // but never gets smaller than it was.
  const resize = () => {
    const [width, height] = model.get("size");
    const box = el.closest(".live-figure");
    const page = el.closest(".jp-WindowedPanel-outer") ?? document.documentElement;
    canvas.style.width = `${width}px`;
    if (!box?.offsetHeight) return; // JupyterLab takes cells far from the window off the page
    const beside = box.offsetHeight - canvas.offsetHeight;
    const lowest = height / model.get("scale");
    const free = Math.min(height, Math.max(page.clientHeight - beside, lowest));
    canvas.style.width = `${(width * free) / height}px`;
  };

  // One message is under way at a time. While it is, only the latest move waits, so that a
  // fast hand never builds up a queue. An answer that does not come was lost.
  const queue = [];
  let busy = 0; // the timer of the message under way
  const post = (message) => {
    if (message.type === "move" && queue.at(-1)?.type === "move") queue.pop();
    queue.push(message);
    next();
  };
  const next = () => {
    if (busy || queue.length === 0) return;
    busy = setTimeout(answered, PATIENCE);
    send(queue.shift());
  };
  const answered = () => {
    clearTimeout(busy);
    busy = 0;
    next();
  };
  const send = (message) => {
    if (!notice.textContent) model.send(message);
  };

  const receive = (message, buffers) => {
    if (message.type === "frame") paint(message, buffers);
    if (message.type === "done") answered();
  };

  // A kernel that was restarted or has died knows nothing of this figure.
  const notice = document.createElement("p");
  notice.className = "live-notice";
  notice.setAttribute("role", "status");
  el.append(notice);
  const kernel = model.widget_manager?.kernel;
  const sayGone = () => {
    notice.textContent = model.get("texts").gone;
    canvas.inert = true;
    for (const part of el.closest(".live-figure")?.children ?? []) {
      if (!part.contains(el)) part.inert = true;
    }
  };
  const watch = (_kernel, status) => {
    if (["restarting", "autorestarting", "terminating", "dead"].includes(status)) sayGone();
  };

  // Positions are sent in the pixels of `size`, however small the page shows the picture.
  const position = (event) => {
    const box = canvas.getBoundingClientRect();
    const [width, height] = model.get("size");
    return [
      ((event.clientX - box.left) / box.width) * width,
      ((event.clientY - box.top) / box.height) * height,
    ];
  };
  const areaAt = ([x, y]) =>
    model
      .get("areas")
      .findIndex(([left, top, right, bottom]) => left <= x && x <= right && top <= y && y <= bottom);

  let held = -1; // the area that was pressed
  let holder = null; // the mouse, pen or finger that holds it: a second finger moves nothing
  canvas.addEventListener("pointerdown", (event) => {
    if (held >= 0) return;
    const at = position(event);
    held = event.button === 0 ? areaAt(at) : -1;
    if (held < 0) return;
    holder = event.pointerId;
    canvas.setPointerCapture(holder);
    post({ type: "press", area: held, at });
  });
  canvas.addEventListener("pointermove", (event) => {
    const at = position(event);
    if (held >= 0 && event.pointerId === holder) post({ type: "move", area: held, at });
    else if (held < 0) canvas.style.cursor = areaAt(at) >= 0 ? "pointer" : "default";
  });
  const release = (event) => {
    if (held < 0 || event.pointerId !== holder) return;
    post({ type: "release", area: held, at: position(event) });
    held = -1;
  };
  canvas.addEventListener("pointerup", release);
  canvas.addEventListener("pointercancel", release);

  canvas.addEventListener("keydown", (event) => {
    if (!event.key.startsWith("Arrow") || model.get("areas").length === 0) return;
    event.preventDefault();
    // A key held down repeats faster than a figure is drawn: no queue of repeats either.
    if (event.repeat && busy) return;
    post({ type: "key", key: event.key, large: event.shiftKey });
  });

  // What can be dragged takes the keyboard, and the finger that else moves the page.
  const describe = () => {
    const canDrag = model.get("areas").length > 0;
    canvas.tabIndex = canDrag ? 0 : -1;
    canvas.style.touchAction = canDrag ? (model.get("sideways") ? "pan-y" : "none") : "auto";
    canvas.setAttribute("role", canDrag ? "application" : "img");
    canvas.setAttribute("aria-label", model.get("label"));
  };

  // JupyterLab's one-letter shortcuts stay out of the figure; its controls get their names.
  const joinFigure = () => {
    const box = el.closest(".live-figure");
    if (!box || box.dataset.lmSuppressShortcuts) return;
    box.dataset.lmSuppressShortcuts = "true";
    for (const type of ["input", "keyup", "pointerup"]) box.addEventListener(type, tellWhenAtRest);
    const name = () => nameControls(box, model.get("texts"));
    name();
    new MutationObserver(name).observe(box, {
      subtree: true,
      childList: true,
      characterData: true,
      attributeFilter: ["class", "aria-valuetext"],
    });
  };

  // A picture has as many pixels as the screen shows, also after a move to another screen.
  const ready = () => send({ type: "ready", ratio: window.devicePixelRatio || 1 });
  const watchRatio = () => {
    matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`).addEventListener(
      "change",
      () => {
        ready();
        watchRatio();
      },
      { once: true, signal: closed.signal },
    );
  };

  // Who asks for less motion gets a play button that steps.
  const motion = matchMedia("(prefers-reduced-motion: reduce)");
  const calm = () => {
    if (model.get("calm") === motion.matches) return;
    model.set("calm", motion.matches);
    model.save_changes();
  };

  const closed = new AbortController();
  model.on("msg:custom", receive);
  model.on("change:areas", describe);
  model.on("change:label", describe);
  addEventListener("resize", resize, { signal: closed.signal });
  const returned = new ResizeObserver(resize);
  returned.observe(el);
  motion.addEventListener("change", calm, { signal: closed.signal });
  kernel?.statusChanged.connect(watch);
  kernel?.disposed.connect(sayGone);
  describe();
  calm();
  ready();
  watchRatio();
  return () => {
    closed.abort();
    clearTimeout(busy);
    clearTimeout(resting);
    kernel?.statusChanged.disconnect(watch);
    kernel?.disposed.disconnect(sayGone);
    returned.disconnect();
    model.off("msg:custom", receive);
    model.off("change:areas", describe);
    model.off("change:label", describe);
  };
}

// The controls of ipywidgets have no names, and say numbers that are not shown. Here each gets its
// own label and what is shown beside it. What has a text of its own, as a button has, keeps it.
function nameControls(box, texts) {
  const say = (node, what) => {
    for (const [attribute, text] of Object.entries(what)) {
      if (node && node.getAttribute(attribute) !== text) node.setAttribute(attribute, text);
    }
  };
  for (const control of box.querySelectorAll(".widget-inline-hbox, .widget-toggle-buttons")) {
    const label = control.querySelector(".widget-label")?.textContent;
    const shown = control.querySelector(".widget-readout");
    if (!label) continue;
    say(control.querySelector(".noUi-handle"), {
      "aria-label": label,
      "aria-valuetext": shown?.textContent ?? "",
    });
    if (shown?.isContentEditable) say(shown, { role: "textbox", "aria-label": label });
    say(control.querySelector("select, input[type=text]"), { "aria-label": label });
    const options = control.querySelector(".widget-toggle-button");
    if (options) say(options.parentElement, { role: "group", "aria-label": label });
  }
  for (const button of box.querySelectorAll(".widget-toggle-button")) {
    say(button, { "aria-pressed": String(button.classList.contains("mod-active")) });
  }
  for (const play of box.querySelectorAll(".widget-play")) {
    const [start, stop] = play.querySelectorAll("button");
    const playing = start.querySelector(".fa-pause") !== null;
    say(start, { "aria-label": playing ? texts.pause : texts.play });
    say(stop, { "aria-label": texts.stop });
  }
}

export default { render };
