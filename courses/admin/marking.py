"""The teacher's desk in the admin: its addresses, and the menu entry that counts what waits."""

from copy import copy
from typing import Any

from django.http import HttpRequest
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from courses.operations.marking import waiting_for
from courses.policy import rights_of
from courses.views.marking.films import PlayMedium
from courses.views.marking.page import MarkHandIn
from courses.views.marking.peers import JudgePeerReview
from courses.views.marking.queue import HandInQueue
from courses.views.marking.remarks import PinRemark, UnpinRemark
from courses.views.marking.replies import ReplyAloud, TakeReplyBack


@hooks.register("register_log_actions")
def name_the_actions(actions: Any) -> None:
    label = _("Work given back")
    actions.register_action("assessments.give_back", label, label)


@hooks.register("register_admin_urls")
def marking_addresses() -> list[Any]:
    return [
        path("hand-ins/", HandInQueue.as_view(), name="hand_ins"),
        path("hand-ins/<uuid:hand_in_id>/", MarkHandIn.as_view(), name="mark_hand_in"),
        path("hand-ins/media/<uuid:public_id>/", PlayMedium.as_view(), name="play_medium"),
        path("hand-ins/reviews/<uuid:review_id>/", JudgePeerReview.as_view(), name="judge_peer_review"),
        path("hand-ins/<uuid:hand_in_id>/replies/", ReplyAloud.as_view(), name="reply_aloud"),
        path("hand-ins/<uuid:hand_in_id>/replies/<uuid:reply_id>/", TakeReplyBack.as_view(), name="take_reply_back"),
        path("hand-ins/files/<uuid:file_id>/remarks/", PinRemark.as_view(), name="pin_remark"),
        path("hand-ins/files/<uuid:file_id>/remarks/<uuid:remark_id>/", UnpinRemark.as_view(), name="unpin_remark"),
    ]


class HandInsMenuItem(MenuItem):
    """Made once and shown to everybody, so it is copied before it counts."""

    def is_shown(self, request: HttpRequest) -> bool:
        person: Any = request.user
        return bool(person.is_superuser or rights_of(person).courses)

    def render_component(self, request: HttpRequest) -> Any:
        shown = copy(self)
        if count := waiting_for(request.user).count():
            shown.label = _("Hand-ins (%(count)d)") % {"count": count}
        return MenuItem.render_component(shown, request)


@hooks.register("register_admin_menu_item")
def hand_ins_menu() -> MenuItem:
    return HandInsMenuItem(_("Hand-ins"), reverse("hand_ins"), name="hand-ins", icon_name="edit", order=155)
