from django.apps import AppConfig


class MediaConfig(AppConfig):
    name = "media"

    def ready(self) -> None:
        """Register our policies for exactly our models: Wagtail's own, which come later, give way to that."""
        from wagtail.permissions import register_permission_policy  # noqa: PLC0415 - models are ready only now

        from media import receivers  # noqa: PLC0415
        from media.access.policy import OwnMediaPolicy  # noqa: PLC0415
        from media.models import Document, Image, Video  # noqa: PLC0415

        receivers.connect()
        hide_everybodys_tags()
        for model in (Image, Document, Video):
            register_permission_policy(model, OwnMediaPolicy(model), exact_class=True)


def hide_everybodys_tags() -> None:
    """Wagtail offers the tags used most, whoever gave them; on a platform of many that would tell of others' files."""
    from wagtail.admin import filters  # noqa: PLC0415 - models are ready only now
    from wagtail.images.views import chooser  # noqa: PLC0415

    for module in (filters, chooser):
        module.popular_tags_for_model = lambda model, count=10: []
