"""What answers a field of an Open edX problem: the part of a question that belongs to its kind."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from xml.etree.ElementTree import Element

from assessments.blocks.words import number_in
from assessments.importers.questions import LeftOut, decimal_text, shortened
from content.blocks.sanitise import plain_text
from courses.importers.olx_tree import inner_html

# Elements that stand within a problem and are not shown with what it asks.
SAID_ABOUT_ANSWERS = frozenset(
    {
        "solution", "demandhint", "hintgroup", "responseparam", "additional_answer", "correcthint", "stringequalhint",
        "regexphint", "compoundhint", "choicehint", "optionhint", "partial_answer", "startouttext", "endouttext",
    }
)  # fmt: skip
MOST_ANSWERS = 40
LONGEST_LIST = 5_000
LONGEST_NUMBER = 200
_OPTION = re.compile(r"""'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)\"""")
_RANGE = re.compile(r"([\[(])\s*([^,]+?)\s*,\s*([^,]+?)\s*([\])])")
_POWER = re.compile(r"([+-]?[0-9.]+)\s*(?:\*|x)\s*10\s*(?:\^|\*\*)\s*\(?([+-]?[0-9]{1,3})\)?")


@dataclass(slots=True)
class Answer:
    """The kind of question, its own fields, what is said to a right answer, and what it lost."""

    kind: str
    value: dict[str, Any]
    said_to_right: str = ""
    remarks: list[str] = field(default_factory=list)


def answer_of(response: Element, given: Element) -> Answer:
    """What the response holds for this field of it. Raises LeftOut."""
    match response.tag:
        case "multiplechoiceresponse":
            answer = _one_of(response, given)
        case "choiceresponse":
            answer = _several_of(response, given)
        case "optionresponse":
            answer = _from_list(given)
        case "stringresponse":
            answer = _words(response)
        case _:
            answer = _number(response)
    answer.said_to_right = shortened("\n".join(_text_of(hint) for hint in response.findall("correcthint")))
    if response.find("hintgroup") is not None:
        answer.remarks.append("its hints for certain answers are left out")
    return answer


def _one_of(response: Element, given: Element) -> Answer:
    options = _options(given.iter("choice"), "choicehint")
    if sum(option["is_right"] for option in options) > 1:
        raise LeftOut("several answers are right, and one of them is enough")
    shuffles = given.get("shuffle", "").lower() == "true"
    answer = Answer("single_choice", {"options": options, "shuffles": shuffles}, remarks=_told_plainly(given))
    if response.get("partial_credit") or any(one.get("correct") == "partial" for one in given.iter("choice")):
        answer.remarks.append("an answer that was right in part is wrong here")
    if given.get("answer-pool"):
        answer.remarks.append("all of its answers are shown, not some of them")
    return answer


def _several_of(response: Element, given: Element) -> Answer:
    options = _options(given.iter("choice"), "choicehint")
    partial = response.get("partial_credit", "")
    value = {"options": options, "shuffles": given.get("shuffle", "").lower() == "true", "partial": bool(partial)}
    answer = Answer("multiple_choice", value, remarks=_told_plainly(given))
    if partial:
        answer.remarks.append("parts of it are worth what they are worth here")
    if any(hint.get("selected") == "false" for hint in given.iter("choicehint")):
        answer.remarks.append("what is said to those who did not choose an answer is left out")
    if given.find(".//compoundhint") is not None:
        answer.remarks.append("what is said about answers together is left out")
    return answer


def _from_list(given: Element) -> Answer:
    """A drop-down: answers as elements, or as a list of quoted words."""
    remarks = _told_plainly(given)
    if given.find("option") is not None:
        return Answer(
            "single_choice", {"options": _options(given.iter("option"), "optionhint"), "shuffles": False}, "", remarks
        )
    if len(given.get("options", "")) > LONGEST_LIST:
        raise LeftOut("it has too many answers")
    texts = [re.sub(r"\\(.)", r"\1", one or other) for one, other in _OPTION.findall(given.get("options", ""))]
    right = given.get("correct", "")
    options = [{"text": text.strip(), "is_right": text == right, "feedback": ""} for text in _few(texts)]
    return Answer("single_choice", {"options": options, "shuffles": False}, "", remarks)


