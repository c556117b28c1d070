"""What a learner is told of assignments and of their own rounds."""

from collections.abc import Sequence
from typing import Any

from django.db.models import prefetch_related_objects

from accounts.models import User
from assessments.documents.briefs import due_of, kinds_taken
from assessments.documents.rubrics import most_points_of, rubric_of
from assessments.enums import HandInState, WorkKind
from assessments.models import Brief, HandIn, HandInFile, SoundReply
from assessments.operations.hand_ins import Asked, is_closed
from content.blocks import MediaLookup, References, publishing_context, represent
from courses.documents.assignments import LessonAssignment, assignments_of, home_of_work, joined_at
from courses.documents.learning import titles_of
from courses.models import Lesson
from frontend_api.v1.quizzes.views import place_of
from media.access.scanning import is_held_back


def asked_of(learner: User, lesson: Lesson, found: LessonAssignment) -> Asked:
    home = home_of_work(learner, lesson, found.brief.assignment_id)
    return Asked(found.brief, home.public_id, joined_at(learner, home), home.course.public_id)


def told_assignment(learner: User, lesson: Lesson, found: LessonAssignment) -> dict[str, Any]:
    brief, asked = found.brief, asked_of(learner, lesson, found)
    content = brief.content
    mine = HandIn.objects.filter(learner=learner, assignment=brief.assignment_id)
    rounds = list(mine.select_related("brief").order_by("-number"))
    number = next_number(rounds)
    may_write = (
        found.is_asked
        and asked.joined_at is not None
        and (not rounds or rounds[0].state in {HandInState.DRAFT, HandInState.AGAIN})
    )
    closed = is_closed(asked, number)
    return {
        **place_of(lesson, found.document),
        **{name: content[name] for name in ("title", "most_files", "late_rule", "resubmissions")},
        **{name: content[name] for name in ("late_percent_per_day", "late_percent_most")},
        "id": brief.assignment.public_id,
        "blocks": represent(brief.blocks, publishing_context([brief.blocks])),
        "takes": kinds_taken(content),
        "points": most_points_of(content),
        "rubric": rubric_of(content["rubric"]),
        "due_at": due_of(content, asked.joined_at),
        "is_asked": found.is_asked,
        "is_required": found.is_required,
        "is_accepted": any(one.state == HandInState.ACCEPTED for one in rounds),
        "may_write": may_write and not closed,
        "is_closed": may_write and closed,
        "next_number": number,
        "rounds": told_rounds(rounds),
    }


def next_number(rounds: Sequence[HandIn]) -> int:
    """The number of the round that is written, or would be. `rounds` are the last first."""
    if not rounds:
        return 1
    return rounds[0].number + (rounds[0].state == HandInState.AGAIN)


def told_rounds(rounds: Sequence[HandIn]) -> list[HandIn]:
    """The rounds with their marks in words and their files as front ends get them."""
    prefetch_related_objects(
        rounds, "files__film", "files__document", "files__remarks", "replies__sound", "replies__file"
    )
    files = [file for one in rounds for file in one.files.all()]
    found = References(
        videos={file.film_id for file in files if file.film_id},
        documents={file.document_id for file in files if file.document_id}
        | {reply.sound_id for one in rounds for reply in one.replies.all()},
    )
    media = MediaLookup(found)
    for one in rounds:
        files = sorted(one.files.all(), key=lambda file: file.pk)
        one.told_files = [_file(file, media, tells_remarks=one.is_given_back) for file in files]  # type: ignore[attr-defined]
        replies = one.replies.all() if one.is_given_back else []
        one.told_replies = [_reply(reply, media) for reply in replies]  # type: ignore[attr-defined]
    return [_with_marks(one) for one in rounds]


def _file(file: HandInFile, media: MediaLookup, *, tells_remarks: bool) -> dict[str, Any]:
    medium = (media.video(file.film_id) if file.film_id else media.document(file.document_id)) or {}
    sound = media.sound_rendition(file.document_id) if file.document_id else None
    ready = f"{medium['url']}/film.mp4" if medium.get("stream_url") else sound["url"] if sound else medium["url"]
    return {
        "id": file.public_id,
        "kind": file.kind,
        "name": medium["title"],
        "file_size": medium["file_size"],
        "content_type": medium["content_type"],
        "url": medium["url"],
        "stream_url": medium.get("stream_url"),
        "sound": sound,
        "play_url": None if file.kind == WorkKind.FILES else ready,
        "is_held_back": is_held_back(file.medium.file.name),
        "remarks": file.remarks.all() if tells_remarks else [],
    }


def _reply(reply: SoundReply, media: MediaLookup) -> dict[str, Any]:
    medium = media.document(reply.sound_id) or {}
    return {
        "id": reply.public_id,
        "file": reply.file.public_id if reply.file else None,
        "at_ms": reply.at_ms,
        "url": (media.sound_rendition(reply.sound_id) or medium)["url"],
        "is_held_back": is_held_back(reply.sound.file.name),
    }


def _with_marks(one: HandIn) -> HandIn:
    """By the brief that it answers, whatever is asked by now."""
    levels = [(each, each.level(one.marks.get(each.id))) for each in rubric_of(one.brief.content["rubric"])]
    one.told_marks = [  # type: ignore[attr-defined]
        {"criterion": each.title, "level": level.name, "points": level.points, "most_points": each.most_points}
        for each, level in levels
        if level
    ]
    return one


def told_work(learner: User) -> list[dict[str, Any]]:
    """All assignments of lessons in which the learner has a seat: what is due first, then what is done."""
    found = assignments_of(learner)
    last: dict[int, HandIn] = {}
    mine = HandIn.objects.filter(learner=learner, assignment__in={one.brief.assignment_id for one, _joined in found})
    for one in mine.order_by("number"):
        last[one.assignment_id] = one
    titles = titles_of(one.document.course_id for one, _joined in found)
    lines = [
        _line(one, joined, last.get(one.brief.assignment_id), titles.get(one.document.course_id, ""))
        for one, joined in found
    ]
    return sorted(lines, key=_by_urgency)


def _line(found: LessonAssignment, joined: Any, last: HandIn | None, title: str) -> dict[str, Any]:
    brief: Brief = found.brief
    number = next_number([last] if last else [])
    return {
        **place_of(found.document.lesson, found.document, title),
        "id": brief.assignment.public_id,
        "title": brief.title,
        "state": last.state if last else "open",
        "is_asked": found.is_asked,
        "due_at": due_of(brief.content, joined),
        "number": number,
        "is_closed": is_closed(Asked(brief, found.document.lesson.public_id, joined), number),
        "handed_in_at": last.handed_in_at if last else None,
        "returned_at": last.returned_at if last else None,
        "points": last.points if last else None,
        "most_points": last.most_points if last else most_points_of(brief.content),
    }


def _by_urgency(line: dict[str, Any]) -> tuple[int, float, str]:
    order = {HandInState.AGAIN: 0, HandInState.DRAFT: 1, "open": 1, HandInState.HANDED_IN: 2, HandInState.ACCEPTED: 3}
    due = line["due_at"].timestamp() if line["due_at"] else float("inf")
    return order[line["state"]] if line["is_asked"] else len(order), due, line["title"]
