"""The steps of a course's review as the audit log names them."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

ACTIONS = {
    "courses.submit": _("Sent for review"),
    "courses.approve": _("Approved"),
    "courses.ask_for_changes": _("Changes asked for"),
    "courses.reject": _("Rejected"),
    "courses.withdraw_submission": _("Withdrawn from review"),
    "courses.publish": _("Published"),
    "courses.roll_back": _("Rolled back to an earlier version"),
    "courses.cancel_publication": _("Publication called off"),
    "courses.archive": _("Archived"),
    "courses.withdraw": _("Withdrawn from everybody"),
    "courses.restore": _("Restored"),
    "courses.propose_price": _("Price proposed"),
    "courses.confirm_price": _("Price confirmed"),
    "courses.decline_price": _("Price declined"),
    "courses.comment": _("Review comment written"),
    "courses.resolve_comment": _("Review comment resolved"),
    "courses.hide_review": _("Learner’s review hidden"),
    "courses.restore_review": _("Learner’s review shown again"),
}


@hooks.register("register_log_actions")
def name_the_actions(actions: Any) -> None:
    for action, label in ACTIONS.items():
        actions.register_action(action, label, label)
