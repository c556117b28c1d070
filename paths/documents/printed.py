"""What the certificate of a path says, and how long it holds."""

from datetime import datetime
from typing import Any

from django.conf import settings

from accounts.models import User
from certificates.documents.printed import day_of
from paths.models import Path, PathVersion

MONTHS = 12
SHORTEST_MONTH = 28


def content_of(
    learner: User, path: Path, version: PathVersion, *, done_at: datetime, until: datetime | None
) -> dict[str, Any]:
    """Everything that is printed. Days are the learner's own."""
    said = version.content
    return {
        "name": learner.display_name,
        "path": {
            "id": str(path.public_id),
            "slug": path.slug,
            "title": said["title"],
            "summary": said["promise"],
            "kind": said["kind"],
            "version": version.number,
        },
        "language": "en",
        "producer": settings.WAGTAIL_SITE_NAME,
        "issuer": settings.WAGTAIL_SITE_NAME,
        "completed_on": day_of(learner, done_at),
        "holds_until": day_of(learner, until) if until else None,
        "minutes": 0,
        "lessons": 0,
        "design": said["design"],
    }


def months_after(moment: datetime, months: int) -> datetime:
    """The same day and hour so many months later; the month's last day where it has no such day."""
    years, month = divmod(moment.month - 1 + months, MONTHS)
    later = moment.replace(year=moment.year + years, month=month + 1, day=min(moment.day, SHORTEST_MONTH))
    for day in range(moment.day, SHORTEST_MONTH, -1):
        try:
            return later.replace(day=day)
        except ValueError:
            continue
    return later
