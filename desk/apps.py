from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "desk"

    def ready(self) -> None:
        from desk import registrations  # noqa: F401, PLC0415 - registers by being imported
