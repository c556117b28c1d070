from django.apps import AppConfig


class CommerceConfig(AppConfig):
    name = "commerce"

    def ready(self) -> None:
        from commerce import registrations  # noqa: F401, PLC0415 - registers by being imported
