// Plays the live figures that recording.py has recorded: what the kernel does in a notebook.
// The widgets are the notebook's own (canvas.js, sentence.js, prediction.js); each is given a model
// whose messages are answered here. From a folder (file://) a page may neither fetch data nor start
// workers: each figure's data comes as a classic script, once the figure is near the window.

const NEAR = "600px";
const MOST_BUTTONS = 60; // letters of options that stand side by side; more go into a list
const REST = 1000; // milliseconds between two steps for who asks for less motion
const KEYS = 50; // steps of an arrow key from one side of the axes to the other, where one guesses
const RAISED = Object.fromEntries([..."-0123456789"].map((sign, i) => [sign, "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"[i]]));
const [MOVE, LINE] = [1, 2]; // Matplotlib's path codes
const TURN = 180; // degrees, for a drag from one side of the axes to the other
const SHARE = 0.75; // of the window's height, which a picture may take
const GAIN = 1.2; // how much larger the parts of a picture must be than the whole, to be shown alone
const SMALL = 0.6; // the scale below which a picture's numbers are hard to read

// Stands for the model of a widget: values that tell when they change, and a kernel that answers.
class Model {
  constructor(values, answer = () => {}) {
    this.values = values;
    this.answer = answer;
    this.listeners = new Map();
  }
  get(name) {
    return this.values[name];
  }
  set(name, value) {
    if (this.values[name] === value) return;
    this.values[name] = value;
    this.tell(`change:${name}`);
  }
  save_changes() {}
  on(event, listener) {
    this.listeners.set(event, [...(this.listeners.get(event) ?? []), listener]);
  }
  off(event, listener) {
    const others = (this.listeners.get(event) ?? []).filter((one) => one !== listener);
    this.listeners.set(event, others);
  }
  tell(event, ...what) {
    for (const listener of this.listeners.get(event) ?? []) listener(...what);
  }
  send(message) {
    this.answer(message);
  }
}

// The data of one figure, unpacked as drawings.py has packed them.
async function unpack(text) {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const plain = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  const packed = new Uint8Array(await new Response(plain).arrayBuffer());
  const end = packed.indexOf("\n".charCodeAt(0));
  const data = JSON.parse(new TextDecoder().decode(packed.subarray(0, end)));
  const rest = packed.slice(end + 1);

  const steps = new Int16Array(rest.buffer, 0, 2 * data.points);
  const points = new Float32Array(2 * data.points);
  for (const axis of [0, 1]) {
    let place = 0;
    for (let i = 0; i < data.points; i++) {
      place = ((place + steps[axis * data.points + i]) << 16) >> 16; // as 16 bits overflow
      points[2 * i + axis] = place / data.grain;
    }
  }
  let at = 4 * data.points;
  const pictures = data.pictures.map((size) => {
    const picture = new Uint8ClampedArray(size);
    for (let colour = 0; colour < 4; colour++) {
      let level = 0;
      for (let i = colour; i < size; i += 4) picture[i] = level = (level + rest[at++]) & 255;
    }
    return picture;
  });
  const codes = data.codes.map((runs) => {
    const all = [];
    for (let i = 0; i < runs.length; i += 2) all.push(...Array(runs[i + 1]).fill(runs[i]));
    return Uint8Array.from(all);
  });
  let next = 0; // the first point of the next call
  const calls = data.calls.map((call) => {
    const [kind] = call;
    if (kind === "text") return { call: [...call.slice(0, -1), data.letters[call.at(-1)]] };
    if (kind === "image") return { call, picture: pictures[call.at(-1)] };
    const n = kind === "path" ? call[2] : call[3];
    const own = points.subarray(2 * next, 2 * (next += n));
    return { call, points: own, codes: kind === "path" ? codes[call.at(-1)] : undefined };
  });
  data.drawings = data.drawings.map((drawing) => summed(drawing).map((number) => calls[number]));
  const asked = data.questions.flatMap(({ asking, answered }) => [asking, answered]);
  for (const sheet of [...data.sheets, ...asked]) {
    if (!sheet) continue;
    for (const name in sheet.states) sheet.states[name] = summed(sheet.states[name]);
    sheet.jumps = sheet.jumps.map(summed);
  }
  return data;
}

