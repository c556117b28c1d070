"""Finding courses: filters, words, order and one page of cards in one statement (REQUIREMENTS C10)."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from math import ceil
from typing import Any

from django.db import connection

from courses.documents.search import commonness, trigrams_of, words_of

LONGEST_QUERY = 100
# This share of the pieces of what was typed must be in a course's: “fingerstile” still finds “fingerstyle”.
ALIKE = 0.5


class Sort(StrEnum):
    POPULAR = "popular"
    NEW = "new"
    RATING = "rating"
    PRICE = "price"
    RELEVANCE = "relevance"


# Each order by columns of the statement below; the last is unique. What falls is written with a minus. The course
# stands where an index has it, so that a page reads little more than itself.
ORDERS: dict[Sort, tuple[str, ...]] = {
    Sort.POPULAR: ("-learners", "-course_id", "-id"),
    Sort.NEW: ("-published_at", "-course_id", "-id"),
    Sort.RATING: ("-rating", "-rating_count", "-id"),
    Sort.PRICE: ("price", "course_id", "id"),
    Sort.RELEVANCE: ("-relevance", "-learners", "-id"),
}

PRICES = {"free": "figures.price_from_minor = 0", "paid": "figures.price_from_minor > 0"}
DURATIONS = {
    "short": "document.duration_minutes < 60",
    "medium": "document.duration_minutes >= 60 AND document.duration_minutes < 240",
    "long": "document.duration_minutes >= 240",
}
RATINGS = {"4": "figures.rating_hundredths >= 400", "3": "figures.rating_hundredths >= 300"}


@dataclass(frozen=True)
class Filters:
    """What a course must be; several values of one kind are alternatives.

    `chosen` are primary keys of courses; `words` is what was typed to search.
    """

    category: Sequence[str] = ()
    level: Sequence[str] = ()
    style: Sequence[str] = ()
    language: Sequence[str] = ()
    price: Sequence[str] = ()
    duration: Sequence[str] = ()
    rating: Sequence[str] = ()
    producer: str = ""
    featured: bool = False
    chosen: Sequence[int] = ()
    words: str = ""

    @cached_property
    def matches(self) -> dict[int, float]:
        """The documents that the words find, by primary key, with how well they fit. One query, asked once."""
        return match_words(self.words)

    def conditions(self, *, but: str = "") -> list[str]:
        """SQL that holds for the courses asked for; the kind `but` is left out, as its own counts want it."""
        wanted = ["document.is_live", "course.availability = 'published'", "NOT course.is_paused"]
        simple = {
            "category": (self.category, "category.slug = ANY(%(category)s)"),
            "level": (self.level, "level.slug = ANY(%(level)s)"),
            "style": (self.style, "document.styles && %(style)s::varchar[]"),
            "language": (self.language, "document.language = ANY(%(language)s)"),
        }
        wanted += [sql for name, (values, sql) in simple.items() if values and name != but]
        tables = {
            "price": (self.price, PRICES),
            "duration": (self.duration, DURATIONS),
            "rating": (self.rating, RATINGS),
        }
        for name, (values, table) in tables.items():
            if values and name != but:
                wanted.append("(" + " OR ".join(table[value] for value in values) + ")")
        if self.producer:
            wanted.append("profile.producer_slug = %(producer)s")
        if self.featured:
            wanted.append("course.is_featured")
        if self.chosen:
            wanted.append("course.id = ANY(%(chosen)s)")
        return wanted

    def parameters(self) -> dict[str, Any]:
        return {
            "category": list(self.category),
            "level": list(self.level),
            "style": list(self.style),
            "language": list(self.language),
            "producer": self.producer,
            "chosen": list(self.chosen),
            **({"matches": list(self.matches), "fits": list(self.matches.values())} if self.words else {}),
        }

    def tables(self) -> str:
        """SQL of the tables that the conditions speak of; `match` is there where words were typed."""
        return _FROM + (_MATCHED if self.words else "")


def match_words(words: str) -> dict[int, float]:
    """The published documents that `words` find, by primary key, each with its relevance between 0 and 1. One query.

    Those that hold each word, or one that begins so; where there are none, those whose title and names are spelled
    alike. Relevance is the share of the words' pieces in title and names: what only a description mentions comes last.
    """
    pieces = trigrams_of(words)
    if not pieces:
        return {}
    wanted = ceil(len(pieces) * ALIKE)
    held = " + ".join(f"(%(piece{number})s = ANY(document.trigrams))::int" for number in range(len(pieces)))
    values: dict[str, Any] = {f"piece{number}": piece for number, piece in enumerate(pieces)}
    # Who has `wanted` of the pieces has at least one of any others than `wanted` - 1: the least common are looked up.
    rare = sorted(pieces, key=commonness, reverse=True)[wanted - 1 :]
    values |= {"rare": rare, "tsquery": " & ".join(f"{word}:*" for word in words_of(words))}
    with connection.cursor() as cursor:
        cursor.execute(_MATCHES.format(likeness=f"({held}) / {len(pieces)}::float8"), values)
        return dict(cursor.fetchall())


# The second half runs only where the first has found nothing: looking for what is merely alike reads most documents.
_MATCHES = f"""
WITH exact AS MATERIALIZED (
    SELECT document.id, {{likeness}} AS relevance FROM courses_coursedocument document
    WHERE document.is_live AND document.words @@ to_tsquery('simple', %(tsquery)s)
)
SELECT id, relevance FROM exact
UNION ALL
SELECT id, relevance FROM (
    SELECT document.id, {{likeness}} AS relevance FROM courses_coursedocument document
    WHERE document.is_live AND document.trigrams && %(rare)s::varchar[] AND NOT EXISTS (SELECT FROM exact)
) alike WHERE relevance >= {ALIKE}
"""

_MATCHED = "JOIN unnest(%(matches)s::bigint[], %(fits)s::float8[]) AS match(id, relevance) ON match.id = document.id\n"

_FROM = """
FROM courses_coursedocument document
JOIN courses_course course ON course.id = document.course_id
JOIN courses_coursefigures figures ON figures.course_id = course.id
LEFT JOIN taxonomy_category category ON category.id = document.category_id
LEFT JOIN taxonomy_level level ON level.id = document.level_id
LEFT JOIN accounts_profile profile ON profile.person_id = course.owner_id
"""

# Cards are fetched for the page alone: they are most of a document's width.
_PAGE = """
SELECT page.*, shown.card FROM (
    SELECT * FROM (
        SELECT document.id, document.course_id, figures.price_from_minor AS price, figures.price_minor,
            figures.price_currency AS currency, figures.price_before_minor, figures.sale_ends_at,
            figures.price_least_minor, figures.price_most_minor, figures.other_prices,
            figures.rating_hundredths AS rating, figures.rating_count, figures.learner_count AS learners,
            course.first_published_at AS published_at, course.is_featured, {relevance} AS relevance
        {tables} WHERE {conditions}
    ) found
    {after} ORDER BY {order} LIMIT {size:d}
) page
JOIN courses_coursedocument shown ON shown.id = page.id
ORDER BY {order}
"""

_TITLES = """
SELECT document.title, course.slug
{tables} WHERE {conditions} ORDER BY match.relevance DESC, figures.learner_count DESC LIMIT %(size)s
"""


@dataclass(frozen=True, slots=True)
class Found:
    """One course of a page: its stored card, and what changes by itself."""

    course: int
    card: str
    price_minor: int
    currency: str
    before_minor: int | None
    sale_ends_at: datetime | None
    least_minor: int | None
    most_minor: int | None
    other_prices: Sequence[Mapping[str, Any]]
    rating: int
    rating_count: int
    learners: int
    is_featured: bool
    position: tuple[Any, ...]

    @property
    def live(self) -> dict[str, Any]:
        """What changes by itself, as it stands beside the card."""
        price = {
            "amount_minor": self.price_minor,
            "currency": self.currency,
            "before_minor": self.before_minor,
            "sale_ends_at": self.sale_ends_at.isoformat() if self.sale_ends_at else None,
            "least_minor": self.least_minor,
            "most_minor": self.most_minor,
        }
        return {
            "price": price,
            "prices": [price, *self.other_prices],
            "rating": {"average": self.rating / 100, "count": self.rating_count},
            "learners": self.learners,
            "is_featured": self.is_featured,
        }


def find_courses(filters: Filters, *, sort: Sort, size: int, after: Sequence[Any] = ()) -> list[Found]:
    """At most `size` courses in order, those behind the position `after`. One query."""
    order = ORDERS[sort]
    names = [name.lstrip("-") for name in order]
    values = {
        **filters.parameters(),
        **{f"after_{name}": v for name, v in zip(names, after, strict=False)},
    }
    statement = _PAGE.format(
        tables=filters.tables(),
        conditions=" AND ".join(filters.conditions()),
        relevance="match.relevance" if filters.words else "0::float8",
        after=f"WHERE {_behind(order)}" if after else "",
        size=size,  # no parameter: a plan made for any number would sort everything
        order=", ".join(f"{name.lstrip('-')} {'DESC' if name.startswith('-') else 'ASC'}" for name in order),
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        columns = [column.name for column in cursor.description]
        rows = [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
    return [
        Found(
            course=row["course_id"],
            card=row["card"],
            price_minor=row["price_minor"],
            currency=row["currency"],
            before_minor=row["price_before_minor"],
            sale_ends_at=row["sale_ends_at"],
            least_minor=row["price_least_minor"],
            most_minor=row["price_most_minor"],
            other_prices=json.loads(row["other_prices"]),
            rating=row["rating"],
            rating_count=row["rating_count"],
            learners=row["learners"],
            is_featured=row["is_featured"],
            position=tuple(_plain(row[name]) for name in names),
        )
        for row in rows
    ]


def suggest_titles(words: str, *, size: int) -> list[tuple[str, str]]:
    """Titles and addresses of courses that what is being typed may mean. Two queries, one where nothing is found."""
    filters = Filters(words=words)
    if not words or not filters.matches:
        return []
    statement = _TITLES.format(tables=filters.tables(), conditions=" AND ".join(filters.conditions()))
    with connection.cursor() as cursor:
        cursor.execute(statement, {**filters.parameters(), "size": size})
        return list(cursor.fetchall())


def _behind(order: Sequence[str]) -> str:
    """Rows behind the one whose values are the parameters after_<column>, column by column."""
    alternatives: list[str] = []
    same: list[str] = []
    for name in order:
        column = name.lstrip("-")
        # A moment comes back from its cursor as text.
        value = f"%(after_{column})s" + ("::timestamptz" if column == "published_at" else "")
        alternatives.append(" AND ".join([*same, f"{column} {'<' if name.startswith('-') else '>'} {value}"]))
        same.append(f"{column} = {value}")
    return "(" + " OR ".join(f"({alternative})" for alternative in alternatives) + ")"


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value
