"""The roles on one account: seen, paused, laid down; the desk of each, and the one to show."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.db.models import Count, F, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.enums import RequestState, Role, RoleState
from accounts.models import Profile, RoleGrant, RoleRequest, User
from accounts.operations import pauses, roles
from courses.documents import overview
from courses.documents.overview import Next, NextStep, Overview
from courses.enums import Availability
from courses.models import Course, ReviewComment
from courses.models.status import with_review
from frontend_api.authentication import me
from frontend_api.bodies import read_body
from frontend_api.v1.me import desk_shapes as shapes
from kit import jobs
from kit.errors import NotFound
from moderation.models import Report
from notices.models import Notice


class MyRoles(APIView):
    @extend_schema(
        operation_id="my_roles", summary="My roles and how each stands", responses=shapes.MyRoleOut(many=True)
    )
    def get(self, request: Request) -> Response:
        person = me(request)
        held = [_held(grant) for grant in person.role_grants.held()]
        waiting = person.role_requests.filter(state=RequestState.OPEN)
        found = held + [_asked_for(asked) for asked in waiting]
        return Response(shapes.MyRoleOut(sorted(found, key=_in_order), many=True).data)


class MyRole(APIView):
    @extend_schema(
        operation_id="pause_role",
        summary="Pause a role of mine, or take it up again",
        description="While a producer pauses, their page and courses are not found, and nobody new joins them; "
        "learners who are in a course keep it. Producers, professionals and sellers may pause.",
        request=shapes.PauseIn,
        responses=shapes.MyRoleOut,
    )
    def patch(self, request: Request, role: str) -> Response:
        act = pauses.pause_role if read_body(request, shapes.PauseIn)["is_paused"] else pauses.resume_role
        return Response(shapes.MyRoleOut(_held(act(me(request), _known(role), actor=me(request)))).data)

    @extend_schema(operation_id="give_up_role", summary="Lay down a role of mine", responses={204: None})
    def delete(self, request: Request, role: str) -> Response:
        roles.give_up_role(me(request), _known(role), actor=me(request))
        return Response(status=204)


class MyContext(APIView):
    @extend_schema(
        operation_id="choose_context",
        summary="Choose whose desk I see",
        description="Kept with the account, for every device. Rights do not follow it: all my roles always count.",
        request=shapes.ContextIn,
        responses=shapes.ContextOut,
    )
    def put(self, request: Request) -> Response:
        role = Role(read_body(request, shapes.ContextIn)["role"])
        profile = pauses.choose_context(me(request), role, actor=me(request))
        return Response({"context": pauses.context_of(me(request), profile)})


class MySummary(APIView):
    @extend_schema(
        operation_id="my_summary",
        summary="What waits for me, role by role",
        responses=shapes.SummaryOut,
    )
    def get(self, request: Request) -> Response:
        person = me(request)
        accepted = person.terms_acceptances.filter(terms_version=settings.TERMS_VERSION)
        body = {
            "display_name": person.display_name,
            "context": pauses.context_of(person, Profile.objects.get(person_id=person.pk)),
            "unread_notices": Notice.objects.of(person).unread().count(),
            "must_accept_terms": not accepted.exists(),
            "cart": list(person.cart_items.order_by("pk").values_list("sellable_id", flat=True)),
            "wishes": list(person.wishes.order_by("pk").values_list("sellable_id", flat=True)),
            "next": overview.waiting_invitations(person),
            "desks": [_desk(person, grant) for grant in sorted(person.role_grants.held(), key=_in_order)],
        }
        return Response(shapes.SummaryOut(body).data)


class MyTeaching(ListAPIView):
    serializer_class = shapes.TaughtCourseOut
    ordering = ("-created_at", "-pk")

    def get_queryset(self) -> Any:
        comments = ReviewComment.objects.open().filter(course=OuterRef("pk")).order_by().values("course")
        mine = with_review(Course.objects.editable_by(me(self.request)))
        if slug := self.request.query_params.get("slug"):
            mine = mine.filter(slug=slug)
        return mine.annotate(
            learners=Coalesce(F("figures__learner_count"), 0),
            rating=F("figures__rating_hundredths"),
            open_comments=Coalesce(
                Subquery(comments.annotate(count=Count("pk")).values("count")[:1], output_field=IntegerField()), 0
            ),
        )

    @extend_schema(
        operation_id="my_teaching",
        summary="The courses I write, newest first",
        parameters=[OpenApiParameter("slug", str, description="Only the course at this address, if I write it.")],
    )
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return self.list(request)


def _known(role: str) -> Role:
    if role not in Role.values:
        raise NotFound
    return Role(role)


def _held(grant: RoleGrant) -> dict[str, Any]:
    return {
        "role": grant.role,
        "state": grant.state,
        "since": grant.granted_at,
        "paused_at": grant.paused_at,
        "can_pause": grant.can_pause,
        "request_id": None,
    }


def _asked_for(asked: RoleRequest) -> dict[str, Any]:
    return {
        "role": asked.role,
        "state": RoleState.REQUESTED,
        "since": asked.created_at,
        "paused_at": None,
        "can_pause": False,
        "request_id": asked.public_id,
    }


def _in_order(found: Any) -> int:
    role = found["role"] if isinstance(found, dict) else found.role
    return list(Role).index(Role(role))


def _desk(person: User, grant: RoleGrant) -> dict[str, Any]:
    ask = DESKS.get(Role(grant.role))
    found = ask(person) if ask else Overview({}, [])
    paused = [Next(NextStep.RESUME_ROLE)] if grant.paused_at else []
    return {
        "role": grant.role,
        "state": grant.state,
        "counts": found.counts,
        "next": [asdict(step) for step in paused + found.next],
    }


def _house_overview(_person: User) -> Overview:
    """What only administrators answer."""
    counts = {
        "role_requests": RoleRequest.objects.filter(state=RequestState.OPEN).count(),
        "reports": Report.objects.open().count(),
        "parked_jobs": jobs.count_parked(),
        "people": User.objects.filter(is_active=True).count(),
        "courses_published": Course.objects.filter(availability=Availability.PUBLISHED).count(),
    }
    steps = {
        NextStep.DECIDE_ROLE_REQUESTS: counts["role_requests"],
        NextStep.DECIDE_REPORTS: counts["reports"],
        NextStep.LOOK_AT_PARKED_JOBS: counts["parked_jobs"],
    }
    return Overview(counts, [Next(kind, count) for kind, count in steps.items() if count])


DESKS: dict[Role, Callable[[User], Overview]] = {
    Role.LEARNER: overview.learning_overview,
    Role.PRODUCER: overview.teaching_overview,
    Role.REVIEWER: overview.reviewing_overview,
    Role.ADMINISTRATOR: _house_overview,
}