function summed(differences) {
  let sum = 0;
  return differences.map((difference) => (sum += difference));
}

// Parts of drawings as one drawing, in the form in which a kernel sends it: calls and buffers. The
// place `origin` of the picture becomes the lower left corner.
function message(parts, origin) {
  const join = (Kind, arrays) => {
    const all = new Kind(arrays.reduce((sum, array) => sum + array.length, 0));
    let at = 0;
    for (const array of arrays) {
      all.set(array, at);
      at += array.length;
    }
    return all;
  };
  const of = (name) => parts.map((part) => part[name]).filter(Boolean);
  const points = join(Float32Array, of("points")).map((place, i) => place - origin[i % 2]);
  const buffers = [points, join(Uint8Array, of("codes")), ...of("picture")];
  return { calls: of("call").map((call) => movedCall(call, origin)), buffers };
}
function movedCall(call, [left, low]) {
  if (call[0] === "text") return call.with(2, call[2] - left).with(3, call[3] - low);
  if (call[0] !== "image") return call;
  const [kind, width, height, [a, b, c, d, e, f], clip] = call;
  return [kind, width, height, [a, b, c, d, e - left, f - low], movedClip(clip, [left, low])];
}
// A row of the table: a style has a clip behind its stroke, width, fill and dashes.
function movedRow(row, origin) {
  return row[0] === "style" ? row.with(5, movedClip(row[5], origin)) : row;
}
function movedClip(clip, [left, low]) {
  return clip && [clip[0] - left, clip[1] - low, ...clip.slice(2)];
}

function make(kind, properties = {}, ...children) {
  const element = Object.assign(document.createElement(kind), properties);
  element.append(...children);
  return element;
}

// One figure of the page. `places` says for each control which of its stops is chosen.
class Figure {
  constructor(section, data, texts) {
    Object.assign(this, { section, data, texts });
    this.name = section.dataset.recorded;
    this.controls = new Map();
    for (const row of data.rows) if (row.texts) this.controls.set(row.name, row);
    this.start = Object.fromEntries([...this.controls].map(([name, { start }]) => [name, start]));
    this.places = { ...this.start };
    this.sheet = data.sheets[0];
    this.questions = data.questions.map((question) => {
      const picture = question.drawn && new DrawnGuess(question.drawn, data.drawings, data.size[1]);
      return { ...question, picture, guess: null, told: "" };
    });
    this.nDone = 0;
    this.isResting = false; // the answer is looked at, and the next question waits
    this.latest = null; // the question answered just now
    this.stop = () => {}; // what plays
    this.build();
    this.ask();
  }

  // The question on the card, answered or not; undefined once the figure is free.
  get asked() {
    return this.questions[this.nDone - (this.isResting ? 1 : 0)];
  }
  waits(name) {
    return this.asked && !this.asked.free.includes(name);
  }
  answers(name) {
    return name && !this.waits(name) && !this.off.has(name);
  }

  // What stands in the page

