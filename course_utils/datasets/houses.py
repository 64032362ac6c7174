"""House sales: the course's own, or a teacher's in the same columns."""

from dataclasses import dataclass

import numpy as np

from course_utils.datasets.tables import DataFileError, packaged, read_table
from course_utils.language import _

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
    """House sales, one row a house: arrays of shape (n_samples,).

    The price is in thousand US dollars of 1990, areas in square feet, and `colonial_style` is 1
    where the house is in the colonial style, else 0.
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

    A `DataFileError` names file, row and column where the file cannot be used.

    Parameters
    ----------
    path : str or Path, optional
        A CSV file with the columns price_thousand_usd, living_area_sqft, lot_size_sqft, bedrooms
        and colonial_style, in any order. Without it, the 88 sales of data/houses.csv.

    Returns
    -------
    Houses

    Notes
    -----
    Source of the 88 sales: the data set HPRICE1 of J. M. Wooldridge, Introductory Econometrics.

    Examples
    --------
    >>> houses = load_houses()
    >>> print(len(houses), houses.price.max())
    88 725.0
    """
    path = packaged("houses.csv") if path is None else path
    table, rows = read_table(path, list(_HOUSE_COLUMNS))
    for column, (_attribute, rule) in _HOUSE_COLUMNS.items():
        _require(rule, path, rows, column, table[column])
    return Houses(**{_HOUSE_COLUMNS[column][0]: values for column, values in table.items()})


def _require(rule, path, rows, column, values):
    if rule == "positive":
        fits = values > 0
        message = _(
            "{file}, row {row}, column {column!r}: {value:.15g} is not above zero. "
            "Correct it, or leave the row out."
        )
    elif rule == "count":
        fits = (values >= 0) & (values == np.floor(values))
        message = _(
            "{file}, row {row}, column {column!r}: {value:.15g} is not a whole number, 0 or more. "
            "Correct it, or leave the row out."
        )
    else:
        fits = (values == 0) | (values == 1)
        message = _(
            "{file}, row {row}, column {column!r}: {value:.15g} is neither 0 nor 1. "
            "Write 1 for yes, 0 for no."
        )
    if not fits.all():
        bad = int(np.argmin(fits))
        raise DataFileError(message, file=path, row=rows[bad], column=column, value=values[bad])
