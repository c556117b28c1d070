"""Problems of Open edX as questions: https://docs.openedx.org, “OLX”, kinds of problems that are told in XML alone.

A problem becomes questions as a whole or not at all, so that what is asked is what was meant.
"""

import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import escape
from typing import Any
from xml.etree.ElementTree import Element, tostring

from assessments.enums import AnswersShown
from assessments.importers.questions import LeftOut, refuse_unfit, shortened
from assessments.models.quizzes import LONGEST_WAIT_MINUTES, MOST_ATTEMPTS
from content.blocks.sanitise import plain_text
from courses.importers.olx_answers import SAID_ABOUT_ANSWERS, Answer, answer_of
from courses.importers.olx_tree import inner_html
from courses.importers.package import Block
from courses.importers.report import Outcome, Report
from kit.xml_text import UnreadableXml, read_xml

LONGEST_PROBLEM = 200_000
MOST_QUESTIONS = 50
MOST_POINTS = 100
RESPONSES = frozenset(
    {"multiplechoiceresponse", "choiceresponse", "optionresponse", "stringresponse", "numericalresponse"}
)
INPUTS = frozenset(
    {"choicegroup", "radiogroup", "checkboxgroup", "optioninput", "textline", "formulaequationinput", "input"}
)
WHY_NOT = {
    "customresponse": "a program marks it",
    "imageresponse": "places in a picture are asked, which have no form here",
    "formularesponse": "formulas are asked, which have no form here",
    "schematicresponse": "circuits are asked, which have no form here",
    "jsmeresponse": "molecules are asked, which have no form here",
    "coderesponse": "a program marks it",
    "externalresponse": "a program marks it",
    "symbolicresponse": "formulas are asked, which have no form here",
    "javascriptresponse": "a program marks it",
}
# What is left out of running text without a gap in what it says.
WORDS_ARE_KEPT = frozenset({"link", "style sheet"})
SHOWN_WHEN = {
    "always": AnswersShown.AFTER_ATTEMPT,
    "attempted": AnswersShown.AFTER_ATTEMPT,
    "attempted_no_past_due": AnswersShown.AFTER_ATTEMPT,
    "after_attempts": AnswersShown.AFTER_ATTEMPT,
    "answered": AnswersShown.AFTER_PASSING,
    "correct_or_past_due": AnswersShown.AFTER_PASSING,
    "past_due": AnswersShown.NEVER,
    "never": AnswersShown.NEVER,
}

Write = Callable[[str], list[Block]]


@dataclass(slots=True)
class Turned:
    """Neutral questions, the rules of the quiz that they want, and what they lost."""

    questions: list[Block]
    rules: dict[str, Any]
    remarks: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Slot:
    """A field to answer in, and the markup that belongs to it."""

    response: Element
    input: Element
    html: list[str]


def read_problem(source: str, write: Write) -> Turned:
    """The questions of a problem; `write` makes blocks of markup. Raises LeftOut with the reason in lower case."""
    if len(source) > LONGEST_PROBLEM:
        raise LeftOut("it is too long")
    try:
        problem = read_xml(source)
    except UnreadableXml:
        raise LeftOut("it is not well-formed XML") from None
    _refuse_foreign(problem)
    slots, after = _slots_of(problem)
    slots[-1].html.append(after)
    rules, remarks = _rules_of(problem)
    points = _points_of(problem, len(slots), remarks)
    said = _Said(problem, explains_at_once=rules["answers_shown"] == AnswersShown.AFTER_ATTEMPT)
    questions = []
    for place, slot in enumerate(slots):
        answer = answer_of(slot.response, slot.input)
        remarks += answer.remarks
        content = _content_of(slot, problem, write, remarks)
        feedback = said.about(answer, is_last=place == len(slots) - 1)
        value = {"content": content, "points": points, **feedback, **answer.value}
        refuse_unfit({"type": answer.kind, "value": {**value, "content": _STAND_IN}})
        questions.append({"type": answer.kind, "value": value})
    remarks += said.remarks
    return Turned(questions, rules, list(dict.fromkeys(remarks)))


def refuse_what_was_lost(report: Report) -> None:
    """Raises LeftOut when something is missing of what a question shows: it could not be answered without."""
    for one in report:
        if one.outcome is Outcome.LEFT_OUT and one.kind not in WORDS_ARE_KEPT:
            raise LeftOut(f"it shows a {one.kind} that was left out ({one.reason})")


# Whether a question can be asked is looked at without what it shows: that was looked at when it was written.
_STAND_IN = [{"type": "rich_text", "value": "<p>…</p>"}]


def _refuse_foreign(problem: Element) -> None:
    if problem.tag != "problem":
        raise LeftOut(f"exercises of the kind “{str(problem.tag)[:40]}” have no form here")
    tags = [str(element.tag) for element in problem.iter()]
    for tag in tags:
        if tag in WHY_NOT or (tag.endswith("response") and tag not in RESPONSES):
            raise LeftOut(WHY_NOT.get(tag, f"answers of the kind “{tag[:40]}” have no form here"))
    if "script" in tags:
        raise LeftOut("a script reckons it out")
    count = sum(tag in RESPONSES for tag in tags)
    if not count:
        raise LeftOut("it asks nothing")
    if count > MOST_QUESTIONS:
        raise LeftOut(f"it asks more than {MOST_QUESTIONS} things")