  build() {
    const { section, data, texts } = this;
    const reset = make("button", { type: "button", textContent: texts.reset });
    reset.addEventListener("click", () => this.reset());
    section.querySelector(".live-title").append(reset);
    this.rows = data.rows.map((row) => this.row(row));
    const controls = make("div", { className: "live-controls" }, ...this.rows.map(({ element }) => element));
    const [card, picture, sentence] = [0, 1, 2].map(() => make("div"));
    this.note = make("p", { className: "live-more" }); // on what a narrow page does to the picture
    section.append(card, controls, picture, this.note, sentence);
    if (data.more) section.append(make("p", { className: "live-more", textContent: data.more }));
    section.classList.add("live-shown");

    this.sentence = new Model({ text: "", lines: data.lines, group: "" });
    renderSentence({ model: this.sentence, el: sentence });
    this.nFrames = this.nGrounds = 0;
    this.picture = picture;
    this.whole = [[[0, 0, ...data.size]]]; // rows of rectangles, as are its parts
    this.parts = []; // each has a canvas
    addEventListener("resize", () => this.layOut(this.frame.ground));
    this.card = new Model(
      { question: "", options: [], bounds: [], hint: "", guess: "", verdict: "", more: false, hidden: true, texts },
      (event) => this.take(event),
    );
    if (this.questions.length) renderCard({ model: this.card, el: card });
  }
  // A picture that is wide gets small on a phone. Its parts are then laid out in more rows.
  layOut(ground) {
    const room = this.section.clientWidth;
    const parts = this.data.parts[this.data.cuts[ground]];
    // While a phone scrolls, its window changes its height, and nothing may jump.
    if (room === this.room && parts === this.cut) return;
    [this.room, this.cut] = [room, parts];
    const [width, height] = this.data.size;
    const scale = Math.min(1, room / width, (SHARE * innerHeight) / height);
    const larger = largest(parts, room);
    const isCut = larger > GAIN * scale;
    this.showParts(isCut ? parts : this.whole);
    for (const { element, at } of this.parts) {
      const natural = (isCut ? larger : scale) * (at[2] - at[0]);
      element.style.width = `${Math.floor(Math.min(natural, room))}px`;
    }
    const isSmall = scale < SMALL && innerWidth < innerHeight;
    this.note.textContent = isCut ? this.texts.stacked : isSmall ? this.texts.sideways : "";
    this.listen(ground);
  }
  showParts(rows) {
    if (rows === this.shown) return;
    this.shown = rows;
    this.picture.replaceChildren(); // a canvas that is taken away by itself would leave a notice
    for (const { close } of this.parts) close();
    this.parts = rows.flat().map((at) => this.part(at));
    for (const row of rows) {
      const elements = this.parts.filter(({ at }) => row.includes(at)).map((part) => part.element);
      this.picture.append(make("div", { className: "live-parts" }, ...elements));
    }
    for (const part of this.parts) {
      part.close = renderCanvas({ model: part.canvas, el: part.element });
    }
    this.areas = null; // of the canvases that were there before
  }
  part(at) {
    const { data } = this;
    const [left, top, right, bottom] = at;
    const origin = [left, data.size[1] - bottom];
    const part = { at, origin, element: make("div"), areas: [], held: 0 };
    part.table = data.table.map((row) => movedRow(row, origin));
    part.canvas = new Model(
      { size: [right - left, bottom - top], areas: [], label: data.title, scale: 1, calm: false, texts: {} },
      (event) => this.answer(event, part),
    );
    return part;
  }
  row(row) {
    if (row.kind === "play") return this.playButton(row);
    if (row.kind === "button") return this.jumpButton(row);
    const { name, label, texts } = row;
    const id = `${this.name}-${name}`;
    const choose = (place) => this.set({ [name]: place });
    if (row.kind === "slider") {
      const range = make("input", { type: "range", id, min: 0, max: texts.length - 1, step: 1 });
      const shown = make("output", { htmlFor: id });
      range.addEventListener("input", () => choose(Number(range.value)));
      const show = (place) => {
        range.value = place;
        shown.textContent = texts[place];
        range.setAttribute("aria-valuetext", texts[place]);
      };
      const element = make("div", { className: "live-slider" }, make("label", { htmlFor: id, textContent: label }), range, shown);
      return { name, element, show, inputs: [range] };
    }
    if (row.kind === "check") {
      const box = make("input", { type: "checkbox" });
      box.addEventListener("change", () => choose(Number(box.checked)));
      const element = make("label", { className: "live-option" }, box, label);
      return { name, element, show: (place) => (box.checked = place === 1), inputs: [box] };
    }
    if (row.kind !== "formula" && (texts.length > 5 || texts.join("").length > MOST_BUTTONS)) {
      const list = make("select", { id }, ...texts.map((text) => make("option", { textContent: text })));
      list.addEventListener("change", () => choose(list.selectedIndex));
      const element = make("div", { className: "live-list" }, make("label", { htmlFor: id, textContent: label }), list);
      return { name, element, show: (place) => (list.selectedIndex = place), inputs: [list] };
    }
    const inputs = texts.map((_text, place) => {
      const input = make("input", { type: "radio", name: id });
      input.addEventListener("change", () => choose(place));
      return input;
    });
    const options = inputs.map((input, place) => make("label", { className: "live-option" }, input, texts[place]));
    const element = make("fieldset", {}, make("legend", { textContent: label }), ...options);
    return { name, element, show: (place) => (inputs[place].checked = true), inputs };
  }

