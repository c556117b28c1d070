"""Finds out what a package is and has it read."""

from courses.importers.markdown_book import find_contents, read_book
from courses.importers.olx import is_olx, read_olx
from courses.importers.package import CourseDraft
from kit.archive import PackageRefused, Source


def read_package(source: Source) -> tuple[CourseDraft, Source]:
    """The course in the package, with the report of its elements, and the files as its paths name them.

    Raises `PackageRefused`.
    """
    source = _from_its_root(source)
    if is_olx(source):
        return read_olx(source), source
    if find_contents(source):
        return read_book(source), source
    raise PackageRefused(
        "The package is neither an Open edX course (course.xml) nor a Markdown book (contents.md or SUMMARY.md)."
    )


def _from_its_root(source: Source) -> Source:
    """Archives mostly hold one folder with everything in it."""
    tops = {name.split("/")[0] for name in source.names}
    if len(tops) == 1 and source.names != [next(iter(tops))]:
        inner = source.below(next(iter(tops)))
        inner.name = next(iter(tops))
        return inner
    return source
