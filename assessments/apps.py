from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    name = "assessments"

    def ready(self) -> None:
        """Register our policy for quizzes, banks and assignments, and what can be reported."""
        from wagtail.permissions import register_permission_policy  # noqa: PLC0415 - models are ready only now

        from assessments.models import Assignment, QuestionBank, Quiz  # noqa: PLC0415
        from assessments.policy import OwnWorkPolicy  # noqa: PLC0415
        from assessments.registrations import register_peer_reviews  # noqa: PLC0415

        for model in (Quiz, QuestionBank, Assignment):
            register_permission_policy(model, OwnWorkPolicy(model), exact_class=True)
        register_peer_reviews()
