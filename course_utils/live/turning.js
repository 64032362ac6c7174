// The browser's half of turning.py: axes in space turn as two sliders say, and the sliders follow a
// drag and the arrow keys as well.

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowDown: [-1, 1], ArrowUp: [1, 1] };
const LARGE = 10; // steps of an arrow key with Shift

// Call `turned` after each turn, until the signal says that the figure is closed.
function followTurning(model, turned, signal) {
  let sliders = []; // of turn and of tilt, once they are found
  let grip = null; // where the axes were pressed, and how they stood

  const angles = () => sliders.map((slider) => slider.get("value"));
  const turnTo = ([turn, tilt]) => {
    const aroundOnce = ((((turn + 180) % 360) + 360) % 360) - 180;
    [aroundOnce, tilt].forEach((angle, i) => {
      const [min, max, step] = ["min", "max", "step"].map((name) => sliders[i].get(name));
      const within = Math.min(max, Math.max(min, angle));
      if (sliders[i].get("disabled")) return;
      sliders[i].set("value", min + Math.round((within - min) / step) * step);
      sliders[i].save_changes();
    });
  };

  const find = async () => {
    const ids = model.get("turned_by") ?? []; // a page without Python has none
    const found = await Promise.all(ids.map((id) => model.widget_manager.get_model(id)));
    if (signal.aborted) return;
    sliders = found;
    for (const slider of sliders) slider.on("change:value", turned);
  };
  signal.addEventListener("abort", () => {
    for (const slider of sliders) slider.off("change:value", turned);
  });
  find();

  return {
    angles,
    isPossible: () => sliders.length > 0,
    isHeld: () => grip !== null,
    press(at) {
      grip = { at, stood: angles() };
    },
    // A drag from one side of the axes to the other shows them from behind.
    drag(at, width) {
      const [across, down] = [0, 1].map((i) => (180 * (at[i] - grip.at[i])) / width);
      turnTo([grip.stood[0] - across, grip.stood[1] + down]);
    },
    release() {
      grip = null;
    },
    key({ key, shiftKey }) {
      const [way, i] = ARROWS[key];
      const wanted = angles();
      wanted[i] -= way * (shiftKey ? LARGE : 1) * sliders[i].get("step");
      turnTo(wanted);
    },
  };
}