  // Playing: a whole sweep takes its seconds, however many stops there are.
  playButton({ name, seconds }) {
    const button = make("button", { type: "button" });
    const label = (text, sign) => (button.textContent = `${sign} ${text}`);
    const { length } = this.controls.get(name).texts;
    let timer = 0;
    const stop = () => {
      clearInterval(timer);
      timer = 0;
      label(this.texts.play, "▶");
    };
    const play = () => {
      const isCalm = this.parts[0].canvas.get("calm");
      const step = isCalm ? Math.max(1, Math.round(length / 10)) : 1;
      if (this.places[name] === length - 1) this.set({ [name]: 0 });
      this.stop = stop;
      label(this.texts.pause, "❚❚");
      timer = setInterval(
        () => {
          this.set({ [name]: Math.min(length - 1, this.places[name] + step) });
          if (this.places[name] === length - 1) stop();
        },
        isCalm ? REST : (1000 * seconds) / length,
      );
    };
    button.addEventListener("click", () => (timer ? stop() : play()));
    stop();
    return { name, element: button, show: () => {}, inputs: [button] };
  }

  jumpButton({ label, jump }) {
    const button = make("button", { type: "button", textContent: label });
    // Where the present sheet lacks the control that the button moves, another has it.
    const leads = (sheet) => {
      const state = this.state(sheet);
      return (sheet.jumps[jump]?.[state] ?? state) !== state;
    };
    button.addEventListener("click", () => {
      const sheet = [this.sheet, ...this.data.sheets].find(leads);
      if (!sheet) return;
      let state = sheet.jumps[jump][this.state(sheet)];
      const places = {};
      for (const name of sheet.names.toReversed()) {
        const { length } = this.controls.get(name).texts;
        places[name] = state % length;
        state = Math.floor(state / length);
      }
      this.set(places);
    });
    return { element: button, show: () => {}, inputs: [button] };
  }

  // What the reader moves

  set(places) {
    const free = Object.entries(places).filter(([name]) => !this.waits(name));
    for (const [name, place] of free) {
      const others = this.places[name] === place ? [] : (this.data.put_back[name] ?? []);
      for (const other of others) this.places[other] = this.start[other];
    }
    Object.assign(this.places, Object.fromEntries(free));
    if (!this.asked) this.chooseSheet(free.map(([name]) => name));
    this.show();
  }
  reset() {
    this.stop();
    this.sheet = this.data.sheets[0];
    this.places = { ...this.start, ...this.asked?.at };
    this.show();
  }
  // A control that the present sheet lacks calls for another; what that one lacks goes back.
  chooseSheet(names) {
    const moved = Object.keys(this.places).filter((name) => this.places[name] !== this.start[name]);
    const score = (sheet) => {
      const has = (name) => sheet.names.includes(name);
      return 1000 * names.every(has) + 2 * moved.filter(has).length + (sheet === this.sheet);
    };
    this.sheet = this.data.sheets.reduce((best, sheet) => (score(sheet) > score(best) ? sheet : best));
    for (const name in this.places) {
      if (!this.sheet.names.includes(name)) this.places[name] = this.start[name];
    }
  }

  // What is shown

