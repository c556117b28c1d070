"""What previews answer, beside the documents that have the shapes of published ones."""

from rest_framework import serializers


class CodeIn(serializers.Serializer):
    code = serializers.CharField(max_length=100, help_text="As it came in the address.")
    site = serializers.CharField(max_length=200, help_text="The front end's own address, as people know it.")


class CourseNameOut(serializers.Serializer):
    id = serializers.UUIDField()
    slug = serializers.CharField()


class PageNameOut(serializers.Serializer):
    id = serializers.UUIDField()
    type = serializers.CharField()
    path = serializers.CharField()


class SubjectOut(serializers.Serializer):
    """What is previewed, and so which page of the front end shows it."""

    kind = serializers.ChoiceField(["course", "chapter", "lesson", "page"])
    title = serializers.CharField()
    language = serializers.CharField()
    course = CourseNameOut(allow_null=True)
    lesson_id = serializers.UUIDField(allow_null=True)
    chapter_id = serializers.UUIDField(allow_null=True)
    page = PageNameOut(allow_null=True)


class PreviewOut(serializers.Serializer):
    id = serializers.UUIDField()
    expires_at = serializers.DateTimeField()
    version = serializers.CharField(help_text="Differs as soon as what is shown does.")
    subject = SubjectOut()


class NewPreviewOut(PreviewOut):
    token = serializers.CharField(help_text="For `Authorization: Preview …`; keep it from scripts and addresses.")
