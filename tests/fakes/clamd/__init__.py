"""A stand-in for clamd, ClamAV's daemon: it speaks INSTREAM as clamd(8) lays it down, and knows one virus."""

from tests.fakes.clamd.server import EICAR, Clamd

__all__ = ["EICAR", "Clamd"]
