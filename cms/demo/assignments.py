"""The demo's assignments, from `assignments.yaml` to what the editor would have stored."""

from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

import yaml
from wagtail.models import Revision

from assessments.models import Assignment
from kit import clock

ASSIGNMENTS = Path(__file__).parent / "assignments.yaml"
_NAMES = UUID("4c8d2c1e-7a05-4f3b-9a6b-1f0e2d3c4b5a")


def create_assignment(name: str, owner: Any) -> Assignment:
    """The assignment of that name, as its producer has written it."""
    told: dict[str, Any] = yaml.safe_load(ASSIGNMENTS.read_text(encoding="utf-8"))[name]
    told["brief"] = [{"type": "rich_text", "id": _id(f"{name}:brief"), "value": told["brief"]}]
    told["rubric"] = [_criterion(each, f"{name}:{number}") for number, each in enumerate(told["rubric"])]
    assignment = Assignment.objects.create(owner=owner, **told)
    revision = assignment.save_revision(user=owner)
    # Wagtail dates it by the machine's clock; it belongs to the moment told.
    Revision.objects.filter(pk=revision.pk).update(created_at=clock.now())
    return assignment


def _criterion(told: dict[str, Any], name: str) -> dict[str, Any]:
    levels = [
        {"type": "item", "id": _id(f"{name}:{number}"), "value": level} for number, level in enumerate(told["levels"])
    ]
    return {"type": "criterion", "id": _id(name), "value": {"title": told["title"], "levels": levels}}


def _id(name: str) -> str:
    return str(uuid5(_NAMES, name))
