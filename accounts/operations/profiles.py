"""What a person says about themselves."""

import zoneinfo
from typing import Any, TypedDict

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.validators import validate_slug
from django.db import transaction

from accounts.enums import Role
from accounts.models import Profile, ProfileStyle, User
from accounts.operations.holding import hold_person
from accounts.operations.public_pages import revalidate_producer
from accounts.operations.sign_up import refuse_bad_name
from kit import audit
from kit.errors import InvalidInput, NotAllowed
from kit.failpoints import failpoint
from media.models import Image
from media.operations.storing import store_portrait
from taxonomy.models import Style

TEXT_FIELDS = ("headline", "bio", "location", "specialities", "certifications")


class StyleSkill(TypedDict):
    style: str
    skill: int


@transaction.atomic
def update_profile(person: User, *, actor: User, **changes: Any) -> Profile:
    """Change what is given and leave the rest.

    Takes display_name, producer_slug, avatar (a picture of theirs or None), styles, language, time_zone and the texts.
    """
    _refuse_strangers(person, actor)
    held = hold_person(person.pk)
    profile, _ = Profile.objects.get_or_create(person=held)
    profile.person = held
    former, former_picture = profile.producer_slug, profile.avatar
    failpoint("accounts.profile_is_read")
    if "display_name" in changes:
        _rename(profile.person, changes["display_name"])
        person.display_name = profile.person.display_name
    for name in TEXT_FIELDS:
        if name in changes:
            setattr(profile, name, changes[name])
    if "language" in changes:
        profile.language = _known_language(changes["language"])
    if "time_zone" in changes:
        profile.time_zone = _known_time_zone(changes["time_zone"])
    if "producer_slug" in changes:
        profile.producer_slug = _free_address(profile, changes["producer_slug"])
    if "avatar" in changes:
        profile.avatar = _own_picture(person, changes["avatar"])
    profile.save()
    if "styles" in changes:
        _replace_styles(profile, changes["styles"])
    is_gone = _remove_portrait(former_picture, profile)
    if profile.producer_slug:
        revalidate_producer(profile.person, former=former, at_once=is_gone)
    audit.record(profile.person, "accounts.update_profile", actor, fields=sorted(changes))
    return profile


@transaction.atomic
def upload_avatar(person: User, file: File, *, actor: User) -> Profile:
    """Make what is in `file` the person's picture, whether or not they have a library. One that came so before goes.

    Raises InvalidInput for a file that is no such picture, and QuotaSpent.
    """
    _refuse_strangers(person, actor)
    # The person is not held while the picture is looked at and stored, which takes its time.
    try:
        picture = store_portrait(file, title=person.display_name, owner=person)
    except ValidationError as error:
        raise InvalidInput({"file": error.messages}) from error
    return update_profile(person, actor=actor, avatar=picture)


def _refuse_strangers(person: User, actor: User) -> None:
    if actor.pk != person.pk and not actor.is_administrator:
        raise NotAllowed


def _rename(person: User, display_name: str) -> None:
    refuse_bad_name(display_name)
    person.display_name = " ".join(display_name.split())
    person.save(update_fields=["display_name"])


def _known_language(code: str) -> str:
    if code not in dict(settings.LANGUAGES):
        raise InvalidInput({"language": ["This language is not known."]})
    return code


def _known_time_zone(name: str) -> str:
    if name not in zoneinfo.available_timezones():
        raise InvalidInput({"time_zone": ["This time zone is not known."]})
    return name


def _free_address(profile: Profile, slug: str) -> str:
    if Role.PRODUCER not in profile.person.roles:
        raise InvalidInput({"producer_slug": ["Only producers have an address."]})
    try:
        validate_slug(slug)
    except ValidationError:
        raise InvalidInput({"producer_slug": ["Letters, digits, hyphens and underscores only."]}) from None
    if not slug.islower() or len(slug) > 80:
        raise InvalidInput({"producer_slug": ["At most 80 small letters, digits and hyphens."]})
    if Profile.objects.filter(producer_slug=slug).exclude(pk=profile.pk).exists():
        raise InvalidInput({"producer_slug": ["This address is taken."]})
    return slug


def _own_picture(person: User, image: Image | None) -> Image | None:
    if image is None:
        return None
    if image.uploaded_by_user_id != person.pk:
        raise InvalidInput({"avatar": ["Choose a picture of your own."]})
    if not image.is_public:
        image.is_public = True
        image.save(update_fields=["is_public"])
    return image


def _remove_portrait(former: Image | None, profile: Profile) -> bool:
    """Delete the picture that the profile had before, unless it belongs to a library. Whether it went."""
    if former is None or not former.is_portrait or former.pk == profile.avatar_id:
        return False
    former.delete()
    return True


def _replace_styles(profile: Profile, wanted: list[StyleSkill]) -> None:
    known = {style.slug: style for style in Style.objects.filter(slug__in=[item["style"] for item in wanted])}
    skills = {item["style"]: item["skill"] for item in wanted}
    if len(skills) != len(wanted) or skills.keys() != known.keys():
        raise InvalidInput({"styles": ["Name each style once, by its address in the list of styles."]})
    if any(not 1 <= skill <= 5 for skill in skills.values()):
        raise InvalidInput({"styles": ["A skill is from 1 to 5."]})
    profile.styles.all().delete()
    ProfileStyle.objects.bulk_create(
        ProfileStyle(profile=profile, style=known[slug], skill=skill) for slug, skill in skills.items()
    )
