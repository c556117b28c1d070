"""What answers look like, for the API's document; a test holds each to the schema it illustrates."""

from typing import Any

COURSE_ID = "7c9e6679-7425-40de-944b-e07fc1f90ae7"
LESSON_ID = "16fd2706-8baf-433b-82eb-8c7fada847da"

CARD: dict[str, Any] = {
    "id": COURSE_ID,
    "slug": "adagio-and-allegro",
    "title": "Adagio and allegro: a ballet centre-work course",
    "language": "en",
    "summary": "Hold an adagio and land an allegro.",
    "thumbnail": None,
    "category": {"slug": "dance", "name": "Dance"},
    "level": {"slug": "intermediate", "name": "Intermediate"},
    "styles": [{"slug": "ballet", "name": "Ballet"}],
    "tags": ["centre work"],
    "producer": {"name": "Ines Valverde", "slug": "ines-valverde"},
    "lesson_count": 14,
    "duration_minutes": 175,
}
PRICE: dict[str, Any] = {
    "amount_minor": 4900,
    "currency": "EUR",
    "before_minor": None,
    "sale_ends_at": None,
    "least_minor": None,
    "most_minor": None,
}
CATALOGUE: dict[str, Any] = {
    "results": [
        {
            "document": CARD,
            "live": {
                "price": PRICE,
                "prices": [PRICE, PRICE | {"amount_minor": 8000, "currency": "JPY"}],
                "rating": {"average": 4.5, "count": 8},
                "learners": 31,
                "is_featured": True,
            },
        }
    ],
    "next_cursor": None,
    "count": 1,
    "facets": {
        "category": {"dance": 1},
        "level": {"intermediate": 1},
        "style": {"ballet": 1},
        "language": {"en": 1},
        "price": {"paid": 1},
        "duration": {"medium": 1},
        "rating": {"4": 1, "3": 1},
    },
}
PORTRAIT_ID = "d94f1f8e-6a3c-4f0e-9a37-0f6f0a5f2b11"
PROFILE: dict[str, Any] = {
    "display_name": "Mira Halvorsen",
    "producer_slug": None,
    "avatar": {
        "id": PORTRAIT_ID,
        "url": f"/api/v1/media/{PORTRAIT_ID}",
        "width": 1200,
        "height": 1200,
        "focal_point": None,
        "placeholder": None,
    },
    "headline": "Contemporary dancer, learning to sing",
    "bio": "",
    "location": "Bergen",
    "specialities": [],
    "certifications": [],
    "styles": [{"style": "contemporary", "skill": 4}],
    "language": "en",
    "time_zone": "Europe/Oslo",
}
COHORT: dict[str, Any] = {
    "id": "4b1f4f0e-6f0c-4c0e-9d69-0d4f2c8a7b11",
    "name": "January evenings",
    "starts_at": "2027-01-11T18:00:00Z",
}
ENROLMENT: dict[str, Any] = {
    "id": "0f8fad5b-d9cb-469f-a165-70867728950e",
    "state": "active",
    "source": "free",
    "enrolled_at": "2026-11-21T09:30:00Z",
    "completed_at": None,
    "cohort": COHORT,
    "must_choose_cohort": False,
}
EVENTS: dict[str, Any] = {
    "events": [
        {"lesson": LESSON_ID, "kind": "position", "at": "2026-11-21T09:31:00Z", "sequence": 1, "position_seconds": 93},
        {"lesson": LESSON_ID, "kind": "complete", "at": "2026-11-21T09:40:00Z", "sequence": 2},
    ]
}
RECORDED: dict[str, Any] = {
    "lessons": [
        {
            "lesson": LESSON_ID,
            "is_completed": True,
            "first_access_at": "2026-11-21T09:31:00Z",
            "last_access_at": "2026-11-21T09:40:00Z",
            "completed_at": "2026-11-21T09:40:00Z",
            "position_seconds": 93,
        }
    ],
    "refused": [],
}
LOOP: dict[str, Any] = {
    "id": "5a0f1f3e-5f57-4be0-8f0e-6f0f0c3f1b52",
    "block": "c0a8012e-4b1d-4f6a-9d2b-0a4a4d7f1a10",
    "name": "The turn",
    "start_ms": 12500,
    "end_ms": 18000,
    "created_at": "2026-11-21T09:35:00Z",
}
NOTE: dict[str, Any] = {
    "id": "0b6b7b0e-6f0c-4a53-9a37-0d5f2f6a4f5e",
    "block": "c0a8012e-4b1d-4f6a-9d2b-0a4a4d7f1a10",
    "at_ms": 14200,
    "text": "The head leaves last.\nTry it with the arms in first.",
    "created_at": "2026-11-21T09:40:00Z",
}
QUESTION_IN: dict[str, Any] = {
    "title": "Where does the head look?",
    "text": "In the second turn I lose the wall.",
    "moment": {"block": "c0a8012e-4b1d-4f6a-9d2b-0a4a4d7f1a10", "at_ms": 83000},
    "mentions": [],
}
THREAD: dict[str, Any] = {
    "id": "3d0a2b8e-54c1-4f0e-8f0b-6a1f5b9c7d21",
    "lesson": {"id": "5f6a0c7e-0f0a-4b57-9a1c-0f4b8d0f2c11", "title": "Spotting with a wall clock"},
    "title": "Where does the head look?",
    "text": "In the second turn I lose the wall.",
    "asker": {"name": "Ines Moreau", "is_teacher": False},
    "moment": {"block": "c0a8012e-4b1d-4f6a-9d2b-0a4a4d7f1a10", "at_ms": 83000},
    "mentions": [],
    "created_at": "2026-11-21T09:40:00Z",
    "edited_at": None,
    "is_mine": True,
    "is_taken_back": False,
    "is_pinned": False,
    "is_closed": False,
    "has_accepted": True,
    "answer_count": 1,
    "vote_count": 3,
    "has_my_vote": False,
    "is_followed": True,
    "course": {"slug": "adagio-and-allegro", "title": "Adagio and allegro"},
    "may_write": True,
    "may_accept": True,
    "may_keep": False,
}
ANSWER_IN: dict[str, Any] = {"text": "At one number of the clock, until the chin cannot stay.", "mentions": []}
ANSWER: dict[str, Any] = {
    "id": "a2f4c1d0-7b1e-4f55-8c3a-2f6f0e9d1b42",
    "text": "At one number of the clock, until the chin cannot stay.",
    "author": {"name": "Ana Duarte", "is_teacher": True},
    "mentions": [],
    "created_at": "2026-11-21T10:05:00Z",
    "edited_at": None,
    "is_mine": False,
    "is_accepted": True,
    "vote_count": 2,
    "has_my_vote": True,
}
NOTES: dict[str, Any] = {
    "results": [
        {
            **NOTE,
            "lesson": LESSON_ID,
            "lesson_title": "The turn of the head",
            "course_slug": "adagio-and-allegro",
            "course_title": "Adagio and allegro: a ballet centre-work course",
            "is_open": True,
        }
    ],
    "courses": [
        {"slug": "adagio-and-allegro", "title": "Adagio and allegro: a ballet centre-work course", "number": 1}
    ],
    "next_cursor": None,
}
ORDER_IN: dict[str, Any] = {
    "items": [{"kind": "course", "id": COURSE_ID, "price": {"amount_minor": 4900, "currency": "EUR"}}]
}
ORDER: dict[str, Any] = {
    "id": "b1f5b2f0-2a3c-4b8e-9a52-1d6d5b7a8c90",
    "number": "7K3M-9QTA",
    "state": "paid",
    "currency": "EUR",
    "total_minor": 4900,
    "tax": "included",
    "coupon": "",
    "placed_at": "2026-11-21T09:30:00Z",
    "paid_at": "2026-11-21T09:31:12Z",
    "lines": [
        {
            "kind": "course",
            "id": COURSE_ID,
            "title": "Adagio and allegro: a ballet centre-work course",
            "path": "/courses/adagio-and-allegro",
            "picture": None,
            "by": ["Ines Valverde"],
            "price_minor": 4900,
            "before_minor": 5900,
            "discount_minor": 0,
            "tax_minor": 782,
            "taxes": [
                {
                    "name": "VAT",
                    "percentage": "19",
                    "country": "DE",
                    "jurisdiction": "Germany",
                    "amount_minor": 782,
                    "taxable_minor": 4118,
                    "reason": "standard_rated",
                }
            ],
            "total_minor": 4900,
            "refunded_minor": 0,
            "is_delivered": True,
            "gift": None,
            "bundle": None,
            "refusal": "",
        }
    ],
    "refunds": [],
    "papers": [
        {
            "id": "0d4fb4de-6a29-4a0b-8bb1-5f4f0a4f2c11",
            "kind": "receipt",
            "code": "2026-000042",
            "issued_at": "2026-11-21T09:31:12Z",
        }
    ],
}
CART_IN: dict[str, Any] = {"items": [{"kind": "course", "id": COURSE_ID}]}
CART: dict[str, Any] = {
    "lines": [
        {
            "kind": "course",
            "id": COURSE_ID,
            "title": "Adagio and allegro: a ballet centre-work course",
            "path": "/courses/adagio-and-allegro",
            "picture": None,
            "by": ["Ines Valverde"],
            "price": {"amount_minor": 4900, "currency": "EUR"},
            "before": None,
            "choice": {"least_minor": 500, "suggested_minor": 1500, "most_minor": 150000},
            "discount_minor": 0,
            "refusal": None,
        }
    ],
    "total": {"amount_minor": 4900, "currency": "EUR"},
    "currency": "EUR",
    "currencies": [{"code": "EUR", "buys_all": True}, {"code": "JPY", "buys_all": True}],
    "tax": "included",
    "coupon": None,
    "order": None,
}
PRACTICE: dict[str, Any] = {
    "zone": "Europe/Oslo",
    "today": "2026-11-21",
    "goal": 3,
    "streak": {"weeks": 4, "longest": 11, "spare_days": 2},
    "weeks": [{"monday": "2026-11-16", "practised": 3, "paused": 0, "needed": 3, "state": "reached"}],
    "days": [{"day": "2026-11-20", "minutes": 25, "is_in_lessons": True}],
    "pauses": [{"id": "0b6b7b0e-6f0c-4a53-9a37-0d5f2f6a4f5f", "first_day": "2026-12-21", "last_day": "2026-12-31"}],
}
PRACTICE_ENTRY_IN: dict[str, Any] = {
    "day": "2026-11-20",
    "minutes": 25,
    "what": "Turns on both sides",
    "note": "The left one holds now.",
    "course": "adagio-and-allegro",
    "lesson": None,
}
PRACTICE_ENTRY: dict[str, Any] = {
    "id": "0b6b7b0e-6f0c-4a53-9a37-0d5f2f6a4f60",
    "day": "2026-11-20",
    "minutes": 25,
    "what": "Turns on both sides",
    "note": "The left one holds now.",
    "course_slug": "adagio-and-allegro",
    "course_title": "Adagio and allegro: a ballet centre-work course",
    "lesson": None,
}
WISHES: dict[str, Any] = {
    "wishes": [
        {
            "kind": "course",
            "id": COURSE_ID,
            "title": "Adagio and allegro: a ballet centre-work course",
            "path": "/courses/adagio-and-allegro",
            "picture": None,
            "by": ["Ines Valverde"],
            "price": {"amount_minor": 3900, "currency": "EUR"},
            "before": {"amount_minor": 4900, "currency": "EUR"},
            "is_chosen": False,
            "refusal": None,
            "wished_at": "2026-11-21T09:30:00Z",
        }
    ]
}
BUNDLE: dict[str, Any] = {
    "id": "5b0f3d52-7f0e-4c5e-9a0a-93e1f3c9f0d4",
    "slug": "a-week-at-the-barre",
    "name": "A week at the barre",
    "summary": "Two courses that belong together.",
    "basis_points": 2000,
    "changed_at": "2026-11-21T09:30:00Z",
    "courses": CATALOGUE["results"],
    "prices": [{"amount_minor": 7840, "currency": "EUR", "before_minor": 9800}],
    "refusal": None,
}
BUNDLES: dict[str, Any] = {
    "results": [
        {
            **{name: BUNDLE[name] for name in ("id", "slug", "name", "summary", "basis_points", "prices")},
            "courses": [{name: CARD[name] for name in ("id", "slug", "title", "thumbnail", "producer")}],
        }
    ],
    "next_cursor": None,
}
QUIZ_ID = "0b7c7d53-20a5-4f5a-8d5e-6a3e1c1f1a01"
QUIZ_ATTEMPT_ID = "5e1f6c2e-8c1b-4c39-9a53-3f1b0c8f7a02"
_QUESTION_ID = "9c2f4b7a-1d3e-4f5a-8b6c-7d8e9f0a1b03"
_OPTION_ID = "e6b1f0a2-3c4d-4e5f-9a6b-7c8d9e0f1a04"
_ATTEMPT: dict[str, Any] = {
    "id": QUIZ_ATTEMPT_ID,
    "number": 1,
    "begun_at": "2026-05-04T18:00:00Z",
    "handed_in_at": "2026-05-04T18:06:12Z",
    "points": 1.0,
    "most_points": 2.0,
    "percent": 50,
    "is_passed": False,
}
_PLACE: dict[str, Any] = {
    "lesson": {"id": LESSON_ID, "number": "2.3", "title": "Which key is it in?"},
    "course": {"id": COURSE_ID, "slug": CARD["slug"], "title": CARD["title"]},
}
QUIZ: dict[str, Any] = {
    "id": QUIZ_ID,
    **_PLACE,
    "title": "Keys by ear",
    "introduction": "<p>Listen twice before you answer.</p>",
    "question_count": 2,
    "points": 2.0,
    "pass_percent": 60,
    "time_limit_minutes": 10,
    "attempts_allowed": 3,
    "attempts_left": 2,
    "wait_minutes": 0,
    "next_attempt_at": None,
    "answers_shown": "after_passing",
    "is_required": True,
    "is_passed": False,
    "best_percent": 50,
    "open_attempt": None,
    "attempts": [_ATTEMPT],
}
QUIZ_ATTEMPT: dict[str, Any] = {
    **_ATTEMPT,
    "quiz": {"id": QUIZ_ID, "title": "Keys by ear", "pass_percent": 60},
    **_PLACE,
    "due_at": "2026-05-04T18:10:00Z",
    "seconds_left": None,
    "time_limit_minutes": 10,
    "is_required": True,
    "shows_answers": False,
    "questions": [
        {
            "id": _QUESTION_ID,
            "number": 1,
            "kind": "single_choice",
            "points": 1.0,
            "content": [{"type": "rich_text", "id": _OPTION_ID, "value": {"html": "<p>Which key has one sharp?</p>"}}],
            "options": [{"id": _OPTION_ID, "text": "G major"}, {"id": _QUESTION_ID, "text": "F major"}],
            "gaps": [],
            "targets": [],
            "unit": "",
            "picture": None,
            "listening": None,
            "wanted": None,
            "rhythm": None,
            "answer": {"chosen": [_OPTION_ID]},
            "result": {
                "points": 1.0,
                "is_right": True,
                "feedback": "Yes: F sharp.",
                "right": None,
                "option_feedback": {},
                "areas": [],
                "taps": None,
            },
        }
    ],
}
QUIZ_ANSWERS: dict[str, Any] = {"answers": [{"question": _QUESTION_ID, "answer": {"chosen": [_OPTION_ID]}}]}