  // The number of the present state in the product of a sheet's controls.
  state(sheet = this.sheet) {
    let state = 0;
    for (const name of sheet.names) {
      state = state * this.controls.get(name).texts.length + this.places[name];
    }
    return state;
  }
  show() {
    const { asked } = this;
    if (asked) this.sheet = this.isResting ? asked.answered : asked.asking;
    const { sheet } = this;
    const state = this.state();
    const { grounds, moving, sentences, off } = sheet.states;
    this.off = new Set(this.data.off[off[state]]); // the controls that do nothing here
    for (const { name, element, show, inputs } of this.rows) {
      show(this.places[name]);
      element.hidden = Boolean(asked && !asked.free.includes(name));
      for (const input of inputs) input.disabled = this.off.has(name);
    }
    const marks = this.questions
      .filter((one) => this.showsGuess(one))
      .flatMap(({ guess }) => guess.mark);
    this.frame = { ground: grounds[state], moving: [...this.data.drawings[moving[state]], ...marks] };
    this.layOut(grounds[state]);
    this.listen(grounds[state]);
    this.send();
    this.sentence.set("text", this.sentenceOf(this.data.sentences[sentences[state]]));
  }
  showsGuess({ at, guess }) {
    const stands = Object.entries(at).every(([name, place]) => this.places[name] === place);
    return stands && Boolean(guess?.mark.length);
  }
  // An answer is told again only beside the guess in the picture: no question stands there.
  sentenceOf(text) {
    if (this.asked) return this.asked.told || text;
    const told = this.questions.filter(
      (one) => one === this.latest || (Object.keys(one.at).length && this.showsGuess(one)),
    );
    this.latest = null;
    return [...told.slice(-1).map((one) => one.told), text].filter(Boolean).join("\n");
  }
  // Send a frame to the canvases, the still layers only where they are new; or all to some of them.
  send(isWhole = false, receivers = this.parts) {
    if (!this.frame) return;
    const { ground, moving } = this.frame;
    const layers = this.data.grounds[ground];
    isWhole ||= layers.length !== this.layers?.length;
    const known = isWhole ? [] : this.layers;
    const changed = [...layers.entries()].filter(([number, layer]) => layer !== known[number]);
    const named = changed.map(([number, layer]) => [number, this.data.drawings[layer]]);
    this.nGrounds += changed.length > 0 && receivers === this.parts;
    this.nFrames += 1;
    this.layers = layers;
    for (const { canvas, origin, table } of receivers) {
      const drawings = [];
      const buffers = [];
      for (const [name, parts] of [...named, ["moving", moving]]) {
        const drawing = message(parts, origin);
        drawings.push([name, drawing.calls, drawing.buffers.length]);
        buffers.push(...drawing.buffers);
      }
      canvas.tell("msg:custom", {
        type: "frame",
        number: this.nFrames,
        whole: isWhole,
        ground: this.nGrounds,
        first_row: isWhole ? 0 : table.length,
        rows: isWhole ? table : [],
        drawings,
      }, buffers);
    }
  }
  // The areas of the picture that answer now.
  listen(ground) {
    const answers = ({ follow, at }) =>
      at[4] === "turning" ? this.answers("turn") : follow?.some((name) => this.answers(name));
    const all = this.data.areas[ground];
    const picture = !this.isResting && this.asked?.picture;
    const guessed = picture ? [all[picture.area]] : [];
    const areas = [...guessed, ...all.filter(answers)];
    if (picture) picture.at = guessed[0].at;
    if (areas.length === this.areas?.length && areas.every((area, i) => area === this.areas[i])) return;
    this.areas = areas;
    for (const part of this.parts) {
      const [left, top] = part.at;
      part.areas = areas.filter(({ at }) => isWithin(part.at, at));
      const within = ({ at: [x, y, right, low, kind] }) => [x - left, y - top, right - left, low - top, kind];
      part.canvas.set("areas", part.areas.map(within));
    }
  }

  // What the canvas reports

