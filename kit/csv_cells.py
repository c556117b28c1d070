"""Cells of CSV files that spreadsheets do not take for formulas (owasp.org/www-community/attacks/CSV_Injection)."""

import csv
from collections.abc import Iterable, Iterator

# What a spreadsheet reads as the beginning of a formula, or strips and then reads so.
_BEGINS = ("=", "+", "-", "@", "\t", "\r")


def cell(value: object) -> str:
    """The value as a text that is shown and not computed. Numbers stay numbers."""
    text = "" if value is None else str(value)
    is_words = isinstance(value, str)
    return f"'{text}" if is_words and text.startswith(_BEGINS) else text


def cells(values: Iterable[object]) -> list[str]:
    return [cell(value) for value in values]


class _Line:
    """What `csv` writes a row into: it hands the row on."""

    def write(self, row: str) -> str:
        return row


def written(rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """The rows as a file, piece by piece, so that a long one needs no more memory than a short one."""
    writer = csv.writer(_Line())
    # The mark by which spreadsheets know that it is UTF-8.
    yield "\ufeff"
    for row in rows:
        yield writer.writerow(cells(row))
