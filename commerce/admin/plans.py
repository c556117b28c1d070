"""All-access plans in the editor: addresses, the menu entry, and the names of actions."""

from typing import Any

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from commerce.admin.menu import SELLING, EntryFor
from commerce.policy import is_administrator
from commerce.views import plans

ACTIONS = {
    "commerce.write_plan": _("Plan written"),
    "commerce.change_plan": _("Plan changed"),
    "commerce.pause_plan": _("Plan paused"),
    "commerce.resume_plan": _("Plan resumed"),
    "commerce.cancel_plan": _("Plan cancelled"),
    "commerce.end_plan": _("Plan ended at once"),
    "commerce.keep_plan": _("Plan kept after all"),
}


@hooks.register("register_log_actions")
def name_the_actions(actions: Any) -> None:
    for action, label in ACTIONS.items():
        actions.register_action(action, label, label)


@hooks.register("register_admin_urls")
def plan_addresses() -> list[URLPattern]:
    return [
        path("plans/", plans.PlansIndex.as_view(), name="plans"),
        path("plans/results/", plans.PlansIndex.as_view(results_only=True), name="plans_results"),
        path("plans/add/", plans.PlanPage.as_view(), name="plan_add"),
        path("plans/<int:pk>/", plans.PlanPage.as_view(), name="plan"),
    ]


@hooks.register(SELLING)
def plans_menu() -> MenuItem:
    return EntryFor(
        _("Plans"), reverse("plans"), name="plans", icon_name="tick-inverse", order=55, may=is_administrator
    )
