"""What learners of a course were told, and telling them something: written, looked at, sent."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView, TemplateView

from desk.documents.contents import LiveLesson, contents_of
from desk.documents.learners import Group, cohorts_of, learners_in
from desk.forms import AnnouncementForm, GroupForm
from desk.operations.announcing import announce
from desk.views import OfCourse
from kit.errors import DomainError, InvalidInput, NotFound

SHOWN_AT_ONCE = 20


class Announcements(OfCourse, TemplateView):
    template_name = "desk/announcements.html"
    page_title = gettext_lazy("Announcements")
    header_icon = "mail"
    http_method_names = ["get", "head"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        told = Q(deliveries__told_at__isnull=False)
        read = Q(deliveries__notice__read_at__isnull=False)
        sent = (
            self.course.announcements.select_related("author")
            .annotate(told=Count("deliveries", filter=told), read=Count("deliveries", filter=read))
            .order_by("-sent_at", "-pk")
        )
        page = Paginator(sent, SHOWN_AT_ONCE).get_page(self.request.GET.get("p"))
        return super().get_context_data(page_obj=page, **kwargs)


class Announce(OfCourse, FormView):
    """The group is in the address, as on the page of learners. One POST shows it, another, with `send`, sends it."""

    template_name = "desk/announce.html"
    form_class = AnnouncementForm
    page_title = gettext_lazy("Write to learners")
    header_icon = "mail"

    @cached_property
    def group(self) -> Group:
        return GroupForm(self.request.GET).group()

    @cached_property
    def lessons(self) -> list[LiveLesson]:
        return contents_of(self.course)

    @cached_property
    def people(self) -> int:
        return learners_in(self.course, self.group, self.lessons).count()

    def get_initial(self) -> dict[str, Any]:
        return {"key": uuid.uuid4()}

    def form_valid(self, form: AnnouncementForm) -> HttpResponse:
        if "edit" in self.request.POST:
            return self.render_to_response(self.get_context_data(form=AnnouncementForm(initial=form.cleaned_data)))
        if "send" not in self.request.POST:
            return self.shown(form)
        actor: Any = self.request.user
        try:
            sent = announce(
                self.course,
                self.group,
                **form.words,
                people=form.cleaned_data["people"] or 0,
                actor=actor,
            )
        except NotFound:
            raise
        except InvalidInput as refusal:
            for name, lines in refusal.fields.items():
                form.add_error(name, lines)
            return self.form_invalid(form)
        except DomainError as refusal:
            messages.error(self.request, str(refusal))
            return self.shown(form)
        said = ngettext("%(count)d learner is being told.", "%(count)d learners are being told.", sent.people)
        messages.success(self.request, said % {"count": sent.people})
        return redirect("announcements", self.course.public_id)

    def shown(self, form: AnnouncementForm) -> HttpResponse:
        """As learners will read it, with how many they are."""
        return self.render_to_response(self.get_context_data(form=form, shown=form.words))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            **{"shown": None, **kwargs},
            people=self.people,
            group=self.group.in_words(self.lessons, cohorts_of(self.course)),
        )
