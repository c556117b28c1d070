"""The first page of the admin: what waits for this person, by role."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.ui.components import Component

from accounts.enums import Role
from accounts.models import RoleRequest, User
from cms.admin.desk import Desk, desk_of
from courses.enums import Availability
from courses.models import Course, CourseSubmission, Enrolment
from courses.operations.price_notices import in_words
from courses.operations.prices import prices_to_confirm
from courses.policy import rights_of
from desk.panels import DeskPanel
from media.views.scans import held_back_files
from paths.models import PathVersion

WAITING_SHOWN = 10


class ProducerPanel(Component):
    """The person's courses with their next steps, and the way to a first one."""

    name = "producer"
    template_name = "cms/home/producer.html"
    order = 10

    def __init__(self, user: Any) -> None:
        self.user = user

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        desk: Desk = desk_of(self.user)
        return {
            "desk": desk,
            "index": rights_of(self.user).index,
            "may_create": self.user.has_role(Role.PRODUCER),
            "is_paused": self.user.role_grants.held().filter(role=Role.PRODUCER).exclude(paused_at=None).exists(),
        }


class ReviewerPanel(Component):
    """Submissions and proposed paths that wait for a decision, longest first."""

    name = "reviewer"
    template_name = "cms/home/reviewer.html"
    order = 20

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        waiting = CourseSubmission.objects.in_review().select_related("course__owner").order_by("submitted_at", "pk")
        proposed = PathVersion.objects.waiting().select_related("path__owner").order_by("proposed_at", "pk")
        return {
            "waiting": waiting[:WAITING_SHOWN],
            "count": waiting.count(),
            "proposed_paths": proposed[:WAITING_SHOWN],
        }


class AdministratorPanel(Component):
    """Numbers of the house and the requests that only an administrator answers."""

    name = "administrator"
    template_name = "cms/home/administrator.html"
    order = 30

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        requests = RoleRequest.objects.filter(state="open").select_related("person").order_by("created_at")
        prices = prices_to_confirm()
        return {
            "people": User.objects.filter(is_active=True).count(),
            "published": Course.objects.filter(availability=Availability.PUBLISHED).count(),
            "courses": Course.objects.count(),
            "learners": Enrolment.objects.open().count(),
            "requests": requests[:WAITING_SHOWN],
            "request_count": requests.count(),
            "prices": [(in_words(price), price, course) for price, course in prices[:WAITING_SHOWN]],
            "price_count": len(prices),
            "held_back": held_back_files().count() if settings.CLAMD_ADDRESS else 0,
        }


@hooks.register("construct_homepage_panels")
def panels_by_role(request: HttpRequest, panels: list[Any]) -> None:
    user: Any = request.user
    panels.clear()
    is_administrator = user.has_role(Role.ADMINISTRATOR)
    if is_administrator:
        panels.append(AdministratorPanel())
    if is_administrator or user.has_role(Role.REVIEWER):
        panels.append(ReviewerPanel())
    if rights_of(user).index is not None:
        panels.append(ProducerPanel(user))
    if rights_of(user).courses:
        panels.append(DeskPanel(user))


@hooks.register("construct_homepage_summary_items")
def leave_out_wagtails_numbers(request: HttpRequest, items: list[Any]) -> None:
    items.clear()
