"""The quizzes of a book of our own form: YAML files that lessons name in their `{quiz}` listings."""

from typing import Any

from django.core.exceptions import ValidationError

from assessments.documents.written import RULES
from assessments.models import Quiz
from courses.importers.directives import Directives
from courses.importers.fitting import DoesNotFit, fit_questions
from courses.importers.markdown_text import safe_yaml
from courses.importers.package import Block, QuizDraft
from courses.importers.report import Report
from courses.importers.rich_text import clean_rich_text

ENDING = ".yaml"
LONGEST_TITLE = 200


def read_quiz(path: str, text: str, directives: Directives, report: Report) -> QuizDraft | None:
    """The quiz in the file, or None; what became of it and of questions that do not fit stands in the report."""
    try:
        fields = _storable(safe_yaml(text))
    except ValueError:
        fields = None
    if not isinstance(fields, dict):
        report.left_out(path, "quiz", "it is not YAML of the form that quizzes have")
        return None
    report.taken(path, "quiz")
    introduction = fields.get("introduction")
    return QuizDraft(
        path=path,
        title=str(fields.get("title") or path)[:LONGEST_TITLE],
        key=f"quiz:{fields['id']}"[:500] if fields.get("id") else "",
        introduction=clean_rich_text(introduction) if isinstance(introduction, str) else "",
        rules=_rules_in(fields),
        questions=_questions_in(fields.get("questions"), path, directives, report),
    )


def _storable(fields: Any) -> Any:
    """The fields without the character that no database keeps: no text holds it, but YAML can name it."""
    if not isinstance(fields, dict):
        return fields
    return {key: one.replace("\x00", "") if isinstance(one, str) else one for key, one in fields.items()}


def _rules_in(fields: dict[str, Any]) -> dict[str, Any]:
    """The rules that a quiz may have; others stay as they are from the start."""
    found = {}
    for name in RULES:
        if name in fields:
            try:
                field: Any = Quiz._meta.get_field(name)
                found[name] = field.clean(fields[name], None)
            except (ValidationError, TypeError, OverflowError):
                continue
    return found


def _questions_in(listed: Any, path: str, directives: Directives, report: Report) -> list[Block]:
    questions: list[Block] = []
    for number, question in enumerate(directives.with_files(listed if isinstance(listed, list) else []), start=1):
        try:
            questions += fit_questions([question])
        except DoesNotFit as error:
            report.left_out(f"{path}#{number}", "question", str(error))
    return questions
