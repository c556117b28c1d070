"""Media in the admin. The policies are registered first: Wagtail's own set theirs while starting, before hooks load."""

from wagtail import hooks
from wagtail.permissions import register_permission_policy

from media.access.policy import OwnMediaPolicy
from media.models import Document, Image, Video
from media.viewsets import VideoChooserViewSet, VideoViewSet

for model in (Image, Document, Video):
    register_permission_policy(model, OwnMediaPolicy(model))


@hooks.register("register_admin_viewset")
def register_videos() -> list[object]:
    return [VideoViewSet("videos"), VideoChooserViewSet("video_chooser")]
