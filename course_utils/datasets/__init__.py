"""The course's data, and tables of numbers that a teacher brings."""

from course_utils.datasets.houses import Houses, load_houses, load_table
from course_utils.datasets.tables import DataFileError, read_table

__all__ = ["DataFileError", "Houses", "load_houses", "load_table", "read_table"]
