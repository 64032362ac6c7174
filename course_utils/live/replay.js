// Paints on a <canvas> what draw_calls.py has written down. A drawing is
// { calls, points: Float32Array, codes: Uint8Array, images: [Uint8ClampedArray] };
// all places are in CSS pixels from the lower left.

const [MOVE, LINE, QUADRATIC, CUBIC, CLOSE] = [1, 2, 3, 4, 79]; // Matplotlib's path codes
const AS_IT_IS = { x: (place) => place, y: (place) => place };
const MOST_SNAPPED = 1024; // points of a path that is laid on whole pixels, as Matplotlib does

// Unpack one drawing, whose buffers are points, codes and pictures in this order.
function readDrawing(calls, buffers) {
  const bytes = buffers.map((view) => view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength));
  const [points, codes, ...images] = bytes;
  return {
    calls,
    points: new Float32Array(points),
    codes: new Uint8Array(codes),
    images: images.map((image) => new Uint8ClampedArray(image)),
  };
}

// Rows of the table as they are used: styles with names, outlines with a place for their path.
function readRow([kind, ...row]) {
  if (kind === "outline") return { points: row[0], codes: row[1] };
  const [stroke, width, fill, dashes, clip, join, cap] = row;
  return { stroke, width, fill, dashes, clip, join, cap: cap === "projecting" ? "square" : cap };
}

// Paint a drawing; `ratio` is the canvas's pixels for one CSS pixel.
function paintDrawing(context, drawing, table, ratio) {
  const { calls, points, codes, images } = drawing;
  let point = 0; // the next of the points, codes and pictures
  let code = 0;
  let image = 0;
  const { height } = context.canvas;
  const base = new DOMMatrix([ratio, 0, 0, -ratio, 0, height]);
  // Marks, letters and straight lines stand on whole pixels, as Matplotlib lays them: else they
  // would be blurred. Half a pixel further, a line as wide as an odd number of pixels is sharp.
  const whole = (half = 0) => ({
    x: (place) => (Math.floor(place * ratio + 0.5) + half) / ratio,
    y: (place) => (height - Math.floor(height - place * ratio + 0.5) - half) / ratio,
  });
  const snapping = (shape, style) => {
    if (!isUpright(shape)) return undefined;
    return whole(style.stroke && Math.round(style.width * ratio) % 2 ? 0.5 : 0);
  };

  const use = ({ stroke, width, fill, dashes, join, cap, clip }) => {
    clipTo(clip);
    context.fillStyle = fill ?? "transparent";
    if (!stroke) return;
    context.strokeStyle = stroke;
    context.lineWidth = width;
    context.lineJoin = join;
    context.lineCap = cap;
    context.lineDashOffset = dashes?.[0] ?? 0;
    context.setLineDash(dashes?.slice(1) ?? []);
  };
  let clipped = ""; // the clip that is set, in words: a surface has hundreds of pieces in one
  const clipTo = (clip) => {
    if (String(clip) === clipped) return;
    context.restore();
    context.save();
    clipped = String(clip);
    if (!clip) return;
    context.setTransform(1, 0, 0, 1, 0, 0);
    const [left, low, across, up] = clip.map((side) => side * ratio);
    const [x, y] = [Math.round(left), Math.round(height - low - up)];
    context.beginPath();
    context.rect(x, y, Math.round(left + across) - x, Math.round(height - low) - y);
    context.clip();
  };
  const paint = (path, { stroke, fill }) => {
    if (fill) context.fill(path);
    if (stroke) context.stroke(path);
  };

  context.save();
  for (const [kind, row, ...what] of calls) {
    if (kind === "image") {
      const [rows, matrix, clip] = what;
      clipTo(clip);
      context.setTransform(base.multiply(new DOMMatrix(matrix)));
      context.imageSmoothingEnabled = false;
      context.drawImage(pictureOf(images[image++], row, rows), 0, 0);
    } else {
      const style = table[row];
      use(style);
      if (kind === "path") {
        const [n] = what;
        const shape = {
          points: points.subarray(point, (point += 2 * n)),
          codes: codes.subarray(code, (code += n)),
        };
        context.setTransform(base);
        paint(trace(shape, snapping(shape, style)), style);
      } else if (kind === "marks") {
        const path = trace(table[what[0]], snapping(table[what[0]], style));
        const { x, y } = whole(isUpright(table[what[0]]) ? 0 : 0.5);
        for (const end = point + 2 * what[1]; point < end; point += 2) {
          context.setTransform(base.translate(x(points[point]), y(points[point + 1])));
          paint(path, style);
        }
      } else {
        const [left, low, angle, size, letters] = what;
        const { x, y } = whole();
        const line = base.translate(x(left), y(low)).rotate(angle).scale(size);
        for (let at = 0; at < letters.length; at += 4) {
          const outline = table[letters[at]];
          outline.path ??= trace(outline);
          context.setTransform(line.translate(letters[at + 1], letters[at + 2]).scale(letters[at + 3]));
          context.fill(outline.path);
        }
      }
    }
  }
  context.restore();
}

// Return a shape's path; `snap` moves its coordinates.
function trace({ points, codes }, snap = AS_IT_IS) {
  const path = new Path2D();
  const at = (index) => [snap.x(points[2 * index]), snap.y(points[2 * index + 1])];
  for (let i = 0; i < codes.length; i++) {
    if (codes[i] === MOVE) path.moveTo(...at(i));
    else if (codes[i] === LINE) path.lineTo(...at(i));
    else if (codes[i] === CLOSE) path.closePath();
    else if (codes[i] === QUADRATIC) path.quadraticCurveTo(...at(i), ...at(++i));
    else if (codes[i] === CUBIC) path.bezierCurveTo(...at(i), ...at(++i), ...at(++i));
  }
  return path;
}

// Tell whether a shape's lines go only upright and level.
function isUpright({ points, codes }) {
  if (codes.length > MOST_SNAPPED) return false;
  for (let i = 0; i < codes.length; i++) {
    if (codes[i] === QUADRATIC || codes[i] === CUBIC) return false;
    if (codes[i] !== LINE) continue;
    const across = Math.abs(points[2 * i] - points[2 * i - 2]);
    const up = Math.abs(points[2 * i + 1] - points[2 * i - 1]);
    if (across > 1e-3 && up > 1e-3) return false;
  }
  return true;
}

function pictureOf(pixels, width, height) {
  const picture = new OffscreenCanvas(width, height);
  picture.getContext("2d").putImageData(new ImageData(pixels, width, height), 0, 0);
  return picture;
}
