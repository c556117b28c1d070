"""Review and publication in the admin: addresses, menu, "Submit course for review" in the editor, checklist."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.action_menu import ActionMenuItem
from wagtail.admin.menu import MenuItem
from wagtail.models import Page
from wagtail.snippets.models import register_snippet

from courses.models import Course, CoursePage, CourseTreePage
from courses.operations.reviewers import is_author, is_reviewer
from courses.views.review import course, decisions, media, queue, reading
from courses.viewsets import ChecklistViewSet

SUBMIT = "action-submit-course"

register_snippet(ChecklistViewSet)


@hooks.register("register_admin_urls")
def review_addresses() -> list[Any]:
    submission = "review/submissions/<uuid:submission_id>/"
    of_course = "review/courses/<uuid:course_id>/"
    return [
        path("review/", queue.ReviewQueue.as_view(), name="review_queue"),
        path(submission, reading.ReviewSubmission.as_view(), name="review_submission"),
        path(f"{submission}pages/<int:page_id>/", reading.ReviewFrozenPage.as_view(), name="review_page"),
        path(f"{submission}compare/<uuid:other_id>/", reading.CompareSubmissions.as_view(), name="review_compare"),
        path(f"{submission}media/<str:medium>/", media.ReviewMedium.as_view(), name="review_medium"),
        path(f"{submission}approve/", decisions.ApproveSubmission.as_view(), name="review_approve"),
        path(f"{submission}ask-for-changes/", decisions.AskForChanges.as_view(), name="review_ask_for_changes"),
        path(f"{submission}reject/", decisions.RejectSubmission.as_view(), name="review_reject"),
        path(f"{submission}withdraw/", decisions.WithdrawSubmission.as_view(), name="review_withdraw"),
        path(f"{submission}checklist/", decisions.AnswerChecklist.as_view(), name="review_checklist"),
        path(f"{submission}comments/", decisions.WriteComment.as_view(), name="review_comment"),
        path("review/comments/<uuid:comment_id>/", decisions.SettleComment.as_view(), name="review_settle_comment"),
        path(of_course, course.CourseReview.as_view(), name="course_review"),
        path(f"{of_course}submit/", course.SubmitCourse.as_view(), name="course_submit"),
        path(f"{of_course}compare/", course.CompareVersions.as_view(), name="course_compare"),
        path(f"{of_course}archive/", course.ArchiveCourse.as_view(), name="course_archive"),
        path(f"{of_course}withdraw/", course.WithdrawCourse.as_view(), name="course_withdraw"),
        path(f"{of_course}restore/", course.RestoreCourse.as_view(), name="course_restore"),
        path(f"{of_course}roll-back/<uuid:submission_id>/", course.RollBack.as_view(), name="course_roll_back"),
        path(f"{of_course}runs/<uuid:run_id>/cancel/", course.CancelRun.as_view(), name="course_cancel_run"),
        path(f"{of_course}runs/<uuid:run_id>/again/", course.TryRunAgain.as_view(), name="course_try_run_again"),
        path(f"{of_course}prices/<uuid:price_id>/", course.SettlePrice.as_view(), name="course_settle_price"),
    ]


class ReviewMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return is_reviewer(request.user)


@hooks.register("register_admin_menu_item")
def review_menu() -> MenuItem:
    return ReviewMenuItem(_("Reviews"), reverse("review_queue"), name="reviews", icon_name="clipboard-list", order=150)


class SubmitCourseItem(ActionMenuItem):
    """Saves the form, then asks about the whole course."""

    name = SUBMIT
    label = _("Submit course for review")
    icon_name = "resubmit"
    order = 60

    def is_shown(self, context: dict[str, Any]) -> bool:
        page = context.get("page")
        if context["view"] != "edit" or context["locked_for_user"] or not isinstance(page, CourseTreePage):
            return False
        found = course_of(page)
        return found is not None and not found.submissions.in_review().exists()


class CourseReviewItem(ActionMenuItem):
    """From any page of a course to where the course stands."""

    name = "action-course-review"
    label = _("Review and publication")
    icon_name = "clipboard-list"
    order = 70

    def is_shown(self, context: dict[str, Any]) -> bool:
        return context["view"] == "edit" and isinstance(context.get("page"), CourseTreePage)

    def get_url(self, parent_context: dict[str, Any]) -> str | None:
        found = course_of(parent_context["page"])
        return reverse("course_review", args=[found.public_id]) if found else None


@hooks.register("register_page_action_menu_item")
def submit_item() -> ActionMenuItem:
    return SubmitCourseItem()


@hooks.register("register_page_action_menu_item")
def course_review_item() -> ActionMenuItem:
    return CourseReviewItem()


@hooks.register("after_edit_page")
def go_on_to_submission(request: HttpRequest, page: Page) -> HttpResponse | None:
    if SUBMIT not in request.POST or not isinstance(page, CourseTreePage):
        return None
    found = course_of(page)
    if found is None or not (is_author(request.user, found) or is_reviewer(request.user)):
        return None
    return redirect("course_submit", found.public_id)


def course_of(page: CourseTreePage) -> Course | None:
    """The course that a page of the tree belongs to."""
    root = CoursePage.objects.select_related("course").filter(path=page.course_path).first()
    return root.course if root else None
