"""Writing GIFT, in which Moodle and many others exchange questions (docs.moodle.org/en/GIFT_format)."""

import re
from typing import Any

from django.utils.translation import gettext as _

from assessments.blocks.question import items_with_ids, texts_with_ids
from assessments.documents.questions import Question, questions_of
from assessments.exporters.draws import draws_in_words
from content.blocks.published import fields_of, text_of
from content.blocks.sanitise import clean_html


def write_gift(stored: Any) -> str:
    """The questions, those of pools too. What GIFT has no form for is named in comments at the head."""
    left_out = [f"// {line}" for line in draws_in_words(stored)]
    written: list[str] = []
    for number, question in enumerate(questions_of(stored), start=1):
        inside = _inside(question)
        is_text = len(question.content) == 1 and question.content[0].get("type") == "rich_text"
        if inside is None or not is_text:
            named = {"number": number, "kind": question.block.label}
            left_out.append("// " + _("Question %(number)s (%(kind)s) has no form in GIFT.") % named)
            continue
        stem = _escaped(clean_html(text_of(question.content[0].get("value"))))
        said = _escaped(text_of(question.value.get("feedback_wrong")))
        written.append(f"::{number}::[html]{stem} {{{inside}{f' ####{said}' if said else ''}}}")
    return "\n\n".join([*(["\n".join(left_out)] if left_out else []), *written]) + "\n"


def _inside(question: Question) -> str | None:
    value = question.value
    match question.kind:
        case "true_false":
            return "TRUE" if value.get("is_true") is True else "FALSE"
        case "short_text":
            return " ".join(f"={_escaped(text)}" for _name, text in texts_with_ids(value.get("accepted")))
        case "numeric":
            return f"#{value.get('number')}:{value.get('tolerance') or 0}"
        case "single_choice" | "multiple_choice":
            return _written_options(question)
        case "matching":
            pairs = [fields_of(pair) for _name, pair in items_with_ids(value.get("pairs"))]
            lines = [f"={_escaped(text_of(p.get('left')))} -> {_escaped(text_of(p.get('right')))}" for p in pairs]
            others = [f"= -> {_escaped(text)}" for _name, text in texts_with_ids(value.get("others"))]
            return " ".join([*lines, *others])
    return None


def _written_options(question: Question) -> str:
    options = [fields_of(option) for _name, option in items_with_ids(question.value.get("options"))]
    right = sum(option.get("is_right") is True for option in options)
    written = []
    for option in options:
        is_right = option.get("is_right") is True
        if question.kind == "single_choice":
            mark = "=" if is_right else "~"
        else:
            mark = f"~%{100 / right:.5f}%" if is_right else "~%-100%"
        feedback = text_of(option.get("feedback"))
        said = f"#{_escaped(feedback)}" if feedback else ""
        written.append(f"{mark}{_escaped(text_of(option.get('text')))}{said}")
    return " ".join(written)


def _escaped(text: str) -> str:
    return re.sub(r"([~=#{}:\\])", r"\\\1", " ".join(text.split()))
