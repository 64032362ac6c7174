"""Files of data: the course's own, and every kind of broken one."""

import csv
import gzip
import os
import pickle
import sys
import time
import zipfile
from unicodedata import normalize

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_utils.datasets import DataFileError, load_digits, load_houses, load_table

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
        {"header": "\ufeff" + HEADER, "encoding": "utf-8-sig"},
        {"end": "\r"},
        {"header": "\n \n" + HEADER},
        {"header": HEADER.replace(",", " ,\xa0")},
        {"rows": [ROWS[0].replace(",", "\xa0,"), *ROWS[1:]]},
        {"rows": [ROWS[0], "", *ROWS[1:-1], " , , , , ", ROWS[-1]]},
        {"header": HEADER + ",note", "rows": [f'{row},"two\nlines, größer"' for row in ROWS]},
    ],
    ids=[
        "plain",
        "byte-order mark",
        "Windows line ends",
        "blank rows",
        "quotes and blanks",
        "two byte-order marks",
        "old line ends",
        "blank lines first",
        "blanks round names",
        "no-break spaces",
        "blank rows in the middle",
        "cells of two lines",
    ],
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
    ("almost whole", replaced(4, 3, "2.0000001"), r"row 4.*'bedrooms': 2\.0000001 is not a whole"),
    ("almost 1", replaced(4, 4, "1.0000001"), r"row 4.*'colonial_style': 1\.0000001 is neither"),
    ("neither 0 nor 1", replaced(4, 4, "2"), "row 4.*'colonial_style'.*2.*neither"),
    ("decimal comma", replaced(3, 0, '"370,5"'), "row 3.*'370,5'.*Write a point"),
    ("thousands", replaced(3, 2, '"9,903"'), "row 3.*'9,903'.*nothing between the thousands"),
    ("underscore", replaced(3, 2, "9_903"), "row 3.*'9_903'.*not a number"),
    ("digits of another script", replaced(3, 3, "٣"), "row 3.*'bedrooms'.*not a number"),
    ("NUL", replaced(3, 0, "3\x0070"), "row 3.*not a number"),
    ("very long cell", replaced(3, 0, "9" * 200_000), "row 3.*field larger"),
    ("long cell", replaced(3, 0, "9" * 9000), "row 3.*9999' is not a finite number"),
    ("not available", replaced(4, 1, "NA"), "row 4.*'living_area_sqft'.*'NA' is not a number"),
    ("currency", replaced(2, 0, "$300"), r"row 2.*'\$300' is not a number"),
    ("sign of another alphabet", replaced(2, 0, "−300"), "row 2.*'−300' is not a number"),
    ("thousands apart", replaced(4, 2, "5\xa0200"), r"row 4.*'5\\xa0200' is not a number"),
    ("single quotes", replaced(2, 0, "'300'"), """row 2.*"'300'" is not a number"""),
    ("sixteenths", replaced(2, 0, "0x12c"), "row 2.*'0x12c' is not a number"),
    ("formula", replaced(3, 3, "=1+2"), r"row 3.*'bedrooms': '=1\+2' is not a number"),
    ("word for yes", replaced(3, 4, "TRUE"), "row 3.*'colonial_style': 'TRUE' is not a number"),
    ("no price", replaced(4, 0, "-0"), "row 4.*'price_thousand_usd'.*not above zero"),
    ("cell of two lines", replaced(3, 2, '"99\n03"'), r"row 3.*'99\\n03' is not a number"),
]

