"""The question queue in the admin: its addresses, and the menu entry that counts what waits."""

from copy import copy
from typing import Any

from django.http import HttpRequest
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from courses.policy import rights_of
from discussions.access import waiting_for
from discussions.views.desk import AcceptAnswer, KeepQuestion, QuestionDesk
from discussions.views.queue import QuestionQueue

ACTIONS = {
    "discussions.hide": _("Question or answer hidden"),
    "discussions.restore": _("Question or answer shown again"),
}


@hooks.register("register_log_actions")
def name_the_actions(actions: Any) -> None:
    for action, label in ACTIONS.items():
        actions.register_action(action, label, label)


@hooks.register("register_admin_urls")
def addresses() -> list[Any]:
    one = "questions/<uuid:question_id>/"
    return [
        path("questions/", QuestionQueue.as_view(), name="questions"),
        path(one, QuestionDesk.as_view(), name="question_desk"),
        path(f"{one}keep/", KeepQuestion.as_view(), name="keep_question"),
        path(f"{one}answers/<uuid:answer_id>/accept/", AcceptAnswer.as_view(), name="accept_answer"),
    ]


class QuestionsMenuItem(MenuItem):
    """Made once and shown to everybody, so it is copied before it counts."""

    def is_shown(self, request: HttpRequest) -> bool:
        person: Any = request.user
        return bool(person.is_superuser or rights_of(person).courses)

    def render_component(self, request: HttpRequest) -> Any:
        shown = copy(self)
        if count := waiting_for(request.user).count():
            shown.label = _("Questions (%(count)d)") % {"count": count}
        return MenuItem.render_component(shown, request)


@hooks.register("register_admin_menu_item")
def questions_menu() -> MenuItem:
    return QuestionsMenuItem(_("Questions"), reverse("questions"), name="questions", icon_name="help", order=156)
