from django.apps import AppConfig


class PathsConfig(AppConfig):
    name = "paths"

    def ready(self) -> None:
        from paths import registrations  # noqa: F401, PLC0415 - registers by being imported