BROKEN_FILES = [
    ("missing column", {"header": HEADER.replace("bedrooms", "rooms")}, "'bedrooms' is missing"),
    ("column in capitals", {"header": HEADER.upper()}, "'price_thousand_usd' is missing"),
    ("column twice", {"header": HEADER.replace("lot_size", "living_area")}, "row 1.*there twice"),
    ("column without a name", {"header": HEADER.replace("bedrooms", "")}, "row 1.*4 has no name"),
    ("header only", {"rows": []}, "no rows"),
    ("no header", {"header": ROWS[0]}, "row 1: the first row names the columns"),
    ("no header, one cell empty", {"header": "300,,6126,4,1"}, "here are only numbers"),
    ("row too short", {"rows": [*ROWS, "300,2438"]}, "row 5.*2 cells.*header has 5"),
    ("row too long", {"rows": ["300,2438,6126,4,1,9", *ROWS]}, "row 2.*6 cells.*header has 5"),
    ("row too short after a blank one", {"rows": [ROWS[0], "", "1,2"]}, "row 4.*2 cells"),
    ("bad value after a blank row", {"rows": [ROWS[0], "", "-1,2,3,4,0"]}, "row 4.*above zero"),
    ("open quotation mark", {"rows": ['300,"2438,6126,4,1', *ROWS]}, "row 2.*not a CSV"),
    ("quotation mark in a cell", {"rows": [ROWS[0], '"3"00,2438,6126,4,1']}, "row 3.*not a CSV"),
    ("UTF-16 without a mark", {"encoding": "utf-16-le"}, "not a text file"),
    ("UTF-32", {"encoding": "utf-32"}, "not a text file"),
    ("Latin-1", {"header": HEADER + ",größe", "encoding": "latin-1"}, "row 1.*not UTF-8"),
    (
        "Latin-1 far below",
        {"header": HEADER + ",note", "rows": [*[ROWS[0] + ",a"] * 9000, ROWS[0] + ",ß"]}
        | {"encoding": "latin-1"},
        "row 9002: this is not UTF-8",
    ),
    ("trailing commas", {"rows": [row + "," for row in ROWS]}, "row 2: 6 cells.*header has 5"),
    (
        "last column with a number but no name",
        {"header": HEADER + ",", "rows": [ROWS[0] + ",", ROWS[1] + ",7", ROWS[2] + ","]},
        "row 1: column 6 has no name",
    ),
    (
        "vertical bars",
        {"header": HEADER.replace(",", "|"), "rows": [ROWS[0].replace(",", "|")]},
        r"is missing\. The file has: price_thousand_usd\|living",
    ),
    (
        "blanks for commas",
        {"header": HEADER.replace(",", "  "), "rows": [ROWS[0].replace(",", " ")]},
        "is missing. The file has: price_thousand_usd living",
    ),
    ("blanks in the header", {"header": HEADER.replace(",", " ")}, "is missing. The file has: pri"),
    ("semicolons below", {"rows": [ROWS[0].replace(",", ";")]}, "row 2: 1 cell where the header"),
    ("comment above", {"header": "# houses\n" + HEADER}, "is missing. The file has: # houses"),
    (
        "column twice after blank lines",
        {"header": "\n\n" + HEADER.replace("lot_size", "living_area")},
        "row 3: the column 'living_area_sqft' is there twice",
    ),
    (
        "bad value after a cell of two lines",
        {"header": HEADER + ",note", "rows": [ROWS[0] + ',"two\nlines"', "300,0,6126,4,1,"]},
        "row 3, column 'living_area_sqft': 0 is not above zero",
    ),
    ("end of another system", {"rows": [*ROWS, "\x1a"]}, "row 5: 1 cell where"),
    (
        "a page of the web",
        {"header": "<!DOCTYPE html>" + "x" * 9999},
        "is missing. The file has: <!DOCTYPE html>x",
    ),
    ("very many columns", {"header": "c" + ",c".join(map(str, range(9999)))}, "missing.*c6, c7, …"),
    ("long names", {"header": "long " * 2000 + ",a"}, "is missing.*long, a"),
    ("long name twice", {"header": ",".join(["long" * 2000] * 2)}, "there twice"),
    ("name of two lines", {"header": '"a\nb",' + HEADER[6:]}, "The file has: a b, thousand_usd"),
    ("rows before the header", {"header": ROWS[0], "rows": [HEADER]}, "row 1: the first row"),
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


BYTES = [
    ("empty", b"", r"no_table.csv is empty"),
    ("byte-order mark alone", b"\xef\xbb\xbf", "is empty"),
    ("blank lines alone", b" \r\n\n\t\n", "is empty"),
    ("commas alone", b",,,,\n,,,,\n", "is empty"),
    ("NUL bytes", b"\0" * 999, "not a text file"),
    ("picture", b"\x89PNG\r\n\x1a\n\0\0", "row 1.*not UTF-8"),
    ("compressed file", gzip.compress(HEADER.encode()), "row 1.*not UTF-8"),
    ("pickle", pickle.dumps([1, 2]), "row 1.*not UTF-8"),
    ("document", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "row 2.*not UTF-8"),
    ("notebook", b'{"cells": []}\n', r'has a header but no rows: \{"cells'),
    ("list of rows", b'[{"bedrooms": 4}]\n', "has a header but no rows: .*bedrooms"),
    (
        "page of the web",
        b"\n<html><body>Not found</body></html>",
        "has a header but no rows: <html>",
    ),
    ("one line of text", b"Not found\n", "has a header but no rows"),
]


@pytest.mark.parametrize(
    ("data", "complaint"), [case[1:] for case in BYTES], ids=[case[0] for case in BYTES]
)
def test_what_is_no_table_at_all(tmp_path, data, complaint):
    path = tmp_path / "no_table.csv"
    path.write_bytes(data)
    with pytest.raises(DataFileError, match=complaint) as caught:
        load_houses(path)
    assert "no_table.csv" in str(caught.value)


def test_a_workbook_is_no_table(tmp_path):
    with zipfile.ZipFile(tmp_path / "table.xlsx", "w", zipfile.ZIP_DEFLATED) as workbook:
        workbook.writestr("sheet.xml", b"\x80\xff" + bytes(range(256)))
    with pytest.raises(DataFileError, match=r"table\.xlsx"):
        load_houses(tmp_path / "table.xlsx")


def test_what_is_no_file_at_all(tmp_path):
    with pytest.raises(DataFileError, match=r"nothing\.csv: there is no such file"):
        load_houses(tmp_path / "nothing.csv")
    with pytest.raises(DataFileError, match=r"is a folder"):
        load_houses(tmp_path)
    with pytest.raises(DataFileError, match=r"is a folder"):
        load_houses("")
    with pytest.raises(DataFileError, match=r"x cannot be read: File name too long"):
        load_houses("x" * 5000)
    with pytest.raises(DataFileError, match=r"cannot be read: embedded null"):
        load_houses("houses\0.csv")


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
def test_a_link_to_itself_is_no_file(tmp_path):
    (tmp_path / "one.csv").symlink_to(tmp_path / "two.csv")
    (tmp_path / "two.csv").symlink_to(tmp_path / "one.csv")
    with pytest.raises(DataFileError, match=r"one\.csv cannot be read: .*symbolic links"):
        load_houses(tmp_path / "one.csv")


SPREADSHEETS = {
    "semicolons": ("area;price\n1200;250\n900.5;-199.5\n", "utf-8"),
    "decimal commas": ("area;price\r\n1200;250\r\n900,5;-199,5\r\n", "utf-8"),
    "decimal commas in quotation marks": ('area;price\n"1200";"250"\n"900,5";"-199,5"\n', "utf-8"),
    "decimal commas and exponents": ("area;price\n1,2E+03;250,0\n9,005E+02;-1,995E+02\n", "utf-8"),
    "tabs": ("area\tprice\n1200\t250\n900.5\t-199.5\n", "utf-8"),
    "tabs and decimal commas": ("area\tprice\n1200\t250\n900,5\t-199,5\n", "utf-8"),
    "unicode text of a spreadsheet": ("area\tprice\r\n1200\t250\r\n900,5\t-199,5\r\n", "utf-16"),
    "mark and semicolons": ("area;price\n1200;250\n900,5;-199,5\n", "utf-8-sig"),
    "mark and quotation marks": ('"area";"price"\n1200;250\n900,5;-199,5\n', "utf-8-sig"),
    "separator said": ("sep=;\narea;price\n1200;250\n900,5;-199,5\n", "utf-8"),
    "separator said, a comma": ("sep=,\narea,price\n1200,250\n900.5,-199.5\n", "utf-8-sig"),
    "separator said, a tab": ("sep=\t\r\narea\tprice\r\n1200\t250\r\n900,5\t-199,5", "utf-8"),
    "separator said in capitals": ('"SEP=;"\narea;price\n1200;250\n900,5;-199,5\n', "utf-8"),
    "empty last column": ("area,price,\n1200,250,\n900.5,-199.5,\n", "utf-8"),
    "two empty last columns": ("area;price;;\n1200;250;;\n900,5;-199,5; ;\n", "utf-8"),
    "index without a name": (",area,price\n0,1200,250\n1,900.5,-199.5\n", "utf-8"),
    "index of names": ('"";"area";"price"\n"a";1200;250\n"b";900,5;-199,5\n', "utf-8"),
    "index and empty last column": ("\tarea\tprice\t\n7\t1200\t250\t\n9\t900,5\t-199,5\t", "utf-8"),
    "blank rows of semicolons": (";;\narea;price;\n;;\n1200;250;\n900,5;-199,5;\n;;\n", "utf-8"),
}


@pytest.mark.parametrize(("text", "encoding"), SPREADSHEETS.values(), ids=SPREADSHEETS.keys())
def test_what_spreadsheets_and_libraries_write(tmp_path, text, encoding):
    path = tmp_path / "mine.csv"
    path.write_bytes(text.encode(encoding))
    table = load_table(path)
    assert list(table) == ["area", "price"]
    np.testing.assert_array_equal(table["area"], [1200, 900.5])
    np.testing.assert_array_equal(table["price"], [250, -199.5])


def test_houses_from_a_german_spreadsheet(tmp_path):
    rows = [row.replace(",", ";").replace("300", "300,5") for row in ROWS]
    path = write(tmp_path / "h.csv", header="sep=;\n" + HEADER.replace(",", ";"), rows=rows)
    assert list(load_houses(path).price) == [300.5, 370, 191]
    path = write(tmp_path / "h.csv", header=HEADER.replace(",", ";"), rows=[*rows, "-1;2;3;4;0"])
    with pytest.raises(DataFileError, match=r"h\.csv, row 5, column 'price.*-1 is not above zero"):
        load_houses(path)


@pytest.mark.parametrize("written", ["NFC", "NFD"])
@pytest.mark.parametrize("asked", ["NFC", "NFD"])
def test_a_name_may_be_written_in_unicode_in_two_ways(tmp_path, written, asked):
    names = "Wohnfläche", "가격"
    header = normalize(written, ",".join(names))
    path = write(tmp_path / "mine.csv", header=header, rows=["90,1.5"])
    name = normalize(asked, names[0])
    assert load_table(path, name)[name] == [90]
    assert list(load_table(path)) == [normalize("NFC", name) for name in names]
    both = [normalize(form, names[0]) for form in ("NFC", "NFD")]
    assert {*load_table(path, both)} == {*both}
    twice = ",".join(normalize(form, names[0]) for form in ("NFC", "NFD"))
    with pytest.raises(DataFileError, match="row 1: the column 'Wohnfläche' is there twice"):
        load_table(write(tmp_path / "twice.csv", header=twice, rows=["1,2"]))


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("a;b\n1,5;2\n3;1.234,5\n", r"row 3, column 'b': '1\.234,5' is not a number.*thousands"),
        ("a;b\n1,5;2\n3;4.5\n", r"row 3, column 'b': '4\.5' is not.*Write a comma for"),
        ("a;b\n1,5;2\n3;1,2,3\n", "row 3, column 'b': '1,2,3' is not a number"),
        ("a;b\n250.000;2\n310.500;3\n", r"row 2, column 'a': '250\.000' may be meant"),
        ('a\tb\n2\t"9,903"\n3\t"1,200,000"\n', "row 2, column 'b': '9,903' may be meant"),
        ("a;b\n1,5;\n", "row 2, column 'b': the cell is empty. Fill it in"),
        ("a;b;\n1;2;3\n", "row 1: column 3 has no name"),
        ("sep=;\n\na;b\n1;x\n", "row 4, column 'b': 'x' is not a number"),
        ("a;b\n1;2;3\n", "row 2: 3 cells where the header has 2. Give"),
        ("Fläche,Preis\n1,5,2,5\n", "row 2: 4 cells where the header has 2"),
    ],
)
def test_what_could_be_read_in_two_ways_is_refused(tmp_path, text, complaint):
    path = tmp_path / "mine.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataFileError, match=r"mine\.csv, " + complaint):
        load_table(path)


