"""The course's data, and tables of numbers that a teacher brings."""

import csv
import io
import math
import os
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from course_utils.language import _

# In a checkout the data lie beside the package, in an installed wheel inside it.
_FOLDERS = (Path(__file__).parents[1] / "data", Path(__file__).parent / "data")

_LONGEST = 40  # letters of a name or a cell that a message shows
_MOST_NAMES = 8  # columns that a message lists

# For each column of houses.csv: the name of the attribute, and what its numbers must be.
_HOUSE_COLUMNS = {
    "price_thousand_usd": ("price", "positive"),
    "living_area_sqft": ("living_area", "positive"),
    "lot_size_sqft": ("lot_size", "positive"),
    "bedrooms": ("bedrooms", "count"),
    "colonial_style": ("colonial_style", "yes or no"),
}


class DataFileError(ValueError):
    """A file of data that cannot be used; the message names file, row and column."""


@dataclass(frozen=True)
class Houses:
    """House sales, one row a house.

    Attributes
    ----------
    price : ndarray of shape (n_samples,)
        Thousand US dollars of 1990.
    living_area : ndarray of shape (n_samples,)
        Square feet.
    lot_size : ndarray of shape (n_samples,)
        Square feet.
    bedrooms : ndarray of shape (n_samples,)
        Count.
    colonial_style : ndarray of shape (n_samples,)
        1 where the house is in the colonial style, else 0.

    """

    price: np.ndarray
    living_area: np.ndarray
    lot_size: np.ndarray
    bedrooms: np.ndarray
    colonial_style: np.ndarray

    def __len__(self):
        return len(self.price)


def load_houses(path=None):
    """Read the house sales of the course, or a file of your own with the same columns.

    Parameters
    ----------
    path : str or Path, optional
        A CSV file with the columns price_thousand_usd, living_area_sqft, lot_size_sqft, bedrooms
        and colonial_style, in any order. Without it, the 88 sales of data/houses.csv.

    Returns
    -------
    Houses

    Raises
    ------
    DataFileError
        Where the file cannot be used; the message names file, row and column.

    Notes
    -----
    Source of the 88 sales: the data set HPRICE1 of J. M. Wooldridge, Introductory Econometrics.

    Examples
    --------
    >>> houses = load_houses()
    >>> print(len(houses), houses.price.max())
    88 725.0

    """
    path = _packaged("houses.csv") if path is None else Path(path)
    table, rows = _read_table(path, list(_HOUSE_COLUMNS))
    for column, (_attribute, rule) in _HOUSE_COLUMNS.items():
        _require(rule, path, rows, column, table[column])
    return Houses(**{_HOUSE_COLUMNS[column][0]: values for column, values in table.items()})


def load_table(path, columns=None):
    """Read columns of numbers from a CSV file with a header.

    Parameters
    ----------
    path : str or Path
        A file in UTF-8, with commas between the cells and points in the numbers.
    columns : sequence of str, optional
        The columns to read. Without it, all.

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
    >>> path = _packaged("houses.csv")
    >>> list(load_table(path, ["bedrooms"]))
    ['bedrooms']

    """
    return _read_table(Path(path), columns)[0]


def _read_table(path, columns):
    """Return the columns as a dict, and each row's number in the file."""
    header, rows = _read_rows(path)
    wanted = header if columns is None else list(columns)
    for column in wanted:
        if column not in header:
            message = _("{file}: the column {column!r} is missing. The file has: {header}.")
            raise DataFileError(message.format(file=path, column=column, header=_listed(header)))
    indices = [header.index(column) for column in wanted]
    numbers = np.empty((len(wanted), len(rows)))
    for position, (row, cells) in enumerate(rows):
        _require_length(path, row, cells, header)
        for place, index in enumerate(indices):
            numbers[place, position] = _number(path, row, header[index], cells[index])
    return dict(zip(wanted, numbers, strict=True)), [row for row, _cells in rows]


def _packaged(name):
    for folder in _FOLDERS:
        if (folder / name).is_file():
            return folder / name
    message = _("{name} is missing from the installation: install the course again.")
    raise DataFileError(message.format(name=name))


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
    reader = csv.reader(io.StringIO(_read_text(path), newline=""), strict=True)
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
    _require_header(path, *rows[0])
    if len(rows) == 1:
        raise DataFileError(_("{file} has a header but no rows.").format(file=path))
    return rows[0][1], rows[1:]


def _listed(names):
    """Write the names of columns on one line, however many and long they are."""
    shown = [" ".join(name.split())[:_LONGEST].strip() for name in names[:_MOST_NAMES]]
    return ", ".join([*shown, "…"] if len(names) > _MOST_NAMES else shown)


def _require_header(path, row, header):
    if any("\0" in name for name in header):
        message = _("{file} is not a text file. Save the table as 'CSV UTF-8'.")
        raise DataFileError(message.format(file=path))
    if len(header) == 1 and ";" in header[0]:
        message = _("{file} has semicolons between its cells. Save it with commas.")
        raise DataFileError(message.format(file=path))
    if len(header) == 1 and "\t" in header[0]:
        message = _("{file} has tabs between its cells. Save it with commas.")
        raise DataFileError(message.format(file=path))
    for index, name in enumerate(header):
        if not name:
            message = _("{file}, row {row}: column {number} has no name.")
            raise DataFileError(message.format(file=path, row=row, number=index + 1))
        if name in header[:index]:
            message = _("{file}, row {row}: the column {column!r} is there twice.")
            raise DataFileError(message.format(file=path, row=row, column=name[:_LONGEST]))


def _require_length(path, row, cells, header):
    if len(cells) != len(header):
        message = _("{file}, row {row}: {cells} cells where the header has {header}.")
        raise DataFileError(
            message.format(file=path, row=row, cells=len(cells), header=len(header))
        )


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


def _require(rule, path, rows, column, values):
    fits = {
        "positive": values > 0,
        "count": (values >= 0) & (values == np.floor(values)),
        "yes or no": (values == 0) | (values == 1),
    }[rule]
    if fits.all():
        return
    bad = int(np.argmin(fits))
    message = {
        "positive": _("{file}, row {row}, column {column!r}: {value:.15g} is not above zero."),
        "count": _(
            "{file}, row {row}, column {column!r}: {value:.15g} is not a whole number, 0 or more."
        ),
        "yes or no": _("{file}, row {row}, column {column!r}: {value:.15g} is neither 0 nor 1."),
    }[rule]
    raise DataFileError(message.format(file=path, row=rows[bad], column=column, value=values[bad]))