def _options(choices: Any, hint: str) -> list[dict[str, Any]]:
    options = []
    for choice in _few(list(choices)):
        if any(one.tag in {"img", "video", "audio", "iframe"} for one in choice.iter()):
            raise LeftOut("an answer is more than words")
        told = [one for one in choice.iter(hint) if one.get("selected", "true") != "false"]
        is_right = choice.get("correct", "").lower() == "true"
        feedback = shortened("\n".join(_text_of(one) for one in told))
        options.append({"text": _text_without_hints(choice), "is_right": is_right, "feedback": feedback})
    if not any(option["is_right"] for option in options):
        raise LeftOut("none of its answers is right")
    if any(not option["text"] for option in options):
        raise LeftOut("an answer is empty")
    return options


def _few(answers: Sequence[Any]) -> Sequence[Any]:
    if len(answers) > MOST_ANSWERS:
        raise LeftOut("it has too many answers")
    return answers


def _told_plainly(given: Element) -> list[str]:
    marks = {"b", "strong", "i", "em", "code", "sub", "sup", "a", "pre", "u"}
    choices = [one for one in given.iter() if one.tag in {"choice", "option"}]
    is_marked = any(mark.tag in marks for choice in choices for mark in choice.iter())
    return ["its answers are plain text here"] if is_marked else []


def _words(response: Element) -> Answer:
    if "regexp" in response.get("type", "").split():
        raise LeftOut("its answer is a pattern")
    first = response.get("answer", "")
    also = [(one.get("answer") or one.text or "") for one in response.findall("additional_answer")]
    accepted = [" ".join(form.split()) for form in [*first.split("_or_"), *also]]
    accepted = list(dict.fromkeys(filter(None, accepted)))
    if not accepted:
        raise LeftOut("it has no right answer")
    matters = "ci" not in response.get("type", "").split()
    answer = Answer("short_text", {"accepted": accepted, "case_matters": matters, "accents_matter": True})
    if response.find("stringequalhint") is not None or response.find("regexphint") is not None:
        answer.remarks.append("what is said to certain wrong answers is left out")
    if any(one.find("correcthint") is not None for one in response.findall("additional_answer")):
        answer.remarks.append("what is said to other right answers is left out")
    return answer


def _number(response: Element) -> Answer:
    if response.find("additional_answer") is not None:
        raise LeftOut("several numbers are right")
    words = " ".join(response.get("answer", "").split())[:LONGEST_NUMBER]
    remarks = []
    if found := _RANGE.fullmatch(words):
        low, high = _number_of(found[2]), _number_of(found[3])
        if low > high:
            raise LeftOut("its range is none")
        if found[1] == "(" or found[4] == ")":
            remarks.append("the ends of the range are right too")
        number, tolerance = (low + high) / 2, (high - low) / 2
    else:
        number = _number_of(words)
        tolerance = _tolerance(response, number)
    if response.get("partial_credit"):
        remarks.append("a number that was right in part is wrong here")
    value = {"number": decimal_text(number), "tolerance": decimal_text(tolerance), "unit": ""}
    return Answer("numeric", value, remarks=remarks)


def _number_of(words: str) -> Decimal:
    if power := _POWER.fullmatch(words):
        words = f"{power[1]}e{power[2]}"
    found = number_in(words)
    if found is None:
        raise LeftOut("its answer is a formula and not a number")
    return found


def _tolerance(response: Element, number: Decimal) -> Decimal:
    told = next((one for one in response.iter("responseparam") if one.get("type") == "tolerance"), None)
    words = (told.get("default") or told.get("value") or "0").strip()[:LONGEST_NUMBER] if told is not None else "0"
    found = number_in(words.removesuffix("%"))
    if found is None or found < 0:
        raise LeftOut("how far an answer may be off is no number")
    return abs(number) * found / 100 if words.endswith("%") else found


def _text_of(element: Element) -> str:
    return plain_text(inner_html(element))


def _text_without_hints(choice: Element) -> str:
    parts = [choice.text or ""]
    for child in choice:
        if child.tag not in SAID_ABOUT_ANSWERS:
            parts.append(plain_text(inner_html(child)))
        parts.append(child.tail or "")
    return " ".join(" ".join(parts).split())