@pytest.mark.parametrize("encoding", ["cp949", "cp1252", "utf-16-be"])
def test_other_encodings_are_refused_with_the_way_out(tmp_path, encoding):
    header = "가격,면적" if encoding == "cp949" else "größe,fläche"
    path = write(tmp_path / "mine.csv", header=header, rows=["1,2"], encoding=encoding)
    with pytest.raises(DataFileError, match=r"mine\.csv.* Save the table as 'CSV UTF-8'"):
        load_table(path)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such files there")
def test_what_is_no_regular_file_is_not_opened(tmp_path):
    os.mkfifo(tmp_path / "pipe.csv")
    (tmp_path / "link.csv").symlink_to(tmp_path / "pipe.csv")
    for path in (tmp_path / "pipe.csv", tmp_path / "link.csv", "/dev/zero", "/dev/null"):
        with pytest.raises(DataFileError, match="is no file with contents of its own: save"):
            load_table(path)


def test_a_file_too_large_is_refused_before_it_is_read_whole(tmp_path):
    path = write(tmp_path / "large.csv")
    with open(path, "r+b") as file:
        file.truncate(10**12)  # a hole: it takes no room on the disk
    with pytest.raises(DataFileError, match=r"large\.csv has more than 20,000,000 bytes: save"):
        load_houses(path)


