"""Files of data: the course's own, and every kind of broken one."""

import csv
import zipfile

import numpy as np
import pytest

from course_utils.datasets import DataFileError, load_houses, load_table

HEADER = "price_thousand_usd,living_area_sqft,lot_size_sqft,bedrooms,colonial_style"
ROWS = ["300,2438,6126,4,1", "370,2076,9903,3,1", "191,1374,5200,3,0"]


def test_the_houses_of_the_course():
    houses = load_houses()
    assert len(houses) == 88
    assert houses.price.dtype == float
    assert houses.price[0] == 300
    assert houses.living_area.mean() == pytest.approx(2013.69, abs=0.01)
    assert houses.lot_size.max() == 92681
    assert set(houses.colonial_style) == {0, 1}


def write(path, *, header=HEADER, rows=ROWS, encoding="utf-8", end="\n"):
    """Write a table and return its path."""
    path.write_bytes(end.join([header, *rows, ""]).encode(encoding))
    return path


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"encoding": "utf-8-sig"},
        {"end": "\r\n"},
        {"rows": [*ROWS, "", "  ", ",,,,"]},
        {"rows": ['"300", 2438 ,6.126e3,4,1', *ROWS[1:]]},
    ],
    ids=["plain", "byte-order mark", "Windows line ends", "blank rows", "quotes and blanks"],
)
def test_files_that_differ_harmlessly(tmp_path, changes):
    houses = load_houses(write(tmp_path / "houses.csv", **changes))
    assert list(houses.price) == [300, 370, 191]
    assert list(houses.lot_size) == [6126, 9903, 5200]


def test_columns_in_another_order_with_more_beside_them(tmp_path):
    path = write(
        tmp_path / "houses.csv",
        header="street,bedrooms,colonial_style,lot_size_sqft,living_area_sqft,price_thousand_usd",
        rows=["Elm,4,1,6126,2438,300"],
    )
    assert load_houses(path).price == [300]


def replaced(row, column, cell):
    """Return the rows with one cell replaced; row as in a spreadsheet, the header being 1."""
    rows = [line.split(",") for line in ROWS]
    rows[row - 2][column] = cell
    return {"rows": [",".join(line) for line in rows]}


BROKEN_CELLS = [
    ("text", replaced(3, 0, "cheap"), "row 3.*'price_thousand_usd'.*'cheap'.*not a number"),
    ("unit", replaced(2, 1, "2438 sqft"), "row 2.*'living_area_sqft'.*'2438 sqft'"),
    ("empty", replaced(4, 2, ""), "row 4.*'lot_size_sqft'.*empty"),
    ("blank", replaced(4, 2, "   "), "row 4.*'lot_size_sqft'.*empty"),
    ("NaN", replaced(3, 1, "nan"), "row 3.*'living_area_sqft'.*'nan'.*not a finite"),
    ("infinite", replaced(3, 1, "inf"), "row 3.*'inf'.*not a finite"),
    ("overflow", replaced(3, 1, "1e999"), "row 3.*'1e999'.*not a finite"),
    ("negative price", replaced(2, 0, "-300"), "row 2.*'price_thousand_usd'.*-300.*above zero"),
    ("no area", replaced(2, 1, "0"), "row 2.*'living_area_sqft'.*above zero"),
    ("negative lot", replaced(3, 2, "-1"), "row 3.*'lot_size_sqft'.*above zero"),
    ("half a bedroom", replaced(4, 3, "2.5"), "row 4.*'bedrooms'.*2.5.*whole"),
    ("fewer than none", replaced(4, 3, "-2"), "row 4.*'bedrooms'.*-2.*whole"),
    ("neither 0 nor 1", replaced(4, 4, "2"), "row 4.*'colonial_style'.*2.*neither"),
    ("decimal comma", replaced(3, 0, '"370,5"'), "row 3.*'370,5'.*Write a point"),
    ("thousands", replaced(3, 2, '"9,903"'), "row 3.*'9,903'.*nothing between the thousands"),
    ("underscore", replaced(3, 2, "9_903"), "row 3.*'9_903'.*not a number"),
    ("digits of another script", replaced(3, 3, "٣"), "row 3.*'bedrooms'.*not a number"),
    ("NUL", replaced(3, 0, "3\x0070"), "row 3"),
    ("very long cell", replaced(3, 0, "9" * 200_000), "row 3"),
]

