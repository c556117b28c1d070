"""The demo's paths: one to learn along, one that certifies, and one that waits for the reviewer's decision."""

from datetime import datetime, timedelta
from typing import Any

from cms.demo.people import Cast
from courses.models import Course
from kit import clock
from paths.enums import PathKind
from paths.models import Path
from paths.operations.following import join_path
from paths.operations.proposals import approve_path, propose_path
from paths.operations.writing import begin_path

# Of each: what it says, its steps (title, how many are needed, courses by address), who writes it, and who is on it.
PATHS: list[dict[str, Any]] = [
    {
        "says": {
            "title": "A body that listens",
            "promise": "Hear a partner before you move, and move as one who has heard.",
            "description": "Begin with the listening: it carries everything else. Then take one dance, whichever your"
            " legs are curious about, and end with music that answers you.",
        },
        "steps": [
            ("Listen first", None, ["the-listening-actor"]),
            ("Choose a dance", 1, ["adagio-and-allegro", "loose-legs", "compas"]),
            ("Let it answer", 1, ["call-the-tune", "by-ear"]),
        ],
        "by": "reviewer",
        "decider": "owen",
        "learners": ["learner", "kofi"],
    },
    {
        "says": {
            "title": "Ears for the stage",
            "promise": "Follow any scene and any band without a score in your hand.",
            "kind": PathKind.CERTIFICATION,
            "valid_months": 24,
            "heading": "Certification",
            "statement": "is certified in",
        },
        "steps": [("Two ways of hearing", None, ["the-listening-actor", "by-ear"])],
        "by": "owen",
        "decider": "reviewer",
        "learners": ["samuel", "learner"],
    },
    {
        "says": {
            "title": "Four ways to move",
            "promise": "Know in your own body what ballet, house, flamenco and theatre ask of it.",
        },
        "steps": [("All four", None, ["adagio-and-allegro", "loose-legs", "compas", "le-corps-d-abord"])],
        "by": "owen",
        "decider": None,
        "learners": [],
    },
]
BEGUN = timedelta(days=25)


def make_paths(cast: Cast, start: datetime) -> None:
    """Write, propose and approve them, and put learners on them."""
    keys = dict(Course.objects.values_list("slug", "pk"))
    for place, told in enumerate(PATHS):
        with clock.held_at(start - BEGUN + timedelta(days=place)):
            _make(told, cast, keys)


def _make(told: dict[str, Any], cast: Cast, keys: dict[str, int]) -> None:
    steps = [
        {"type": "step", "value": {"title": title, "needed": needed, "courses": [keys[slug] for slug in courses]}}
        for title, needed, courses in told["steps"]
    ]
    writer = cast[told["by"]]
    stream: Any = Path._meta.get_field("steps")
    path = begin_path(Path(steps=stream.stream_block.to_python(steps), **told["says"]), requires=[], actor=writer)
    version = propose_path(path, actor=writer, note="Shall we offer this from the spring on?")
    if told["decider"]:
        approve_path(version, actor=cast[told["decider"]])
    for name in told["learners"]:
        join_path(path, cast[name])
