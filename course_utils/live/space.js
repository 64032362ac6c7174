// Lays flat what space.py has written down, seen from where the reader has turned it to.

// Return a drawing for paintDrawing: the scene from `turn` and `tilt`, in degrees, through the
// lens, which is the eye's distance, the scale of x and y, and where the middle of space is.
function seenFrom({ calls, points, codes }, [turn, tilt], [distance, across, up, left, low]) {
  const [a, e] = [turn, tilt].map((degrees) => (degrees * Math.PI) / 180);
  // The directions to the right, up and toward the eye, in space.
  const right = [-Math.sin(a), Math.cos(a), 0];
  const upward = [-Math.sin(e) * Math.cos(a), -Math.sin(e) * Math.sin(a), Math.cos(e)];
  const toward = [Math.cos(e) * Math.cos(a), Math.cos(e) * Math.sin(a), Math.sin(e)];
  const along = (way, i) =>
    way[0] * points[3 * i] + way[1] * points[3 * i + 1] + way[2] * points[3 * i + 2];

  // Where both walls of an axis are seen from their edges, either will do: it is the lower one.
  const behind = (way) => (way > -1e-9 ? -1 : 1);

  const [walls, facets, lines] = [[], [], []];
  let [point, code] = [0, 0];
  for (const call of calls) {
    const [kind, style, ...rest] = call;
    const n = kind === "marks" ? rest[1] : rest[0];
    const places = [];
    let depth = 0;
    for (const end = point + n; point < end; point++) {
      const away = distance - along(toward, point);
      places.push(left + (across * along(right, point)) / away, low + (up * along(upward, point)) / away);
      depth -= 1 / away / n; // as Matplotlib has it: the larger, the further away
    }
    const own = kind === "marks" ? [] : codes.subarray(code, (code += n));
    if (kind === "wall" && rest[2] !== behind(toward[rest[1]])) continue;
    const piece = { call, places, own, depth };
    if (kind === "wall" || kind === "facet") piece.call = ["path", style, n];
    if (kind === "wall") walls.push(piece);
    else if (kind === "facet") facets.push(piece);
    else lines.push(piece);
  }
  facets.sort((one, other) => other.depth - one.depth);
  const pieces = [...walls, ...facets, ...lines];
  return {
    calls: pieces.map(({ call }) => call),
    points: Float32Array.from(pieces.flatMap(({ places }) => places)),
    codes: Uint8Array.from(pieces.flatMap(({ own }) => [...own])),
    images: [],
  };
}
