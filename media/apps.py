from django.apps import AppConfig


class MediaConfig(AppConfig):
    name = "media"

    def ready(self) -> None:
        """Register our policies for exactly our models: Wagtail's own, which come later, give way to that."""
        from wagtail.permissions import register_permission_policy  # noqa: PLC0415 - models are ready only now

        from media.access.policy import OwnMediaPolicy  # noqa: PLC0415
        from media.models import Document, Image, Video  # noqa: PLC0415

        for model in (Image, Document, Video):
            register_permission_policy(model, OwnMediaPolicy(model), exact_class=True)
