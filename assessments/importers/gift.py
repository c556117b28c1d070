"""Reading GIFT, in which Moodle and many others exchange questions (docs.moodle.org/en/GIFT_format).

What has no counterpart here is left out and named.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from html import escape, unescape
from itertools import islice
from typing import Any
from uuid import uuid4

from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from assessments.blocks import QUESTIONS
from assessments.blocks.words import number_in
from content.blocks import find_problems
from content.blocks.field import SteadyStreamBlock
from content.blocks.sanitise import clean_html

LARGEST = 1_000_000
MOST_QUESTIONS = 500
MOST_ANSWERS = 40
MOST_REMARKS = 20
_SPECIAL = "~=#{}:"
# What was escaped stands for itself until the text is taken apart.
_HIDDEN = {sign: chr(0xE000 + place) for place, sign in enumerate(_SPECIAL + "\\")}
_SHOWN = {ord(hidden): sign for sign, hidden in _HIDDEN.items()}
_ESCAPED = re.compile(r"\\([~=#{}:\\n])")
_TITLE = re.compile(r"\A::(.*?)::", re.DOTALL)
_FORMAT = re.compile(r"\A\s*\[(html|moodle|plain|markdown)\]", re.IGNORECASE)
_WEIGHT = re.compile(r"\A%(-?\d+(?:\.\d+)?)%")
_TRUE = {"T": True, "TRUE": True, "F": False, "FALSE": False}
_GAP = "_____"
_STREAM = SteadyStreamBlock(QUESTIONS)


class NoGift(ValueError):
    """Why the text cannot be read at all."""


class _LeftOut(ValueError):
    """Why a question is left out."""


@dataclass(slots=True)
class Gift:
    """Stored questions, and a sentence about each that was left out or lost something."""

    questions: list[dict[str, Any]] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Answer:
    """One answer: `=` or `~`, its weight in percent if it says one, its text and what is said to it."""

    is_right: bool
    weight: Decimal | None
    text: str
    feedback: str


def read_gift(text: str) -> Gift:
    """The questions of a GIFT file. Raises NoGift for what is too large."""
    if len(text) > LARGEST:
        raise NoGift(_("The text is too long: at most a million characters, please."))
    found = Gift()
    left_out = 0
    unweighted: list[int] = []
    for number, source in enumerate(_sources(text), start=1):
        if len(found.questions) + left_out >= MOST_QUESTIONS:
            found.remarks.append(_("Only the first %(most)s questions were looked at.") % {"most": MOST_QUESTIONS})
            break
        try:
            found.questions.append(_question(source))
            if _has_weights(source):
                unweighted.append(number)
        except _LeftOut as reason:
            left_out += 1
            if left_out > MOST_REMARKS:
                continue
            start = " ".join(_plain(source).split())[:60]
            found.remarks.append(
                _("Question %(number)s (“%(start)s”) was left out: %(reason)s")
                % {"number": number, "start": start, "reason": reason}
            )
    if left_out > MOST_REMARKS:
        found.remarks.append(_("And %(more)s more were left out.") % {"more": left_out - MOST_REMARKS})
    if unweighted:
        numbers = ", ".join(map(str, unweighted[:MOST_REMARKS])) + ("…" if len(unweighted) > MOST_REMARKS else "")
        found.remarks.append(
            _("Answers of these questions were worth a part each; here each right answer is worth as much: %(numbers)s")
            % {"numbers": numbers}
        )
    return found


def _has_weights(source: str) -> bool:
    """Whether answers are worth other parts of the points than they are worth here."""
    inside, _general = _general_feedback(source.partition("{")[2].partition("}")[0].strip())
    answers = list(_answers(inside))
    weights = {answer.weight for answer in answers if answer.weight is not None and answer.weight > 0}
    return len(weights) > 1 or (all(answer.is_right for answer in answers) and not weights <= {Decimal(100)})


def _sources(text: str) -> Iterator[str]:
    """The questions' texts, without comments and categories, what was escaped hidden."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    said = [line for line in lines if not line.strip().startswith("//")]
    kept = ["" if line.strip().startswith("$CATEGORY:") else line for line in said]
    hidden = _ESCAPED.sub(lambda match: "\n" if match[1] == "n" else _HIDDEN[match[1]], "\n".join(kept))
    for source in _apart(hidden):
        if source.strip():
            yield source.strip()


def _apart(text: str) -> Iterator[str]:
    """At empty lines, but for those within braces."""
    part: list[str] = []
    depth = 0
    for line in text.split("\n"):
        if not line.strip() and depth <= 0:
            yield "\n".join(part)
            part, depth = [], 0
            continue
        part.append(line)
        depth += line.count("{") - line.count("}")
    yield "\n".join(part)


def _question(source: str) -> dict[str, Any]:
    source = _TITLE.sub("", source).strip()
    form = _FORMAT.match(source)
    is_html = form is not None and form[1].lower() in {"html", "moodle"}
    source = source[form.end() :] if form else source
    if source.count("{") != 1 or source.count("}") != 1 or source.index("}") < source.index("{"):
        raise _LeftOut(_("it has not exactly one pair of braces."))
    before, _brace, rest = source.partition("{")
    inside, _brace, after = rest.partition("}")
    stem = f"{before.rstrip()} {_GAP} {after.lstrip()}" if after.strip() else before
    kind, value = _kind_of(inside.strip())
    words = clean_html(_plain(stem).strip()) if is_html else f"<p>{escape(_plain(stem).strip(), quote=False)}</p>"
    if not strip_tags(words).strip():
        raise _LeftOut(_("it asks nothing."))
    content = [{"type": "rich_text", "id": str(uuid4()), "value": words}]
    said = {"feedback_right": "", "feedback_wrong": ""}
    question = {"type": kind, "id": str(uuid4()), "value": {"content": content, "points": 1, **said, **value}}
    if problems := find_problems(_STREAM.to_python([question])):
        raise _LeftOut(problems[0].message)
    return question


