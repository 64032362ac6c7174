"""Tables of numbers, as spreadsheets and libraries write them: read strictly, or refused in one
line that says where and what to do."""

import codecs
import contextlib
import csv
import io
import math
import os
import re
from itertools import islice
from pathlib import Path
from unicodedata import normalize

import numpy as np

from course_utils.language import _, ngettext

MOST_BYTES = 20_000_000
_LONGEST = 40  # letters of a name or a cell that a message shows
_MOST_NAMES = 8  # columns that a message lists
_SEPARATORS = (";", "\t", ",")
_SAID = re.compile(r'"?sep=([;,\t])"?(\r\n|\r|\n)', re.IGNORECASE)

# A sign before three digits means decimals to some programs that write such tables, and thousands
# to others.
_DOUBTFUL = {("\t", ","), (";", ".")}
_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}([.,]\d{3})+")

# In a checkout the data lie beside the package, in an installed wheel inside it.
_FOLDERS = (Path(__file__).parents[2] / "data", Path(__file__).parents[1] / "data")


class DataFileError(ValueError):
    """A file of data that cannot be used; the message names file, row and column."""

    def __init__(self, message, **places):
        # A file's name may hold half a character, with which a notebook could not show it.
        super().__init__(message.format(**places).encode(errors="replace").decode())


def load_table(path, columns=None):
    """Read columns of numbers from a table with a header.

    Parameters
    ----------
    path : str or Path
        A CSV file in UTF-8 (or UTF-16, with its mark) whose first row names the columns. Commas,
        semicolons or tabs stand between the cells; with the last two the decimals may have a
        comma. A leading ``~`` stands for the reader's home folder.
    columns : str or sequence of str, optional
        The column or columns to read. Without it, all but a first column without a name.

    Returns
    -------
    dict of str to ndarray of shape (n_rows,)
        Each column's numbers, in the order of `columns` or of the file.

    Raises
    ------
    DataFileError
        Where the file cannot be used; the message names file, row and column. Rows are counted
        as a spreadsheet does, or as lines where the file is not UTF-8: the header is row 1.

    Examples
    --------
    >>> list(load_table(packaged("houses.csv"), ["bedrooms"]))
    ['bedrooms']
    """
    return read_table(path, [columns] if isinstance(columns, str) else columns)[0]


def read_table(path, columns=None):
    """Return the table as `load_table` does, and each row's number in the file."""
    with contextlib.suppress(ValueError):  # a NUL in the name of a user
        path = Path(os.path.expanduser(path))
    header, rows, separator = _read_rows(path)
    known = {name: place for place, name in enumerate(header) if name}
    # The same name may be written in Unicode in more than one way.
    asked = list(known) if columns is None else [normalize("NFC", str(name)) for name in columns]
    for name in asked:
        if name not in known:
            message = _(
                "{file}: the column {column!r} is missing. The file has: {header}. "
                "Ask for one of these, or rename one."
            )
            raise DataFileError(message, file=path, column=name, header=_listed(header))
    for row, cells in rows:
        _require_length(path, row, cells, header)
    table = [[(row, name, cells[known[name]]) for row, cells in rows] for name in asked]
    mark = _decimal_mark(path, table, separator)
    numbers = [np.array([_number(path, *where, mark) for where in column]) for column in table]
    names = asked if columns is None else columns
    return dict(zip(names, numbers, strict=True)), [row for row, _cells in rows]


def packaged(name):
    """Return the path of a file of the course's own data."""
    for folder in _FOLDERS:
        if (folder / name).is_file():
            return folder / name
    message = _("{name} is missing from the installation: install the course again.")
    raise DataFileError(message, name=name)


def _read_bytes(path):
    if os.path.isdir(path):
        raise DataFileError(_("{file} is a folder, not a file: name a file in it."), file=path)
    # To open a pipe would wait for ever, to read a device might never end.
    if os.path.exists(path) and not os.path.isfile(path):
        message = _("{file} is no file with contents of its own: save the table as a file.")
        raise DataFileError(message, file=path)
    try:
        with open(path, "rb") as file:
            data = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        message = _("{file}: there is no such file. Check its name and its folder.")
        raise DataFileError(message, file=path) from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        message = _("{file} cannot be read: {error}. Check its name and who may read it.")
        reason = getattr(error, "strerror", error)
        raise DataFileError(message, file=path, error=reason) from None
    if len(data) > MOST_BYTES:
        message = _("{file} has more than {most} bytes: save a part of the table.")
        raise DataFileError(message, file=path, most=f"{MOST_BYTES:,}")
    return data


def _read_text(path):
    data = _read_bytes(path)
    utf_16 = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        # A program may put more than one mark in front.
        return data.decode("utf-16" if utf_16 else "utf-8").lstrip("\ufeff")
    except UnicodeDecodeError as error:
        message = _("{file}, row {row}: this is not UTF-8. Save the table as 'CSV UTF-8'.")
        row = data.count(b"\n", 0, error.start) + 1
        raise DataFileError(message, file=path, row=row) from None


def _read_rows(path):
    """Return the header's names, (row number, cells) for each other row, and the separator."""
    text = _read_text(path)
    said = _SAID.match(text)
    if said:
        # An empty line is left, so that rows are counted as in the file.
        text, separator = "\n" + text[said.end() :], said[1]
    else:
        separator = _separator(path, text)
    rows = list(_split(path, text, separator))
    if not rows:
        message = _("{file} is empty. Save the table again, and look at what it holds.")
        raise DataFileError(message, file=path)
    (row, header), *rows = _without_empty_columns(rows)
    header = [normalize("NFC", name) for name in header]
    _require_header(path, row, header)
    if not rows:
        message = _("{file} has a header but no rows: {header}. Write numbers below the names.")
        raise DataFileError(message, file=path, header=_listed(header))
    return header, rows, separator