def test_the_digits_are_those_of_scikit_learn():
    from sklearn import datasets

    X, y = load_digits()
    theirs_X, theirs_y = datasets.load_digits(return_X_y=True)
    np.testing.assert_array_equal(X, theirs_X, strict=True)
    np.testing.assert_array_equal(y, theirs_y, strict=True)


GOOD = "\n".join([HEADER, *ROWS, ""]).encode()
PIECES = st.sampled_from([b'"', b",", b";", b"\n", b"\r", b"\0", b"-", b"\xff", b"\xef\xbb\xbf"])


@given(st.lists(st.tuples(st.integers(0, len(GOOD)), st.integers(0, 9), PIECES | st.binary())))
def test_a_file_damaged_anywhere_is_read_or_refused(tmp_path_factory, damages):
    data = GOOD
    for at, length, piece in damages:
        data = data[:at] + piece + data[at + length :]
    path = tmp_path_factory.getbasetemp() / "damaged.csv"
    path.write_bytes(data)
    try:
        houses, complaint = load_houses(path), ""
    except DataFileError as error:
        houses, complaint = None, str(error)
    if houses is None:
        assert "damaged.csv" in complaint
        assert "\n" not in complaint
    else:
        numbers = np.array([houses.price, houses.living_area, houses.lot_size])
        assert np.isfinite(numbers).all()
        assert (numbers > 0).all()


