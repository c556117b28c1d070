"""An assignment as text that can be frozen, and what a lesson shows of it."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from assessments.documents.rubrics import most_points_of, rubric_of
from assessments.enums import PeerMarks
from assessments.models import Assignment, Brief
from content.blocks import find_problems, references
from content.blocks.stream import stored_stream
from media.models import Document, Image, Video

KINDS = ("text", "files", "sound", "video")
RULES = (
    *(f"takes_{kind}" for kind in KINDS),
    "most_files",
    "points",
    "due_days",
    "late_percent_per_day",
    "late_percent_most",
    "resubmissions",
)


def brief_to_freeze(assignment: Assignment) -> dict[str, Any]:
    """The assignment's text, rules and rubric as they are now."""
    return {
        "title": assignment.title,
        "brief": stored_stream(assignment.brief),
        "rubric": stored_stream(assignment.rubric),
        "master_clip": assignment.master_clip_id,
        **{name: getattr(assignment, name) for name in RULES},
        "late_rule": str(assignment.late_rule),
        "due_on": assignment.due_on.isoformat() if assignment.due_on else None,
        **_peers(assignment),
    }


def _peers(assignment: Assignment) -> dict[str, Any]:
    # Nothing where there are none: what was frozen before there were any says the same still.
    if not assignment.peer_reviews:
        return {}
    rules = {"reviews": assignment.peer_reviews, "days": assignment.peer_days, "marks": str(assignment.peer_marks)}
    return {"peers": rules}


def peers_of(content: Mapping[str, Any]) -> dict[str, Any] | None:
    """By which rules fellow learners review the work: `reviews`, `days`, `marks`. None where they do not."""
    return content.get("peers")


def files_of_brief(content: Mapping[str, Any]) -> list[UUID]:
    """The public ids of the media that a frozen assignment shows."""
    found = references([content["brief"]])
    if content["master_clip"]:
        found.videos.add(content["master_clip"])
    kinds = ((Image, found.images), (Document, found.documents), (Video, found.videos))
    return [
        public_id
        for model, keys in kinds
        if keys
        for public_id in model.objects.filter(pk__in=keys).order_by("pk").values_list("public_id", flat=True)
    ]


def kinds_taken(content: Mapping[str, Any]) -> list[str]:
    return [kind for kind in KINDS if content[f"takes_{kind}"]]


def due_of(content: Mapping[str, Any], joined_at: datetime | None) -> datetime | None:
    """When work is due for who joined then: on the fixed date or after their days, whichever is later."""
    due = [datetime.fromisoformat(content["due_on"])] if content["due_on"] else []
    if content["due_days"] and joined_at:
        due.append(joined_at + timedelta(days=content["due_days"]))
    return max(due, default=None)


def problems_of_assignment(assignment: Assignment) -> list[str]:
    """Everything that keeps it from being handed in with a course. Drafts may have such problems."""
    content = brief_to_freeze(assignment)
    problems = [] if content["brief"] else [_("it does not say yet what to do.")]
    if not kinds_taken(content):
        problems.append(_("it takes nothing: choose what may be handed in."))
    if peers_of(content) and not {"text", "sound", "video"} & set(kinds_taken(content)):
        problems.append(_("fellow learners see texts, sounds and films: take one of these, or ask for no reviews."))
    problems += [str(problem) for field in (assignment.brief, assignment.rubric) for problem in find_problems(field)]
    names = [criterion.id for criterion in rubric_of(content["rubric"])]
    if len(set(names)) < len(names):
        problems.append(_("two of its criteria have the same id. Copy one of them and delete the other."))
    return problems


def brief_cards(briefs: Mapping[int, int]) -> dict[int, dict[str, Any]]:
    """What lessons show of frozen assignments. `briefs` and the answer are by the assignment's primary key."""
    found = Brief.objects.filter(pk__in=briefs.values()).select_related("assignment") if briefs else ()
    return {brief.assignment_id: _card(brief.assignment, brief.content) for brief in found}


def draft_brief_cards(assignments: Collection[int]) -> dict[int, dict[str, Any]]:
    """The same of assignments as they are now."""
    found = Assignment.objects.filter(pk__in=assignments) if assignments else ()
    return {assignment.pk: _card(assignment, brief_to_freeze(assignment)) for assignment in found}


def written_briefs(briefs: Mapping[int, int]) -> dict[int, dict[str, Any]]:
    """All that learners are asked and marked by, for reviewers; by the assignment. `content` is stored blocks."""
    found = Brief.objects.filter(pk__in=briefs.values()) if briefs else ()
    return {
        brief.assignment_id: {
            "content": brief.blocks,
            "rules": rules_in_words(brief.content),
            "criteria": [
                f"{criterion.title}: "
                + "; ".join(f"{level.name} ({level.points}) {level.description}".strip() for level in criterion.levels)
                for criterion in rubric_of(brief.content["rubric"])
            ],
        }
        for brief in found
    }


def rules_in_words(content: Mapping[str, Any]) -> list[str]:
    names = {"text": _("a text"), "files": _("files"), "sound": _("a sound"), "video": _("a film")}
    lines = [_("Takes: %(kinds)s.") % {"kinds": ", ".join(names[kind] for kind in kinds_taken(content))}]
    if content["due_days"]:
        lines.append(_("Due %(days)s days after joining.") % {"days": content["due_days"]})
    if content["due_on"]:
        due = localtime(datetime.fromisoformat(content["due_on"]))
        lines.append(_("Due on %(date)s.") % {"date": date_format(due, "DATETIME_FORMAT")})
    if content["due_days"] or content["due_on"]:
        off = {"percent": content["late_percent_per_day"], "most": content["late_percent_most"]}
        lines.append(
            {
                "taken": _("What is late is taken, and marked as late."),
                "refused": _("What is late is not taken."),
                "percent_off": _("What is late loses %(percent)s %% for each day, %(most)s %% at the most.") % off,
            }[content["late_rule"]]
        )
    if content["resubmissions"] is not None:
        lines.append(_("Further rounds: %(rounds)s.") % {"rounds": content["resubmissions"]})
    if peers := peers_of(content):
        lines.append(
            _("Each learner gives and gets %(reviews)s reviews, within %(days)s days. Marks of theirs: %(marks)s.")
            % {**peers, "marks": PeerMarks(peers["marks"]).label}
        )
    return lines


def _card(assignment: Assignment, content: Mapping[str, Any]) -> dict[str, Any]:
    """As `content.blocks.assignment.AssignmentBlock` publishes it."""
    return {
        "assignment": str(assignment.public_id),
        "title": content["title"],
        "takes": kinds_taken(content),
        "points": int(most_points_of(content)),
        "due_days": content["due_days"],
        "due_on": content["due_on"],
    }
