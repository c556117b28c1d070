"""The outline of a sound: its lowest and highest sample in equal steps, as BBC's audiowaveform keeps it.

https://github.com/bbc/audiowaveform/blob/master/doc/DataFormat.md, with 8 bits and all channels in one outline.
"""

import sys
from array import array

from media.models.sounds import SAMPLE_RATE

MOST_PEAKS = 1800
# Finer steps would show the waves themselves, not their outline.
FEWEST_SAMPLES = 256
BYTES_PER_SAMPLE = 2


def samples_per_peak(seconds: float) -> int:
    """How many samples one pair stands for, so that a sound of that length has at most `MOST_PEAKS` of them."""
    return max(FEWEST_SAMPLES, -(-round(seconds * SAMPLE_RATE) // MOST_PEAKS))


class PeakMeter:
    """Takes a sound piece by piece, as samples of 16 bits with the channels in turn, and never holds more than that."""

    def __init__(self, *, step: int, channels: int) -> None:
        self.step = step * channels
        self.channels = channels
        self.left = self.step
        self.low, self.high = 0, 0
        self.taken = 0
        self.odd = b""
        self.pairs = array("b")

    def take(self, piece: bytes) -> None:
        piece = self.odd + piece
        whole = len(piece) // BYTES_PER_SAMPLE * BYTES_PER_SAMPLE
        self.odd = piece[whole:]
        samples = array("h", piece[:whole])
        if sys.byteorder == "big":
            samples.byteswap()
        at = 0
        while at < len(samples):
            part = samples[at : at + self.left]
            low, high = min(part), max(part)
            self.low, self.high = min(self.low, low), max(self.high, high)
            at += len(part)
            self.left -= len(part)
            if not self.left:
                self.close_step()
        self.taken += len(samples)

    def close_step(self) -> None:
        # A sound that is longer than was measured is drawn as long as it was measured.
        if len(self.pairs) < 2 * MOST_PEAKS:
            self.pairs.extend((self.low >> 8, self.high >> 8))
        self.low, self.high, self.left = 0, 0, self.step

    @property
    def seconds(self) -> float:
        """How long the sound is by what was taken of it."""
        return self.taken / self.channels / SAMPLE_RATE

    def pairs_so_far(self) -> bytes:
        """Lowest and highest in turn, from -128 to 127, the step that has begun included."""
        if self.left < self.step:
            self.close_step()
        return self.pairs.tobytes()
