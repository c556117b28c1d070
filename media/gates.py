"""Who may fetch a private file. Apps above register what they know; media itself knows owners and nothing else.

A gate says True (let through) or has no opinion (None or False). One yes is enough; the owner and administrators need
none, and a public file asks nobody.
"""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import models

from media.models import Image, Video

Gate = Callable[[Any, Any], bool | None]
Sharing = Callable[[Any, type[models.Model]], models.Q]
Authorship = Callable[[Any], bool]

_gates: list[Gate] = []
_sharings: list[Sharing] = []
_authorships: list[Authorship] = []
_workers: list[Gate] = []
_senders: list[Authorship] = []


def register(gate: Gate) -> Gate:
    """Ask `gate(person, medium)` whenever a private file is to be fetched."""
    _gates.append(gate)
    return gate


def register_sharing(sharing: Sharing) -> Sharing:
    """`sharing(person, model)` names the media of that model which the person may use beside their own."""
    _sharings.append(sharing)
    return sharing


def register_authorship(authorship: Authorship) -> Authorship:
    """`authorship(person)` says who may upload at all."""
    _authorships.append(authorship)
    return authorship


def register_workers(gate: Gate) -> Gate:
    """`gate(person, medium)` says who works with the file: has it as it is, where readers get a copy of their own."""
    _workers.append(gate)
    return gate


def works_with(person: Any, medium: Any) -> bool:
    """Whether the person brought the file, writes or reviews what it is used in, or is an administrator."""
    if not is_known(person):
        return False
    if person.is_superuser or medium.uploaded_by_user_id == person.pk:
        return True
    return any(gate(person, medium) is True for gate in _workers)


def may_fetch(person: Any, medium: Any) -> bool:
    """Whether `person`, who may be anonymous, may have the file of `medium`."""
    if medium.is_public:
        return True
    if is_known(person) and (person.is_superuser or medium.uploaded_by_user_id == person.pk):
        return True
    return any(gate(person, medium) is True for gate in _gates) or _may_fetch_film_of(person, medium)


def _may_fetch_film_of(person: Any, medium: Any) -> bool:
    """Whether `medium` is the poster of a film that the person may have."""
    films = Video.objects.filter(poster=medium) if isinstance(medium, Image) else Video.objects.none()
    return any(may_fetch(person, film) for film in films)


def anybody_may_fetch(medium: Any) -> bool:
    """Whether the file of `medium` is there for everybody, signed in or not."""
    return may_fetch(AnonymousUser(), medium)


def may_upload(person: Any) -> bool:
    return is_known(person) and (person.is_superuser or any(check(person) for check in _authorships))


def register_senders(sends: Authorship) -> Authorship:
    """`sends(person)` says who sends files that are handed to somebody, without having a library of their own."""
    _senders.append(sends)
    return sends


def may_send(person: Any) -> bool:
    """Whether the person may send files at all: into a library of theirs, or to hand them to somebody."""
    return may_upload(person) or (is_known(person) and any(sends(person) for sends in _senders))


def shared_with(person: Any, model: type[models.Model]) -> models.Q:
    """The media of others which the person may use."""
    shared = models.Q(pk__in=[])
    for sharing in _sharings:
        shared |= sharing(person, model)
    return shared


def is_known(person: Any) -> bool:
    return bool(person is not None and person.is_authenticated and person.is_active)