CERTIFICATE: dict[str, Any] = {
    "number": "7K3M9QRTX2V0B5H1CNWY8ZD4EF",
    "shown_number": "7K3M9-QRTX2-V0B5H-1CNWY-8ZD4EF",
    "state": "valid",
    "issuer": "Perfomix",
    "issued_at": "2026-11-20T18:04:11Z",
    "ended_at": None,
    "expires_at": None,
    "name": "Ines Moreau",
    "course": {
        "id": "0d9e1b7c-4b1f-4a55-9a36-0c5a8b8a1f5e",
        "slug": "tango-from-the-first-walk",
        "title": "Tango from the first walk",
        "summary": "Walk a whole tango after four evenings.",
    },
    "path": None,
    "heading": "Certificate of completion",
    "statement": "has completed the course",
    "producer": "Ana Duarte",
    "completed_on": "2026-11-20",
    "minutes": 240,
}
MY_CERTIFICATE: dict[str, Any] = {
    **CERTIFICATE,
    "revocation_reason": "",
    "is_in_my_name": True,
    "has_credential": True,
}
CERTIFICATE_STANDING: dict[str, Any] = {
    "is_offered": True,
    "missing": [{"kind": "quiz", "lesson": "5f0c3c53-6f0e-4d8d-9a8c-0c5a8b8a1f5e", "title": "Keys by ear"}],
    "certificate": None,
}
PATH_ID = "3f6a2b1c-9d4e-4c7a-8b5f-1e2d3c4b5a69"
_STEP_ID = "c4d5e6f7-0a1b-4c2d-8e3f-4a5b6c7d8e9f"
_PATH_CARD: dict[str, Any] = {
    "id": PATH_ID,
    "slug": "ballet-from-the-floor-up",
    "kind": "certification",
    "title": "Ballet from the floor up",
    "promise": "Dance a whole class, from the barre to the reverence.",
    "valid_months": 24,
}
PATH: dict[str, Any] = {
    "document": {
        **_PATH_CARD,
        "description": "Three courses in their order, and a choice at the end.",
        "version": 2,
        "steps": [{"id": _STEP_ID, "title": "Foundations", "needed": 1, "courses": [COURSE_ID]}],
    },
    "approved_at": "2026-11-20T09:30:00Z",
    "requires": [{"slug": "first-steps", "title": "First steps", "kind": "path"}],
    "courses": CATALOGUE["results"],
}
PATHS: dict[str, Any] = {
    "results": [
        {**_PATH_CARD, "courses": [{name: CARD[name] for name in ("id", "slug", "title", "thumbnail", "producer")}]}
    ],
    "next_cursor": None,
}
MY_PATH: dict[str, Any] = {
    "slug": _PATH_CARD["slug"],
    "kind": "certification",
    "title": _PATH_CARD["title"],
    "version": 1,
    "is_open": True,
    "has_newer_version": True,
    "joined_at": "2026-11-02T18:00:00Z",
    "completed_at": None,
    "percent": 0,
    "next": {"id": COURSE_ID, "slug": CARD["slug"], "title": CARD["title"], "state": "begun"},
    "steps": [
        {
            "id": _STEP_ID,
            "title": "Foundations",
            "needed": 1,
            "done": 0,
            "courses": [{"id": COURSE_ID, "slug": CARD["slug"], "title": CARD["title"], "state": "begun"}],
        }
    ],
    "missing": [],
    "certificate": None,
}
