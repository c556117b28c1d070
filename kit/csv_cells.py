"""Cells of CSV files that spreadsheets do not take for formulas (owasp.org/www-community/attacks/CSV_Injection)."""

from collections.abc import Iterable

# What a spreadsheet reads as the beginning of a formula, or strips and then reads so.
_BEGINS = ("=", "+", "-", "@", "\t", "\r")


def cell(value: object) -> str:
    """The value as a text that is shown and not computed. Numbers stay numbers."""
    text = "" if value is None else str(value)
    is_words = isinstance(value, str)
    return f"'{text}" if is_words and text.startswith(_BEGINS) else text


def cells(values: Iterable[object]) -> list[str]:
    return [cell(value) for value in values]
