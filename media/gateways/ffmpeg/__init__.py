"""Films and sounds through Debian's ffmpeg: measured, and made into what browsers play and show.

It reads what strangers send, so it runs apart: without network, in a folder of its own, with ends to its time, memory
and output (FAULTS F3), and it ends with the worker that began it.
"""

from media.gateways.ffmpeg.encoding import MadeRung, encode, film_loudness, take_still
from media.gateways.ffmpeg.ladder import LADDER, SOUND, Rung, ladder_for
from media.gateways.ffmpeg.loudness import Loudness, gain_for, measure_loudness
from media.gateways.ffmpeg.probing import Measures, SoundMeasures, probe, probe_sound
from media.gateways.ffmpeg.process import FileFailed, is_installed
from media.gateways.ffmpeg.sounds import MadeSound, make_sound, patience
from media.gateways.ffmpeg.thumbnails import COLUMNS, Thumbnails, layout_of, sheet_in

__all__ = [
    "COLUMNS",
    "LADDER",
    "SOUND",
    "FileFailed",
    "Loudness",
    "MadeRung",
    "MadeSound",
    "Measures",
    "Rung",
    "SoundMeasures",
    "Thumbnails",
    "encode",
    "film_loudness",
    "gain_for",
    "is_installed",
    "ladder_for",
    "layout_of",
    "make_sound",
    "measure_loudness",
    "patience",
    "probe",
    "probe_sound",
    "sheet_in",
    "take_still",
]
