"""A course as it would be published if it were handed in now, with what its editor has not even saved: for previews.

Made by the code that makes published documents, so that a front end shows both with the same components.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from functools import partial
from typing import Any
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Max, Q
from taggit.models import Tag
from wagtail.models import Page

from content.blocks import represent
from courses.documents.assembly import context_of
from courses.documents.courses import render_course
from courses.documents.facts import facts_of
from courses.documents.frozen import FrozenPage
from courses.documents.lessons import render_lesson
from courses.documents.openings import told_opening
from courses.documents.outline import Entry, Outline, chapter_id, outlines_of, render_outline
from courses.enums import Availability, NodeKind
from courses.models import Course, CourseFigures, CoursePage, CourseSubmission, CourseTreePage, Lesson
from courses.operations.enrolment import places_in_cohorts
from courses.operations.freezing import VOLATILE, read_draft
from courses.operations.prices import proposed_prices
from courses.operations.publication.switching import price_named_in
from kit.errors import NotFound


@dataclass(frozen=True, slots=True)
class CourseDraft:
    """The draft of one language of a course, around one of its pages."""

    course: Course
    outline: Outline
    page: FrozenPage

    @property
    def title(self) -> str:
        return self.page.title

    @property
    def language(self) -> str:
        return self.outline.language

    @property
    def chapter_id(self) -> UUID | None:
        return chapter_id(self.course.public_id, self.page) if self.page.kind == NodeKind.CHAPTER else None

    @property
    def lesson_id(self) -> UUID | None:
        return self.page.lesson_public_id

    def document(self) -> dict[str, Any]:
        """The course's page, as `GET /courses/<slug>` would have it."""
        last = self.course.submissions.aggregate(last=Max("number"))["last"] or 0
        saved_at = draft_saved_at(self.course) or self.course.created_at
        next_version = CourseSubmission(course=self.course, number=last + 1, submitted_at=saved_at)
        return render_course(
            self.outline, facts_of(self.course, next_version, self.outline, context_of([self.outline]))
        )

    def contents(self) -> dict[str, Any]:
        """As `GET /courses/<slug>/outline` would have it."""
        return render_outline(self.outline, self.course.public_id, partial(told_opening, outline=self.outline))

    def live(self) -> dict[str, Any]:
        """What changes without being published anew; of prices what learners would see once this was approved."""
        figures = CourseFigures.objects.filter(course=self.course).first() or CourseFigures(course=self.course)
        limit = self.course.seat_limit
        left = [None if limit is None else limit - self.course.seats_taken, places_in_cohorts(self.course)]
        prices = self._prices(figures)
        return {
            "price": prices[0],
            "prices": prices,
            "rating": {
                "average": figures.rating_hundredths / 100 if figures.rating_count else 0,
                "count": figures.rating_count,
                "stars": [getattr(figures, f"stars_{stars}") for stars in range(1, 6)],
            },
            "learners": figures.learner_count,
            "seats_left": min((each for each in left if each is not None), default=None),
            "cohorts": self._cohorts() if self.course.joins_by_cohort else None,
            "availability": self.course.availability,
            "takes_learners": self.course.availability == Availability.PUBLISHED and not self.course.is_paused,
            "in_plans": self.course.in_plans,
        }

    def _cohorts(self) -> list[dict[str, Any]]:
        return [
            {
                "id": str(cohort.public_id),
                "name": cohort.name,
                "starts_at": cohort.starts_at.isoformat(),
                "joined_until": cohort.joined_until.isoformat(),
                "seats_left": cohort.seats_left,
            }
            for cohort in self.course.cohorts.taking_learners()
        ]

    def _prices(self, figures: CourseFigures) -> list[dict[str, Any]]:
        """As `settle_frozen_price` would settle them."""
        content = self.outline.course_page.content
        minor, currency = int(content.get("price_minor") or 0), content.get("price_currency") or "EUR"
        published = self.course.published_submission
        if published is not None and price_named_in(published) == (minor, currency):
            main = _price(
                figures.price_minor,
                figures.price_currency,
                before_minor=figures.price_before_minor,
                sale_ends_at=figures.sale_ends_at.isoformat() if figures.sale_ends_at else None,
                least_minor=figures.price_least_minor,
                most_minor=figures.price_most_minor,
            )
            return [main, *figures.other_prices]
        if published is None:
            for proposed in proposed_prices(self.course):
                if proposed.bounds is not None and proposed.currency == currency:
                    return [_price(proposed.amount_minor, currency, **asdict(proposed.bounds))]
        return [_price(minor, currency)]

    def lesson(self, public_id: UUID) -> dict[str, Any]:
        """A lesson as `GET /lessons/<id>` would have it. Raises NotFound for those of other courses."""
        entry = next((one for one in self.outline.lessons if one.page.lesson_public_id == public_id), None)
        if entry is None:
            raise NotFound
        return self._rendered(entry)

    def _rendered(self, entry: Entry) -> dict[str, Any]:
        context = context_of([self.outline])
        return render_lesson(
            entry,
            course_id=self.course.public_id,
            language=self.language,
            blocks=represent(entry.page.stream("content"), context),
            resources=represent(entry.page.stream("resources"), context),
        )


