from django.apps import AppConfig


class CommerceConfig(AppConfig):
    name = "commerce"

    def ready(self) -> None:
        from wagtail.permissions import register_permission_policy  # noqa: PLC0415 - models are ready only now

        from commerce import registrations  # noqa: F401, PLC0415 - registers by being imported
        from commerce.models import Order  # noqa: PLC0415
        from commerce.policy import AdministratorsLook  # noqa: PLC0415

        register_permission_policy(Order, AdministratorsLook(Order))