  answer(event, part) {
    if (event.type === "ready") this.send(true, [part]);
    if (["press", "move", "key"].includes(event.type)) {
      part.held = event.area ?? part.held;
      const area = part.areas[part.held] ?? part.areas[0];
      if (event.at) event.at = [event.at[0] + part.at[0], event.at[1] + part.at[1]];
      if (area?.at[4] === "guess") this.draw(event);
      else if (area?.at[4] === "turning") this.turn(area, event);
      else if (area) this.follow(area, event);
    }
    if (event.type !== "ready") part.canvas.tell("msg:custom", { type: "done" });
  }
  draw(event) {
    this.asked.guess = this.asked.picture.follow(event);
    this.card.set("guess", this.asked.guess.said);
    this.show();
  }
  follow({ at: rectangle, ends, follow }, { type, at, ...event }) {
    if (type === "key") {
      const [axis, n] = arrow(event);
      if (this.answers(follow[axis])) this.step(follow[axis], n);
      return;
    }
    const places = {};
    sharesOf(rectangle, at).forEach((share, axis) => {
      const name = follow[axis];
      if (this.answers(name)) places[name] = nearest(this.controls.get(name), valueAt(ends[axis], share));
    });
    this.set(places);
  }
  turn({ at: [left, , right] }, { type, at, ...event }) {
    const values = (name) => this.controls.get(name).values;
    if (type === "key") {
      const [axis, n] = arrow(event);
      this.step(axis ? "tilt" : "turn", -n, !axis);
    } else if (type === "press") {
      this.view = { at, turn: values("turn")[this.places.turn], tilt: values("tilt")[this.places.tilt] };
    } else if (this.view) {
      const [across, down] = [0, 1].map((axis) => ((at[axis] - this.view.at[axis]) / (right - left)) * TURN);
      const turn = ((((this.view.turn - across + TURN) % 360) + 360) % 360) - TURN;
      const tilt = this.view.tilt + down;
      this.set({ turn: nearest(this.controls.get("turn"), turn), tilt: nearest(this.controls.get("tilt"), tilt) });
    }
  }
  step(name, n, isRound = false) {
    const { length } = this.controls.get(name).texts;
    const place = this.places[name] + n;
    const within = Math.min(length - 1, Math.max(0, place));
    this.set({ [name]: isRound ? (place + length) % length : within });
  }

  // What is asked first

  ask() {
    const { asked } = this;
    if (!asked) return this.reset();
    const { question, options, bounds, hint } = asked;
    const empty = { guess: "", verdict: "", more: false };
    for (const [name, value] of Object.entries({ options, bounds, hint, ...empty })) {
      this.card.set(name, value);
    }
    this.card.set("hidden", false);
    this.card.set("question", question);
    this.reset();
  }
  take({ type, answer }) {
    const { asked, card } = this;
    if (type === "next") {
      this.isResting = false;
      this.ask();
    } else if (type === "guess") {
      const [low, , step] = asked.bounds;
      const number = asked.bounds.length ? Math.round((answer - low) / step) : answer;
      const [said, told, mark] = asked.guesses[number];
      asked.guess = { said, told, mark: this.data.drawings[mark] };
      card.set("guess", said);
      this.show();
    } else if (!card.get("verdict") && (type === "skip" || asked.guess)) {
      if (type === "skip") asked.guess = null;
      asked.told = asked.guess?.told ?? asked.skipped;
      this.latest = asked;
      this.nDone += 1;
      this.isResting = this.nDone < this.questions.length;
      if (!this.asked) this.chooseSheet(Object.keys(asked.at));
      this.show();
      card.set("more", this.isResting);
      card.set("hidden", !this.isResting);
      card.set("verdict", asked.told || this.texts.look);
    }
  }
}