def _price(minor: int, currency: str, **known: Any) -> dict[str, Any]:
    """A price as it is sent with published courses."""
    unknown = dict.fromkeys(["before_minor", "sale_ends_at", "least_minor", "most_minor"])
    return {"amount_minor": minor, "currency": currency, **unknown, **known}


def course_draft(page: CourseTreePage, content: Mapping[str, Any] | None = None) -> CourseDraft:
    """The draft around `page`, whose fields are those of `content` where it is given.

    Raises NotFound for a page that was taken out of its course.
    """
    course = Course.objects.select_related("owner", "published_submission").get(pages__path=page.course_path)
    names = dict(Lesson.objects.filter(course=course).values_list("pk", "public_id"))
    pages = [replace(each, lesson_public_id=names.get(each.lesson_id or 0)) for each in read_draft(course)]
    if content is not None:
        pages = [_with_fields(each, content) if each.page_id == page.pk else each for each in pages]
    for outline in outlines_of(pages):
        for each in _pages_of(outline):
            if each.page_id == page.pk:
                return CourseDraft(course, outline, each)
    raise NotFound


def draft_saved_at(course: Course) -> Any:
    """When a page of the course was last saved."""
    return _pages_under(course).aggregate(last=Max("latest_revision_created_at"))["last"]


def draft_state(page: CourseTreePage) -> list[Any]:
    """What differs as soon as a page of the course was saved, moved, removed or brought back."""
    course = Course.objects.get(pages__path=page.course_path)
    pages = _pages_under(course).order_by("path").values_list("pk", "path", "latest_revision_created_at")
    removed = [
        list(kind.objects.filter(pk__in=_pages_under(course).values("pk")).exclude(removed_at=None).values_list("pk"))
        for kind in CourseTreePage.__subclasses__()
    ]
    return [list(pages), removed]


def _pages_under(course: Course) -> Any:
    """The pages of all its languages: documents of one name what they share with the others."""
    under = Q(pk__in=[])
    for path in CoursePage.objects.filter(course=course, removed_at=None).values_list("path", flat=True):
        under |= Q(path__startswith=path)
    return Page.objects.filter(under)


def _pages_of(outline: Outline) -> Iterator[FrozenPage]:
    yield outline.course_page
    for entry in (*outline.chapters, *outline.lessons):
        yield entry.page


def _with_fields(page: FrozenPage, content: Mapping[str, Any]) -> FrozenPage:
    """The page with the editor's fields, put as a copy for a submission puts them."""
    fields = {name: value for name, value in content.items() if name not in VOLATILE}
    if page.kind == NodeKind.COURSE:
        chosen = [item["tag"] for item in fields.get("tagged_items") or []]
        fields["tagged_items"] = sorted(Tag.objects.filter(pk__in=chosen).values_list("name", flat=True).distinct())
        fields["prerequisites"] = page.content.get("prerequisites") or []
    return replace(page, content=json.loads(json.dumps(fields, cls=DjangoJSONEncoder)))
