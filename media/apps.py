from typing import Any

from django.apps import AppConfig


class MediaConfig(AppConfig):
    name = "media"

    def ready(self) -> None:
        """Register our policies for exactly our models: Wagtail's own, which come later, give way to that."""
        from wagtail.permissions import register_permission_policy  # noqa: PLC0415 - models are ready only now

        from media import receivers  # noqa: PLC0415
        from media.access.policy import FilePolicy, PicturePolicy  # noqa: PLC0415
        from media.models import Document, Image, Video  # noqa: PLC0415

        receivers.connect()
        hide_everybodys_tags()
        hold_previews_back()
        add_documents_one_by_one()
        register_permission_policy(Image, PicturePolicy(Image), exact_class=True)
        for model in (Document, Video):
            register_permission_policy(model, FilePolicy(model), exact_class=True)


def hide_everybodys_tags() -> None:
    """Wagtail offers the tags used most, whoever gave them; on a platform of many that would tell of others' files."""
    from wagtail.admin import filters  # noqa: PLC0415 - models are ready only now
    from wagtail.images.views import chooser  # noqa: PLC0415

    for module in (filters, chooser):
        module.popular_tags_for_model = lambda model, count=10: []


def hold_previews_back() -> None:
    """Wagtail draws pictures for its own pages past our addresses; not those that the virus scanner has not passed."""
    from django.http import Http404  # noqa: PLC0415 - models are ready only now
    from django.shortcuts import get_object_or_404  # noqa: PLC0415
    from wagtail.images.views import images  # noqa: PLC0415

    from media.access.scanning import is_held_back  # noqa: PLC0415
    from media.models import Image  # noqa: PLC0415

    draw = images.preview

    def preview(request: Any, image_id: int, filter_spec: str) -> Any:
        if is_held_back(get_object_or_404(Image, pk=image_id).file.name):
            raise Http404
        return draw(request, image_id, filter_spec)

    images.preview = preview


def add_documents_one_by_one() -> None:
    """Wagtail's page for several documents sends each in one piece; the list leads to the form that sends parts."""
    from wagtail.documents.views.documents import IndexView  # noqa: PLC0415 - models are ready only now

    IndexView.add_url_name = "wagtaildocs:add"
