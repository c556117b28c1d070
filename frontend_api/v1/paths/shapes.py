"""Paths as everybody reads them, and how somebody stands on one."""

from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from certificates.enums import Standing
from frontend_api.v1 import examples
from frontend_api.v1.bundles.shapes import BundledCourseOut
from frontend_api.v1.courses.shapes import CardOut
from paths.enums import PathKind

COURSE_STATES = [("done", "Done"), ("begun", "Begun"), ("open", "Not begun")]


class PathHeadOut(serializers.Serializer):
    id = serializers.UUIDField()
    slug = serializers.CharField()
    kind = serializers.ChoiceField(PathKind.choices)
    title = serializers.CharField()
    promise = serializers.CharField()
    valid_months = serializers.IntegerField(allow_null=True, help_text="For how long its certificate holds.")


class PathCardOut(PathHeadOut):
    """What a list shows of a path."""

    courses = BundledCourseOut(many=True, help_text="Those that are published, in its order.")


@extend_schema_serializer(examples=[OpenApiExample("Paths", examples.PATHS, response_only=True)])
class PathsOut(serializers.Serializer):
    results = PathCardOut(many=True)
    next_cursor = serializers.CharField(allow_null=True)


class PathStepOut(serializers.Serializer):
    id = serializers.CharField()
    title = serializers.CharField()
    needed = serializers.IntegerField(help_text="How many of its courses make it done.")
    courses = serializers.ListField(child=serializers.UUIDField())


class PathDocumentOut(PathHeadOut):
    description = serializers.CharField(allow_blank=True)
    version = serializers.IntegerField()
    steps = PathStepOut(many=True)


class RequiredPathOut(serializers.Serializer):
    slug = serializers.CharField()
    title = serializers.CharField()
    kind = serializers.ChoiceField(PathKind.choices)


@extend_schema_serializer(examples=[OpenApiExample("Path", examples.PATH, response_only=True)])
class PathOut(serializers.Serializer):
    document = PathDocumentOut(help_text="As it was approved.")
    approved_at = serializers.DateTimeField()
    requires = RequiredPathOut(many=True, help_text="Whose certificates somebody needs to begin.")
    courses = CardOut(many=True, help_text="Those of its courses that are published, in its order.")


class CourseOnPathOut(serializers.Serializer):
    id = serializers.UUIDField()
    slug = serializers.CharField(allow_null=True, help_text="Null where it is not published any more.")
    title = serializers.CharField(allow_null=True)
    state = serializers.ChoiceField(COURSE_STATES)


class StepStandingOut(serializers.Serializer):
    id = serializers.CharField()
    title = serializers.CharField()
    needed = serializers.IntegerField()
    done = serializers.IntegerField(help_text="Of the needed ones.")
    courses = CourseOnPathOut(many=True)


class PathCertificateOut(serializers.Serializer):
    number = serializers.CharField()
    state = serializers.ChoiceField(Standing.choices)
    expires_at = serializers.DateTimeField(allow_null=True)
    can_be_renewed = serializers.BooleanField(help_text="Now, by who meets what the path asks for at present.")


@extend_schema_serializer(examples=[OpenApiExample("My path", examples.MY_PATH)])
class MyPathOut(serializers.Serializer):
    slug = serializers.CharField()
    kind = serializers.ChoiceField(PathKind.choices)
    title = serializers.CharField()
    version = serializers.IntegerField(help_text="The one that I am on; the present one before I begin.")
    is_open = serializers.BooleanField(help_text="Whether somebody can begin it now.")
    has_newer_version = serializers.BooleanField()
    joined_at = serializers.DateTimeField(allow_null=True, help_text="Null where I am not on it.")
    completed_at = serializers.DateTimeField(allow_null=True)
    percent = serializers.IntegerField()
    next = CourseOnPathOut(allow_null=True, help_text="The course to go on with.")
    steps = StepStandingOut(many=True)
    missing = RequiredPathOut(many=True, help_text="What I would need to begin.")
    certificate = PathCertificateOut(allow_null=True, help_text="The latest.")
