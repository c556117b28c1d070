"""Certificates as the API tells of them."""

from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from certificates.enums import Standing
from frontend_api.v1 import examples
from paths.enums import PathKind


class CertificateCourseOut(serializers.Serializer):
    id = serializers.UUIDField()
    slug = serializers.CharField()
    title = serializers.CharField()
    summary = serializers.CharField(allow_blank=True)


class CertificatePathOut(CertificateCourseOut):
    kind = serializers.ChoiceField(PathKind.choices)


@extend_schema_serializer(examples=[OpenApiExample("Certificate", examples.CERTIFICATE)])
class CertificateOut(serializers.Serializer):
    number = serializers.CharField(help_text="Names it in addresses.")
    shown_number = serializers.CharField(help_text="The number in groups, as it is printed.")
    state = serializers.ChoiceField(Standing.choices)
    issuer = serializers.CharField()
    issued_at = serializers.DateTimeField()
    ended_at = serializers.DateTimeField(allow_null=True, help_text="When it was replaced or revoked.")
    expires_at = serializers.DateTimeField(allow_null=True, help_text="Until when it holds; null for good.")
    name = serializers.CharField(allow_null=True, help_text="Null once it holds no more.")
    course = CertificateCourseOut(allow_null=True, help_text="Null once it was replaced, and where it is of a path.")
    path = CertificatePathOut(allow_null=True, help_text="What it is of where it is of no course.")
    heading = serializers.CharField()
    statement = serializers.CharField()
    producer = serializers.CharField()
    completed_on = serializers.DateField()
    minutes = serializers.IntegerField(allow_null=True, help_text="Null where the certificate does not say it.")


@extend_schema_serializer(examples=[OpenApiExample("My certificate", examples.MY_CERTIFICATE)])
class MyCertificateOut(CertificateOut):
    revocation_reason = serializers.CharField(allow_blank=True)
    is_in_my_name = serializers.BooleanField(help_text="False once I call myself otherwise: it can be reissued.")
    has_credential = serializers.BooleanField(help_text="Whether there is an Open Badge of it.")


class MissingOut(serializers.Serializer):
    kind = serializers.ChoiceField(["lesson", "quiz", "assignment"])
    lesson = serializers.UUIDField()
    title = serializers.CharField()


@extend_schema_serializer(examples=[OpenApiExample("Standing", examples.CERTIFICATE_STANDING)])
class CertificateStandingOut(serializers.Serializer):
    is_offered = serializers.BooleanField()
    missing = MissingOut(many=True, help_text="Nothing: it can be had.")
    certificate = MyCertificateOut(allow_null=True, help_text="The latest, if there was one.")
