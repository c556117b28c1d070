"""The authors' side: where their course stands, what was said about it, its versions, and what they may do now."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from commerce.models import Price
from commerce.operations.prices import prices_held
from courses.enums import Availability, PublicationState, SubmissionState
from courses.errors import CourseNotReady
from courses.models import Course, CoursePage, CoursePublication, CourseSubmission
from courses.models.publication import UNFINISHED
from courses.models.status import status_of
from courses.operations import prices, publication, submissions
from courses.operations.freezing import read_draft
from courses.operations.readiness import problems_of
from courses.views.review.base import OfCourse, ReviewAction, ReviewPage, queue_crumb
from courses.views.review.money import words_of
from kit import clock
from kit.errors import DomainError

REFRESH_SECONDS = "2"


class CourseReview(OfCourse, ReviewPage):
    """Status, open comments with the way into the editor, versions, publications."""

    template_name = "courses/review/course.html"

    def get_page_title(self) -> str:
        return self.course.title

    def trail(self) -> list[dict[str, Any]]:
        return [
            *queue_crumb(self.request),
            {"url": _editor(self.course), "label": self.course.title},
            {"url": "", "label": _("%(title)s: review and publication") % {"title": self.course.title}},
        ]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().get(request, *args, **kwargs)
        if self.working is not None:
            response["Refresh"] = REFRESH_SECONDS
        return response

    @cached_property
    def working(self) -> CoursePublication | None:
        """A run that is being done right now, so that the page shows it moving."""
        runs = self.course.publications.filter(state__in=UNFINISHED, scheduled_for__lte=clock.now())
        return runs.select_related("submission").first()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        course = self.course
        versions = list(course.submissions.select_related("submitted_by", "decided_by"))
        remarks = course.review_comments.open().select_related("author", "submission")
        shown = list(remarks.exclude(submission__state=SubmissionState.WITHDRAWN))
        titles = dict(
            Page.objects.filter(pk__in=[remark.page_id for remark in shown if remark.page_id]).values_list(
                "pk", "draft_title"
            )
        )
        user: Any = self.request.user
        return super().get_context_data(
            **kwargs,
            course=course,
            status=status_of(course),
            versions=versions,
            latest=versions[0] if versions else None,
            in_review=next((each for each in versions if each.state == SubmissionState.SUBMITTED), None),
            remarks=[{"remark": remark, "title": titles.get(remark.page_id)} for remark in shown],
            working=self.working,
            runs=course.publications.select_related("submission", "requested_by")[:20],
            scheduled=course.publications.filter(
                state=PublicationState.WAITING, scheduled_for__gt=clock.now()
            ).select_related("submission"),
            is_author=self.is_author,
            is_administrator=user.is_administrator,
            may_submit=(self.is_author or user.is_administrator)
            and course.availability != Availability.ARCHIVED
            and not any(each.state == SubmissionState.SUBMITTED for each in versions),
            may_archive=course.availability == Availability.PUBLISHED and (self.is_author or user.is_administrator),
            may_withdraw=course.availability in {Availability.PUBLISHED, Availability.ARCHIVED}
            and user.is_administrator,
            may_restore=(course.availability == Availability.ARCHIVED and (self.is_author or user.is_administrator))
            or (course.availability == Availability.WITHDRAWN and user.is_administrator),
            may_roll_back=(self.is_author or user.is_administrator) and course.availability == Availability.PUBLISHED,
            proposals=[(each, words_of(each)) for each in prices.proposed_prices(course)],
            is_priced=bool(prices_held(prices.SELLABLE_KIND, course.public_id)),
            editor=_editor(course),
        )


class SubmitCourse(OfCourse, ReviewPage):
    """What is still missing, or the last question before the course is handed in."""

    template_name = "courses/review/submit.html"
    http_method_names = ["get", "head", "post"]

    def get_page_title(self) -> str:
        return _("Submit course for review")

    def get_page_subtitle(self) -> str:
        return self.course.title

    def trail(self) -> list[dict[str, Any]]:
        return [
            {"url": _editor(self.course), "label": self.course.title},
            {"url": reverse("course_review", args=[self.course.public_id]), "label": _("Review and publication")},
            {"url": "", "label": _("Submit “%(title)s” for review") % {"title": self.course.title}},
        ]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            made = submissions.submit_course(self.course, actor=request.user, note=request.POST.get("note", "")[:2000])
        except CourseNotReady as error:
            return self.render_to_response(self.get_context_data(problems=error.problems), status=422)
        except DomainError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("Version %(number)s is with the reviewers now.") % {"number": made.number})
        return redirect(reverse("course_review", args=[self.course.public_id]))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        if "problems" not in kwargs:
            kwargs["problems"] = problems_of(read_draft(self.course))
        grouped: dict[int, dict[str, Any]] = {}
        for problem in kwargs["problems"]:
            entry = grouped.setdefault(problem.page_id, {"title": problem.page_title, "messages": []})
            entry["messages"].append(problem.message)
        latest = self.course.submissions.first()
        return super().get_context_data(
            **kwargs,
            course=self.course,
            grouped=grouped,
            open_comments=self.course.review_comments.open().count(),
            latest=latest,
            editor=_editor(self.course),
        )


class OnCourse(OfCourse, ReviewAction):
    def back(self) -> str:
        return reverse("course_review", args=[self.course.public_id])


class ArchiveCourse(OnCourse):
    done = gettext_lazy("The course is archived. Its learners keep it.")

    def act(self) -> None:
        publication.archive_course(self.course, actor=self.request.user)


class WithdrawCourse(OnCourse):
    done = gettext_lazy("The course is withdrawn. Nobody sees it.")

    def act(self) -> None:
        publication.withdraw_course(
            self.course, actor=self.request.user, reason=self.request.POST.get("reason", "").strip()[:1000]
        )


class RestoreCourse(OnCourse):
    done = gettext_lazy("The course comes back as it last was.")

    def act(self) -> None:
        publication.restore_course(self.course, actor=self.request.user)


class RollBack(OnCourse):
    done = gettext_lazy("The earlier version is being published.")

    def act(self) -> None:
        version = CourseSubmission.objects.filter(course=self.course, public_id=self.kwargs["submission_id"]).first()
        if version is None:
            raise Http404
        submissions.roll_back(self.course, version, actor=self.request.user)


class OnRun(OnCourse):
    @cached_property
    def run(self) -> CoursePublication:
        found = self.course.publications.filter(public_id=self.kwargs["run_id"]).first()
        if found is None:
            raise Http404
        return found


class CancelRun(OnRun):
    done = gettext_lazy("The publication was called off.")

    def act(self) -> None:
        publication.cancel_publication(self.run, actor=self.request.user)


class TryRunAgain(OnRun):
    done = gettext_lazy("The publication is being tried again.")

    def act(self) -> None:
        publication.try_again(self.run)


class SettlePrice(OnCourse):
    """Confirm the price that waits, or refuse it with `decline` in the form."""

    done = gettext_lazy("The price was settled.")

    def act(self) -> None:
        price = (
            Price.objects.of(prices.SELLABLE_KIND, self.course.public_id)
            .filter(public_id=self.kwargs["price_id"])
            .first()
        )
        if price is None:
            raise Http404
        settle = prices.decline_course_price if "decline" in self.request.POST else prices.confirm_course_price
        settle(self.course, price, actor=self.request.user)


def _editor(course: Course) -> str:
    page = CoursePage.objects.filter(course=course).order_by("path").first()
    return reverse("wagtailadmin_pages:edit", args=[page.pk]) if page else reverse("wagtailadmin_home")


class CompareVersions(OfCourse):
    """The two versions chosen, the newer against the older."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        chosen = [self._version(request.GET.get(name, "")) for name in ("old", "new")]
        old, new = sorted(chosen, key=lambda version: version.number)
        return redirect("review_compare", new.public_id, old.public_id)

    def _version(self, public_id: str) -> CourseSubmission:
        try:
            return self.course.submissions.get(public_id=public_id)
        except (CourseSubmission.DoesNotExist, ValidationError):
            raise Http404 from None
