"""What officers hear of proposals."""

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.enums import Role
from accounts.models import User
from notices.letters import admin_link
from notices.operations import notify
from paths.access import may_decide
from paths.enums import VersionState
from paths.models import PathVersion


def proposed(version: PathVersion) -> None:
    """Everybody who may decide."""
    for officer in User.objects.holding(Role.REVIEWER):
        if may_decide(officer, version):
            notify(
                officer,
                "paths.proposed",
                title=_("“%(title)s” waits for a decision") % {"title": version.title},
                body=version.note,
                url=_address(version),
            )


def decided(version: PathVersion) -> None:
    """Whoever wrote and whoever proposed it."""
    is_approved = version.state == VersionState.APPROVED
    title = _("“%(title)s” was approved") if is_approved else _("“%(title)s” was sent back")
    for person in {version.written_by, version.proposed_by}:
        notify(
            person,
            "paths.approved" if is_approved else "paths.sent_back",
            title=title % {"title": version.title},
            body=version.words,
            url=_address(version),
        )


def _address(version: PathVersion) -> str:
    return admin_link(reverse("path_version", args=[version.public_id]))
