"""The interactions of QTI 2 that ask one thing, as kinds of questions."""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any
from xml.etree.ElementTree import Element

from django.utils.translation import gettext as _

from assessments.blocks.words import number_in
from assessments.importers.markup import children, first, line_of, name_of, named
from assessments.importers.questions import LeftOut, decimal_text, items, shortened

MOST_PARTS = 40


class Item:
    """An item, and what was found out about it on the way."""

    def __init__(self, element: Element) -> None:
        self.element = element
        self.title = " ".join(element.get("title", "").split())[:300]
        self.changes: list[str] = []
        # The names of choices whose feedback stands with them.
        self.told_about_options: set[str] = set()
        declared = {one.get("identifier", ""): one for one in named(element, "responseDeclaration")}
        self._declared = {name: Declaration(one) for name, one in declared.items()}
        processing = first(element, "responseProcessing")
        template = processing.get("template", "") if processing is not None else ""
        self.is_mapped = "map_response" in template or (
            processing is not None and first(processing, "mapResponse") is not None
        )
        self.tolerance = first(processing, "equal") if processing is not None else None
        if processing is not None and not template and len(processing) and not self.is_mapped:
            match = first(processing, "match", "equal", "stringMatch")
            if match is None or first(processing, "responseElseIf", "sum", "product", "lookupOutcomeValue") is not None:
                self.changes.append(_("Its own way of marking became: right is what it calls correct."))

    def declaration(self, interaction: Element) -> "Declaration":
        found = self._declared.get(interaction.get("responseIdentifier", ""))
        if found is None:
            raise LeftOut(_("it names no right answer."))
        return found


class Declaration:
    """What a response may be and what is right."""

    def __init__(self, element: Element) -> None:
        correct = first(element, "correctResponse")
        mapping = first(element, "mapping")
        self.base_type = element.get("baseType", "")
        self.is_single = element.get("cardinality", "single") == "single"
        self.correct = [_text(value) for value in children(correct, "value")] if correct is not None else []
        self.entries: list[tuple[str, Decimal, bool]] = []
        for entry in children(mapping, "mapEntry") if mapping is not None else []:
            worth = number_in(entry.get("mappedValue", "")[:40])
            self.entries.append(
                (entry.get("mapKey", "").strip(), worth or Decimal(0), entry.get("caseSensitive", "true") != "false")
            )

    @property
    def best(self) -> list[str]:
        """The keys of the mapping that are worth most."""
        most = max((worth for _key, worth, _case in self.entries), default=Decimal(0))
        return [key for key, worth, _case in self.entries if worth == most > 0]

    @property
    def worth_something(self) -> list[str]:
        return [key for key, worth, _case in self.entries if worth > 0]


def answer_of(item: Item, interaction: Element) -> tuple[str, dict[str, Any]]:
    """The kind of question, and the fields of its own. Raises LeftOut."""
    return READERS[name_of(interaction)](item, interaction)


def _text(element: Element) -> str:
    return (element.text or "").strip()


def parts_of(parent: Element, *names: str) -> dict[str, str]:
    """The words of what there is to choose from, by identifier."""
    found = list(named(parent, *names))
    if len(found) > MOST_PARTS:
        raise LeftOut(_("it has too many answers."))
    return {part.get("identifier", ""): line_of(part, _without_feedback) for part in found}


def _without_feedback(element: Element) -> str | None:
    return "" if name_of(element) == "feedbackInline" else None


def _choice(item: Item, interaction: Element) -> tuple[str, dict[str, Any]]:
    declared = item.declaration(interaction)
    texts = parts_of(interaction, "simpleChoice")
    if not declared.correct and not declared.entries:
        raise LeftOut(_("it names no right answer."))
    right = set(declared.correct or (declared.best if declared.is_single else declared.worth_something))
    right &= texts.keys()
    if not right:
        raise LeftOut(_("none of its answers is right."))
    said = _said_about(item, interaction, texts)
    options = [
        {"text": text, "is_right": name in right, "feedback": shortened(said.get(name, ""))}
        for name, text in texts.items()
    ]
    value = {"options": items(options), "shuffles": interaction.get("shuffle") == "true"}
    if declared.is_single:
        if len(set(declared.worth_something)) > 1:
            item.changes.append(_("Answers that were worth a part are wrong here."))
        return "single_choice", value
    if item.is_mapped:
        item.changes.append(_("Each right answer is worth as much here, and each wrong one takes one back."))
    return "multiple_choice", {**value, "partial": item.is_mapped}


def _said_about(item: Item, interaction: Element, texts: Mapping[str, str]) -> dict[str, str]:
    said: dict[str, str] = {}
    for choice in named(interaction, "simpleChoice"):
        name = choice.get("identifier", "")
        for feedback in named(choice, "feedbackInline"):
            if feedback.get("identifier") == name and feedback.get("showHide", "show") == "show":
                said[name] = line_of(feedback)
    for feedback in named(item.element, "modalFeedback"):
        name = feedback.get("identifier", "")
        if name in texts and feedback.get("showHide", "show") == "show":
            said.setdefault(name, line_of(feedback))
            item.told_about_options.add(name)
    return said


