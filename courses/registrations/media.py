"""Who uploads media, and whose media are shared: writing a course together means using its pictures together."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models.functions import Cast
from wagtail.models import Page, ReferenceIndex

from accounts.enums import Role
from courses.models import COURSE_PATH_LENGTH, CoursePage
from courses.policy import rights_of, with_course_prefix
from media import gates


@gates.register_authorship
def authors_upload(person: Any) -> bool:
    return rights_of(person).index is not None


@gates.register_sharing
def media_of_own_courses(person: Any, model: type[models.Model]) -> models.Q:
    """Media used on any page of a course that the person owns or co-authors."""
    rights = rights_of(person)
    if not rights.courses:
        return models.Q(pk__in=[])
    pages = with_course_prefix(Page.objects).filter(course_prefix__in=list(rights.courses))
    return models.Q(pk__in=used_on(pages, model))


@gates.register
@gates.register_workers
def authors_and_reviewers_fetch(person: Any, medium: Any) -> bool | None:
    """Whoever writes or reviews a course sees the files its pages use."""
    if not gates.is_known(person):
        return None
    if person.has_role(Role.REVIEWER) and medium_is_used(medium):
        return True
    return type(medium).objects.filter(pk=medium.pk).filter(media_of_own_courses(person, type(medium))).exists()


def used_on(pages: Any, model: type[models.Model]) -> Any:
    references = ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(model),
        base_content_type=ContentType.objects.get_for_model(Page),
        object_id__in=pages.annotate(text_id=Cast("pk", models.CharField())).values("text_id"),
    )
    return references.annotate(medium_id=Cast("to_object_id", models.BigIntegerField())).values("medium_id")


def medium_is_used(medium: Any) -> bool:
    prefixes = CoursePage.objects.values("path")
    pages = with_course_prefix(Page.objects).filter(course_prefix__in=prefixes, depth__gte=COURSE_PATH_LENGTH // 4)
    return type(medium).objects.filter(pk=medium.pk, pk__in=used_on(pages, type(medium))).exists()