// A guess that is made in the picture, a place or heights above given x: as guesses.py takes it.
class DrawnGuess {
  constructor({ area, ends, x, truth, said, told, marks }, drawings, height) {
    Object.assign(this, { area, ends, x, truth, height, texts: { said, told } });
    this.marks = marks.map((mark) => drawings[mark]);
    this.place = [0.5, 0.5]; // shares of the axes' width and height
    this.limits = ends[1].slice(0, 2).sort((one, other) => one - other);
    const middle = (this.limits[0] + this.limits[1]) / 2;
    this.heights = x?.map(() => middle);
    this.chosen = x && Math.floor(x.length / 2); // the point that was moved last
  }
  follow(event) {
    return this.x ? this.followCurve(event) : this.followPlace(event);
  }
  followPlace({ type, at, ...event }) {
    if (type === "key") {
      const [axis, n] = arrow(event);
      this.place[axis] += n / KEYS;
    } else this.place = sharesOf(this.at, at);
    this.place = this.place.map((share) => Math.min(1, Math.max(0, share)));
    const [x, y] = this.place.map((share, axis) => valueAt(this.ends[axis], share));
    const [said, told] = [this.texts.said, this.texts.told].map((text) => fill(text, { x, y }));
    return { said, told, mark: this.mark([this.place]) };
  }
  followCurve({ type, at, ...event }) {
    const { x, heights, limits, truth } = this;
    const [low, high] = limits;
    if (type === "key") {
      const [axis, n] = arrow(event);
      if (axis === 0) this.chosen = Math.min(x.length - 1, Math.max(0, this.chosen + n));
      else heights[this.chosen] += (n * (high - low)) / KEYS;
    } else {
      const here = sharesOf(this.at, at).map((share, axis) => valueAt(this.ends[axis], share));
      this.drawTo(here, type === "press" ? here : this.last);
    }
    heights.forEach((y, i) => (heights[i] = Math.min(high, Math.max(low, y))));
    const shares = x.map((along, i) => [shareOf(this.ends[0], along), shareOf(this.ends[1], heights[i])]);
    const point = { n: this.chosen + 1, all: x.length, x: x[this.chosen], y: heights[this.chosen] };
    const apart = heights.map((y, i) => Math.abs(y - truth[i]));
    const most = Math.max(...apart);
    const mean = apart.reduce((sum, one) => sum + one) / apart.length;
    const told = fill(this.texts.told, { mean, most, x: x[apart.indexOf(most)] });
    return { said: fill(this.texts.said, point), told, mark: this.mark(shares) };
  }
  // A quick stroke passes points between two events: they lie on the line between.
  drawTo(here, before) {
    const [left, right] = [here, before].sort((one, other) => one[0] - other[0]);
    const away = this.x.map((along) => Math.abs(along - here[0]));
    this.chosen = away.indexOf(Math.min(...away));
    this.x.forEach((along, i) => {
      if (i !== this.chosen && (along < left[0] || along > right[0])) return;
      const share = right[0] > left[0] ? (along - left[0]) / (right[0] - left[0]) : 1;
      this.heights[i] = left[1] + Math.min(1, Math.max(0, share)) * (right[1] - left[1]);
    });
    this.last = here;
  }
  // The recorded mark with other points; its name stands beside the last of them.
  mark(shares) {
    const [left, top, right, bottom] = this.at;
    const [x, y] = shares.at(-1);
    const recorded = this.marks[2 * (x > 0.5) + (y > 0.9)];
    const places = shares.flatMap(([x, y]) => [left + x * (right - left), this.height - bottom + y * (bottom - top)]);
    const points = Float32Array.from(places);
    const old = recorded.find((part) => part.call[0] === "marks").points.slice(-2);
    return recorded.map((part) => {
      const call = [...part.call];
      if (call[0] === "text") {
        for (const axis of [0, 1]) call[2 + axis] += points.at(axis - 2) - old[axis];
        return { call };
      }
      call[call[0] === "path" ? 2 : 3] = shares.length;
      return { call, points, codes: part.codes && Uint8Array.from(shares, (_share, i) => (i ? LINE : MOVE)) };
    });
  }
}

