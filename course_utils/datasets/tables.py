"""Tables of numbers in CSV files: read strictly, and refused in one line that says where."""

import csv
import io
import math
import os
from pathlib import Path

import numpy as np

from course_utils.language import _, ngettext

_LONGEST = 40  # letters of a name or a cell that a message shows
_MOST_NAMES = 8  # columns that a message lists


class DataFileError(ValueError):
    """A file of data that cannot be used; the message names file, row and column."""

    def __init__(self, message):
        # A file's name may hold half a character, with which a notebook could not show it.
        super().__init__(message.encode(errors="replace").decode())


def read_table(path, columns=None):
    """Read columns of numbers from a CSV file, strictly.

    Parameters
    ----------
    path : str or Path
        A file in UTF-8, with commas between the cells and points in the numbers; its first row
        names the columns. A leading ``~`` stands for the reader's home folder.
    columns : sequence of str, optional
        The columns to read. Without it, all.

    Returns
    -------
    table : dict of str to ndarray of shape (n_rows,)
        Each column's numbers, in the order of `columns` or of the file.
    rows : list of int, n_rows long
        Each row's number in the file.

    Raises
    ------
    DataFileError
        Where the file cannot be used; the message names file, row and column. Rows are counted
        as a spreadsheet does, or as lines where the file is not UTF-8: the header is row 1.

    """
    path = _as_path(path)
    header, rows = _read_rows(path)
    wanted = header if columns is None else list(columns)
    places = {name: index for index, name in enumerate(header)}
    for column in wanted:
        if column not in places:
            message = _("{file}: the column {column!r} is missing. The file has: {header}.")
            raise DataFileError(message.format(file=path, column=column, header=_listed(header)))
    indices = [places[column] for column in wanted]
    numbers = np.empty((len(wanted), len(rows)))
    for position, (row, cells) in enumerate(rows):
        _require_length(path, row, cells, header)
        for place, index in enumerate(indices):
            numbers[place, position] = _number(path, row, header[index], cells[index])
    return dict(zip(wanted, numbers, strict=True)), [row for row, _cells in rows]


def _as_path(path):
    try:
        return Path(os.path.expanduser(path))
    except ValueError:  # a NUL in the name of a user
        return Path(path)


def _read_text(path):
    if os.path.isdir(path):
        raise DataFileError(_("{file} is a folder, not a file.").format(file=path))
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise DataFileError(_("{file}: there is no such file.").format(file=path)) from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        message = _("{file} cannot be read: {error}.")
        reason = getattr(error, "strerror", error)
        raise DataFileError(message.format(file=path, error=reason)) from None
    try:
        # utf-8-sig also takes the mark that some spreadsheets put in front.
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = _("{file}, row {row}: this is not UTF-8. Save the table as 'CSV UTF-8'.")
        row = data.count(b"\n", 0, error.start) + 1
        raise DataFileError(message.format(file=path, row=row)) from None


def _read_rows(path):
    """Return the header's names, and (row number, cells) for each row that is not blank."""
    text = _read_text(path)
    if text.lstrip().startswith(("<", "{", "[{", "[[")):  # no column's name does
        message = _("{file} holds a web page or the like, not a table.")
        raise DataFileError(message.format(file=path))
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows, row = [], 0
    try:
        # Not the reader's line_num: a cell in quotation marks may go on over several lines.
        for row, cells in enumerate(reader, start=1):
            cells = [cell.strip("\ufeff").strip() for cell in cells]
            if any(cells):
                rows.append((row, cells))
    except csv.Error as error:
        message = _("{file}, row {row}: this is not a CSV file ({error}).")
        raise DataFileError(message.format(file=path, row=row + 1, error=error)) from None
    if not rows:
        raise DataFileError(_("{file} is empty.").format(file=path))
    _require_commas(path, rows)
    _require_header(path, *rows[0])
    if len(rows) == 1:
        raise DataFileError(_("{file} has a header but no rows.").format(file=path))
    return rows[0][1], rows[1:]


def _listed(names):
    """Write the names of columns on one line, however many and long they are."""
    shown = [" ".join(name.split())[:_LONGEST].strip() for name in names[:_MOST_NAMES]]
    return ", ".join([*shown, "…"] if len(names) > _MOST_NAMES else shown)


def _require_commas(path, rows):
    if len(rows[0][1]) > 1:
        return
    # A name may hold a blank or a bar: then the row below does not.
    header, below = rows[0][1][0], "".join(cell for _row, cells in rows[1:2] for cell in cells)
    if ";" in header:
        message = _("{file} has semicolons between its cells. Save it with commas.")
    elif "\t" in header:
        message = _("{file} has tabs between its cells. Save it with commas.")
    elif "|" in header and "|" in below:
        message = _("{file} has vertical bars between its cells. Save it with commas.")
    elif len(header.split()) == len(below.split()) > 1:
        message = _("{file} has blanks between its cells. Save it with commas.")
    else:
        return
    raise DataFileError(message.format(file=path))


def _require_header(path, row, header):
    if any("\0" in name for name in header):
        message = _("{file} is not a text file. Save the table as 'CSV UTF-8'.")
        raise DataFileError(message.format(file=path))
    if all(_as_float(name) is not None for name in header if name):
        message = _(
            "{file}, row {row}: the first row names the columns, and here are only numbers."
        )
        raise DataFileError(message.format(file=path, row=row))
    seen = set()
    for number, name in enumerate(header, start=1):
        if not name:
            message = _("{file}, row {row}: column {number} has no name.")
            raise DataFileError(message.format(file=path, row=row, number=number))
        if name in seen:
            message = _("{file}, row {row}: the column {column!r} is there twice.")
            raise DataFileError(message.format(file=path, row=row, column=name[:_LONGEST]))
        seen.add(name)


def _require_length(path, row, cells, header):
    count = len(cells)
    if count != len(header):
        message = ngettext(
            "{file}, row {row}: {cells} cell where the header has {header}.",
            "{file}, row {row}: {cells} cells where the header has {header}.",
            count,
        )
        raise DataFileError(message.format(file=path, row=row, cells=count, header=len(header)))


def _number(path, row, column, cell):
    where = {"file": path, "row": row, "column": column[:_LONGEST], "cell": cell[:_LONGEST]}
    if not cell:
        message = _("{file}, row {row}, column {column!r}: the cell is empty.")
        raise DataFileError(message.format(**where))
    number = _as_float(cell)
    if number is None:
        message = _("{file}, row {row}, column {column!r}: {cell!r} is not a number.")
        if "," in cell:
            message = _(
                "{file}, row {row}, column {column!r}: {cell!r} is not a number. "
                "Write a point for the decimals, and nothing between the thousands."
            )
        raise DataFileError(message.format(**where))
    if not math.isfinite(number):
        message = _("{file}, row {row}, column {column!r}: {cell!r} is not a finite number.")
        raise DataFileError(message.format(**where))
    return number


def _as_float(cell):
    """Return the number in a cell, or None."""
    if not cell.isascii() or "_" in cell:  # float() would take 1_000, and digits of any script
        return None
    try:
        return float(cell)
    except ValueError:
        return None
