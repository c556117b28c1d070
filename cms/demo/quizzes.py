"""The demo's quizzes and banks, from `quizzes.yaml` and `banks.yaml` to what the editor would have stored."""

from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

import yaml
from wagtail.models import Revision

from assessments.models import QuestionBank, Quiz
from cms.demo.pictures import draw_picture
from cms.demo.sounds import SECONDS, make_sound
from kit import clock
from media.operations.storing import store_document, store_image

QUIZZES = Path(__file__).parent / "quizzes.yaml"
BANKS = Path(__file__).parent / "banks.yaml"
_NAMES = UUID("0f1f8a3e-5a0c-4a6e-8b53-6f9a51f1c2d4")
_LISTS = ("options", "accepted", "items", "pairs", "others", "areas")


def create_quiz(name: str, owner: Any) -> Quiz:
    """The quiz of that name, as its producer has written it."""
    told: dict[str, Any] = yaml.safe_load(QUIZZES.read_text(encoding="utf-8"))[name]
    questions = _questions(told.pop("questions"), name, owner)
    quiz = Quiz.objects.create(owner=owner, questions=questions, **told)
    _keep_version(quiz, owner)
    return quiz


def _bank(name: str, owner: Any) -> QuestionBank:
    told: dict[str, Any] = yaml.safe_load(BANKS.read_text(encoding="utf-8"))[name]
    held = QuestionBank.objects.filter(owner=owner, title=told["title"]).first()
    if held is not None:
        return held
    questions: Any = _questions(told["questions"], f"bank:{name}", owner)
    bank = QuestionBank.objects.create(owner=owner, title=told["title"], questions=questions)
    _keep_version(bank, owner)
    return bank


def _keep_version(holder: Quiz | QuestionBank, owner: Any) -> None:
    revision = holder.save_revision(user=owner)
    # Wagtail dates it by the machine's clock; it belongs to the moment told.
    Revision.objects.filter(pk=revision.pk).update(created_at=clock.now())


def _questions(told: list[dict[str, Any]], name: str, owner: Any) -> list[dict[str, Any]]:
    questions = []
    for number, question in enumerate(told):
        if question["kind"] == "draw":
            bank = _bank(question["bank"], owner).pk
            value = {"bank": bank, "draws": question["draws"], "points": question.get("points")}
            questions.append({"type": "draw", "id": _id(f"{name}:{number}"), "value": value})
            continue
        if "picture" in question:
            question["image"] = _picture(question.pop("picture"), owner)
        if "sound" in question:
            question["sound"] = _sound(question["sound"], owner)
        questions.append(_stored(question, f"{name}:{number}"))
    return questions


def _stored(question: dict[str, Any], name: str) -> dict[str, Any]:
    value = {"points": 1, "feedback_right": "", "feedback_wrong": "", **question}
    kind, words, notation = value.pop("kind"), value.pop("words"), value.pop("notation", None)
    content: list[dict[str, Any]] = [{"type": "rich_text", "value": f"<p>{words}</p>"}]
    if (sound := value.pop("sound", None)) is not None:
        content.insert(0, {"type": "audio", "value": sound})
    if notation is not None:
        content.append({"type": "notation", "value": {"format": "abc", "source": notation, "caption": ""}})
    value["content"] = [{**block, "id": _id(f"{name}:{number}")} for number, block in enumerate(content)]
    for member in _LISTS:
        if member in value:
            value[member] = [
                {"type": "item", "id": _id(f"{name}:{member}:{number}"), "value": _item(member, each)}
                for number, each in enumerate(value[member])
            ]
    return {"type": kind, "id": _id(name), "value": value}


def _picture(name: str, owner: Any) -> int:
    title = name.replace("-", " ").capitalize()
    return store_image(draw_picture(name), name=f"{name}.jpg", title=title, owner=owner).pk


def _sound(name: str, owner: Any) -> dict[str, Any]:
    title = "Clicks" if name.startswith("click") else "A drone"
    held = store_document(make_sound(name), name=f"{name}.wav", title=title, owner=owner)
    return {"file": held.pk, "title": title, "duration_seconds": SECONDS, "transcript": "", "downloadable": False}


def _item(member: str, item: Any) -> Any:
    return {"is_right": False, "feedback": "", **item} if member == "options" else item


def _id(name: str) -> str:
    return str(uuid5(_NAMES, name))
