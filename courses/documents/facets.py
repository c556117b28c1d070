"""How many courses there are of each kind under the filters chosen: counted with bits, kept by each process.

A course is a bit; a value of a kind is the number whose bits are its courses. The counts of a kind leave out that
kind's own choice, so that one sees what another choice would give. The rows behind are read anew when the catalogue's
version has moved, which triggers do with every change that could alter a count. The version moves before its change is
committed, so rows read in between may still be the old ones. Whoever moves it holds a lock until then: where somebody
held it, the rows are read anew after half a minute, and only where nobody did are they kept.
"""

import threading
import time
from collections import defaultdict
from dataclasses import dataclass, field

from django.db import connection

from courses.documents.catalogue import DURATIONS, PRICES, RATINGS, Filters

KINDS = ("category", "level", "style", "language", "price", "duration", "rating")
# While a change is being made, and else: triggers tell of every change that the program makes, not of all there can be.
UNSETTLED_SECONDS = 30
KEPT_SECONDS = 900

# Whether nobody who has moved the version is still to commit. Taken and given back at once.
_SETTLED = """
SELECT CASE WHEN pg_try_advisory_lock(place) THEN pg_advisory_unlock(place) ELSE FALSE END
FROM (SELECT 'courses_catalogue_version'::regclass::oid::bigint AS place) lock
"""

_ROWS = """
SELECT category.slug, level.slug, document.styles, document.language,
    array_remove(ARRAY[{prices}], NULL), array_remove(ARRAY[{durations}], NULL), array_remove(ARRAY[{ratings}], NULL),
    profile.producer_slug, course.is_featured, document.id
FROM courses_coursedocument document
JOIN courses_course course ON course.id = document.course_id
LEFT JOIN courses_coursefigures figures ON figures.course_id = course.id
LEFT JOIN taxonomy_category category ON category.id = document.category_id
LEFT JOIN taxonomy_level level ON level.id = document.level_id
LEFT JOIN accounts_profile profile ON profile.person_id = course.owner_id
WHERE document.is_live AND course.availability = 'published' AND NOT course.is_paused
ORDER BY document.id
"""


def _bands(table: dict[str, str]) -> str:
    return ", ".join(f"CASE WHEN {condition} THEN '{name}' END" for name, condition in table.items())


@dataclass
class Counted:
    """The catalogue at one version."""

    version: int
    is_settled: bool
    read_at: float = field(default_factory=time.monotonic)
    everything: int = 0
    values: dict[str, dict[str, int]] = field(default_factory=lambda: {kind: defaultdict(int) for kind in KINDS})
    producers: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    featured: int = 0
    places: dict[int, int] = field(default_factory=dict)

    def holds_at(self, version: int) -> bool:
        kept = KEPT_SECONDS if self.is_settled else UNSETTLED_SECONDS
        return self.version == version and time.monotonic() - self.read_at < kept


_lock = threading.Lock()
_counted: Counted | None = None


def count_facets(filters: Filters) -> tuple[int, dict[str, dict[str, int]]]:
    """How many courses the filters leave, and for each kind how many of each value. One query, three after a change."""
    catalogue = _catalogue()
    found = catalogue.everything
    if filters.words:
        found &= _matching(filters, catalogue)
    if filters.producer:
        found &= catalogue.producers.get(filters.producer, 0)
    if filters.featured:
        found &= catalogue.featured
    chosen = {kind: _either(catalogue.values[kind], getattr(filters, kind)) for kind in KINDS}
    total = found
    for bits in chosen.values():
        if bits is not None:
            total &= bits
    counts = {}
    for kind in KINDS:
        others = found
        for other, bits in chosen.items():
            if other != kind and bits is not None:
                others &= bits
        counts[kind] = {
            value: count for value, bits in catalogue.values[kind].items() if (count := (others & bits).bit_count())
        }
    return total.bit_count(), counts


def _either(values: dict[str, int], chosen: object) -> int | None:
    if not chosen:
        return None
    bits = 0
    for value in chosen:  # type: ignore[attr-defined]
        bits |= values.get(value, 0)
    return bits


def _matching(filters: Filters, catalogue: Counted) -> int:
    """The bits of the courses that the words find."""
    bits = 0
    for pk in filters.matches:
        if pk in catalogue.places:
            bits |= 1 << catalogue.places[pk]
    return bits


def _catalogue() -> Counted:
    global _counted  # noqa: PLW0603 - one for the process, replaced whole
    with connection.cursor() as cursor:
        cursor.execute("SELECT last_value FROM courses_catalogue_version")
        version = int(cursor.fetchone()[0])
        held = _counted
        if held is not None and held.holds_at(version):
            return held
        with _lock:
            if _counted is None or not _counted.holds_at(version):
                # In this order: what moves the version after it was read makes the next request read again.
                cursor.execute(_SETTLED)
                is_settled = bool(cursor.fetchone()[0]) and not connection.in_atomic_block
                _counted = _read(cursor, Counted(version, is_settled))
            return _counted


def _read(cursor: object, catalogue: Counted) -> Counted:
    cursor.execute(  # type: ignore[attr-defined]
        _ROWS.format(prices=_bands(PRICES), durations=_bands(DURATIONS), ratings=_bands(RATINGS))
    )
    for place, row in enumerate(cursor.fetchall()):  # type: ignore[attr-defined]
        bit = 1 << place
        category, level, styles, language, prices, durations, ratings, producer, featured, pk = row
        catalogue.everything |= bit
        catalogue.places[pk] = place
        for kind, values in zip(
            KINDS, ([category], [level], styles, [language], prices, durations, ratings), strict=True
        ):
            for value in values:
                if value is not None:
                    catalogue.values[kind][value] |= bit
        if producer:
            catalogue.producers[producer] |= bit
        if featured:
            catalogue.featured |= bit
    return catalogue
