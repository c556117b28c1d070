"""What producers of the demo told their learners, from `announcements.yaml`."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

import yaml

from courses.models import Course
from desk.documents.contents import contents_of
from desk.documents.learners import Group, learners_in
from desk.operations.announcing import announce, tell_learners
from kit import clock

ANNOUNCEMENTS = Path(__file__).parent / "announcements.yaml"
_NAMES = UUID("b3f0a6d2-5a41-4c8e-9f57-2d6c1e0b7a94")


def tell_demo_learners(start: datetime) -> None:
    """Send them on their days and tell everybody at once, as the worker would have."""
    told: list[dict[str, Any]] = yaml.safe_load(ANNOUNCEMENTS.read_text(encoding="utf-8"))
    for one in told:
        course = Course.objects.select_related("owner").get(slug=one["course"])
        group = Group(only=one.get("only", ""))
        with clock.held_at(start - timedelta(days=one["days"])):
            sent = announce(
                course,
                group,
                key=uuid5(_NAMES, one["title"]),
                title=one["title"],
                text=one["text"],
                people=learners_in(course, group, contents_of(course)).count(),
                actor=course.owner,
            )
            tell_learners(sent.pk)