BROKEN_FILES = [
    ("missing column", {"header": HEADER.replace("bedrooms", "rooms")}, "'bedrooms' is missing"),
    ("column in capitals", {"header": HEADER.upper()}, "'price_thousand_usd' is missing"),
    ("column twice", {"header": HEADER.replace("lot_size", "living_area")}, "row 1.*there twice"),
    ("column without a name", {"header": HEADER.replace("bedrooms", "")}, "row 1.*4 has no name"),
    ("header only", {"rows": []}, "no rows"),
    ("no header", {"header": ROWS[0]}, "is missing"),
    ("row too short", {"rows": [*ROWS, "300,2438"]}, "row 5.*2 cells.*header has 5"),
    ("row too long", {"rows": ["300,2438,6126,4,1,9", *ROWS]}, "row 2.*6 cells.*header has 5"),
    ("row too short after a blank one", {"rows": [ROWS[0], "", "1,2"]}, "row 4.*2 cells"),
    ("bad value after a blank row", {"rows": [ROWS[0], "", "-1,2,3,4,0"]}, "row 4.*above zero"),
    (
        "semicolons",
        {"header": HEADER.replace(",", ";"), "rows": [ROWS[0].replace(",", ";")]},
        "semicolons",
    ),
    (
        "tabs",
        {"header": HEADER.replace(",", "\t"), "rows": [ROWS[0].replace(",", "\t")]},
        "tabs",
    ),
    ("open quotation mark", {"rows": ['300,"2438,6126,4,1']}, "row 2"),
    ("UTF-16", {"encoding": "utf-16"}, "byte 1 is not UTF-8"),
    ("Latin-1", {"header": HEADER + ",größe", "encoding": "latin-1"}, "not UTF-8"),
]


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [case[1:] for case in BROKEN_CELLS + BROKEN_FILES],
    ids=[case[0] for case in BROKEN_CELLS + BROKEN_FILES],
)
def test_a_broken_file_is_named_with_its_row_and_column(tmp_path, changes, complaint):
    path = write(tmp_path / "mine.csv", **changes)
    with pytest.raises(DataFileError, match=complaint) as caught:
        load_houses(path)
    assert "mine.csv" in str(caught.value)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 400 + len(str(path))


def test_what_is_no_table_at_all(tmp_path):
    with pytest.raises(DataFileError, match=r"no such file"):
        load_houses(tmp_path / "nothing.csv")
    with pytest.raises(DataFileError, match=r"folder"):
        load_houses(tmp_path)
    (tmp_path / "empty.csv").touch()
    with pytest.raises(DataFileError, match=r"empty\.csv.*is empty"):
        load_houses(tmp_path / "empty.csv")
    with zipfile.ZipFile(tmp_path / "table.xlsx", "w", zipfile.ZIP_DEFLATED) as workbook:
        workbook.writestr("sheet.xml", b"\x80\xff" + bytes(range(256)))
    with pytest.raises(DataFileError, match=r"table\.xlsx"):
        load_houses(tmp_path / "table.xlsx")


def test_any_table_of_numbers(tmp_path):
    path = write(tmp_path / "cars.csv", header="weight,power,note", rows=["1.2,90,a", "1.5,120,b"])
    table = load_table(path, ["power", "weight"])
    assert list(table) == ["power", "weight"]
    np.testing.assert_array_equal(table["power"], [90, 120])
    with pytest.raises(DataFileError, match=r"row 2.*'note'.*'a'"):
        load_table(path)


def test_the_file_in_the_repository_is_what_is_loaded():
    from lab import ROOT

    with open(ROOT / "data" / "houses.csv", encoding="utf-8", newline="") as file:
        prices = [float(row["price_thousand_usd"]) for row in csv.DictReader(file)]
    np.testing.assert_array_equal(load_houses().price, prices)
