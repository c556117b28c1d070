"""What reviews by fellow learners look like, for the API's document."""

from typing import Any

from frontend_api.v1.assignments.examples import ASSIGNMENT_ID, PLACE

REVIEW_ID = "5b0e7d21-8c3f-4a6d-9e1b-2c3d4e5f6a08"
GIVEN: dict[str, Any] = {
    "id": REVIEW_ID,
    "text": "The rhythm is steady. Listen to the fifth bar once more.",
    "points": 8.0,
    "most_points": 10.0,
    "marks": [],
    "remarks": [],
}
PEERS: dict[str, Any] = {
    "rules": {"reviews": 2, "days": 7, "marks": "help"},
    "takes_part": True,
    "asked_of_me": [{"id": REVIEW_ID, "state": "waiting", "due_at": "2026-05-25T18:00:00Z"}],
    "given": 0,
    "can_take_another": False,
    "received": 1,
    "may_read": False,
    "reviews": [],
}
PEER_REVIEW: dict[str, Any] = {
    "id": REVIEW_ID,
    "assignment": ASSIGNMENT_ID,
    **PLACE,
    "title": "Eight bars by ear",
    "state": "waiting",
    "due_at": "2026-05-25T18:00:00Z",
    "blocks": [],
    "rubric": [],
    "gives_marks": True,
    "most_points": 10.0,
    "work": {"text": "The tune turns back at the fifth bar.", "files": [], "papers": 0},
    "draft": {"edition": 1, "text": "The rhythm is", "marks": {}, "points": None, "remarks": []},
    "given": None,
}
PEER_REVIEW_GIVEN: dict[str, Any] = {"text": GIVEN["text"], "marks": {}, "points": "8.00", "remarks": []}
PEER_REVIEW_DRAFT: dict[str, Any] = {"edition": 0, "text": "The rhythm is", "marks": {}, "points": None, "remarks": []}
MY_PEER_REVIEWS: dict[str, Any] = {
    "reviews": [
        {"id": REVIEW_ID, "course": PLACE["course"], "title": "Eight bars by ear", "due_at": "2026-05-25T18:00:00Z"}
    ]
}
