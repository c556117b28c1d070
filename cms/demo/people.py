"""The people of the demo. They share one password and may not exist under production settings."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.contrib.auth.hashers import make_password

from accounts.enums import Role
from accounts.models import User
from accounts.operations.consents import accept_terms
from accounts.operations.people import DEMO_DOMAIN, create_person
from accounts.operations.profiles import update_profile
from accounts.operations.roles import request_role
from cms.demo.pictures import draw_picture
from kit import clock
from media.operations.storing import store_image

DEMO_PASSWORD = "four counts of silence"  # noqa: S105 - opens nothing but the demo, and stands in the README
PEOPLE = Path(__file__).parent / "people.yaml"
ROLES_OF: dict[str, tuple[Role, ...]] = {
    "administrators": (Role.ADMINISTRATOR, Role.LEARNER),
    "reviewers": (Role.REVIEWER, Role.LEARNER),
    "producers": (Role.PRODUCER, Role.LEARNER),
    "learners": (Role.LEARNER,),
}
# One person for each role whose sign-in `make run` prints.
SIGN_INS = {
    Role.ADMINISTRATOR: "administrator",
    Role.REVIEWER: "reviewer",
    Role.PRODUCER: "producer",
    Role.LEARNER: "learner",
}
PROFILE_FIELDS = ("headline", "bio", "location", "specialities", "certifications", "time_zone")

Cast = dict[str, User]


def address_of(name: str) -> str:
    return f"{name}@{DEMO_DOMAIN}"


def is_loaded() -> bool:
    """Whether this database holds the demo already."""
    return User.objects.filter(email=address_of(SIGN_INS[Role.ADMINISTRATOR])).exists()


def create_cast(start: datetime) -> Cast:
    """Everybody in the demo, by name; each joined on a day of their own before `start`."""
    told: dict[str, list[dict[str, Any]]] = yaml.safe_load(PEOPLE.read_text(encoding="utf-8"))
    password = make_password(DEMO_PASSWORD)
    cast: Cast = {}
    for group, roles in ROLES_OF.items():
        for one in told[group]:
            with clock.held_at(start - timedelta(days=one["joined"], hours=3)):
                cast[one["name"]] = _create(one, roles, password)
    for one in (person for group in told.values() for person in group if "asks_for" in person):
        with clock.held_at(start - timedelta(days=2, hours=5)):
            person = cast[one["name"]]
            request_role(person, Role(one["asks_for"]), note=one["note"], actor=person)
    return cast


def _create(one: dict[str, Any], roles: tuple[Role, ...], password: str) -> User:
    person = create_person(
        address_of(one["name"]),
        hashed_password=password,
        display_name=one["called"],
        roles=roles,
        language=one.get("language", "en"),
        actor=None,
    )
    accept_terms(person, terms_version=settings.TERMS_VERSION, is_of_age=True, actor=person)
    changes = {name: one[name] for name in PROFILE_FIELDS if name in one}
    if Role.PRODUCER in roles:
        changes["styles"] = [{"style": slug, "skill": skill} for slug, skill in one["styles"].items()]
        picture = draw_picture(f"avatar-{one['name']}")
        changes["avatar"] = store_image(picture, name=f"{one['name']}.jpg", title=one["called"], owner=person)
    update_profile(person, actor=person, **changes)
    return person
