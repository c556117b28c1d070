"""The table of DESIGN 12 as data: what is measured and what it may cost."""

from dataclasses import dataclass, field

# A budget is broken when exceeded by more than this share: two runs of the same code differ by about as much.
TOLERANCE = 0.15


@dataclass(frozen=True)
class Budget:
    """What one kind of request may cost: queries, CPU as a multiple of the floor, growth from the small set.

    None where nobody set a bound: the number is shown for information and cannot be broken.
    """

    work: str
    queries: int | None
    floors: float | None
    growth: float


BUDGETS = (
    Budget("course document, anonymous", queries=1, floors=1.5, growth=1.15),
    Budget("lesson document, anonymous", queries=1, floors=1.5, growth=1.15),
    Budget("course document, If-None-Match", queries=1, floors=1.25, growth=1.15),
    Budget("lesson, signed in", queries=3, floors=3, growth=1.2),
    Budget("progress write", queries=5, floors=4, growth=1.2),
    Budget("my learning, 20 courses", queries=5, floors=6, growth=1.3),
    Budget("catalogue page of 20 with facets", queries=3, floors=6, growth=1.3),
    Budget("search", queries=3, floors=8, growth=2),
    # Together DESIGN 12's "checkout created", which is two requests (ADR 0030).
    Budget("order placed", queries=15, floors=13, growth=1.2),
    Budget("payment page opened", queries=10, floors=7, growth=1.2),
    Budget("webhook acknowledged", queries=3, floors=4, growth=1.1),
    # Of these too: they cost the same among a hundred thousand subscribers. The sweep asks of each that is due by
    # itself, and the desk says how many there are.
    Budget("twenty renewals swept", queries=21, floors=None, growth=1.2),
    Budget("plan looked for", queries=1, floors=None, growth=1.2),
    Budget("desk of subscriptions", queries=None, floors=None, growth=1.3),
    # Of these too: within six floors, in as many queries whatever is asked.
    Budget("quiz of 20 questions begun", queries=None, floors=6, growth=1.2),
    Budget("quiz of 20 questions handed in", queries=None, floors=6, growth=1.2),
    # What is promised of a draft is only that saving it costs the same in a large database.
    Budget("saving one draft", queries=None, floors=None, growth=1.15),
)

# Seconds until a course of 2,000 lessons is live, all at once for its readers.
PUBLICATION_BUDGETS = {"approve": 1.0, "publish a new course": 20.0, "publish ten changed lessons": 2.0}

# CPU of the whole job that makes a film's stream, as a multiple of what plain ffmpeg takes for the same ladder.
TRANSCODING_BUDGET = 1.1


@dataclass(frozen=True)
class PageBudget:
    """What a page of the storefront may cost a visitor and the API; None where nothing is promised.

    Scripts are compressed, prefetches of other pages and the libraries for films and scores apart. Scores are the least
    that Lighthouse's mobile profile must give, of a hundred.
    """

    page: str
    script_kilobytes: int
    shift: float = 0.05
    paint_seconds: float | None = None
    calls_uncached: int | None = None
    calls_cached: int | None = None
    scores: dict[str, int] = field(default_factory=dict)


SCORES = {"accessibility": 95, "best-practices": 95, "seo": 95}
STOREFRONT_BUDGETS = (
    PageBudget("catalogue", script_kilobytes=175, paint_seconds=2, scores=SCORES),
    PageBudget("course page", script_kilobytes=175, paint_seconds=2, calls_uncached=2, calls_cached=0, scores=SCORES),
    PageBudget("player", script_kilobytes=200),
)
