"""Parts of questions and answers that no serializer describes, by their name in the API document."""

from typing import Any

from assessments.blocks.areas import ELLIPSE, POLYGON, RECTANGLE
from assessments.blocks.rhythm import AROUND_MS, LONGEST_MS, MOST_TAPS
from content.blocks.schema import IMAGE, NUMBER, TEXT, YES_OR_NO, Schema, list_of, one_of, or_nothing, record


def named(part: str) -> Schema:
    return {"$ref": f"#/components/schemas/{part}"}


_NAMES = list_of(TEXT)
BY_NAME: Schema = {"type": "object", "additionalProperties": TEXT}
_PERCENT: Schema = {"type": "number", "minimum": 0, "maximum": 100}
_MARKS = list_of(named("QuizMark"))
_MILLISECONDS: Schema = {"type": "integer"}
_TAP: Schema = {**_MILLISECONDS, "minimum": -AROUND_MS, "maximum": LONGEST_MS + AROUND_MS}


def any_of(about: str, /, **properties: Schema) -> Schema:
    """An object that has some of these properties and no others."""
    return {"type": "object", "description": about, "properties": properties, "additionalProperties": False}


PARTS: dict[str, dict[str, Any]] = {
    "QuizAnswer": any_of(
        "What was answered: the one member that goes with the question's kind.",
        chosen=_NAMES,
        text=TEXT,
        gaps=BY_NAME,
        order=_NAMES,
        pairs=BY_NAME,
        marks=_MARKS,
        rhythm=named("QuizTapped"),
    ),
    "QuizPart": record("Something to choose, to put in order or to match.", id=TEXT, text=TEXT),
    "QuizMark": record(
        "A place on a picture, in percent of its width and height, with two decimals.", x=_PERCENT, y=_PERCENT
    ),
    "QuizListening": record(
        "What stands below the last sound or film is shown once all were heard. Each may be played as often as `plays`"
        " says; 0: as often as one likes. Nothing is kept from clients: it helps to listen.",
        plays=NUMBER,
    ),
    "QuizArea": record(
        "A right place on a picture: between two corners, or a polygon.",
        name=TEXT,
        shape=one_of(RECTANGLE, ELLIPSE, POLYGON),
        corners=_MARKS,
        is_found=YES_OR_NO,
    ),
    "QuizPicture": record(
        "The picture that is marked. `image` is null when its file is gone.",
        image=or_nothing(IMAGE),
        alt_text=TEXT,
        caption_html=TEXT,
    ),
    "QuizTapped": any_of(
        "A rhythm: its taps in milliseconds from the first beat after the count-in, or what was written instead.",
        taps=list_of(_TAP, maxItems=MOST_TAPS),
        text=TEXT,
    ),
    "QuizRhythm": record(
        "How a rhythm is to be tapped. `abc` is empty where it is not shown; `length_ms` is that of its bars.",
        tempo=NUMBER,
        beats=NUMBER,
        unit=one_of("2", "4", "8"),
        count_in=NUMBER,
        clicks_on=YES_OR_NO,
        length_ms=NUMBER,
        abc=TEXT,
        may_type=YES_OR_NO,
    ),
    "QuizTaps": record(
        "The rhythm, and how the taps went with it once `offset_ms` was taken out. `off_ms` is null for a missed note.",
        pattern=TEXT,
        abc=TEXT,
        offset_ms=_MILLISECONDS,
        onsets=list_of(record(at_ms=NUMBER, off_ms={"type": ["integer", "null"]})),
        extra=NUMBER,
    ),
    "QuizGap": any_of(
        "A run of text, or a gap: to be filled in words, or from `options` where there are some.",
        text=TEXT,
        gap=TEXT,
        options={"type": ["array", "null"], "items": TEXT},
    ),
}
