"""The course's data, and tables of numbers that a teacher brings."""

from course_utils.datasets.digits import load_digits
from course_utils.datasets.houses import Houses, load_houses
from course_utils.datasets.tables import DataFileError, load_table

__all__ = ["DataFileError", "Houses", "load_digits", "load_houses", "load_table"]
