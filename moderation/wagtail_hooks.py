from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from moderation.viewsets import ModerationViewSet


@hooks.register("register_admin_viewset")
def show_the_queue() -> ModerationViewSet:
    return ModerationViewSet()


@hooks.register("register_log_actions")
def name_the_actions(actions: Any) -> None:
    actions.register_action("moderation.upheld", _("Report upheld"), _("Hidden after a report"))
    actions.register_action("moderation.dismissed", _("Report dismissed"), _("Left after a report"))
