"""Whether somebody may have a medium, asked again and again while they read or watch it."""

from typing import Any
from uuid import UUID

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache

from kit.errors import NotFound
from media import gates
from media.models import Document, Image, Video

REMEMBERED_SECONDS = 30


def find_medium(public_id: UUID) -> Any:
    """The medium of that name, whatever its kind; NotFound without one."""
    for model in (Image, Document, Video):
        if medium := model.objects.filter(public_id=public_id).first():
            return medium
    raise NotFound


def may_have(person: Any, medium: Any) -> bool:
    """What the gates say; a yes of theirs counts for half a minute, a no is asked anew each time."""
    name = name_of(medium.public_id, person.pk if gates.is_known(person) else None)
    if cache.get(name):
        return True
    if not gates.may_fetch(person, medium):
        return False
    cache.set(name, True, REMEMBERED_SECONDS)
    return True


def bound_to(person: Any, medium: Any) -> dict[str, Any]:
    """What an address says so that it opens the medium for this person alone, and for as long as they may have it."""
    return {"medium": str(medium.public_id), "person": person.pk if gates.is_known(person) else None}


def may_still_have(person_id: int | None, public_id: str) -> bool:
    """The same for the words of an address: people and media by their names, who may have gone since."""
    if cache.get(name_of(public_id, person_id)):
        return True
    try:
        medium = find_medium(UUID(public_id))
    except NotFound:
        return False
    people = get_user_model()._default_manager
    person = AnonymousUser() if person_id is None else people.filter(pk=person_id).first()
    return person is not None and may_have(person, medium)


def name_of(public_id: UUID | str, person_id: int | None) -> str:
    return f"media.may_have:{public_id}:{person_id or 'anybody'}"
