"""The front matter of our own book form: what Markdown has no place for. Unknown or unusable values are dropped."""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

from content.blocks.certificate import CERTIFICATE_PICTURES, CERTIFICATE_WORDS, design_of
from courses.enums import LessonType, Opens
from courses.importers.directives import Directives
from courses.importers.fitting import RESOURCES, DoesNotFit, fit_block
from courses.importers.package import AssetRef, Block, Problem
from courses.importers.rich_text import DESCRIPTION_TAGS, clean_rich_text
from courses.models.opening import MOST_DAYS

Reader = Callable[[Any], Any]


def _text(longest: int) -> Reader:
    return lambda value: value.strip()[:longest] if isinstance(value, str) else None


def _texts(longest: int) -> Reader:
    return lambda value: [str(one)[:longest] for one in value if str(one).strip()] if isinstance(value, list) else None


def _number(most: int) -> Reader:
    def read(value: Any) -> int | None:
        return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= most else None

    return read


def _rich_text(value: Any) -> str | None:
    return clean_rich_text(value, DESCRIPTION_TAGS) if isinstance(value, str) else None


def _currency(value: Any) -> str | None:
    return value if isinstance(value, str) and re.fullmatch(r"[A-Z]{3}", value) else None


def _flag(value: Any) -> bool | None:
    return value if isinstance(value, bool) else None


def _lesson_type(value: Any) -> str | None:
    return value if value in LessonType.values else None


def _opens(value: Any) -> str | None:
    return value if value in {"", *Opens.values} else None


def _moment(value: Any) -> datetime | None:
    try:
        moment = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    except ValueError:
        return None
    return moment if moment.tzinfo else None


COURSE: dict[str, Reader] = {
    "summary": _text(200),
    "description": _rich_text,
    "language": _text(10),
    "thumbnail_alt": _text(200),
    "promo_video_url": _text(200),
    "category": _text(80),
    "level": _text(80),
    "styles": _texts(80),
    "tags": _texts(100),
    "outcomes": _texts(200),
    "requirements": _texts(200),
    "prerequisites": _texts(36),
    "requires_prerequisites": _flag,
    "in_order": _flag,
    "price_minor": _number(10**12),
    "price_currency": _currency,
}
OPENING: dict[str, Reader] = {"opens": _opens, "opens_at": _moment, "opens_after_days": _number(MOST_DAYS)}
LESSON: dict[str, Reader] = {
    "summary": _text(300),
    "lesson_type": _lesson_type,
    "is_preview": _flag,
    "estimated_minutes": _number(32_767),
    "is_optional": _flag,
    **OPENING,
}


def course_fields(fields: dict[str, Any], directives: Directives) -> dict[str, Any]:
    """The course's own fields, files found."""
    found = _read(COURSE, fields)
    for name in ("thumbnail", "promo_video"):
        if isinstance(fields.get(name), str) and (file := directives.file(fields[name])):
            found[name] = file
    if isinstance(fields.get("certificate"), dict):
        found["certificate"] = _certificate(fields["certificate"], directives)
    return found


def _certificate(told: dict[str, Any], directives: Directives) -> dict[str, Any]:
    """Its design, words cut to what the editor takes, and the files of its pictures."""
    design = design_of(told)
    words = {name: design[name][:longest] for name, longest in CERTIFICATE_WORDS.items()}
    named = {name: told[name] for name in CERTIFICATE_PICTURES if isinstance(told.get(name), str)}
    return design | words | {name: file for name, path in named.items() if (file := directives.file(path))}


def lesson_fields(fields: dict[str, Any], directives: Directives) -> dict[str, Any]:
    """The lesson's own fields; its resources as neutral blocks."""
    found = _read(LESSON, fields)
    resources: list[Block] = []
    for one in directives.with_files(fields.get("resources")) or []:
        try:
            resources.append(fit_block(one, RESOURCES))
        except DoesNotFit:
            continue
    if resources:
        found["resources"] = resources
    return found


def opening_fields(fields: dict[str, Any]) -> dict[str, Any]:
    """When a chapter opens."""
    return _read(OPENING, fields)


def problems_of(fields: dict[str, Any], directives: Directives) -> list[Problem]:
    """Exercises that came with the lesson in another notation."""
    kept = fields.get("problems")
    return [
        Problem(
            path=str(one.get("path", ""))[:500],
            title=str(one.get("title", ""))[:255],
            source=str(one.get("source", "")),
            position=_number(32_767)(one.get("position")) or 0,
            notation=str(one.get("notation", "olx"))[:20],
            files=_files(one.get("files"), directives),
        )
        for one in (kept if isinstance(kept, list) else [])
        if isinstance(one, dict)
    ]


def _files(named: Any, directives: Directives) -> dict[str, AssetRef]:
    if not isinstance(named, dict):
        return {}
    found = {str(name): directives.file(str(address)) for name, address in named.items()}
    return {name: file for name, file in found.items() if file}


def _read(readers: dict[str, Reader], fields: dict[str, Any]) -> dict[str, Any]:
    read = {name: reader(fields[name]) for name, reader in readers.items() if name in fields}
    return {name: value for name, value in read.items() if value is not None}
