"""What anybody may ask of a certificate whose number they have, and what proves our credentials."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from certificates.documents import did_document, is_signed_here, status_credential
from certificates.models import LIST_LENGTH, PLACES, Certificate, number_in
from certificates.operations.drawing import file_name, pdf_of
from commerce.errors import PapersUnavailable
from frontend_api.renderers import dump
from frontend_api.v1.certificates.shapes import CertificateOut
from frontend_api.v1.certificates.views import told
from kit.pdf import PapersNotInstalled

LISTS = frozenset(str(number) for number in range(PLACES // LIST_LENGTH))


class CertificateShown(APIView):
    permission_classes = (AllowAny,)

    @extend_schema(
        operation_id="certificate",
        summary="Whether a certificate is genuine",
        description="By its number, in whatever groups it was typed.",
        responses=CertificateOut,
    )
    def get(self, request: Request, number: str) -> Response:
        certificate = get_object_or_404(Certificate.objects.listed(), number=number_in(number) or "")
        return Response(CertificateOut(told(certificate)).data, headers={"Cache-Control": "private, no-store"})


class CertificateFile(APIView):
    permission_classes = (AllowAny,)

    @extend_schema(
        operation_id="certificate_file",
        summary="A certificate as PDF",
        description="As long as it holds.",
        responses={(200, "application/pdf"): OpenApiTypes.BINARY},
    )
    def get(self, request: Request, number: str) -> HttpResponse:
        certificate = get_object_or_404(Certificate.objects.valid().listed(), number=number_in(number) or "")
        try:
            file = pdf_of(certificate)
        except PapersNotInstalled as missing:
            raise PapersUnavailable from missing
        response = HttpResponse(file, content_type="application/pdf")
        response["Content-Disposition"] = f'attachment; filename="{file_name(certificate)}"'
        response["Cache-Control"] = "private, no-store"
        return response


class IssuerDocument(APIView):
    permission_classes = (AllowAny,)

    @extend_schema(
        operation_id="credential_issuer",
        summary="The keys that our credentials are signed with",
        description="The document of our `did:web` (W3C Decentralized Identifiers).",
        responses={(200, "application/did+json"): OpenApiTypes.OBJECT},
    )
    def get(self, request: Request) -> HttpResponse:
        if not is_signed_here():
            raise Http404
        response = HttpResponse(dump(did_document()), content_type="application/did+json")
        response["Cache-Control"] = "public, max-age=3600"
        return response


class StatusList(APIView):
    permission_classes = (AllowAny,)

    @extend_schema(
        operation_id="credential_status",
        summary="Which of our credentials hold no more",
        description="A signed list of bits (W3C Bitstring Status List 1.0).",
        responses={(200, "application/vc+jwt"): OpenApiTypes.STR},
    )
    def get(self, request: Request, name: str) -> HttpResponse:
        if name not in LISTS or not is_signed_here():
            raise Http404
        response = HttpResponse(status_credential(int(name)), content_type="application/vc+jwt")
        response["Cache-Control"] = "public, max-age=300"
        return response