def _slots_of(problem: Element) -> tuple[list[_Slot], str]:
    """The fields, each with the markup before it and behind it in its own response; and the rest of it."""
    fields = {
        id(one): sum(field.tag in INPUTS for field in one.iter()) for one in problem.iter() if one.tag in RESPONSES
    }
    slots: list[_Slot] = []
    before: list[str] = []
    for response, piece in _pieces(problem, None):
        if isinstance(piece, str):
            is_only = response is not None and fields[id(response)] == 1
            is_behind = is_only and bool(slots) and slots[-1].response is response
            (slots[-1].html if is_behind else before).append(piece)
        elif response is not None:
            if len(slots) == MOST_QUESTIONS:
                raise LeftOut(f"it asks more than {MOST_QUESTIONS} things")
            slots.append(_Slot(response, piece, before))
            before = []
    if any(number == 0 for number in fields.values()):
        raise LeftOut("there is no field to answer in")
    if any(fields[id(slot.response)] > 1 and slot.response.tag != "optionresponse" for slot in slots):
        raise LeftOut("several fields are one answer")
    return slots, "".join(before)


def _pieces(parent: Element, response: "Element | None") -> "Iterator[tuple[Element | None, str | Element]]":
    """Markup and inputs in their order, each with the response that it stands in."""
    yield response, _text(parent.text)
    for child in parent:
        tag = str(child.tag)
        if tag in INPUTS and response is not None:
            yield response, child
        elif tag in RESPONSES:
            yield from _pieces(child, child)
        elif tag in SAID_ABOUT_ANSWERS or not isinstance(child.tag, str):
            pass
        elif any(one.tag in RESPONSES or (response is not None and one.tag in INPUTS) for one in child.iter()):
            yield from _pieces(child, response)
        elif tag in {"label", "description"}:
            yield response, f"<p>{inner_html(child)}</p>"
        else:
            tail, child.tail = child.tail, None
            yield response, tostring(child, encoding="unicode", method="html")
            child.tail = tail
        yield response, _text(child.tail)


def _text(text: str | None) -> str:
    return escape(text, quote=False) if text else ""


def _content_of(slot: _Slot, problem: Element, write: Write, remarks: list[str]) -> list[Block]:
    html = "".join(slot.html)
    label = " ".join(slot.input.get("label", "").split())
    if label and label not in " ".join(plain_text(html).split()):
        html += f"<p>{_text(label)}</p>"
    title = " ".join(problem.get("display_name", "").split())
    if content := write(html):
        return content
    if not title:
        raise LeftOut("it asks nothing")
    remarks.append("its title stands in for what is asked")
    return write(f"<p>{_text(title)}</p>")


def _rules_of(problem: Element) -> tuple[dict[str, Any], list[str]]:
    """What the problem says about attempts. Open edX shows answers once somebody is right or has no attempt left."""
    shown = SHOWN_WHEN.get(problem.get("showanswer", ""), AnswersShown.AFTER_LAST_ATTEMPT)
    rules: dict[str, Any] = {"answers_shown": str(shown)}
    remarks = []
    attempts, wait = _whole(problem.get("max_attempts")), _whole(problem.get("submission_wait_seconds"))
    if attempts:
        rules["attempts_allowed"] = min(attempts, MOST_ATTEMPTS)
    if wait:
        rules["wait_minutes"] = min(math.ceil(wait / 60), LONGEST_WAIT_MINUTES)
        if wait % 60:
            remarks.append("the time between attempts is in whole minutes here")
    if problem.get("due"):
        remarks.append("its date is left out")
    return rules, remarks


def _whole(text: str | None) -> int:
    return int(text) if text and re.fullmatch(r"[0-9]{1,9}", text) else 0


def _points_of(problem: Element, count: int, remarks: list[str]) -> int:
    """The points of each question, where the problem's weight can be shared out in whole ones."""
    weight = problem.get("weight", "")
    if not re.fullmatch(r"[0-9]{1,6}(?:\.[0-9]{1,6})?", weight):
        return 1
    each = float(weight) / count
    if each.is_integer() and each <= MOST_POINTS:
        return int(each)
    remarks.append(f"its weight of {weight} cannot be shared out in whole points; each question has one")
    return 1


class _Said:
    """Hints and the explanation of a problem as what is said to answers.

    An explanation is said to wrong answers only where these are shown the right one anyway.
    """

    def __init__(self, problem: Element, *, explains_at_once: bool) -> None:
        self.remarks: list[str] = []
        self._explains_at_once = explains_at_once
        self._explanation = "\n".join(_words_of(one, self.remarks) for one in problem.iter("solution"))
        self._explanation = re.sub(r"\A(?:Explanation|Solution):?\n", "", self._explanation)
        hints = [hint for demanded in problem.iter("demandhint") for hint in demanded.iter("hint")]
        self._hints = "\n".join(_words_of(hint, self.remarks) for hint in hints)
        if self._hints:
            self.remarks.append("its hints are said to wrong answers")
        if self._explanation:
            to = "answers" if explains_at_once else "right answers alone"
            self.remarks.append(f"its explanation is said to {to}")

    def about(self, answer: Answer, *, is_last: bool) -> dict[str, str]:
        explanation = self._explanation if is_last else ""
        right = "\n".join(filter(None, [answer.said_to_right, explanation]))
        wrong = "\n".join(filter(None, [self._hints, explanation if self._explains_at_once else ""]))
        said = {"feedback_right": shortened(right), "feedback_wrong": shortened(wrong)}
        if any(words.endswith("…") for words in said.values()):
            self.remarks.append("what is said to answers may have been cut")
        return said


def _words_of(element: Element, remarks: list[str]) -> str:
    if any(one.tag in {"img", "iframe", "video", "audio"} for one in element.iter()):
        remarks.append("what hints or explanation show is left out, their words are kept")
    return shortened(plain_text(inner_html(element).replace("</div>", "<br>")))
