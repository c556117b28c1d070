"""Reading items of QTI 2.0 to 2.2 (IMS Question and Test Interoperability): one item, one question.

What has no counterpart here is left out and named; what is marked in another way here is said.
"""

from html import escape
from typing import Any
from xml.etree.ElementTree import Element

from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from assessments.blocks.question import MOST_POINTS
from assessments.blocks.words import number_in
from assessments.importers.markup import first, line_of, name_of, named, outermost, pictures_in, rich_text_of
from assessments.importers.qti2_gaps import GAPS, gaps_of
from assessments.importers.qti2_interactions import MOST_PARTS, READERS, Item, answer_of
from assessments.importers.questions import FindPicture, LeftOut, shortened, stored_question

AT_LENGTH = frozenset({"extendedTextInteraction", "uploadInteraction", "drawingInteraction"})
HIDDEN = frozenset({"feedbackBlock", "feedbackInline", "rubricBlock", "templateBlock", "templateInline", "stylesheet"})
BLANK = "_____"


def read_item(element: Element, picture: FindPicture) -> tuple[dict[str, Any], list[str]]:
    """The stored question of an `assessmentItem`, and what changed in it. Raises LeftOut, as `picture` does."""
    item = Item(element)
    body = first(element, "itemBody")
    if body is None:
        raise LeftOut(_("it asks nothing."))
    _refuse_foreign(element)
    interactions = [one for one in body.iter() if name_of(one).endswith("Interaction")]
    if not interactions:
        raise LeftOut(_("it asks nothing."))
    if len(interactions) > MOST_PARTS:
        raise LeftOut(_("it asks too many things."))
    if _is_text_with_gaps([name_of(one) for one in interactions]):
        kind, value = "gaps", gaps_of(item, body, interactions, _instead_of_gap)
        words = f"<p>{escape(item.title or _('Fill in the gaps.'), quote=False)}</p>"
    else:
        kind, value = answer_of(item, _only(interactions))
        words = _words_of(body)
    pictures = [
        {"image": picture(address), "alt_text": (said or item.title or address)[:300]}
        for address, said in pictures_in(body, HIDDEN)
    ]
    if not strip_tags(words).strip():
        words = f"<p>{escape(item.title, quote=False)}</p>"
    value = {**value, **_feedback_of(item), "points": _points_of(item)}
    question = stored_question(kind, words, value, pictures)
    if first(element, "rubricBlock") is not None:
        item.changes.append(_("What it says to others than learners is left out."))
    return question, list(dict.fromkeys(item.changes))


def _refuse_foreign(element: Element) -> None:
    if element.get("adaptive") == "true":
        raise LeftOut(_("it is answered in several steps."))
    if first(element, "templateDeclaration", "templateProcessing") is not None:
        raise LeftOut(_("it is another one for each learner."))


def _is_text_with_gaps(names: list[str]) -> bool:
    return names[0] in GAPS and names != ["textEntryInteraction"]


def _only(interactions: list[Element]) -> Element:
    for interaction in interactions:
        name = name_of(interaction)
        if name in AT_LENGTH:
            raise LeftOut(_("it is to be answered at length, or not at all."))
        if name not in GAPS and name not in READERS:
            raise LeftOut(_("answers of the kind “%(kind)s” have no form here.") % {"kind": name[:40]})
    if len(interactions) > 1:
        raise LeftOut(_("it asks several things in one."))
    return interactions[0]


def _words_of(body: Element) -> str:
    """What is asked: all that stands beside the interaction, and its prompt."""

    def instead(element: Element) -> str | None:
        name = name_of(element)
        if name in HIDDEN:
            return ""
        if name == "textEntryInteraction":
            return BLANK
        return None if not name.endswith("Interaction") else ""

    prompt = first(body, "prompt")
    asked = rich_text_of(prompt, instead) if prompt is not None else ""
    if prompt is not None and "<p>" not in asked and strip_tags(asked).strip():
        asked = f"<p>{asked.strip()}</p>"
    return f"{rich_text_of(body, instead).strip()}{asked}"


def _instead_of_gap(element: Element) -> str | None:
    return "" if name_of(element) in HIDDEN else None


def _points_of(item: Item) -> int:
    """What the item says it is worth at most, in whole points."""
    told = None
    for outcome in named(item.element, "outcomeDeclaration"):
        if outcome.get("identifier") == "MAXSCORE" and (default := first(outcome, "value")) is not None:
            told = default.text
            break
        if outcome.get("identifier") == "SCORE":
            told = outcome.get("normalMaximum") or told
    points = number_in((told or "1").strip()[:40])
    if points is None or points != int(points) or not 1 <= points <= MOST_POINTS:
        item.changes.append(_("It is worth one point here."))
        return 1
    return int(points)


def _feedback_of(item: Item) -> dict[str, str]:
    """What is said to right and to other answers, by what the feedback is called."""
    said: dict[str, list[str]] = {"feedback_right": [], "feedback_wrong": []}
    for feedback in outermost(item.element, "modalFeedback"):
        identifier = feedback.get("identifier", "")
        if identifier in item.told_about_options:
            continue
        called = identifier.casefold()
        if feedback.get("showHide", "show") != "show":
            item.changes.append(_("Some of what is said to answers is left out."))
        elif any(word in called for word in ("incorrect", "wrong", "false")):
            said["feedback_wrong"].append(line_of(feedback))
        elif any(word in called for word in ("correct", "right", "true")):
            said["feedback_right"].append(line_of(feedback))
        else:
            item.changes.append(_("Some of what is said to answers is left out."))
    if first(item.element, "feedbackBlock") is not None:
        item.changes.append(_("Some of what is said to answers is left out."))
    return {name: shortened("\n".join(lines)) for name, lines in said.items()}
