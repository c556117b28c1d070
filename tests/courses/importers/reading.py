"""Reads packages made of names and texts, without a database."""

import tempfile
from pathlib import Path

from courses.importers.reading import read_package
from kit.archive import Limits, open_source
from tests.courses.importers.packages import write_folder

LIMITS = Limits(entries=5_000, total_bytes=50_000_000, file_bytes=10_000_000, text_bytes=2_000_000, ratio=200)


def read(files, limits=LIMITS):
    """The neutral course in a package with these files."""
    with tempfile.TemporaryDirectory() as place:
        write_folder(Path(place) / "package", files)
        with open_source(Path(place) / "package", limits) as source:
            return read_package(source)[0]


def book(text, **more):
    """A book of one page."""
    return {"contents.md": "# Book\n\n- [Page](page.md)\n", "page.md": text, **more}


def blocks_of_page(text, **more):
    return next(read(book(text, **more)).lessons()).blocks


def olx(vertical, **more):
    """An Open edX course of one unit; `more` are further files by their paths."""
    return {
        "course.xml": '<course org="o" course="c" url_name="r"/>',
        "course/r.xml": '<course display_name="C"><chapter url_name="a"/></course>',
        "chapter/a.xml": '<chapter display_name="A"><sequential url_name="b"/></chapter>',
        "sequential/b.xml": '<sequential display_name="B"><vertical url_name="v"/></sequential>',
        "vertical/v.xml": f'<vertical display_name="V">{vertical}</vertical>',
        **more,
    }


def items(draft, **wanted):
    """The report's lines with these values, as (path, outcome, reason)."""
    return [
        (one.path, one.outcome.value, one.reason)
        for one in draft.report
        if all(getattr(one, name) == value for name, value in wanted.items())
    ]
