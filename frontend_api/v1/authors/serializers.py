"""Who writes a course, as its authors and those invited see it."""

from rest_framework import serializers

from courses.enums import InvitationKind, InvitationState
from courses.models import CourseAuthor, CourseInvitation


class AuthorOut(serializers.ModelSerializer):
    id = serializers.UUIDField(source="public_id")
    display_name = serializers.CharField(source="person.display_name")

    class Meta:
        model = CourseAuthor
        fields = ("id", "display_name", "accepted_at")
        read_only_fields = fields


class InvitationOut(serializers.ModelSerializer):
    id = serializers.UUIDField(source="public_id")
    kind = serializers.ChoiceField(InvitationKind.choices)
    state = serializers.ChoiceField(InvitationState.choices)

    class Meta:
        model = CourseInvitation
        fields = ("id", "kind", "email", "state", "invited_at")
        read_only_fields = fields


class AuthorsOut(serializers.Serializer):
    """`invitations` is empty for co-authors: the owner alone asks people."""

    owner = serializers.CharField()
    authors = AuthorOut(many=True)
    invitations = InvitationOut(many=True)


class InvitationIn(serializers.Serializer):
    email = serializers.EmailField(max_length=254)
    kind = serializers.ChoiceField(InvitationKind.choices, default=InvitationKind.AUTHOR)


class MyInvitationOut(serializers.ModelSerializer):
    id = serializers.UUIDField(source="public_id")
    kind = serializers.ChoiceField(InvitationKind.choices)
    course_title = serializers.CharField(source="course.public_title")
    invited_by = serializers.CharField(source="invited_by.display_name", allow_null=True, default=None)

    class Meta:
        model = CourseInvitation
        fields = ("id", "kind", "course_title", "invited_by", "invited_at")
        read_only_fields = fields


class AnswerIn(serializers.Serializer):
    accept = serializers.BooleanField()


class AnswerOut(serializers.Serializer):
    course_id = serializers.UUIDField(allow_null=True)