def _kind_of(inside: str) -> tuple[str, dict[str, Any]]:
    inside, general = _general_feedback(inside)
    said = {"feedback_right": general, "feedback_wrong": general} if general else {}
    head, *feedback = inside.split("#")
    if head.strip().upper() in _TRUE:
        wrong, right = [*(_words(one) for one in feedback), "", ""][:2]
        told = {"feedback_right": right or general, "feedback_wrong": wrong or general}
        return "true_false", {"is_true": _TRUE[head.strip().upper()], **told}
    if inside.startswith("#"):
        return "numeric", {**_numeric(inside[1:]), **said}
    answers = list(islice(_answers(inside), MOST_ANSWERS + 1))
    if len(answers) > MOST_ANSWERS:
        raise _LeftOut(_("it has too many answers."))
    if not answers:
        raise _LeftOut(_("it is to be answered at length, or not at all."))
    if all(answer.is_right and "->" in answer.text for answer in answers):
        return "matching", {**_pairs(answers), **said}
    if all(answer.is_right for answer in answers):
        return "short_text", {**_accepted(answers), **said}
    kind, value = _choices(answers)
    return kind, {**value, **said}


def _general_feedback(inside: str) -> tuple[str, str]:
    before, mark, after = inside.partition("####")
    return (before.strip(), _words(after)) if mark else (inside, "")


def _answers(inside: str) -> Iterator[_Answer]:
    for match in re.finditer(r"([=~])([^=~]*)", inside):
        text, _hash, feedback = match[2].partition("#")
        weight = _WEIGHT.match(text.strip())
        text = text.strip()[weight.end() :] if weight else text
        yield _Answer(match[1] == "=", Decimal(weight[1]) if weight else None, _words(text), _words(feedback))


def _choices(answers: Sequence[_Answer]) -> tuple[str, dict[str, Any]]:
    """One answer where one is marked; several where they have weights, of which those above nothing are right."""
    marked = [answer for answer in answers if answer.is_right]
    weighted = [answer for answer in answers if answer.weight is not None and answer.weight > 0]
    right = marked or weighted
    if not right:
        raise _LeftOut(_("none of its answers is right."))
    if any(not answer.text for answer in answers) or len({answer.text for answer in answers}) != len(answers):
        raise _LeftOut(_("an answer is empty, or stands there twice."))
    options = [{"text": answer.text, "is_right": answer in right, "feedback": answer.feedback} for answer in answers]
    value: dict[str, Any] = {"options": _items(options), "shuffles": True}
    if len(right) == 1 and len(options) > 1:
        return "single_choice", value
    return "multiple_choice", {**value, "partial": True}


def _accepted(answers: Sequence[_Answer]) -> dict[str, Any]:
    whole = [answer.text for answer in answers if answer.weight is None or answer.weight == 100]
    accepted = [text for text in dict.fromkeys(whole) if text]
    if not accepted:
        raise _LeftOut(_("no answer of it is wholly right."))
    return {"accepted": _items(accepted), "case_matters": False, "accents_matter": False}


def _pairs(answers: Sequence[_Answer]) -> dict[str, Any]:
    pairs, others = [], []
    for answer in answers:
        left, right = (part.strip() for part in answer.text.split("->", 1))
        if left:
            pairs.append({"left": left, "right": right})
        elif right:
            others.append(right)
    if len(pairs) < 2 or not all(pair["right"] for pair in pairs):
        raise _LeftOut(_("it has fewer than two pairs."))
    return {"pairs": _items(pairs), "others": _items(others), "partial": True}


def _numeric(inside: str) -> dict[str, Any]:
    first = inside.strip()
    if first.startswith("="):
        whole = [answer for answer in _answers(first) if answer.weight is None or answer.weight == 100]
        first = whole[0].text if whole else ""
    else:
        first = _words(first.partition("#")[0])
    low, dots, high = first.partition("..")
    if dots:
        ends = number_in(low), number_in(high)
        if ends[0] is None or ends[1] is None or ends[0] > ends[1]:
            raise _LeftOut(_("its range is none."))
        middle = (ends[0] + ends[1]) / 2
        return {"number": _decimal(middle), "tolerance": _decimal(ends[1] - middle), "unit": ""}
    number, _colon, tolerance = first.partition(":")
    found, around = number_in(number), number_in(tolerance or "0")
    if found is None or around is None or around < 0:
        raise _LeftOut(_("its number is none."))
    return {"number": _decimal(found), "tolerance": _decimal(around), "unit": ""}


def _decimal(number: Decimal) -> str:
    return f"{number.normalize():f}"


def _items(values: Sequence[Any]) -> list[dict[str, Any]]:
    return [{"type": "item", "id": str(uuid4()), "value": value} for value in values]


def _plain(text: str) -> str:
    """The text with what was escaped as it is meant."""
    return text.translate(_SHOWN)


def _words(text: str) -> str:
    """One line of plain text."""
    shown = _plain(_FORMAT.sub("", text))
    return " ".join(unescape(strip_tags(shown)).split()) if "<" in shown else " ".join(shown.split())
