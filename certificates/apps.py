from django.apps import AppConfig


class CertificatesConfig(AppConfig):
    name = "certificates"

    def ready(self) -> None:
        from certificates import registrations  # noqa: F401, PLC0415 - registers by being imported
