import math
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from assessments.blocks.question import Asked, QuestionBlock, UnfitAnswer, part, words_of
from assessments.blocks.rhythm_text import LONGEST_TEXT, Note, length_of, onsets, read_rhythm, write_abc
from assessments.blocks.taps import Alignment, align
from content.blocks.published import text_of

SLOWEST, FASTEST = 30, 240
MOST_BEATS = 12
UNITS = [("2", _("half notes")), ("4", _("quarter notes")), ("8", _("eighth notes"))]
MOST_COUNT_IN = 4
LEAST_TOLERANCE, MOST_TOLERANCE = 20, 500
# Enough for the most notes that there can be and half as many again; the same for all, so that it tells nothing.
MOST_TAPS = 100
LONGEST_MS = 120_000
AROUND_MS = 2_000


class RhythmBlock(QuestionBlock):
    """A rhythm to be tapped. Each note that is hit counts, each tap too many takes one back."""

    reads = "rhythm"

    pattern = blocks.TextBlock(
        label=_("Rhythm"),
        rows=2,
        max_length=LONGEST_TEXT,
        help_text=_("Lengths in beats, rests behind an r: “1 1/2 1/2 r1 2”. Bars may stand between them."),
    )
    tempo = blocks.IntegerBlock(label=_("Beats a minute"), default=80, min_value=SLOWEST, max_value=FASTEST)
    beats = blocks.IntegerBlock(label=_("Beats a bar"), default=4, min_value=1, max_value=MOST_BEATS)
    unit = blocks.ChoiceBlock(label=_("Beats are"), choices=UNITS, default="4")
    count_in = blocks.IntegerBlock(label=_("Bars counted in"), default=1, min_value=1, max_value=MOST_COUNT_IN)
    clicks_on = blocks.BooleanBlock(label=_("The click goes on while they tap"), required=False, default=True)
    tolerance = blocks.IntegerBlock(
        label=_("More or less, in milliseconds"),
        default=100,
        min_value=LEAST_TOLERANCE,
        max_value=MOST_TOLERANCE,
        help_text=_(
            "An offset of all taps up to 120 milliseconds is taken out before: sound and screens take a while."
        ),
    )
    shows_notation = blocks.BooleanBlock(
        label=_("Learners see it written"),
        required=False,
        default=True,
        help_text=_("Leave it out where they tap what they have heard: put the sound into the question."),
    )
    may_type = blocks.BooleanBlock(
        label=_("Learners may write it instead"),
        required=False,
        default=True,
        help_text=_(
            "As above, in lengths. Without it nobody can answer who cannot tap in time; leave it out only where tapping"
            " itself is what you ask, and ask it in no quiz that has to be passed."
        ),
    )
    partial = blocks.BooleanBlock(label=_("Points for a part of it"), required=False, default=True)

    def shown(self, asked: Asked) -> dict[str, Any]:
        beats, tempo = self._number(asked, "beats"), self._number(asked, "tempo")
        bars = max(1, math.ceil(length_of(self._notes(asked)) / beats))
        return {
            "rhythm": {
                "tempo": tempo,
                "beats": beats,
                "unit": self._unit(asked),
                "count_in": self._number(asked, "count_in"),
                "clicks_on": asked.value.get("clicks_on") is not False,
                # Of whole bars, as one hears anyway.
                "length_ms": _milliseconds(Fraction(bars * beats), tempo),
                "abc": self._abc(asked) if self._shows_notation(asked) else "",
                "may_type": self._may_type(asked),
            }
        }

    def read(self, asked: Asked, answer: Mapping[str, Any]) -> dict[str, Any]:
        match answer.get("rhythm"):
            case {"taps": list(taps), **others} if not others:
                return {"taps": self._read_taps(asked, taps)}
            case {"text": str(text), **others} if not others and self._may_type(asked):
                words = words_of(text, LONGEST_TEXT)
                if words and read_rhythm(words) is None:
                    raise UnfitAnswer(_("Write lengths in beats, rests behind an r: 1 1/2 1/2 r1 2."))
                return {"text": words}
        raise UnfitAnswer(_("Tap the rhythm, please."))

    def share(self, asked: Asked, answer: Any) -> Decimal:
        found = self._aligned(asked, answer)
        if asked.value.get("partial") is False:
            return Decimal(bool(found.hits) and found.hits == len(found.off_ms) and not found.extra)
        return part(found.hits - found.extra, len(found.off_ms))

    def right(self, asked: Asked) -> dict[str, Any]:
        return {"taps": self._onsets(asked)}

    def explained(self, asked: Asked, answer: Any, *, with_answers: bool) -> dict[str, Any]:
        if not with_answers and not self._shows_notation(asked):
            return {}
        found = self._aligned(asked, answer or {"taps": []})
        times = self._onsets(asked)
        return {
            "taps": {
                "pattern": text_of(asked.value.get("pattern")),
                "abc": self._abc(asked),
                "offset_ms": found.offset_ms,
                "onsets": [{"at_ms": at, "off_ms": off} for at, off in zip(times, found.off_ms, strict=True)],
                "extra": found.extra,
            }
        }

    def frame(self, asked: Asked) -> Any:
        return self._number(asked, "tempo")

    def written(self, asked: Asked) -> list[str]:
        rules = {"tempo": self._number(asked, "tempo"), "tolerance": self._number(asked, "tolerance")}
        return [
            text_of(asked.value.get("pattern")),
            f"{self._number(asked, 'beats')}/{self._unit(asked)}",
            now("%(tempo)s beats a minute, ± %(tolerance)s milliseconds") % rules,
        ]

    def mistakes(self, value: Mapping[str, Any]) -> dict[str, str]:
        notes = read_rhythm(value["pattern"])
        if notes is None:
            return {
                "pattern": now(
                    "Write lengths like “1 1/2 1/2 r1 2”, in whole beats or in halves, thirds, quarters, sixths or"
                    " eighths of one; at most 64."
                )
            }
        if not onsets(notes):
            return {"pattern": now("There is nothing to tap.")}
        if _milliseconds(length_of(notes), value["tempo"]) > LONGEST_MS:
            return {"pattern": now("It is too long: at most two minutes, please.")}
        try:
            write_abc(notes, beats=value["beats"], unit=int(value["unit"]), tempo=value["tempo"])
        except ValueError:
            return {"pattern": now("Write thirds and sixths of a beat three at a time: 1/3 1/3 1/3.")}
        return {}

    def _read_taps(self, asked: Asked, taps: list[Any]) -> list[int]:
        latest = self.shown(asked)["rhythm"]["length_ms"] + AROUND_MS
        if len(taps) > MOST_TAPS:
            raise UnfitAnswer(_("At most %(most)s taps, please.") % {"most": MOST_TAPS})
        if not all(isinstance(tap, int) and not isinstance(tap, bool) and -AROUND_MS <= tap <= latest for tap in taps):
            raise UnfitAnswer(_("Tap the rhythm, please."))
        return sorted(taps)

    def _aligned(self, asked: Asked, answer: Mapping[str, Any]) -> Alignment:
        notes = self._notes(asked)
        if "text" not in answer:
            return align(answer["taps"], self._onsets(asked), tolerance_ms=self._number(asked, "tolerance"))
        given, right = set(onsets(read_rhythm(answer["text"]) or [])), onsets(notes)
        return Alignment(0, tuple(0 if onset in given else None for onset in right), len(given - set(right)))

    def _notes(self, asked: Asked) -> list[Note]:
        return read_rhythm(text_of(asked.value.get("pattern"))) or []

    def _onsets(self, asked: Asked) -> list[int]:
        tempo = self._number(asked, "tempo")
        return [_milliseconds(onset, tempo) for onset in onsets(self._notes(asked))]

    def _abc(self, asked: Asked) -> str:
        notes = self._notes(asked)
        try:
            return write_abc(
                notes,
                beats=self._number(asked, "beats"),
                unit=int(self._unit(asked)),
                tempo=self._number(asked, "tempo"),
            )
        except ValueError:
            return ""

    def _number(self, asked: Asked, name: str) -> int:
        value = asked.value.get(name)
        if isinstance(value, int) and not isinstance(value, bool) and value > 0:
            return value
        return int(self.child_blocks[name].get_default())

    @staticmethod
    def _unit(asked: Asked) -> str:
        unit = asked.value.get("unit")
        return unit if unit in dict(UNITS) else "4"

    @staticmethod
    def _shows_notation(asked: Asked) -> bool:
        return asked.value.get("shows_notation") is not False

    @staticmethod
    def _may_type(asked: Asked) -> bool:
        return asked.value.get("may_type") is not False

    class Meta:
        icon = "time"
        label = _("A rhythm to tap")
        group = _("Tap")
        description = _("A rhythm that learners tap to a click.")


def _milliseconds(beats: Fraction, tempo: int) -> int:
    return round(beats * 60_000 / tempo)
