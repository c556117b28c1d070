"""Reviewing a course as a whole, and the authors' side of it, on pages built from the frozen copy."""
