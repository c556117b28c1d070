"""A version in words, for officers: what it says, and what differs from the one that is public."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from content.blocks.certificate import CertificateColour, CertificateLayout
from courses.models import Course
from paths.documents.frozen import courses_of, needed_of
from paths.documents.standing import required_paths
from paths.enums import PathKind
from paths.models import PathVersion


@dataclass(frozen=True, slots=True)
class Line:
    """What a version says of one thing, and what is public of it just now."""

    label: str
    text: str
    before: str | None

    @property
    def is_changed(self) -> bool:
        return self.before is not None and self.before != self.text


def lines_of(version: PathVersion) -> list[Line]:
    """Everything that the version says, beside the approved one it would take the place of."""
    public = version.path.current
    before = _words(public.content) if public is not None and public.pk != version.pk else {}
    said = _words(version.content)
    labels = [*said, *(label for label in before if label not in said)]
    return [Line(label, said.get(label, ""), before.get(label, "") if before else None) for label in labels]


def _words(content: Mapping[str, Any]) -> dict[str, str]:
    design = content["design"]
    titles = dict(Course.objects.filter(public_id__in=courses_of(content)).values_list("public_id", "title"))
    by_text = {str(public_id): title for public_id, title in titles.items()}
    required = [path.current.title if path.current else path.title for path in required_paths(content["requires"])]
    months = content["valid_months"]
    return {
        _("Kind"): str(PathKind(content["kind"]).label),
        _("Title"): content["title"],
        _("Promise"): content["promise"],
        _("Description"): content["description"],
        **{
            _("Step %(place)d") % {"place": place}: _step(step, by_text)
            for place, step in enumerate(content["steps"], start=1)
        },
        _("Prerequisites"): ", ".join(required),
        _("Holds"): ngettext("%(count)d month", "%(count)d months", months) % {"count": months}
        if months
        else _("for good"),
        _("Certificate"): f"{design['heading']}: {design['statement']}",
        _("Signed by"): ", ".join(each for each in (design["signed_by"], design["signed_as"]) if each),
        _("Looks"): f"{CertificateLayout(design['layout']).label}, {CertificateColour(design['colour']).label}",
    }


def _step(step: Mapping[str, Any], titles: Mapping[str, str]) -> str:
    names = "; ".join(titles.get(course, course) for course in step["courses"])
    needed, all_of = needed_of(step), len(step["courses"])
    if needed == all_of:
        return f"{step['title']}: {names}"
    return _("%(title)s (%(needed)d of %(all)d): %(names)s") % {
        "title": step["title"],
        "needed": needed,
        "all": all_of,
        "names": names,
    }
