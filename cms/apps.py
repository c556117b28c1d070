from django.apps import AppConfig


class CmsConfig(AppConfig):
    name = "cms"

    def ready(self) -> None:
        from cms import (  # noqa: PLC0415 - models are ready only now
            panels,
            receivers,
            registrations,  # noqa: F401 - registers by being imported
        )

        panels.install_pages()
        panels.install_settings()
        receivers.connect()
