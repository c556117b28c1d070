"""Reading items of QTI 1.2, as Common Cartridges hold them (`imsqti_xmlv1p2`): one item, one question."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from html import escape, unescape
from typing import Any
from xml.etree.ElementTree import Element

from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from assessments.blocks.question import MOST_POINTS
from assessments.blocks.words import number_in
from assessments.importers.markup import children, first, name_of, named, pictures_in
from assessments.importers.questions import FindPicture, LeftOut, decimal_text, items, shortened, stored_question
from content.blocks.sanitise import clean_html, plain_text

MOST_ANSWERS = 40
_SHOWS = re.compile(r"<\s*(?:video|audio|iframe|object|embed|svg|math)\b", re.IGNORECASE)
_PICTURE = re.compile(r"<\s*img\b([^>]{0,2000})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""\b(src|alt)\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
# Bounded, like all that looks for an end: what never ends would be looked for from each beginning.
_BREAKS = re.compile(r"</?div\b[^<>]{0,2000}>", re.IGNORECASE)


@dataclass(slots=True)
class _Case:
    """What an answer may be, what it is then worth, and what is then said."""

    equal: list[str] = field(default_factory=list)
    unequal: list[str] = field(default_factory=list)
    low: Decimal | None = None
    high: Decimal | None = None
    case_matters: bool = False
    is_any: bool = False
    is_either: bool = False
    worth: Decimal = Decimal(0)
    said: list[str] = field(default_factory=list)


def read_item(element: Element, picture: FindPicture) -> tuple[dict[str, Any], list[str]]:
    """The stored question of an `item`, and what changed in it. Raises LeftOut, as `picture` does."""
    return _Item(element).read(picture)


class _Item:
    def __init__(self, element: Element) -> None:
        self._element = element
        self._changes: list[str] = []
        self._told = {
            _text_of(one, "fieldlabel"): _text_of(one, "fieldentry") for one in named(element, "qtimetadatafield")
        }
        self._feedback = {one.get("ident", ""): self._words_of(one) for one in named(element, "itemfeedback")}

    def _words_of(self, feedback: Element) -> str:
        try:
            return plain_text(_html_of(feedback))
        except LeftOut:
            self._changes.append(_("Some of what is said to answers is left out."))
            return ""

    def read(self, picture: FindPicture) -> tuple[dict[str, Any], list[str]]:
        presentation = first(self._element, "presentation")
        if presentation is None:
            raise LeftOut(_("it asks nothing."))
        pictures = [*pictures_in(presentation), *_pictures_in_words(presentation)]
        responses = [one for one in presentation.iter() if name_of(one).startswith("response_")]
        responses = [one for one in responses if name_of(one) != "response_label"]
        profile = self._told.get("cc_profile", "")
        if not responses or "essay" in profile:
            raise LeftOut(_("it is to be answered at length, or not at all."))
        if len(responses) > 1:
            raise LeftOut(_("it asks several things in one."))
        cases = list(_cases_of(self._element))
        kind, value = self._answer(responses[0], cases, profile)
        title = " ".join(self._element.get("title", "").split())[:300]
        asked = _html_of(presentation, inside=False)
        if not strip_tags(asked).strip():
            asked = f"<p>{escape(title, quote=False)}</p>"
        if not strip_tags(asked).strip():
            raise LeftOut(_("it asks nothing."))
        shown = [
            {"image": picture(address), "alt_text": (said or title or address)[:300]} for address, said in pictures
        ]
        value = {**self._said(cases), **value, "points": self._points()}
        return stored_question(kind, asked, value, shown), list(dict.fromkeys(self._changes))

    def _answer(self, response: Element, cases: list[_Case], profile: str) -> tuple[str, dict[str, Any]]:
        right = _right(cases)
        labels = list(named(response, "response_label"))
        if name_of(response) == "response_lid" and response.get("rcardinality", "Single").casefold() != "single":
            return "multiple_choice", self._several(response, labels, cases)
        if any(0 < case.worth < right[0].worth for case in cases):
            self._changes.append(_("Answers that were worth a part are wrong here."))
        match name_of(response):
            case "response_lid" if labels:
                return self._one(response, labels, cases, right)
            case "response_num":
                return "numeric", _numeric(right)
            case "response_str" if first(response, "response_fib", "render_fib") is not None:
                if right[0].low is not None:
                    return "numeric", _numeric(right)
                return "short_text", _accepted(right)
        raise LeftOut(_("answers of the kind “%(kind)s” have no form here.") % {"kind": (profile or "?")[:40]})

    def _several(self, response: Element, labels: list[Element], cases: list[_Case]) -> dict[str, Any]:
        """Answers that are right together, or each for itself."""
        worth_something = [case for case in cases if case.worth > 0]
        if any(case.is_either for case in worth_something):
            raise LeftOut(_("one of several answers is enough."))
        if len(worth_something) > 1:
            self._changes.append(_("Each right answer is worth as much here, and each wrong one takes one back."))
        options = self._options(labels, cases, worth_something)
        return {"options": options, "shuffles": _shuffles(response), "partial": len(worth_something) > 1}

    def _one(
        self, response: Element, labels: list[Element], cases: list[_Case], right: list[_Case]
    ) -> tuple[str, dict[str, Any]]:
        options = self._options(labels, cases, right)
        by_words = {each["value"]["text"].casefold(): each["value"] for each in options}
        if by_words.keys() == {"true", "false"} and len(options) == 2:
            said = {each["is_right"]: each["feedback"] for each in by_words.values() if each["feedback"]}
            told = {"feedback_right": said.get(True), "feedback_wrong": said.get(False)}
            return "true_false", {
                "is_true": by_words["true"]["is_right"],
                **{name: words for name, words in told.items() if words},
            }
        return "single_choice", {"options": options, "shuffles": _shuffles(response)}

    def _options(self, labels: list[Element], cases: list[_Case], right: list[_Case]) -> list[dict[str, Any]]:
        if len(labels) > MOST_ANSWERS:
            raise LeftOut(_("it has too many answers."))
        texts = {label.get("ident", ""): " ".join(plain_text(_html_of(label)).split()) for label in labels}
        wanted = {name for case in right for name in case.equal} & texts.keys()
        if not wanted:
            raise LeftOut(_("none of its answers is right."))
        said = {
            case.equal[0]: "\n".join(self._feedback.get(name, "") for name in case.said)
            for case in cases
            if len(case.equal) == 1 and not case.unequal and not case.worth
        }
        return items(
            [
                {"text": text, "is_right": name in wanted, "feedback": shortened(said.get(name, ""))}
                for name, text in texts.items()
            ]
        )

    def _said(self, cases: list[_Case]) -> dict[str, str]:
        """What is said to right and to other answers, by what it is called and by when it is said."""
        right, wrong = [], []
        for case in cases:
            for name in case.said:
                called, words = name.casefold(), self._feedback.get(name, "")
                if "incorrect" in called or "wrong" in called:
                    wrong.append(words)
                elif case.worth > 0 or "correct" in called:
                    right.append(words)
                elif case.is_any:
                    right.append(words)
                    wrong.append(words)
        told = {"feedback_right": right, "feedback_wrong": wrong}
        return {name: shortened("\n".join(dict.fromkeys(lines))) for name, lines in told.items()}

    def _points(self) -> int:
        weight = self._told.get("cc_weighting") or self._told.get("points_possible") or "1"
        points = number_in(weight[:40])
        if points is None or points != int(points) or not 0 <= points <= MOST_POINTS:
            self._changes.append(_("It is worth one point here."))
            return 1
        return int(points)


def _text_of(parent: Element, name: str) -> str:
    found = first(parent, name)
    return (found.text or "").strip() if found is not None else ""


def _shuffles(response: Element) -> bool:
    render = first(response, "render_choice")
    return render is not None and render.get("shuffle", "No").casefold() == "yes"


def _accepted(right: list[_Case]) -> dict[str, Any]:
    forms = list(dict.fromkeys(" ".join(form.split()) for case in right for form in case.equal))
    forms = [form for form in forms if form][:MOST_ANSWERS]
    if not forms:
        raise LeftOut(_("it names no right answer."))
    matters = any(case.case_matters for case in right)
    return {"accepted": items(forms), "case_matters": matters, "accents_matter": True}


def _numeric(right: list[_Case]) -> dict[str, Any]:
    case = right[0]
    if case.low is not None and case.high is not None and case.low <= case.high:
        middle = (case.low + case.high) / 2
        value = {"number": decimal_text(middle), "tolerance": decimal_text(case.high - middle)}
    else:
        number = number_in(case.equal[0][:40]) if case.equal else None
        if number is None:
            raise LeftOut(_("it names no right number."))
        value = {"number": decimal_text(number), "tolerance": "0"}
    return {**value, "unit": ""}


def _right(cases: list[_Case]) -> list[_Case]:
    """The cases in which an answer is worth most."""
    most = max((case.worth for case in cases), default=Decimal(0))
    right = [case for case in cases if case.worth == most > 0]
    if not right:
        raise LeftOut(_("it names no right answer."))
    return right


def _cases_of(item: Element) -> Iterator[_Case]:
    for condition in named(item, "respcondition"):
        case = _Case()
        variables = first(condition, "conditionvar")
        if variables is not None:
            _read_variables(variables, case, is_not=False)
        for score in children(condition, "setvar"):
            if score.get("varname", "SCORE") in {"SCORE", "que_score"}:
                case.worth = number_in((score.text or "").strip()[:40]) or Decimal(0)
        case.said = [one.get("linkrefid", "") for one in children(condition, "displayfeedback")]
        yield case


def _read_variables(parent: Element, case: _Case, *, is_not: bool) -> None:
    for variable in parent:
        words = (variable.text or "").strip()
        match name_of(variable):
            case "varequal":
                (case.unequal if is_not else case.equal).append(words)
                case.case_matters |= variable.get("case", "No").casefold() == "yes"
            case "varsubset" | "varsubstring":
                raise LeftOut(_("parts of words are right, which has no form here."))
            case "vargte" | "vargt":
                case.low = number_in(words[:40])
            case "varlte" | "varlt":
                case.high = number_in(words[:40])
            case "other":
                case.is_any = True
            case "not":
                _read_variables(variable, case, is_not=not is_not)
            case "and" | "or":
                case.is_either |= name_of(variable) == "or"
                _read_variables(variable, case, is_not=is_not)


def _html_of(parent: Element, *, inside: bool = True) -> str:
    """The material in the element, cleaned; without `inside` none of what there is to choose from."""
    return clean_html("".join(_material(parent, inside=inside)))


def _material(parent: Element, *, inside: bool) -> Iterator[str]:
    for child in parent:
        name = name_of(child)
        if name == "mattext":
            text = child.text or ""
            if _SHOWS.search(text):
                raise LeftOut(_("it shows sounds, films or drawings, which are not brought in."))
            is_html = child.get("texttype", "text/plain") == "text/html"
            yield _paragraphs(text) if is_html else f"<p>{escape(text.strip(), quote=False)}</p>"
        elif name and (inside or name != "response_label"):
            yield from _material(child, inside=inside)


def _pictures_in_words(parent: Element, *, is_answer: bool = False) -> Iterator[tuple[str, str]]:
    """The pictures in marked-up words, as `pictures_in` has them."""
    for child in parent:
        name = name_of(child)
        if name == "mattext":
            for tag in _PICTURE.findall(child.text or ""):
                if is_answer:
                    raise LeftOut(_("an answer is more than words."))
                told = {key.casefold(): unescape(one or other) for key, one, other in _ATTRIBUTE.findall(tag)}
                yield told.get("src", ""), " ".join(told.get("alt", "").split())
        elif name:
            yield from _pictures_in_words(child, is_answer=is_answer or name == "response_label")


def _paragraphs(html: str) -> str:
    html = _BREAKS.sub("<br>", html)
    return html if "<p" in html else f"<p>{html}</p>"
