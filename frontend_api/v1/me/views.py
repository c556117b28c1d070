"""One's own account: who I am, what I say of myself, my roles, my devices."""

from typing import Any

from django.conf import settings
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.enums import EndReason, Role
from accounts.models import Profile, RoleRequest, TokenFamily, User
from accounts.operations import consents, emails, passwords, profiles, roles
from accounts.operations.devices import end_device
from frontend_api.authentication import me, my_device
from frontend_api.bodies import read_body
from frontend_api.parsers import PortraitParser
from frontend_api.v1 import examples
from frontend_api.v1.me import serializers as shapes
from kit.errors import InvalidInput
from kit.visitors import visitor_of
from media.models import Image
from notices.models import Notice


class Me(APIView):
    @extend_schema(operation_id="who_am_i", summary="Who am I", responses=shapes.MeOut)
    def get(self, request: Request) -> Response:
        return Response(shapes.MeOut(_me(me(request))).data)


class MyProfile(APIView):
    @extend_schema(operation_id="my_profile", summary="My profile", responses=shapes.ProfileOut)
    def get(self, request: Request) -> Response:
        return Response(shapes.ProfileOut(_profile(me(request))).data)

    @extend_schema(
        operation_id="update_my_profile",
        summary="Change my profile",
        request=shapes.ProfileIn,
        responses=shapes.ProfileOut,
    )
    def patch(self, request: Request) -> Response:
        changes = read_body(request, shapes.ProfileIn)
        if changes.get("avatar") is not None:
            changes["avatar"] = _picture(me(request), changes["avatar"])
        profiles.update_profile(me(request), actor=me(request), **changes)
        return Response(shapes.ProfileOut(_profile(me(request))).data)


class MyAvatar(APIView):
    parser_classes = (PortraitParser,)

    @extend_schema(
        operation_id="upload_my_avatar",
        summary="Send a picture of me",
        description="It takes the place of the one there is; one that was sent so before is deleted.",
        request={"multipart/form-data": shapes.AvatarIn},
        responses=shapes.ProfileOut,
        examples=[OpenApiExample("Profile", examples.PROFILE, response_only=True)],
    )
    def put(self, request: Request) -> Response:
        profiles.upload_avatar(me(request), read_body(request, shapes.AvatarIn)["file"], actor=me(request))
        return Response(shapes.ProfileOut(_profile(me(request))).data)

    @extend_schema(
        operation_id="remove_my_avatar",
        summary="Remove the picture of me",
        description="One that was sent as such is deleted; one of a library stays there. Asking again does nothing.",
        responses={204: None},
    )
    def delete(self, request: Request) -> Response:
        profiles.update_profile(me(request), actor=me(request), avatar=None)
        return Response(status=204)


class MyPassword(APIView):
    @extend_schema(
        operation_id="change_password",
        summary="Change my password",
        description="All other devices are signed out.",
        request=shapes.PasswordIn,
        responses={204: None},
    )
    def post(self, request: Request) -> Response:
        body = read_body(request, shapes.PasswordIn)
        passwords.change_password(
            me(request),
            current=body["current_password"],
            new=body["new_password"],
            keep=my_device(request),
            actor=me(request),
            visitor=visitor_of(request),
        )
        return Response(status=204)


class MyEmail(APIView):
    @extend_schema(
        operation_id="request_email_change",
        summary="Ask to move my account to another address",
        description="Asks for the password. The account moves when the letter at the new address is answered.",
        request=shapes.EmailChangeIn,
        responses={202: None},
    )
    def post(self, request: Request) -> Response:
        body = read_body(request, shapes.EmailChangeIn)
        emails.request_email_change(me(request), **body, actor=me(request), visitor=visitor_of(request))
        return Response(status=202)


class MyTerms(APIView):
    @extend_schema(
        operation_id="accept_terms", summary="Accept the terms that hold now", request=shapes.TermsIn,
        responses={200: shapes.TermsState},
    )  # fmt: skip
    def post(self, request: Request) -> Response:
        consents.accept_terms(me(request), **read_body(request, shapes.TermsIn), actor=me(request))
        return Response(shapes.TermsState(_terms(me(request))).data)


class MyDevices(APIView):
    @extend_schema(operation_id="my_devices", summary="Where I am signed in", responses=shapes.DeviceOut(many=True))
    def get(self, request: Request) -> Response:
        devices = TokenFamily.objects.alive().filter(person=me(request)).order_by("-last_seen_at", "-pk")[:100]
        context = {"this_device": my_device(request)}
        return Response(shapes.DeviceOut(devices, many=True, context=context).data)


class MyDevice(APIView):
    @extend_schema(operation_id="end_my_device", summary="Sign one of my devices out", responses={204: None})
    def delete(self, request: Request, public_id: Any) -> Response:
        device = get_object_or_404(TokenFamily.objects.alive().filter(person=me(request)), public_id=public_id)
        end_device(device, reason=EndReason.ENDED_BY_PERSON, actor=me(request))
        return Response(status=204)


class MyRoleRequests(APIView):
    @extend_schema(
        operation_id="my_role_requests",
        summary="The roles I asked for",
        responses=shapes.RoleRequestOut(many=True),
    )
    def get(self, request: Request) -> Response:
        found = RoleRequest.objects.filter(person=me(request)).order_by("-created_at", "-pk")[:100]
        return Response(shapes.RoleRequestOut(found, many=True).data)

    @extend_schema(
        operation_id="request_role",
        summary="Ask for a role",
        description="An administrator answers. Asking again while the first request waits returns that one.",
        request=shapes.RoleRequestIn,
        responses={201: shapes.RoleRequestOut},
    )
    def post(self, request: Request) -> Response:
        body = read_body(request, shapes.RoleRequestIn)
        asked = roles.request_role(me(request), Role(body["role"]), note=body["note"], actor=me(request))
        return Response(shapes.RoleRequestOut(asked).data, status=201)


class MyRoleRequest(APIView):
    @extend_schema(operation_id="withdraw_role_request", summary="Take my request back", responses={204: None})
    def delete(self, request: Request, public_id: Any) -> Response:
        asked = get_object_or_404(RoleRequest, person=me(request), public_id=public_id)
        roles.withdraw_request(asked, actor=me(request))
        return Response(status=204)


def _profile(person: User) -> Profile:
    return Profile.objects.select_related("person", "avatar").prefetch_related("styles__style").get(person_id=person.pk)


def _picture(person: User, public_id: Any) -> Image:
    picture = Image.objects.filter(public_id=public_id, uploaded_by_user=person).first()
    if picture is None:
        raise InvalidInput({"avatar": ["Choose a picture of your own."]})
    return picture


def _terms(person: User) -> dict[str, Any]:
    accepted = person.terms_acceptances.order_by("-accepted_at").values_list("terms_version", flat=True).first()
    return {
        "current_version": settings.TERMS_VERSION,
        "accepted_version": accepted,
        "must_accept": accepted != settings.TERMS_VERSION,
    }


def _me(person: User) -> dict[str, Any]:
    profile = Profile.objects.get(person_id=person.pk)
    return {
        "public_id": person.public_id,
        "email": person.email,
        "display_name": person.display_name,
        "roles": sorted(person.roles),
        "producer_slug": profile.producer_slug,
        "language": profile.language,
        "time_zone": profile.time_zone,
        "unread_notices": Notice.objects.of(person).unread().count(),
        "terms": _terms(person),
        "joined_at": person.date_joined,
    }
