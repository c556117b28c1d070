"""What assignments look like, for the API's document."""

from typing import Any

from frontend_api.v1.examples import QUIZ

PLACE = {name: QUIZ[name] for name in ("lesson", "course")}
ASSIGNMENT_ID = "2a6d0c5e-3b1f-4c7a-9d8e-4f5a6b7c8d05"
ASSIGNMENT: dict[str, Any] = {
    "id": ASSIGNMENT_ID,
    **PLACE,
    "title": "Eight bars by ear",
    "blocks": [],
    "takes": ["text"],
    "most_files": 3,
    "points": 10.0,
    "rubric": [],
    "due_at": "2026-05-18T18:00:00Z",
    "late_rule": "percent_off",
    "late_percent_per_day": 10,
    "late_percent_most": 50,
    "resubmissions": None,
    "is_asked": True,
    "is_required": True,
    "is_accepted": False,
    "may_write": True,
    "is_closed": False,
    "next_number": 1,
    "rounds": [
        {
            "id": "7c3e9a10-5d2b-4e6f-8a9b-0c1d2e3f4a06",
            "number": 1,
            "state": "draft",
            "edition": 4,
            "text": "The tune turns back at the fifth bar.",
            "kept_at": "2026-05-06T19:12:00Z",
            "handed_in_at": None,
            "days_late": 0,
            "returned_at": None,
            "points": None,
            "given": None,
            "most_points": 10.0,
            "feedback": "",
            "marks": [],
            "files": [],
            "replies": [],
        }
    ],
}
ASSIGNMENT_DRAFT: dict[str, Any] = {"number": 1, "edition": 4, "text": "The tune turns back at the fifth bar."}
ASSIGNMENT_FILE: dict[str, Any] = {"number": 1, "upload": "4d1c2b3a-6e5f-4a7b-8c9d-0e1f2a3b4c07"}
MY_WORK: dict[str, Any] = {
    "work": [
        {
            "id": ASSIGNMENT_ID,
            **PLACE,
            "title": "Eight bars by ear",
            "state": "draft",
            "is_asked": True,
            "due_at": "2026-05-18T18:00:00Z",
            "handed_in_at": None,
            "returned_at": None,
            "points": None,
            "most_points": 10.0,
        }
    ]
}
