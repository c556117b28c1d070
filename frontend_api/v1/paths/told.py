"""What the API says of paths."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from accounts.models import User
from certificates.models import Certificate
from courses.models import CourseDocument
from paths.documents.frozen import needed_of
from paths.documents.standing import Standing, held_of, missing_to_begin, standings
from paths.enums import PathAvailability
from paths.models import Path, PathSeat, PathVersion
from paths.operations.following import may_renew

HEAD = ("kind", "title", "promise", "valid_months")


def head_of(path: Path, version: PathVersion) -> dict[str, Any]:
    said = version.content
    return {"id": str(path.public_id), "slug": path.slug, **{name: said[name] for name in HEAD}}


def document_of(path: Path, version: PathVersion) -> dict[str, Any]:
    """The path as it was approved."""
    return {
        **head_of(path, version),
        "description": version.content["description"],
        "version": version.number,
        "steps": [{**step, "needed": needed_of(step)} for step in version.steps],
    }


def named(paths: Iterable[Path]) -> list[dict[str, Any]]:
    """Paths by what they are called in public; those that are not public are left out."""
    return [
        {"slug": path.slug, "title": path.current.title, "kind": path.current.content["kind"]}
        for path in paths
        if path.is_public and path.current is not None
    ]


def told_to(learner: User, path: Path) -> dict[str, Any]:
    """How the learner stands on the path, whether they are on it or not."""
    seat = PathSeat.objects.filter(path=path, learner=learner).select_related("version").first()
    if seat is not None:
        seat.path = path
        return told_seats(learner, [seat])[0]
    version = path.current
    assert version is not None  # noqa: S101 - only paths that were published are known to who is not on them
    (standing,) = standings(learner, [version])
    return {
        **_told(path, version, standing, _titles([version])),
        "joined_at": None,
        "completed_at": None,
        "missing": named(missing_to_begin(learner, version)),
        "certificate": None,
    }


def told_seats(learner: User, seats: Sequence[PathSeat]) -> list[dict[str, Any]]:
    """How the learner stands on each. As many queries as for one; paths come with `current`, seats with `version`."""
    versions = [seat.version for seat in seats]
    titles, held = _titles(versions), held_of(learner, seats)
    return [
        {
            **_told(seat.path, seat.version, standing, titles),
            "joined_at": seat.joined_at,
            "completed_at": seat.completed_at,
            "missing": [],
            "certificate": _certificate(seat, held.get(seat.path.public_id)),
        }
        for seat, standing in zip(seats, standings(learner, versions), strict=True)
    ]


def _told(path: Path, version: PathVersion, standing: Standing, titles: dict[UUID, tuple[str, str]]) -> dict[str, Any]:
    def course(public_id: str, state: str) -> dict[str, Any]:
        slug, title = titles.get(UUID(public_id), (None, None))
        return {"id": public_id, "slug": slug, "title": title, "state": state}

    steps = [
        {
            "id": each.step["id"],
            "title": each.step["title"],
            "needed": each.needed,
            "done": each.done,
            "courses": [course(public_id, state) for public_id, state in each.courses.items()],
        }
        for each in standing.steps
    ]
    on_them = {each["id"]: each for step in steps for each in step["courses"]}
    following = standing.next_of([str(public_id) for public_id in titles])
    return {
        "slug": path.slug,
        "kind": version.content["kind"],
        "title": version.title,
        "version": version.number,
        "is_open": path.availability == PathAvailability.PUBLISHED,
        "has_newer_version": path.current_id not in {None, version.pk},
        "percent": standing.percent,
        "next": on_them[following] if following else None,
        "steps": steps,
    }


def _certificate(seat: PathSeat, held: Certificate | None) -> dict[str, Any] | None:
    if held is None:
        return None
    return {
        "number": held.number,
        "state": held.standing,
        "expires_at": held.expires_at,
        "can_be_renewed": seat.path.availability == PathAvailability.PUBLISHED and may_renew(held),
    }


def _titles(versions: Sequence[PathVersion]) -> dict[UUID, tuple[str, str]]:
    """Address and title of each published course, as learners know it. One query."""
    courses = {course for version in versions for course in version.courses}
    documents = CourseDocument.objects.live().filter(
        course__public_id__in=courses, course__availability__in=["published", "archived"]
    )
    rows = documents.order_by("-pk").values_list("course__public_id", "course__slug", "title")
    return {public_id: (slug, title) for public_id, slug, title in rows}