// The largest scale, at most 1, at which the parts of a picture fit the page's width and the window.
// A row of one part, as a legend is, only gets as large as the page is wide.
function largest(rows, room) {
  if (rows.every((row) => row.length === 1)) return 0;
  const fits = (scale) => {
    const heights = rows.map((row) => nLines(row, room / scale) * (row[0][3] - row[0][1]));
    return heights.reduce((sum, one) => sum + one) * scale <= SHARE * innerHeight;
  };
  let scale = 1;
  while (scale > 0.1 && !fits(scale)) scale -= 0.002;
  return scale;
}
// How many lines the parts of a row take.
function nLines(row, room) {
  const widths = row.map(([left, , right]) => right - left);
  if (row.length === 1) return Math.min(1, room / widths[0]);
  if (Math.max(...widths) > room) return Infinity;
  let [n, used] = [1, 0];
  for (const width of widths) {
    if (used + width > room) [n, used] = [n + 1, 0];
    used += width;
  }
  return n;
}

// Tell whether the middle of a rectangle lies in another.
function isWithin([left, top, right, bottom], [x, y, farX, farY]) {
  const middle = [(x + farX) / 2, (y + farY) / 2];
  return left <= middle[0] && middle[0] < right && top <= middle[1] && middle[1] < bottom;
}

// Where a point of the picture lies in a rectangle, as shares of its width and height.
function sharesOf([left, top, right, bottom], [x, y]) {
  return [(x - left) / (right - left), (bottom - y) / (bottom - top)];
}
// The number at a share of an axis, and the share of a number.
function valueAt([low, high, isLog], share) {
  return isLog ? low * (high / low) ** share : low + share * (high - low);
}
function shareOf([low, high, isLog], value) {
  return isLog ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
}

// A text with its numbers, as Python formats them and sentence.py sets them.
function fill(text, numbers) {
  return text.replace(/{(\w+)(?::\.(\d)g)?}/g, (_place, name, digits) =>
    digits ? written(numbers[name], Number(digits)) : numbers[name],
  );
}
function written(number, digits) {
  const [factor, exponent] = number.toExponential(digits - 1).split("e");
  const power = Number(exponent);
  const short = (text) => (text.includes(".") ? text.replace(/\.?0+$/, "") : text).replace("-", "−");
  if (number === 0) return "0";
  if (power >= -4 && power < digits) return short(number.toFixed(digits - 1 - power));
  const raised = String(power).replace(/./g, (sign) => RAISED[sign]);
  return short(factor) === "1" ? `10${raised}` : `${short(factor)}·10${raised}`;
}

// The axis of an arrow key, 0 across and 1 up, and how many stops along it.
function arrow({ key, large }) {
  const [axis, direction] = {
    ArrowLeft: [0, -1],
    ArrowRight: [0, 1],
    ArrowDown: [1, -1],
    ArrowUp: [1, 1],
  }[key];
  return [axis, direction * (large ? 10 : 1)];
}

// The stop nearest to a value; values over decades are compared by their ratio.
function nearest({ values }, value) {
  const isRatio = values[0] > 0 && value > 0 && values.at(-1) / values[0] > 100;
  const far = (one) => Math.abs(isRatio ? Math.log(one / value) : one - value);
  return values.reduce((best, one, place) => (far(one) < far(values[best]) ? place : best), 0);
}

const deliveries = new Map(); // the data of each figure, by name: a promise, and what keeps it
const texts = JSON.parse(document.getElementById("texts").textContent);

window.recorded = (name, text) => deliveries.get(name).resolve(unpack(text));

function deliver(name, src) {
  if (!deliveries.has(name)) {
    const delivery = {};
    delivery.data = new Promise((resolve, reject) => Object.assign(delivery, { resolve, reject }));
    deliveries.set(name, delivery);
    const script = make("script", { src });
    script.addEventListener("error", delivery.reject);
    document.head.append(script);
  }
  return deliveries.get(name).data;
}

async function start(section) {
  const { recorded: name, src } = section.dataset;
  try {
    section.figure = new Figure(section, await deliver(name, src), texts);
  } catch (error) {
    const notice = make("p", { className: "live-notice", textContent: texts.failed });
    notice.setAttribute("role", "alert");
    section.append(notice);
    throw error;
  }
}

const near = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      near.unobserve(target);
      start(target);
    }
  },
  { rootMargin: NEAR },
);
for (const section of document.querySelectorAll("[data-recorded]")) near.observe(section);
