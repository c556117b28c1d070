"""Who writes a course: the owner's page about it, and the page of somebody invited."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, TemplateView, View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from courses.enums import AuthorState
from courses.forms import InvitationForm
from courses.models import Course, CourseInvitation
from courses.operations import authors
from courses.operations.reviewers import is_author
from kit.errors import DomainError, InvalidInput


class OfAuthors(View):
    """For those who write the course and for administrators; for anybody else the course does not exist."""

    @cached_property
    def course(self) -> Course:
        course = Course.objects.select_related("owner").filter(public_id=self.kwargs["course_id"]).first()
        person: Any = self.request.user
        if course is None or not (person.is_administrator or is_author(person, course)):
            raise Http404
        return course

    @property
    def decides(self) -> bool:
        person: Any = self.request.user
        return bool(person.pk == self.course.owner_id or person.is_administrator)

    def back(self) -> HttpResponse:
        return redirect("course_authors", self.course.public_id)


class CourseAuthors(OfAuthors, WagtailAdminTemplateMixin, FormView):
    """Lists authors and open invitations; the owner invites and offers here."""

    template_name = "courses/admin/authors.html"
    page_title = _("Authors")
    header_icon = "group"
    form_class = InvitationForm

    def form_valid(self, form: InvitationForm) -> HttpResponse:
        actor: Any = self.request.user
        invite = authors.offer_course if form.cleaned_data["kind"] == "owner" else authors.invite_author
        try:
            invite(self.course, form.cleaned_data["email"], actor=actor)
        except DomainError as refusal:
            lines = refusal.fields["email"] if isinstance(refusal, InvalidInput) else [str(refusal)]
            form.add_error("email", lines)
            return self.form_invalid(form)
        messages.success(self.request, _("A letter is on its way."))
        return self.back()

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": f"{self.course.title}: {self.page_title}"}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        accepted = self.course.authors.filter(state=AuthorState.ACCEPTED).select_related("person")
        person: Any = self.request.user
        return super().get_context_data(**kwargs) | {
            "course": self.course,
            "authors": accepted.order_by("accepted_at", "pk"),
            "invitations": CourseInvitation.objects.waiting().filter(course=self.course) if self.decides else [],
            "decides": self.decides,
            "may_leave": accepted.filter(person=person).exists(),
        }


class RemoveAuthor(OfAuthors):
    def post(self, request: HttpRequest, course_id: Any, author_id: Any) -> HttpResponse:
        author = get_object_or_404(self.course.authors.filter(state=AuthorState.ACCEPTED), public_id=author_id)
        authors.remove_author(author, actor=request.user)  # type: ignore[arg-type]
        messages.success(request, _("Removed."))
        return self.back()


class LeaveCourse(OfAuthors):
    def post(self, request: HttpRequest, course_id: Any) -> HttpResponse:
        author = get_object_or_404(self.course.authors.filter(state=AuthorState.ACCEPTED), person_id=request.user.pk)
        authors.remove_author(author, actor=request.user)  # type: ignore[arg-type]
        messages.success(request, _("You no longer write this course."))
        return redirect("wagtailadmin_home")


class TakeBack(OfAuthors):
    def post(self, request: HttpRequest, course_id: Any, invitation_id: Any) -> HttpResponse:
        invitation = get_object_or_404(CourseInvitation, course=self.course, public_id=invitation_id)
        authors.take_back_invitation(invitation, actor=request.user)  # type: ignore[arg-type]
        messages.success(request, _("Taken back."))
        return self.back()


class MyInvitations(WagtailAdminTemplateMixin, TemplateView):
    """What waits for one's own answer."""

    template_name = "courses/admin/invitations.html"
    page_title = _("Invitations")
    header_icon = "mail"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        mine = CourseInvitation.objects.waiting().addressed_to(self.request.user)
        return super().get_context_data(**kwargs) | {"invitations": mine.select_related("course", "invited_by")}

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": reverse("my_invitations"), "label": self.page_title}]


class AnswerInvitation(View):
    def post(self, request: HttpRequest, invitation_id: Any) -> HttpResponse:
        mine = CourseInvitation.objects.addressed_to(request.user)
        invitation = get_object_or_404(mine, public_id=invitation_id)
        actor: Any = request.user
        if request.POST.get("answer") == "accept":
            course = authors.accept_invitation(invitation, actor=actor)
            messages.success(request, _("Welcome. The course is among yours now."))
            return redirect("course_authors", course.public_id)
        authors.decline_invitation(invitation, actor=actor)
        messages.success(request, _("Declined."))
        return redirect("my_invitations")
