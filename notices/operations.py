"""Telling people: a notice in the app, and a letter with it unless they chose otherwise."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.models import QuerySet
from django.template import TemplateDoesNotExist
from django.template.engine import Engine

from kit import clock, jobs
from notices.enums import Area
from notices.letters import send_letter, site_link
from notices.models import LetterPreference, Notice


@transaction.atomic
def notify(
    person: AbstractBaseUser,
    kind: str,
    *,
    title: str,
    body: str = "",
    url: str = "",
    letter: bool = True,
    **context: Any,
) -> Notice:
    """Tell `person` once, in the app and by letter (sent after commit).

    `kind` is `area.what_happened`. A template `letters/<kind with _ for .>` is used when there is one, else the general
    letter. `url` is a path on the storefront or a whole address of ours; `context` reaches the letter's template.
    """
    notice = Notice.objects.create(
        person_id=person.pk, kind=kind, title=title[:200], body=body, url=url, context=context
    )
    if letter:
        jobs.enqueue("notices.send_notice_letter", notice_id=notice.pk)
    return notice


def send_notice_letter(notice_id: int) -> None:
    """The job behind `notify`: safe to run twice, silent when the person does not want it or is gone."""
    waiting = Notice.objects.filter(letter_sent_at=None, withdrawn_at=None)
    notice = waiting.select_related("person").filter(pk=notice_id).first()
    if notice is None or not notice.person.is_active or not wants_letters(notice.person, notice.area):
        return
    send_letter(
        _template_for(notice.kind),
        to=notice.person.email,
        name=notice.person.get_short_name(),
        title=notice.title,
        body=notice.body,
        url=site_link(notice.url) if notice.url.startswith("/") else notice.url,
        **notice.context,
    )
    notice.letter_sent_at = clock.now()
    notice.save(update_fields=["letter_sent_at"])


def wants_letters(person: AbstractBaseUser, area: str) -> bool:
    return not LetterPreference.objects.filter(person_id=person.pk, area=area, wants_letters=False).exists()


@transaction.atomic
def choose_letters(person: AbstractBaseUser, area: Area, *, wants: bool, actor: AbstractBaseUser) -> LetterPreference:
    """Turn the letters of an area on or off for oneself."""
    preference, _ = LetterPreference.objects.update_or_create(
        person_id=actor.pk, area=Area(area), defaults={"wants_letters": wants}
    )
    return preference


@transaction.atomic
def mark_read(notice: Notice, *, actor: AbstractBaseUser) -> Notice:
    """Mark the notice read; the first time stays."""
    if notice.read_at is None:
        notice.read_at = clock.now()
        notice.save(update_fields=["read_at"])
    return notice


@transaction.atomic
def mark_unread(notice: Notice, *, actor: AbstractBaseUser) -> Notice:
    notice.read_at = None
    notice.save(update_fields=["read_at"])
    return notice


@transaction.atomic
def mark_all_read(person: AbstractBaseUser, *, actor: AbstractBaseUser) -> int:
    """Mark all of one's notices read; says how many were not."""
    return Notice.objects.of(actor).unread().update(read_at=clock.now())


def withdraw(notices: QuerySet[Notice]) -> None:
    """Take them from sight, those that were read too. Letters that wait are not sent."""
    notices.filter(withdrawn_at=None).update(withdrawn_at=clock.now())


def give_back(notices: QuerySet[Notice]) -> None:
    """Show them again; a letter that was not sent meanwhile stays unsent."""
    notices.update(withdrawn_at=None)


def _template_for(kind: str) -> str:
    name = kind.replace(".", "_")
    try:
        Engine.get_default().get_template(f"letters/{name}.txt")
    except TemplateDoesNotExist:
        return "notice"
    return name
