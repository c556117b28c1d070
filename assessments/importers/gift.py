"""Reading GIFT, in which Moodle and many others exchange questions (docs.moodle.org/en/GIFT_format).

What has no counterpart here is left out and named.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape, unescape
from itertools import islice
from typing import Any

from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from assessments.blocks.words import number_in
from assessments.importers.questions import (
    MOST_REMARKS,
    Found,
    LeftOut,
    Unreadable,
    decimal_text,
    items,
    stored_question,
)
from content.blocks.sanitise import clean_html

LARGEST = 1_000_000
MOST_ANSWERS = 40
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


@dataclass(frozen=True, slots=True)
class _Answer:
    """One answer: `=` or `~`, its weight in percent if it says one, its text and what is said to it."""

    is_right: bool
    weight: Decimal | None
    text: str
    feedback: str


def read_gift(text: str) -> Found:
    """The questions of a GIFT file. Raises Unreadable for what is too large."""
    if len(text) > LARGEST:
        raise Unreadable(_("The text is too long: at most a million characters, please."))
    found = Found()
    unweighted: list[int] = []
    for number, source in enumerate(_sources(text), start=1):
        if found.is_full:
            found.tell_of_more()
            break
        try:
            found.questions.append(_question(source))
            if _has_weights(source):
                unweighted.append(number)
        except LeftOut as reason:
            found.leave_out(number, _plain(source), reason)
    found.tell_the_rest()
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
        raise LeftOut(_("it has not exactly one pair of braces."))
    before, _brace, rest = source.partition("{")
    inside, _brace, after = rest.partition("}")
    stem = f"{before.rstrip()} {_GAP} {after.lstrip()}" if after.strip() else before
    kind, value = _kind_of(inside.strip())
    words = clean_html(_plain(stem).strip()) if is_html else f"<p>{escape(_plain(stem).strip(), quote=False)}</p>"
    if not strip_tags(words).strip():
        raise LeftOut(_("it asks nothing."))
    return stored_question(kind, words, value)


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
        raise LeftOut(_("it has too many answers."))
    if not answers:
        raise LeftOut(_("it is to be answered at length, or not at all."))
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
        raise LeftOut(_("none of its answers is right."))
    if any(not answer.text for answer in answers) or len({answer.text for answer in answers}) != len(answers):
        raise LeftOut(_("an answer is empty, or stands there twice."))
    options = [{"text": answer.text, "is_right": answer in right, "feedback": answer.feedback} for answer in answers]
    value: dict[str, Any] = {"options": items(options), "shuffles": True}
    if len(right) == 1 and len(options) > 1:
        return "single_choice", value
    return "multiple_choice", {**value, "partial": True}


def _accepted(answers: Sequence[_Answer]) -> dict[str, Any]:
    whole = [answer.text for answer in answers if answer.weight is None or answer.weight == 100]
    accepted = [text for text in dict.fromkeys(whole) if text]
    if not accepted:
        raise LeftOut(_("no answer of it is wholly right."))
    return {"accepted": items(accepted), "case_matters": False, "accents_matter": False}


def _pairs(answers: Sequence[_Answer]) -> dict[str, Any]:
    pairs, others = [], []
    for answer in answers:
        left, right = (part.strip() for part in answer.text.split("->", 1))
        if left:
            pairs.append({"left": left, "right": right})
        elif right:
            others.append(right)
    if len(pairs) < 2 or not all(pair["right"] for pair in pairs):
        raise LeftOut(_("it has fewer than two pairs."))
    return {"pairs": items(pairs), "others": items(others), "partial": True}


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
            raise LeftOut(_("its range is none."))
        middle = (ends[0] + ends[1]) / 2
        return {"number": decimal_text(middle), "tolerance": decimal_text(ends[1] - middle), "unit": ""}
    number, _colon, tolerance = first.partition(":")
    found, around = number_in(number), number_in(tolerance or "0")
    if found is None or around is None or around < 0:
        raise LeftOut(_("its number is none."))
    return {"number": decimal_text(found), "tolerance": decimal_text(around), "unit": ""}


def _plain(text: str) -> str:
    """The text with what was escaped as it is meant."""
    return text.translate(_SHOWN)


def _words(text: str) -> str:
    """One line of plain text."""
    shown = _plain(_FORMAT.sub("", text))
    return " ".join(unescape(strip_tags(shown)).split()) if "<" in shown else " ".join(shown.split())
