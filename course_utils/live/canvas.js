// The browser's half of LiveCanvas (canvas.py): paints the frames that the kernel
// sends, and reports where the reader presses, drags and types.

const PATIENCE = 1500; // milliseconds

function render({ model, el }) {
  const closed = new AbortController();
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d");
  canvas.className = "live-canvas";
  canvas.style.aspectRatio = model.get("size").join(" / ");
  el.append(canvas);

  const table = []; // styles and outlines, which calls name by their row
  const layers = []; // the still ground: a drawing for each axes, and one for the rest
  // What comes anew with each frame, or is turned, is painted over the other layers: else all of
  // the ground would be painted each time. No axes lie upon others.
  let restless = []; // the layers that came with the last frame
  let leftOut = ""; // the layers that `still` lacks, in words
  const still = document.createElement("canvas"); // the rest of the ground, painted
  let moving = null; // the drawing of what moves
  let isDue = false; // whether it waits to be painted

  // Each frame is whole but for the ground and for what the table held before. If that was lost,
  // or never sent here, everything is asked for.
  let seen = 0; // the number of the last frame
  let ground = 0; // how often the kernel had sent parts of the ground
  let asked = -Infinity; // when everything was last asked for
  const askForAll = () => {
    if (performance.now() - asked < PATIENCE) return;
    asked = performance.now();
    ready();
  };
  // Of the last frame there is no next one to show that it was lost: once the hand rests, the
  // kernel is told what was seen. Of axes that were turned here it then sends the ticks.
  let resting;
  const tellWhenAtRest = (_event, wait = isTurned() ? 200 : 1000) => {
    clearTimeout(resting);
    resting = setTimeout(() => {
      send({ type: "seen", number: seen });
      // The kernel may hear of this before it hears of the last turn. Or it is busy.
      if (isTurned()) tellWhenAtRest(null, Math.max(PATIENCE, 2 * wait));
    }, wait);
  };

  // Axes in space turn here: of the kernel's picture of them only the ticks are waited for.
  let scene = null; // what is turned; the drawing of all else that moves; the lens; their layer
  let drawnFrom = null; // the angles of the kernel's picture
  const turning = followTurning(
    model,
    () => {
      paint();
      tellWhenAtRest();
    },
    closed.signal,
  );
  const isTurned = () =>
    turning.isPossible() && drawnFrom && String(turning.angles()) !== String(drawnFrom);

  const take = (frame, buffers) => {
    const changes = frame.drawings.some(([name]) => typeof name === "number");
    const isNext = frame.first_row === table.length && frame.ground === ground + changes;
    if (!frame.whole && !isNext) {
      tellWhenAtRest();
      return askForAll();
    }
    if (frame.whole) {
      asked = -Infinity;
      table.length = layers.length = 0;
      joinFigure();
    }
    [seen, ground] = [frame.number, frame.ground];
    table.push(...frame.rows.map(readRow));
    let next = 0; // the first buffer of the next drawing
    const named = {};
    for (const [name, calls, n] of frame.drawings) {
      named[name] = readDrawing(calls, buffers.slice(next, (next += n)));
    }
    if (named.scene) scene = { ...named, lens: frame.lens, layer: frame.turned };
    else {
      let fresh;
      ({ moving, ...fresh } = named);
      Object.assign(layers, fresh);
      restless = frame.whole ? [] : Object.keys(fresh).map(Number);
      drawnFrom = frame.view;
      if (frame.whole) still.width = 0;
      if (!frame.keeps_scene) scene = null;
    }
    tellWhenAtRest();
    paint();
  };

  // As many pixels as the screen has for the place that the picture takes.
  const paint = () => {
    const { width, height } = canvas.getBoundingClientRect();
    isDue = moving !== null && !width; // JupyterLab takes cells far from the window off the page
    if (!moving || isDue) return;
    const pixels = window.devicePixelRatio || 1;
    const size = [Math.round(width * pixels), Math.round(height * pixels)];
    const ratio = size[0] / model.get("size")[0];
    const seenHere = isTurned() && scene; // and not as the kernel has drawn it
    const anew = seenHere ? [scene.layer] : restless;
    if (still.width !== size[0] || still.height !== size[1] || String(anew) !== leftOut) {
      [still.width, still.height] = [canvas.width, canvas.height] = size;
      leftOut = String(anew);
      layers.forEach((layer, name) => {
        if (!anew.includes(name)) paintDrawing(still.getContext("2d"), layer, table, ratio);
      });
    }
    context.drawImage(still, 0, 0);
    const drawings = seenHere
      ? [seenFrom(scene.scene, turning.angles(), scene.lens), scene.beside]
      : [...anew.map((name) => layers[name]), moving];
    for (const drawing of drawings) paintDrawing(context, drawing, table, ratio);
    canvas.dataset.frames = Number(canvas.dataset.frames || 0) + 1;
  };

  // A picture made larger stays so low that its sliders and its sentence fit the window with it,
  // but never gets smaller than it was.
  const resize = () => {
    const scale = model.get("scale");
    const [width, lowest] = model.get("size");
    const box = el.closest(".live-figure");
    const page = el.closest(".jp-WindowedPanel-outer") ?? document.documentElement;
    canvas.style.width = `${width * scale}px`;
    if (!box?.offsetHeight) return;
    const beside = box.offsetHeight - canvas.offsetHeight;
    const free = Math.min(lowest * scale, Math.max(page.clientHeight - beside, lowest));
    canvas.style.width = `${(width * free) / lowest}px`;
    const pixels = Math.round(canvas.clientWidth * (window.devicePixelRatio || 1));
    if (isDue || canvas.width !== pixels) paint();
  };

  // One message is under way at a time. While it is, only the latest move waits, so that a
  // fast hand never builds up a queue; it takes all the points of a stroke along. An answer that
  // does not come was lost.
  const queue = [];
  let busy = 0; // the timer of the message under way
  const post = (message) => {
    if (message.type === "move" && queue.at(-1)?.type === "move") {
      const { path } = queue.pop();
      if (message.path) message.path = [...path, ...message.path];
    }
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
    if (message.type === "frame") take(message, buffers);
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
  const kindOf = (area) => model.get("areas")[area]?.[4];

  // The browser reports a quick stroke in few events, each with all its points.
  const every = (event) => {
    const events = event.getCoalescedEvents?.() ?? [];
    return events.length ? events : [event];
  };

  let held = -1; // the area that was pressed
  let latest = 0; // the area that the arrow keys move in
  const turnsHere = (area) => kindOf(area) === "turning" && turning.isPossible();
  let holder = null; // the mouse, pen or finger that holds it: a second finger moves nothing
  canvas.addEventListener("pointerdown", (event) => {
    if (held >= 0) return;
    const at = position(event);
    held = event.button === 0 ? areaAt(at) : -1;
    if (held < 0) return;
    holder = event.pointerId;
    canvas.setPointerCapture(holder);
    latest = held;
    if (turnsHere(held)) turning.press(at);
    else post({ type: "press", area: held, at });
  });
  canvas.addEventListener("pointermove", (event) => {
    const at = position(event);
    const isHolder = held >= 0 && event.pointerId === holder;
    if (isHolder && turning.isHeld()) {
      const [left, , right] = model.get("areas")[held];
      turning.drag(at, right - left);
    } else if (isHolder) {
      const move = { type: "move", area: held, at };
      if (kindOf(held) === "stroke") move.path = [...every(event).map(position)];
      post(move);
    } else if (held < 0) canvas.style.cursor = areaAt(at) >= 0 ? "pointer" : "default";
  });
  const release = (event) => {
    if (held < 0 || event.pointerId !== holder) return;
    if (turning.isHeld()) turning.release();
    else post({ type: "release", area: held, at: position(event) });
    held = -1;
  };
  canvas.addEventListener("pointerup", release);
  canvas.addEventListener("pointercancel", release);
  // A finger moves the page, but not where it drags up and down.
  const keepPage = (event) => {
    const area = areaAt(position(event.touches[0]));
    if (area >= 0 && kindOf(area) !== "sideways") event.preventDefault();
  };
  canvas.addEventListener("touchstart", keepPage, { passive: false });

  canvas.addEventListener("keydown", (event) => {
    if (!event.key.startsWith("Arrow") || model.get("areas").length === 0) return;
    event.preventDefault();
    if (turnsHere(latest)) return turning.key(event);
    // A key held down repeats faster than a figure is drawn: no queue of repeats either.
    if (event.repeat && busy) return;
    post({ type: "key", key: event.key, large: event.shiftKey });
  });

  // What can be dragged takes the keyboard, and the finger that goes sideways.
  const describe = () => {
    const canDrag = model.get("areas").length > 0;
    canvas.tabIndex = canDrag ? 0 : -1;
    canvas.style.touchAction = canDrag ? "pan-y pinch-zoom" : "auto";
    canvas.setAttribute("role", canDrag ? "application" : "img");
    canvas.setAttribute("aria-label", model.get("label"));
  };

  // JupyterLab's one-letter shortcuts stay out of the figure; its controls get their names.
  const joinFigure = () => {
    const box = el.closest(".live-figure");
    if (!box || box.dataset.lmSuppressShortcuts) return;
    box.dataset.lmSuppressShortcuts = "true";
    box.classList.add("live-shown"); // in place of the still picture that stands for it
    returned.observe(box);
    resize();
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

  const ready = () => send({ type: "ready" });

  // The picture is as sharp as the screen, also after a move to another screen.
  const watchRatio = () => {
    matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`).addEventListener(
      "change",
      () => {
        resize();
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

  // Where the notebook is open in a second window, its cell still shows a figure that was closed
  // because the first window ran the cell again.
  const leavePicture = () => {
    const output = el.closest(".live-figure")?.parentElement;
    if (!output?.isConnected) return;
    const line = document.createElement("p");
    line.className = "live-notice";
    line.textContent = model.get("texts").closed;
    const last = document.createElement("div"); // JupyterLab hides the emptied output
    last.className = "live-shown";
    last.append(canvas, line);
    output.after(last);
  };

  model.on("msg:custom", receive);
  model.on("change:areas", describe);
  model.on("change:scale", resize);
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
    model.off("change:scale", resize);
    leavePicture();
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
