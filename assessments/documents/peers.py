"""What learners are told of each other's work. Nothing here says whose it is: no name, no file's title, no time."""

from collections.abc import Mapping
from typing import Any

from assessments.documents.rubrics import rubric_of
from assessments.enums import WorkKind
from assessments.models import HandIn, PeerReview
from media.access.nameless import made_of


def nameless_work(review: PeerReview) -> dict[str, Any]:
    """The work as its reviewer sees it: text, films and sounds by their order. Papers are for the teacher alone."""
    hand_in = review.work.hand_in
    files = list(hand_in.files.select_related("film", "document").order_by("pk"))
    seen = [file for file in files if file.kind != WorkKind.FILES]
    return {
        "text": hand_in.text,
        "papers": len(files) - len(seen),
        "files": [
            {
                "id": file.public_id,
                "number": number,
                "kind": file.kind,
                "play_url": f"/api/v1/me/peer-reviews/{review.public_id}/files/{file.public_id}"
                if made_of(file.medium)
                else None,
            }
            for number, file in enumerate(seen, start=1)
        ],
    }


def marks_in_words(content: Mapping[str, Any], marks: Mapping[str, str]) -> list[dict[str, Any]]:
    """The levels that were chosen, by the rubric of that brief."""
    levels = [(each, each.level(marks.get(each.id))) for each in rubric_of(content["rubric"])]
    return [
        {"criterion": each.title, "level": level.name, "points": level.points, "most_points": each.most_points}
        for each, level in levels
        if level
    ]


def told_review(review: PeerReview, hand_in: HandIn) -> dict[str, Any]:
    """A review that was given, as its reviewer and the work's learner read it."""
    return {
        "id": review.public_id,
        "text": review.text,
        "points": review.points,
        "most_points": review.most_points,
        "marks": marks_in_words(hand_in.brief.content, review.marks),
        "remarks": review.remarks,
    }
