"""Live figure: a table read along its rows gives X w, read down its columns Xᵀ e."""

import numpy as np
from matplotlib.patches import Rectangle

from course_utils.language import _
from course_utils.live import Choice, LiveFigure, Number, add_play, typeset
from course_utils.live.style import HERE, LEVELS, MODEL, SLOPE, STYLE

X = np.array([[2, 1, 3], [1, 0, 2], [3, 2, 1], [0, 4, 2]])
W = np.array([2, 3, 1])
Y = np.array([8, 5, 12, 12])
N_ROWS, N_COLUMNS = X.shape
N_STEPS = X.size  # products, whichever way the table is read
ERROR = X @ W - Y
# Where a line of numbers stands beside the table: across for columns, upwards for rows.
AT_PREDICTION, AT_TARGET, AT_ERROR = 4.4, 5.7, 7.0
AT_WEIGHTS, AT_SLOPES = 1.3, -N_ROWS - 0.3


def rows_times_weights():
    """Show the products that make X w, row by row, and those that make Xᵀ e, column by column.

    Controls ``read`` (``"rows"`` or ``"columns"``) and ``step``, the number of products made. First
    it asks for an entry of X w, and how many numbers Xᵀ e has.
    """
    live = LiveFigure(_("What X w is"), height=350, lines=3)
    axes = live.subplots()
    axes.set(xlim=(-1.9, 8.2), ylim=(-5.9, 2.4))
    axes.axis("off")
    _draw_still(axes)
    shape_of_slopes = _write(axes, -1.2, AT_SLOPES - 0.42, f"({N_COLUMNS},)", fontsize=9)
    predictions = [
        _write(axes, AT_PREDICTION, -row, value, color=MODEL) for row, value in enumerate(X @ W)
    ]
    errors = [_write(axes, AT_ERROR, -row, value, color=SLOPE) for row, value in enumerate(ERROR)]
    slopes = [
        _write(axes, column, AT_SLOPES, value, color=SLOPE)
        for column, value in enumerate(X.T @ ERROR)
    ]
    lines, cells = [
        [axes.add_patch(Rectangle((0, 0), 0, 0, zorder=0, **look)) for _side in range(2)]
        for look in (
            {"facecolor": (LEVELS, 0.18), "edgecolor": LEVELS, "linewidth": 0.8},
            {"fill": False, "edgecolor": HERE, "linewidth": 2},
        )
    ]
    running = _write(axes, (axes.get_xlim()[0] + axes.get_xlim()[1]) / 2, -5.5, "", color=HERE)
    ways = {_("along the rows: X w"): "rows", _("down the columns: Xᵀ e"): "columns"}
    live.choice("read", _("read the table"), ways.items())
    live.slider("step", _("products made"), 0, N_STEPS, value=0, step=1)
    add_play(live, "step", seconds=N_STEPS)

    @live.moves(*lines, *cells, *predictions, *errors, *slopes, running)
    def move(read, step):
        along = read == "rows"
        factors = (X, W) if along else (X.T, ERROR)
        line, place = divmod(max(step - 1, 0), len(factors[1]))
        n_done = step // len(factors[1])
        for row, (prediction, error) in enumerate(zip(predictions, errors, strict=True)):
            prediction.set_visible(not along or row < n_done)
            error.set_visible(not along or row < n_done)
        for column, slope in enumerate(slopes):
            slope.set_visible(not along and column < n_done)
        for patch in (*lines, *cells):
            patch.set_visible(step > 0)
        if along:
            _lay(lines, (0, -line, N_COLUMNS, 1), (0, AT_WEIGHTS, N_COLUMNS, 1))
            _lay(cells, (place, -line, 1, 1), (place, AT_WEIGHTS, 1, 1))
        else:
            _lay(lines, (line, 1 - N_ROWS, 1, N_ROWS), (AT_ERROR, 1 - N_ROWS, 1, N_ROWS))
            _lay(cells, (line, -place, 1, 1), (AT_ERROR, -place, 1, 1))
        calculation = _written(factors[0][line], factors[1], place + 1) if step else ""
        running.set_text(calculation)
        return "\n".join(_tell(along, step, line, calculation))

    live.predict(
        "entry_of_x_w",
        _(
            "Each entry of a row of X is multiplied by the weight above it, and the products are "
            "added up. What comes out for row 3?"
        ),
        guess=Number(0, 30, step=1),
        truth=lambda: int(X[2] @ W),
        at={"read": "rows", "step": 3 * N_COLUMNS},
        hides=[predictions[2], errors[2], running],
        says=_("Rows 1 and 2 are done. What comes out for row 3 is hidden."),
    )
    counts = {
        _("{n}, one for each row"): N_ROWS,
        _("{n}, one for each column"): N_COLUMNS,
        _("{n}, one for each entry"): X.size,
    }
    live.predict(
        "numbers_of_xt_e",
        _(
            "Now the table is read down its columns, and each entry is multiplied by the error e "
            "of its row, and the products are added up. How many numbers come out?"
        ),
        guess=Choice((text.format(n=n), n) for text, n in counts.items()),
        truth=lambda: len(X.T @ ERROR),
        at={"read": "columns", "step": N_STEPS},
        hides=[*slopes, shape_of_slopes, running, *lines, *cells],
        says=_("The table is read down its columns. What comes out is hidden."),
    )
    return live


