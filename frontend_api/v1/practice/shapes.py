"""Practising as the storefront shows it: weeks and days, the log, the goal and the pauses."""

from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from frontend_api.v1 import examples
from practice.documents.overview import WEEKS_SHOWN
from practice.documents.weeks import MOST_SPARE_DAYS
from practice.enums import WeekState
from practice.models import LONGEST_NOTE, LONGEST_WHAT, MOST_MINUTES


class DayOfPracticeOut(serializers.Serializer):
    day = serializers.DateField()
    minutes = serializers.IntegerField(help_text="As written down; 0 where nothing was.")
    is_in_lessons = serializers.BooleanField(help_text="Whether a lesson was open that day.")


class WeekOfPracticeOut(serializers.Serializer):
    monday = serializers.DateField()
    practised = serializers.IntegerField(help_text="On how many days.")
    paused = serializers.IntegerField(help_text="How many days were paused.")
    needed = serializers.IntegerField(allow_null=True, help_text="The goal less the pauses; null without a goal.")
    state = serializers.ChoiceField(
        [(state.value, state.value) for state in WeekState],
        help_text="`kept`: days to spare filled it up. `rested`: paused, or without a goal. `passed`: a new start.",
    )


class StreakOut(serializers.Serializer):
    weeks = serializers.IntegerField(help_text="Reached without a break; the running one counts once it is reached.")
    longest = serializers.IntegerField()
    spare_days = serializers.IntegerField(
        help_text=f"Of {MOST_SPARE_DAYS} at most: they fill up a week that falls short, by themselves."
    )


class PracticePauseOut(serializers.Serializer):
    id = serializers.UUIDField(source="public_id")
    first_day = serializers.DateField()
    last_day = serializers.DateField()


@extend_schema_serializer(examples=[OpenApiExample("Practice", examples.PRACTICE)])
class PracticeOut(serializers.Serializer):
    zone = serializers.CharField(help_text="By whose clock days are told: that of my profile.")
    today = serializers.DateField()
    goal = serializers.IntegerField(allow_null=True, help_text="Days a week; null without one.")
    streak = StreakOut()
    weeks = WeekOfPracticeOut(many=True, help_text=f"The last {WEEKS_SHOWN} at most, the running one last.")
    days = DayOfPracticeOut(many=True, help_text=f"With practice, of the last {WEEKS_SHOWN} weeks.")
    pauses = PracticePauseOut(many=True)


class GoalIn(serializers.Serializer):
    days = serializers.IntegerField(min_value=1, max_value=7, allow_null=True)


@extend_schema_serializer(examples=[OpenApiExample("Entry", examples.PRACTICE_ENTRY_IN)])
class EntryIn(serializers.Serializer):
    day = serializers.DateField()
    minutes = serializers.IntegerField(min_value=1, max_value=MOST_MINUTES)
    what = serializers.CharField(max_length=LONGEST_WHAT)
    note = serializers.CharField(max_length=LONGEST_NOTE, required=False, allow_blank=True, default="")
    course = serializers.SlugField(required=False, allow_null=True, help_text="Of a course that I may read.")
    lesson = serializers.UUIDField(required=False, allow_null=True, help_text="Of a lesson that I may read.")


@extend_schema_serializer(examples=[OpenApiExample("Entry", examples.PRACTICE_ENTRY)])
class EntryOut(serializers.Serializer):
    id = serializers.UUIDField(source="public_id")
    day = serializers.DateField()
    minutes = serializers.IntegerField()
    what = serializers.CharField()
    note = serializers.CharField()
    course_slug = serializers.CharField(source="course.slug", allow_null=True, default=None)
    course_title = serializers.CharField(allow_null=True)
    lesson = serializers.UUIDField(source="lesson.public_id", allow_null=True, default=None)


class PracticeLogOut(serializers.Serializer):
    results = EntryOut(many=True)
    next_cursor = serializers.CharField(allow_null=True)


class PracticePauseIn(serializers.Serializer):
    first_day = serializers.DateField()
    last_day = serializers.DateField()
