"""Announcements can be reported by those who were told them."""

from typing import Any
from uuid import UUID

from desk.access import told_to
from desk.models import Announcement
from desk.operations.announcing import hide_announcement, restore_announcement
from moderation.gates import Reportable, register

ANNOUNCEMENT = "announcement"


def find(person: Any, public_id: UUID) -> Announcement | None:
    found = Announcement.objects.filter(public_id=public_id)
    if person is not None:
        found = found.filter(pk__in=told_to(person).values("announcement"))
    return found.first()


register(
    ANNOUNCEMENT,
    Reportable(
        label="Announcement to learners",
        find=find,
        author_id=lambda announcement: announcement.author_id,
        excerpt=lambda announcement: f"{announcement.title}\n{announcement.text}",
        hide=lambda announcement, reason, actor: hide_announcement(announcement, reason=reason, actor=actor),
        restore=lambda announcement, actor: restore_announcement(announcement, actor=actor),
    ),
)
