from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    name = "assessments"

    def ready(self) -> None:
        """Register our policy for quizzes, and what media have to know of them."""
        from wagtail.permissions import register_permission_policy  # noqa: PLC0415 - models are ready only now

        from assessments.models import Quiz  # noqa: PLC0415
        from assessments.policy import OwnQuizzesPolicy  # noqa: PLC0415

        register_permission_policy(Quiz, OwnQuizzesPolicy(Quiz), exact_class=True)
