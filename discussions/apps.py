from django.apps import AppConfig


class DiscussionsConfig(AppConfig):
    name = "discussions"

    def ready(self) -> None:
        from discussions import registrations  # noqa: F401, PLC0415 - registers by being imported
