"""The course's data, and tables of numbers that a teacher brings."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from course_utils.datasets.tables import DataFileError, read_table
from course_utils.language import _

# In a checkout the data lie beside the package, in an installed wheel inside it.
_FOLDERS = (Path(__file__).parents[2] / "data", Path(__file__).parents[1] / "data")

# For each column of houses.csv: the name of the attribute, and what its numbers must be.
_HOUSE_COLUMNS = {
    "price_thousand_usd": ("price", "positive"),
    "living_area_sqft": ("living_area", "positive"),
    "lot_size_sqft": ("lot_size", "positive"),
    "bedrooms": ("bedrooms", "count"),
    "colonial_style": ("colonial_style", "yes or no"),
}


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
    path = _packaged("houses.csv") if path is None else path
    table, rows = read_table(path, list(_HOUSE_COLUMNS))
    for column, (_attribute, rule) in _HOUSE_COLUMNS.items():
        _require(rule, path, rows, column, table[column])
    return Houses(**{_HOUSE_COLUMNS[column][0]: values for column, values in table.items()})


def load_table(path, columns=None):
    """Read columns of numbers from a CSV file with a header.

    Parameters
    ----------
    path : str or Path
        A file in UTF-8, with commas between the cells and points in the numbers. Its first row
        names the columns.
    columns : str or sequence of str, optional
        The column or columns to read. Without it, all.

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
    columns = [columns] if isinstance(columns, str) else columns
    return read_table(path, columns)[0]


def _packaged(name):
    for folder in _FOLDERS:
        if (folder / name).is_file():
            return folder / name
    message = _("{name} is missing from the installation: install the course again.")
    raise DataFileError(message.format(name=name))


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
