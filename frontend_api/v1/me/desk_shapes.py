"""A person's roles, and what waits at the desk of each."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accounts.enums import Role, RoleState
from courses.documents.overview import NextStep
from courses.enums import CourseStatus
from courses.models import Course
from courses.models.status import status_of

ROLES = [(role.value, role.label) for role in Role]


class MyRoleOut(serializers.Serializer):
    """A role that is held or was asked for. A paused one keeps its rights; the public does not meet it."""

    role = serializers.ChoiceField(ROLES)
    state = serializers.ChoiceField(RoleState.choices)
    since = serializers.DateTimeField(help_text="When it was granted, or asked for.")
    paused_at = serializers.DateTimeField(allow_null=True)
    can_pause = serializers.BooleanField()
    request_id = serializers.UUIDField(allow_null=True, help_text="Of the request that waits; null for a role held.")


class PauseIn(serializers.Serializer):
    is_paused = serializers.BooleanField()


class ContextIn(serializers.Serializer):
    role = serializers.ChoiceField(ROLES)


class ContextOut(serializers.Serializer):
    context = serializers.ChoiceField(  # type: ignore[assignment]
        ROLES, allow_null=True, help_text="Null for somebody without any role."
    )


class NextOut(serializers.Serializer):
    """One thing to do, and how many of it wait. The course and the lesson are named where it is one."""

    kind = serializers.ChoiceField([(step.value, step.value) for step in NextStep])
    count = serializers.IntegerField(min_value=1)
    course_slug = serializers.CharField(allow_null=True)
    course_title = serializers.CharField(allow_null=True)
    lesson = serializers.UUIDField(allow_null=True)


class DeskOut(serializers.Serializer):
    """One role's dashboard."""

    role = serializers.ChoiceField(ROLES)
    state = serializers.ChoiceField([(state.value, state.label) for state in (RoleState.ACTIVE, RoleState.PAUSED)])
    counts = serializers.DictField(
        child=serializers.IntegerField(min_value=0),
        help_text="Learner: in_progress, finished. Producer: courses, published, in_review, changes_asked, drafts, "
        "learners, reviews, open_comments. Reviewer: waiting, decided_by_me. Administrator: role_requests, reports, "
        "parked_jobs, people, courses_published. Other roles have none yet.",
    )
    next = NextOut(many=True)


class SummaryOut(serializers.Serializer):
    """Everything that pages show of the person who reads them, in one answer."""

    display_name = serializers.CharField()
    context = serializers.ChoiceField(ROLES, allow_null=True)  # type: ignore[assignment]
    unread_notices = serializers.IntegerField()
    must_accept_terms = serializers.BooleanField()
    cart = serializers.ListField(child=serializers.UUIDField(), help_text="Ids of what lies in the cart.")
    wishes = serializers.ListField(child=serializers.UUIDField(), help_text="Ids of what I have put by.")
    next = NextOut(many=True, help_text="What waits whatever the role.")
    desks = DeskOut(many=True)


class TaughtCourseOut(serializers.ModelSerializer):
    """A course the person writes, as its draft calls it. Nothing of its learners is here but their number."""

    id = serializers.UUIDField(source="public_id")
    status = serializers.SerializerMethodField()
    is_in_review = serializers.BooleanField(source="has_submission_in_review")
    is_mine = serializers.SerializerMethodField()
    learners = serializers.IntegerField()
    open_comments = serializers.IntegerField()
    rating = serializers.SerializerMethodField()

    class Meta:
        model = Course
        fields = (
            "id", "slug", "title", "status", "is_in_review", "is_mine", "is_paused", "learners", "open_comments",
            "rating", "first_published_at", "last_published_at", "created_at",
        )  # fmt: skip

    @extend_schema_field(serializers.ChoiceField(CourseStatus.choices))
    def get_status(self, course: Course) -> str:
        return status_of(course).value

    def get_is_mine(self, course: Course) -> bool:
        return bool(course.owner_id == self.context["request"].user.pk)

    def get_rating(self, course: Any) -> float:
        return float((course.rating or 0) / 100)
