from django.apps import AppConfig


class CmsConfig(AppConfig):
    name = "cms"

    def ready(self) -> None:
        from wagtail.permissions import register_permission_policy  # noqa: PLC0415 - models are ready only now

        from cms import (  # noqa: PLC0415 - models are ready only now
            panels,
            receivers,
            registrations,  # noqa: F401 - registers by being imported
        )
        from cms.models import ContactMessage  # noqa: PLC0415
        from cms.policy import MessagesPolicy  # noqa: PLC0415

        register_permission_policy(ContactMessage, MessagesPolicy(ContactMessage))
        panels.install_pages()
        panels.install_settings()
        receivers.connect()
