"""Join a free course, read it, finish it and review it over the API, as an application for learners would.

    python3 docs/how-to/learn_over_the_api.py [http://localhost:8000]

Needs `make run` with its demo, and nothing but Python. Each call is shown with what was answered.
"""

import json
import sys
import urllib.error
import urllib.request
from datetime import UTC, datetime
from typing import Any

SERVER = sys.argv[1].rstrip("/") if len(sys.argv) > 1 else "http://localhost:8000"
LEARNER = {"email": "lena@demo.perfomix.example", "password": "four counts of silence"}
COURSE = "six-strings-four-fingers"
LONGEST_SHOWN = 150


def call(method: str, path: str, body: Any = None, token: str = "") -> Any:
    """Send one request and show it; the answer's JSON. A refusal ends the program with what was answered."""
    request = urllib.request.Request(f"{SERVER}/api/v1/{path}", method=method)  # noqa: S310 - the person names the server
    request.add_header("Content-Type", "application/json")
    if token:
        request.add_header("Authorization", f"Bearer {token}")
    data = None if body is None else json.dumps(body).encode()
    try:
        with urllib.request.urlopen(request, data, timeout=30) as answer:  # noqa: S310 - as above
            status, text = answer.status, answer.read().decode()
    except urllib.error.HTTPError as refusal:
        sys.exit(f"{method} /api/v1/{path}: {refusal.code} {refusal.read().decode()}")
    except urllib.error.URLError as error:
        sys.exit(f"Nothing answers at {SERVER}: {error.reason}. Is `make run` running?")
    shown = text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"
    sys.stdout.write(f"{method:4} /api/v1/{path}\n     {status} {shown}\n")
    return json.loads(text) if text else None


def main() -> None:
    found = call("GET", f"courses/{COURSE}")["document"]
    token = call("POST", "auth/sign-in", LEARNER)["access_token"]
    call("POST", f"courses/{COURSE}/enrolment", token=token)
    lessons = call("GET", f"me/learning/{COURSE}", token=token)["lessons"]
    call("GET", f"lessons/{lessons[0]['lesson']}", token=token)
    now = datetime.now(UTC).isoformat()
    events = [
        {"lesson": lesson["lesson"], "kind": "complete", "at": now, "sequence": number}
        for number, lesson in enumerate(lessons)
    ]
    call("POST", "me/progress", {"events": events}, token=token)
    finished = call("GET", f"me/learning/{COURSE}", token=token)
    call("PUT", f"courses/{COURSE}/reviews/mine", {"stars": 5, "text": "My thumb goes on by itself."}, token=token)
    sys.stdout.write(f"\n“{found['title']}” is {finished['progress']['percent']} % finished and reviewed.\n")


if __name__ == "__main__":
    main()
