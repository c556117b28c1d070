"""Media in the admin beside Wagtail's own pictures and documents: films."""

from wagtail import hooks

from media.viewsets import VideoChooserViewSet, VideoViewSet


@hooks.register("register_admin_viewset")
def register_videos() -> list[object]:
    return [VideoViewSet("videos"), VideoChooserViewSet("video_chooser")]
