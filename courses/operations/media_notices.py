"""Who hears that a virus was found in a file: whoever brought it, and administrators."""

from typing import Any

from django.utils.translation import gettext as _

from accounts.enums import Role
from accounts.models import User
from media.models import Document, Image, Scan, Video
from notices.letters import admin_link
from notices.operations import notify

EDITORS: dict[Any, str] = {
    Image: "/admin/images/{}/",
    Document: "/admin/documents/edit/{}/",
    Video: "/admin/videos/edit/{}/",
}


def infected(scan: Scan) -> None:
    """Tell the owner of each medium that has the file, and every administrator."""
    for kind, editor in EDITORS.items():
        for medium in kind.objects.filter(file=scan.file):
            owner = User.objects.filter(pk=medium.uploaded_by_user_id, is_active=True).first()
            if owner is not None:
                way_out = _("Choose a clean file in its place, or delete it.")
                _tell(owner, medium, scan, way_out, page=editor.format(medium.pk))
            for administrator in User.objects.holding(Role.ADMINISTRATOR).order_by("pk"):
                if administrator != owner:
                    way_out = _("Whoever brought it was told to replace or delete it.")
                    _tell(administrator, medium, scan, way_out, page="/admin/media/scans/")


def _tell(person: User, medium: Any, scan: Scan, way_out: str, *, page: str) -> None:
    known = _("The scanner calls it %(name)s. The file is not shown to anybody.") % {"name": scan.signature}
    notify(
        person,
        "courses.file_infected",
        title=_("A virus was found in “%(title)s”") % {"title": medium.title},
        body=f"{known} {way_out}",
        url=admin_link(page),
    )