def _separator(path, text):
    """Return what cuts the first two rows into equally many cells, or else the first into most."""

    def promise(separator):
        counts = []
        with contextlib.suppress(DataFileError):
            for _row, cells in islice(_split(path, text, separator), 2):
                counts.append(len(cells))
        header, below = [*counts, 0, 0][:2]
        return header == below > 1, header

    best = max(_SEPARATORS, key=promise)
    return best if promise(best)[1] > 1 else ","


def _split(path, text, separator):
    """Yield (row number, cells) for each row that is not blank."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    row = 0
    try:
        # Not the reader's line_num: a cell in quotation marks may go on over several lines.
        for row, cells in enumerate(reader, start=1):
            cells = [cell.strip() for cell in cells]
            if any(cells):
                yield row, cells
    except csv.Error as error:
        message = _(
            "{file}, row {row}: this is not a CSV file ({error}). "
            "Look at its quotation marks, or save the table again."
        )
        raise DataFileError(message, file=path, row=row + 1, error=error) from None


def _without_empty_columns(rows):
    """Cut off the last columns that hold nothing, not even a name."""
    width = max(len(cells) for _row, cells in rows)
    if not all(len(cells) == width for _row, cells in rows):
        return rows
    while not any(cells[width - 1] for _row, cells in rows):
        width -= 1
    return [(row, cells[:width]) for row, cells in rows]


def _require_header(path, row, header):
    if any("\0" in name for name in header):
        message = _("{file} is not a text file. Save the table as 'CSV UTF-8'.")
        raise DataFileError(message, file=path)
    if all(_as_float(name, ".") is not None for name in header if name):
        message = _(
            "{file}, row {row}: the first row names the columns, and here are only numbers. "
            "Write a row of names above."
        )
        raise DataFileError(message, file=path, row=row)
    seen = set()
    for number, name in enumerate(header, start=1):
        if not name and number > 1:
            message = _("{file}, row {row}: column {number} has no name. Write one there.")
            raise DataFileError(message, file=path, row=row, number=number)
        if name in seen:
            message = _("{file}, row {row}: the column {column!r} is there twice. Rename one.")
            raise DataFileError(message, file=path, row=row, column=name[:_LONGEST])
        seen.add(name)


def _require_length(path, row, cells, header):
    count = len(cells)
    if count != len(header):
        message = ngettext(
            "{file}, row {row}: {cells} cell where the header has {header}. "
            "Give each column one cell.",
            "{file}, row {row}: {cells} cells where the header has {header}. "
            "Give each column one cell.",
            count,
        )
        raise DataFileError(message, file=path, row=row, cells=count, header=len(header))


def _listed(names):
    """Write the names of columns on one line, however many and long they are."""
    shown = [" ".join(name.split())[:_LONGEST].strip() for name in names]
    return ", ".join([*shown[:_MOST_NAMES], "…"] if len(names) > _MOST_NAMES else shown)


def _decimal_mark(path, table, separator):
    """Return the sign before the decimals; refuse one that may as well group the thousands."""
    cells = [where for column in table for where in column]
    mark = "," if separator != "," and any("," in cell for *_where, cell in cells) else "."
    marked = [where for where in cells if mark in where[-1]]
    doubtful = marked and (separator, mark) in _DOUBTFUL
    if doubtful and all(_THOUSANDS.fullmatch(cell) for *_where, cell in marked):
        message = _(
            "{file}, row {row}, column {column!r}: {cell!r} may be meant with decimals, or "
            "with thousands. Write nothing between the thousands."
        )
        raise _cell_error(message, path, *marked[0])
    return mark


def _number(path, row, column, cell, mark):
    number = _as_float(cell, mark)
    if not cell:
        message = _(
            "{file}, row {row}, column {column!r}: the cell is empty. "
            "Fill it in, or leave the row out."
        )
    elif number is None and mark == "," and "." in cell:
        message = _(
            "{file}, row {row}, column {column!r}: {cell!r} is not a number beside others with "
            "decimal commas. Write a comma for the decimals, and nothing between the thousands."
        )
    elif number is None and "," in cell:
        message = _(
            "{file}, row {row}, column {column!r}: {cell!r} is not a number. "
            "Write a point for the decimals, and nothing between the thousands."
        )
    elif number is None:
        message = _(
            "{file}, row {row}, column {column!r}: {cell!r} is not a number. "
            "Correct it, leave the row out, or do not ask for the column."
        )
    elif not math.isfinite(number):
        message = _(
            "{file}, row {row}, column {column!r}: {cell!r} is not a finite number. "
            "Correct it, or leave the row out."
        )
    else:
        return number
    raise _cell_error(message, path, row, column, cell)


def _cell_error(message, path, row, column, cell):
    where = {"file": path, "row": row, "column": column[:_LONGEST], "cell": cell[:_LONGEST]}
    return DataFileError(message, **where)


def _as_float(cell, mark):
    """Return the number in a cell, or None."""
    # float() would take 1_000, and digits of any script.
    if not cell.isascii() or "_" in cell or (mark == "," and "." in cell):
        return None
    try:
        return float(cell.replace(mark, "."))
    except ValueError:
        return None
