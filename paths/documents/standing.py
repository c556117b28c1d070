"""How learners stand on paths: what is done, what is next, what they lack to begin."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from certificates.models import Certificate
from courses.models import Enrolment
from paths.documents.frozen import needed_of
from paths.models import Path, PathSeat, PathVersion

DONE, BEGUN, OPEN = "done", "begun", "open"


@dataclass(frozen=True)
class StepStanding:
    """A step and, by public id, how the learner stands in each of its courses."""

    step: Mapping[str, Any]
    courses: Mapping[str, str]

    @property
    def needed(self) -> int:
        return needed_of(self.step)

    @cached_property
    def done(self) -> int:
        """How many of the needed ones."""
        return min(sum(state == DONE for state in self.courses.values()), self.needed)

    @property
    def is_done(self) -> bool:
        return self.done == self.needed

    def next_of(self, published: Container[str]) -> str | None:
        """The course to go on with: one that was begun, else the first; of the published ones if any is left."""
        left = [course for course, state in self.courses.items() if state != DONE]
        left = [course for course in left if course in published] or left
        begun = [course for course in left if self.courses[course] == BEGUN]
        return None if self.is_done else (begun or left)[0]


@dataclass(frozen=True)
class Standing:
    """A learner on a version of a path."""

    steps: Sequence[StepStanding]

    @property
    def is_done(self) -> bool:
        return all(step.is_done for step in self.steps)

    @property
    def percent(self) -> int:
        needed = sum(step.needed for step in self.steps)
        return sum(step.done for step in self.steps) * 100 // needed if needed else 0

    def next_of(self, published: Container[str]) -> str | None:
        """The public id of the course to go on with; None once all is done."""
        return next((step.next_of(published) for step in self.steps if not step.is_done), None)


def standing_on(learner: Any, version: PathVersion) -> Standing:
    (found,) = standings(learner, [version])
    return found


def standings(learner: Any, versions: Sequence[PathVersion]) -> list[Standing]:
    """How the learner stands on each. One query, however many there are.

    A course counts while the learner has a seat in it: who got the money back has not done it.
    """
    courses = {course for version in versions for course in version.courses}
    rows = Enrolment.objects.open().filter(learner=learner.pk, course__public_id__in=courses)
    states = {
        str(course): DONE if completed_at else BEGUN
        for course, completed_at in rows.values_list("course__public_id", "completed_at")
    }
    return [Standing([_step(step, states) for step in version.steps]) for version in versions]


def _step(step: Mapping[str, Any], states: Mapping[str, str]) -> StepStanding:
    return StepStanding(step, {course: states.get(course, OPEN) for course in step["courses"]})


def missing_to_begin(learner: Any, version: PathVersion) -> list[Path]:
    """The paths whose certificates the learner would need and does not hold, by title.

    What nobody can begin any more holds nobody back, as with courses (ADR 0057).
    """
    held = Certificate.objects.of(learner).valid().filter(award__in=version.requires).values_list("award", flat=True)
    return [path for path in required_paths(set(version.requires) - set(held)) if path.is_public]


def required_paths(public_ids: Iterable[UUID]) -> list[Path]:
    """With the version that says what they are called."""
    wanted = list(public_ids)
    return list(Path.objects.filter(public_id__in=wanted).select_related("current").order_by("title")) if wanted else []


def held_of(learner: Any, seats: Sequence[PathSeat]) -> dict[UUID, Certificate]:
    """The latest certificate of each path, by the path's public id. One query."""
    awards = [seat.path.public_id for seat in seats]
    found = Certificate.objects.of(learner).filter(award__in=awards, replaced_by=None).listed().order_by("pk")
    return {certificate.award: certificate for certificate in found if certificate.award}
