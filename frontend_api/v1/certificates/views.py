"""My certificates: what is missing for one, those I was given, and what I can do with them."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.models import User
from certificates.documents import credential_of, is_signed_here, missing_for, offer_of
from certificates.enums import CertificateState
from certificates.models import Certificate, grouped, number_in
from certificates.operations.issuing import issue_certificate, reissue_certificate
from courses.models import Course, Enrolment
from frontend_api.authentication import me
from frontend_api.v1.certificates.shapes import CertificateStandingOut, MyCertificateOut


def told(certificate: Certificate) -> dict[str, Any]:
    """What everybody who has the number is told: of one that holds no more, nothing of the person.

    A certificate that was replaced tells nothing of its course either: it would lead from a former name to a new one.
    """
    said, design = certificate.content, certificate.content["design"]
    is_replaced = certificate.state == CertificateState.REPLACED
    return {
        "number": certificate.number,
        "shown_number": grouped(certificate.number),
        "state": certificate.standing,
        "issuer": said["issuer"],
        "issued_at": certificate.issued_at,
        "ended_at": certificate.ended_at,
        "expires_at": certificate.expires_at,
        "name": certificate.name if certificate.is_valid else None,
        "course": None if is_replaced else said.get("course"),
        "path": None if is_replaced else said.get("path"),
        "heading": design["heading"],
        "statement": design["statement"],
        "producer": "" if is_replaced else said["producer"],
        "completed_on": said["completed_on"],
        "minutes": said["minutes"] if design["shows_duration"] and not is_replaced else None,
    }


def told_to_me(certificate: Certificate, learner: User) -> dict[str, Any]:
    return {
        **told(certificate),
        "name": certificate.name,
        "course": certificate.content.get("course"),
        "path": certificate.content.get("path"),
        "producer": certificate.content["producer"],
        "revocation_reason": certificate.revocation_reason,
        "is_in_my_name": certificate.name == learner.display_name,
        "has_credential": certificate.is_valid and is_signed_here(),
    }


def my_certificate(request: Request, number: str) -> Certificate:
    mine = Certificate.objects.of(me(request)).listed()
    return get_object_or_404(mine, number=number_in(number) or "")


def standing_of(enrolment: Enrolment, learner: User) -> dict[str, Any]:
    offer = offer_of(enrolment.course)
    held = Certificate.objects.of(learner).filter(course=enrolment.course).listed().order_by("-pk").first()
    missing = missing_for(enrolment, offer) if offer else []
    return {
        "is_offered": offer is not None,
        "missing": [{"kind": each.kind, "lesson": each.lesson, "title": each.title} for each in missing],
        "certificate": told_to_me(held, learner) if held else None,
    }


class CertificateOfMyCourse(APIView):
    @extend_schema(
        operation_id="my_course_certificate",
        summary="What is missing for the certificate of a course of mine",
        responses=CertificateStandingOut,
    )
    def get(self, request: Request, slug: str) -> Response:
        seats = Enrolment.objects.open().filter(learner=me(request)).select_related("course", "learner")
        enrolment = get_object_or_404(seats, course__in=Course.objects.readable_by(me(request)), course__slug=slug)
        return Response(CertificateStandingOut(standing_of(enrolment, me(request))).data)

    @extend_schema(
        operation_id="claim_certificate",
        summary="Have the certificate of a course of mine",
        description="It is issued by itself when a course is finished; this is for those who finished it before it gave"
        " certificates. Asking again gives the same, with 200. 409 `certificate_not_earned`, `no_certificate_offered`,"
        " `certificate_was_revoked`.",
        request=None,
        responses={200: MyCertificateOut, 201: MyCertificateOut},
    )
    def post(self, request: Request, slug: str) -> Response:
        course = get_object_or_404(Course.objects.readable_by(me(request)), slug=slug)
        certificate, is_new = issue_certificate(me(request), course)
        return Response(MyCertificateOut(told_to_me(certificate, me(request))).data, status=201 if is_new else 200)


class MyCertificates(APIView):
    @extend_schema(
        operation_id="my_certificates",
        summary="My certificates, the latest first",
        description="Without those that others took the place of.",
        responses=MyCertificateOut(many=True),
    )
    def get(self, request: Request) -> Response:
        mine = Certificate.objects.of(me(request)).filter(replaced_by=None).listed()[:100]
        return Response(MyCertificateOut([told_to_me(each, me(request)) for each in mine], many=True).data)


class MyCertificate(APIView):
    @extend_schema(operation_id="my_certificate", summary="A certificate of mine", responses=MyCertificateOut)
    def get(self, request: Request, number: str) -> Response:
        return Response(MyCertificateOut(told_to_me(my_certificate(request, number), me(request))).data)


class ReissueMyCertificate(APIView):
    @extend_schema(
        operation_id="reissue_certificate",
        summary="Have a certificate of mine in my present name",
        description="The old one ends, and says nothing of me any more. Asking again gives the same. 409"
        " `nothing_changed`, `certificate_is_over`.",
        request=None,
        responses={201: MyCertificateOut},
    )
    def post(self, request: Request, number: str) -> Response:
        certificate = reissue_certificate(my_certificate(request, number), actor=me(request))
        return Response(MyCertificateOut(told_to_me(certificate, me(request))).data, status=201)


class MyCredential(APIView):
    @extend_schema(
        operation_id="my_credential",
        summary="A certificate of mine as Open Badge 3.0",
        description="A signed credential for a wallet, as a compact JWT.",
        responses={(200, "application/vc+jwt"): OpenApiTypes.STR},
    )
    def get(self, request: Request, number: str) -> HttpResponse:
        certificate = my_certificate(request, number)
        if not (certificate.is_valid and is_signed_here()):
            raise Http404
        response = HttpResponse(credential_of(certificate), content_type="application/vc+jwt")
        response["Content-Disposition"] = f'attachment; filename="{certificate.number[:10].lower()}.jwt"'
        response["Cache-Control"] = "private, no-store"
        return response
