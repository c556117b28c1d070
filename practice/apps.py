from django.apps import AppConfig


class PracticeConfig(AppConfig):
    name = "practice"

    def ready(self) -> None:
        from practice import registrations  # noqa: F401, PLC0415 - registers by being imported
