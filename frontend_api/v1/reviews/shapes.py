"""A review as it is read."""

from rest_framework import serializers

from courses.models import CourseReview


class ReviewOut(serializers.Serializer):
    """A review as everybody reads it. Learners are named as they call themselves."""

    id = serializers.UUIDField(source="public_id")
    stars = serializers.IntegerField()
    text = serializers.CharField()
    learner = serializers.CharField(source="learner.display_name")
    created_at = serializers.DateTimeField()
    edited_at = serializers.DateTimeField(allow_null=True)
    answer = serializers.CharField()
    answered_at = serializers.DateTimeField(allow_null=True)


class MyReviewOut(ReviewOut):
    is_hidden = serializers.SerializerMethodField()

    def get_is_hidden(self, review: CourseReview) -> bool:
        return review.hidden_at is not None
