"""What a learner's page looks like, for the API's document."""

from typing import Any

from frontend_api.v1.examples import QUIZ

PLACE = {name: QUIZ[name] for name in ("lesson", "course")}
ANNOUNCEMENT: dict[str, Any] = {
    "id": "9a1f7c5e-2b3d-4e6f-8a9b-0c1d2e3f4a11",
    "course": PLACE["course"],
    "title": "On Friday we dance",
    "text": "Bring shoes.\nAnd water.",
    "author": "Ana Duarte",
    "told_at": "2026-05-06T19:12:00Z",
    "is_read": False,
}
AHEAD: dict[str, Any] = {
    "next": [
        {
            "course": PLACE["course"],
            "lesson": {"id": PLACE["lesson"]["id"], "title": PLACE["lesson"]["title"]},
            "is_begun": True,
            "lessons_completed": 3,
            "lesson_count": 12,
            "percent": 25,
        }
    ],
    "due": [
        {
            "kind": "assignment",
            "id": "2a6d0c5e-3b1f-4c7a-9d8e-4f5a6b7c8d05",
            "attempt": None,
            **PLACE,
            "title": "Eight bars by ear",
            "state": "draft",
            "due_at": "2026-05-18T18:00:00Z",
            "is_overdue": False,
        }
    ],
    "marks": [
        {
            "notice": "1b2c3d4e-5f60-4a7b-8c9d-0e1f2a3b4c12",
            "title": "“A tune by heart” was accepted",
            "text": "Sing on.",
            "url": "/courses/tango-from-the-first-walk",
            "at": "2026-05-05T08:30:00Z",
            "is_accepted": True,
            "points": 9.0,
            "most_points": 10.0,
        }
    ],
    "announcements": [ANNOUNCEMENT],
    "unread_announcements": 1,
}
