"""Stamps a line at the foot of every page of a PDF, through qpdf.

It reads what strangers made, so it runs apart, in a program of its own that knows no settings and no secrets, with ends
to its time, memory and output (ADR 0047). Nothing a file does there reaches the process that asked.
"""

from media.gateways.stamping.process import MOST_BYTES, MOST_PAGES, StampFailed, stamp

__all__ = ["MOST_BYTES", "MOST_PAGES", "StampFailed", "stamp"]
