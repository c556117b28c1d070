"""Media in the admin beside Wagtail's own pictures and documents: films, and the files of pages under review."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from kit.errors import NotFound
from kit.views import may_see
from media.access.rights import find_medium
from media.operations.stamping import address_for
from media.views import scans, sounds, streams, uploads
from media.viewsets import VideoChooserViewSet, VideoViewSet

ACTIONS = {
    "media.begin_upload": _("File begun to be sent"),
    "media.join_upload": _("File sent"),
    "media.complete_upload": _("File taken over"),
    "media.refuse_upload": _("File refused for what is in it"),
    "media.retry_stream": _("Film made ready once more"),
    "media.retry_sound": _("Sound made ready once more"),
    "media.abandon_upload": _("File given up before it was saved"),
    "media.scan_again": _("File sent to the virus scanner once more"),
    "media.release_file": _("File let through that the virus scanner cannot look at"),
}


@hooks.register("register_admin_viewset")
def register_videos() -> list[object]:
    return [VideoViewSet("videos"), VideoChooserViewSet("video_chooser")]


@hooks.register("register_log_actions")
def name_the_actions(actions: Any) -> None:
    for action, label in ACTIONS.items():
        actions.register_action(action, label, label)


@require_safe
def fetch(request: HttpRequest, public_id: Any) -> HttpResponse:
    """The file for whoever is signed in to the admin and passes a gate, as the API does it for its own people."""
    try:
        return HttpResponseRedirect(address_for(request.user, find_medium(public_id)).url)
    except NotFound:
        raise Http404 from None


@hooks.register("register_admin_urls")
def register_admin_urls() -> list[Any]:
    return [
        path("media/<uuid:public_id>/", fetch, name="media_fetch"),
        path("media/films/<uuid:public_id>/stream/", streams.film_stream, name="media_film_stream"),
        path("media/scans/", scans.HeldBackFiles.as_view(), name="media_scans"),
        path("media/scans/results/", scans.HeldBackFiles.as_view(results_only=True), name="media_scans_results"),
        path("media/scans/<int:scan_id>/again/", scans.look_again, name="media_scan_again"),
        path("media/scans/<int:scan_id>/release/", scans.let_through, name="media_scan_release"),
        path("media/sounds/<uuid:public_id>/rendition/", sounds.sound_rendition, name="media_sound_rendition"),
        path("media/uploads/", uploads.uploads_of_mine, name="media_uploads"),
        path("media/uploads/<uuid:public_id>/", uploads.upload, name="media_upload"),
        path("media/uploads/<uuid:public_id>/join/", uploads.upload_join, name="media_upload_join"),
        path("media/uploads/<uuid:public_id>/parts/<int:number>/", uploads.upload_part, name="media_upload_part"),
    ]


class ScansMenuItem(MenuItem):
    """For administrators, where a scanner is named."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(settings.CLAMD_ADDRESS) and may_see(request)


@hooks.register("register_reports_menu_item")
def scans_menu_item() -> MenuItem:
    return ScansMenuItem(_("Virus scans"), reverse("media_scans"), name="virus-scans", icon_name="lock", order=905)