def _draw_still(axes):
    """Draw the table, the weights above it and the targets beside it, with names and shapes."""
    left, low = -0.45, 0.45 - N_ROWS
    frame = {"fill": False, "edgecolor": STYLE["axes.edgecolor"]}
    axes.add_patch(Rectangle((left, low), N_COLUMNS - 0.1, N_ROWS + 0.1, **frame))
    for (row, column), value in np.ndenumerate(X):
        _write(axes, column, -row, value)
    for column, weight in enumerate(W):
        _write(axes, column, AT_WEIGHTS, weight)
    for row, target in enumerate(Y):
        _write(axes, AT_TARGET, -row, target)
    middle = (1 - N_ROWS) / 2
    of_rows, of_columns = f"({N_ROWS},)", f"({N_COLUMNS},)"
    names = (
        (-1.2, middle, "X", str(X.shape)),
        (-1.2, AT_WEIGHTS, "w", of_columns),
        (AT_PREDICTION, AT_WEIGHTS, "X w", of_rows),
        (AT_TARGET, AT_WEIGHTS, "y", of_rows),
        (AT_ERROR, AT_WEIGHTS, "e = X w − y", of_rows),
    )
    for x, y, name, shape in names:
        _write(axes, x, y, name, weight="bold")
        _write(axes, x, y - 0.42, shape, fontsize=9)
    _write(axes, -1.2, AT_SLOPES, "Xᵀ e", weight="bold")


def _write(axes, x, y, text, **look):
    """Write a number or a name in the middle of a place of the table."""
    text = typeset(str(text))
    return axes.text(x, y, text, ha="center", va="center", **({"fontsize": 12} | look))


def _lay(patches, *places):
    """Lay two boxes over parts of the table: each first column, last row, and size in cells."""
    for patch, (column, row, n_across, n_up) in zip(patches, places, strict=True):
        patch.set_bounds(column - 0.4, row - 0.4, n_across - 0.2, n_up - 0.2)


def _written(numbers, factors, n_terms):
    """Write the first products of two lines of numbers, and their sum.

    >>> _written([2, 1, 3], [2, -1, 1], 2)
    '2·2 + 1·(−1) = 3'
    """
    pairs = list(zip(numbers, factors, strict=True))[:n_terms]
    terms = [
        f"{number}·({factor})" if factor < 0 else f"{number}·{factor}" for number, factor in pairs
    ]
    total = sum(number * factor for number, factor in pairs)
    return typeset(f"{' + '.join(terms)} = {total}")


def _tell(along, step, line, calculation):
    """Return the lines of the sentence."""
    if not step:
        yield _("No product is made yet.")
    elif along:
        text = _("Row {n} of X, each entry times the weight above it: {calculation}.")
        yield text.format(n=line + 1, calculation=calculation)
    else:
        text = _("Column {n} of X, each entry times the error of its row: {calculation}.")
        yield text.format(n=line + 1, calculation=calculation)
    if along:
        text = _("X w has one number for each row: shapes {X} and ({d},) give ({n},).")
    else:
        text = _("Xᵀ e has one number for each column: shapes {turned} and ({n},) give ({d},).")
    yield text.format(X=X.shape, turned=X.T.shape, n=N_ROWS, d=N_COLUMNS)
    if not along and step == N_STEPS:
        slopes = ", ".join(f"{slope:g}" for slope in 2 / N_ROWS * X.T @ ERROR)
        text = _("Times 2/N, here 2/{n}, these are the slopes of the loss: {slopes}.")
        yield text.format(n=N_ROWS, slopes=slopes)
