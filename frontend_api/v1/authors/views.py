"""Writing a course together."""

from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from courses.enums import AuthorState, InvitationKind
from courses.models import Course, CourseInvitation
from courses.operations import authors
from frontend_api.authentication import me
from frontend_api.bodies import read_body
from frontend_api.v1.authors import serializers as shapes


def _course(request: Request, course_id: Any) -> Course:
    """A course the person writes; any other does not exist here. Administrators reach all."""
    person = me(request)
    courses = Course.objects.all() if person.is_administrator else Course.objects.editable_by(person)
    return get_object_or_404(courses.select_related("owner"), public_id=course_id)


class CourseAuthors(APIView):
    @extend_schema(operation_id="course_authors", summary="Who writes a course of mine", responses=shapes.AuthorsOut)
    def get(self, request: Request, course_id: Any) -> Response:
        course = _course(request, course_id)
        decides = me(request).pk == course.owner_id or me(request).is_administrator
        accepted = course.authors.filter(state=AuthorState.ACCEPTED).select_related("person").order_by("accepted_at")
        body = {
            "owner": course.owner.display_name,
            "authors": accepted,
            "invitations": CourseInvitation.objects.waiting().filter(course=course) if decides else [],
        }
        return Response(shapes.AuthorsOut(body).data)


class CourseAuthorView(APIView):
    @extend_schema(operation_id="remove_course_author", summary="Remove a co-author, or leave", responses={204: None})
    def delete(self, request: Request, course_id: Any, author_id: Any) -> Response:
        author = get_object_or_404(
            _course(request, course_id).authors.filter(state=AuthorState.ACCEPTED), public_id=author_id
        )
        authors.remove_author(author, actor=me(request))
        return Response(status=204)


class CourseInvitations(APIView):
    @extend_schema(
        operation_id="invite_to_course",
        summary="Invite a co-author, or offer the course to somebody",
        description="A letter goes to the address. The answer does not tell whether it has an account.",
        request=shapes.InvitationIn,
        responses={201: shapes.InvitationOut},
    )
    def post(self, request: Request, course_id: Any) -> Response:
        body = read_body(request, shapes.InvitationIn)
        invite = authors.offer_course if body["kind"] == InvitationKind.OWNER else authors.invite_author
        invitation = invite(_course(request, course_id), body["email"], actor=me(request))
        return Response(shapes.InvitationOut(invitation).data, status=201)


class CourseInvitationView(APIView):
    @extend_schema(operation_id="take_back_invitation", summary="Take an invitation back", responses={204: None})
    def delete(self, request: Request, course_id: Any, invitation_id: Any) -> Response:
        course = _course(request, course_id)
        invitation = get_object_or_404(CourseInvitation, course=course, public_id=invitation_id)
        authors.take_back_invitation(invitation, actor=me(request))
        return Response(status=204)


class MyInvitations(APIView):
    @extend_schema(
        operation_id="my_invitations",
        summary="Invitations that wait for my answer",
        responses=shapes.MyInvitationOut(many=True),
    )
    def get(self, request: Request) -> Response:
        mine = CourseInvitation.objects.waiting().addressed_to(me(request)).select_related("course", "invited_by")
        return Response(shapes.MyInvitationOut(mine[:100], many=True).data)


class MyInvitation(APIView):
    @extend_schema(
        operation_id="answer_invitation",
        summary="Accept or decline",
        request=shapes.AnswerIn,
        responses=shapes.AnswerOut,
    )
    def post(self, request: Request, invitation_id: Any) -> Response:
        mine = CourseInvitation.objects.addressed_to(me(request))
        invitation = get_object_or_404(mine, public_id=invitation_id)
        if not read_body(request, shapes.AnswerIn)["accept"]:
            authors.decline_invitation(invitation, actor=me(request))
            return Response({"course_id": None})
        return Response({"course_id": authors.accept_invitation(invitation, actor=me(request)).public_id})
