"""Films through Debian's ffmpeg: measured, made into rungs, and a still taken of them.

It reads what strangers send, so it runs apart: without network, in a folder of its own, with ends to its time, memory
and output (FAULTS F3), and it ends with the worker that began it.
"""

from media.gateways.ffmpeg.encoding import MadeRung, encode, take_still
from media.gateways.ffmpeg.ladder import LADDER, SOUND, Rung, ladder_for
from media.gateways.ffmpeg.probing import Measures, probe
from media.gateways.ffmpeg.process import FilmFailed, is_installed
from media.gateways.ffmpeg.thumbnails import COLUMNS, Thumbnails, layout_of, sheet_in

__all__ = [
    "COLUMNS",
    "LADDER",
    "SOUND",
    "FilmFailed",
    "MadeRung",
    "Measures",
    "Rung",
    "Thumbnails",
    "encode",
    "is_installed",
    "ladder_for",
    "layout_of",
    "probe",
    "sheet_in",
    "take_still",
]