def _entry(item: Item, interaction: Element) -> tuple[str, dict[str, Any]]:
    declared = item.declaration(interaction)
    if declared.base_type in {"float", "integer"}:
        return "numeric", _numeric(item, declared)
    return "short_text", accepted_of(item, declared)


def accepted_of(item: Item, declared: Declaration) -> dict[str, Any]:
    """The accepted forms of a written answer."""
    forms = list(dict.fromkeys(filter(None, [*declared.correct[:1], *declared.best])))
    if not forms:
        raise LeftOut(_("it names no right answer."))
    if set(declared.worth_something) - set(forms):
        item.changes.append(_("Answers that were worth a part are wrong here."))
    matters = any(case for _key, _worth, case in declared.entries) if declared.entries else True
    return {"accepted": items(forms[:MOST_PARTS]), "case_matters": matters, "accents_matter": True}


def _numeric(item: Item, declared: Declaration) -> dict[str, Any]:
    told = [*declared.correct[:1], *declared.best]
    number = number_in(told[0][:40]) if told else None
    if number is None:
        raise LeftOut(_("it names no right number."))
    if len({number_in(each[:40]) for each in told}) > 1:
        item.changes.append(_("One number is right here, where several were."))
    return {"number": decimal_text(number), "tolerance": decimal_text(_tolerance(item, number)), "unit": ""}


def _tolerance(item: Item, number: Decimal) -> Decimal:
    equal = item.tolerance
    mode = equal.get("toleranceMode", "exact") if equal is not None else "exact"
    if equal is None or mode == "exact":
        return Decimal(0)
    told = [number_in(each[:40]) for each in equal.get("tolerance", "").split()[:2]]
    found = [each for each in told if each is not None and each >= 0]
    if not found:
        raise LeftOut(_("how far an answer may be off is no number."))
    if len(set(found)) > 1:
        item.changes.append(_("As much is allowed above the number as below it."))
    return min(found) * (abs(number) / 100 if mode == "relative" else 1)


def _slider(item: Item, interaction: Element) -> tuple[str, dict[str, Any]]:
    item.changes.append(_("The number is written here, not shown on a scale."))
    return "numeric", _numeric(item, item.declaration(interaction))


def _order(item: Item, interaction: Element) -> tuple[str, dict[str, Any]]:
    declared = item.declaration(interaction)
    texts = parts_of(interaction, "simpleChoice")
    if sorted(declared.correct) != sorted(texts):
        raise LeftOut(_("it does not say where each thing belongs."))
    return "ordering", {"items": items([texts[name] for name in declared.correct]), "partial": item.is_mapped}


def _match(item: Item, interaction: Element) -> tuple[str, dict[str, Any]]:
    sets = list(named(interaction, "simpleMatchSet"))
    if len(sets) != 2:
        raise LeftOut(_("it has not two sides."))
    left, right = (parts_of(one, "simpleAssociableChoice") for one in sets)
    return "matching", _pairs(item, item.declaration(interaction), left, right)


def _associate(item: Item, interaction: Element) -> tuple[str, dict[str, Any]]:
    texts = parts_of(interaction, "simpleAssociableChoice")
    item.changes.append(_("What was chosen from one list stands on two sides here."))
    declared = item.declaration(interaction)
    lefts = {pair.split()[0] for pair in pairs_in(declared) if len(pair.split()) == 2}
    left = {name: text for name, text in texts.items() if name in lefts}
    right = {name: text for name, text in texts.items() if name not in lefts}
    return "matching", _pairs(item, declared, left, right)


def pairs_in(declared: Declaration) -> list[str]:
    """The right pairs, each two identifiers with a space between."""
    return declared.correct or declared.worth_something


def _pairs(item: Item, declared: Declaration, left: Mapping[str, str], right: Mapping[str, str]) -> dict[str, Any]:
    told = [tuple(re.split(r"\s+", pair, maxsplit=1)) for pair in pairs_in(declared)]
    if any(len(pair) != 2 or pair[0] not in left or pair[1] not in right for pair in told):
        raise LeftOut(_("its pairs are none."))
    pairs = list(dict.fromkeys(told))
    if len({one for one, _other in pairs}) < len(pairs):
        if len({other for _one, other in pairs}) < len(pairs):
            raise LeftOut(_("something belongs to several others."))
        pairs, left, right = [(other, one) for one, other in pairs], right, left
    if {one for one, _other in pairs} != left.keys():
        raise LeftOut(_("something belongs to nothing."))
    used = {other for _one, other in pairs}
    others = [text for name, text in right.items() if name not in used]
    stored = [{"left": left[one], "right": right[other]} for one, other in pairs]
    return {"pairs": items(stored), "others": items(others), "partial": item.is_mapped}


READERS: Mapping[str, Callable[[Item, Element], tuple[str, dict[str, Any]]]] = {
    "choiceInteraction": _choice,
    "textEntryInteraction": _entry,
    "sliderInteraction": _slider,
    "orderInteraction": _order,
    "matchInteraction": _match,
    "associateInteraction": _associate,
}