def test_any_table_of_numbers(tmp_path):
    path = write(tmp_path / "cars.csv", header="weight,power,note", rows=["1.2,90,a", "1.5,120,b"])
    table = load_table(path, ["power", "weight"])
    assert list(table) == ["power", "weight"]
    np.testing.assert_array_equal(table["power"], [90, 120])
    with pytest.raises(DataFileError, match=r"row 2.*'note'.*'a'"):
        load_table(path)


def test_one_column_may_be_named_alone(tmp_path):
    path = write(tmp_path / "cars.csv", header="weight,power", rows=["1.2,90"])
    assert list(load_table(path, "power")) == ["power"]
    with pytest.raises(DataFileError, match="the column 'speed' is missing"):
        load_table(path, "speed")


@pytest.mark.parametrize("name", ["living area", "a | b", "12 months"])
def test_the_name_of_an_only_column_may_hold_blanks_and_bars(tmp_path, name):
    path = write(tmp_path / "one.csv", header=name, rows=["1.5", "2.5"])
    assert list(load_table(path)[name]) == [1.5, 2.5]


@pytest.mark.parametrize("header", ["1,2,3", "1", "-1e3, 2.5 ,0"])
def test_a_table_without_a_header_loses_no_row_in_silence(tmp_path, header):
    path = write(tmp_path / "bare.csv", header=header, rows=[header])
    with pytest.raises(DataFileError, match=r"bare.csv, row 1: the first row names the columns"):
        load_table(path)


def test_very_many_columns_take_no_time(tmp_path):
    header = ",".join(f"c{number}" for number in range(60_000))
    path = write(tmp_path / "wide.csv", header=header, rows=[",".join("1" * 60_000)])
    start = time.process_time()
    assert len(load_table(path)) == 60_000
    assert time.process_time() - start < 5


def test_a_file_in_the_home_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    write(tmp_path / "houses.csv")
    assert len(load_houses("~/houses.csv")) == 3
    assert len(load_table("~/houses.csv")) == 5
    with pytest.raises(DataFileError, match="there is no such file"):
        load_table("~nobody_of_this_name/houses.csv")
    with pytest.raises(DataFileError, match="embedded null"):
        load_table("~no\0body/houses.csv")


def test_a_name_that_is_no_text_can_be_shown():
    with pytest.raises(DataFileError, match=r"caf\?\.csv") as caught:
        load_houses("caf\udce9.csv")
    str(caught.value).encode()


def test_the_file_in_the_repository_is_what_is_loaded():
    from lab import ROOT

    with open(ROOT / "data" / "houses.csv", encoding="utf-8", newline="") as file:
        prices = [float(row["price_thousand_usd"]) for row in csv.DictReader(file)]
    np.testing.assert_array_equal(load_houses().price, prices)
