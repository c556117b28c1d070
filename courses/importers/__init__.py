"""Courses from other systems: packages are read into neutral form, reported on, then loaded as a draft.

`archive` opens what was handed over, `reading` finds its format, `load` writes the draft; see docs/how-to/import.md.
"""
