"""The interactions of QTI 2 that stand within a text, as a text with gaps."""

from collections.abc import Callable
from typing import Any
from xml.etree.ElementTree import Element

from django.utils.translation import gettext as _

from assessments.importers.markup import Instead, name_of, named, plain_text_of
from assessments.importers.qti2_interactions import Item, accepted_of, pairs_in, parts_of
from assessments.importers.questions import LeftOut, items

GAPS = frozenset({"textEntryInteraction", "inlineChoiceInteraction", "gapMatchInteraction"})


def gaps_of(item: Item, body: Element, interactions: list[Element], hidden: Instead) -> dict[str, Any]:
    """The fields of a text with gaps. Raises LeftOut."""
    kinds = {name_of(one) for one in interactions}
    if len(kinds) > 1 or (kinds == {"gapMatchInteraction"} and len(interactions) > 1):
        raise LeftOut(_("it asks several things in one."))
    if kinds == {"gapMatchInteraction"}:
        return _matched(item, body, interactions[0], hidden)
    if kinds == {"inlineChoiceInteraction"}:
        return _chosen(item, body, hidden)
    return _written(item, body, hidden)


def _text(body: Element, gap: Callable[[Element], str | None], hidden: Instead) -> str:
    """The text, with what `gap` gives in double brackets."""

    def instead(element: Element) -> str | None:
        found = gap(element)
        return f"[[{found}]]" if found else hidden(element)

    for element in body.iter():
        for words in (element.text, element.tail):
            if words and "[[" in words:
                raise LeftOut(_("it has double brackets in its text."))
    return plain_text_of(body, instead)


def _form(words: str) -> str:
    if "|" in words or "[" in words or "]" in words:
        raise LeftOut(_("a gap holds brackets or bars."))
    return words


def _written(item: Item, body: Element, hidden: Instead) -> dict[str, Any]:
    def gap(element: Element) -> str | None:
        if name_of(element) != "textEntryInteraction":
            return None
        accepted = accepted_of(item, declared := item.declaration(element))
        if declared.base_type in {"float", "integer"}:
            item.changes.append(_("Numbers in gaps are compared as words."))
        if accepted["case_matters"]:
            item.changes.append(_("Capitals and accents do not matter in gaps."))
        return "|".join(_form(each["value"]) for each in accepted["accepted"])

    return {"text": _text(body, gap, hidden), "from_list": False, "others": []}


def _chosen(item: Item, body: Element, hidden: Instead) -> dict[str, Any]:
    right_ones: set[str] = set()
    all_of_them: list[str] = []
    lists: list[set[str]] = []

    def gap(element: Element) -> str | None:
        if name_of(element) != "inlineChoiceInteraction":
            return None
        texts, declared = parts_of(element, "inlineChoice"), item.declaration(element)
        right = [texts[name] for name in (declared.correct or declared.best) if name in texts]
        if not right:
            raise LeftOut(_("none of its answers is right."))
        right_ones.add(right[0])
        all_of_them.extend(texts.values())
        lists.append(set(texts.values()))
        return _form(right[0])

    text = _text(body, gap, hidden)
    if any(one != lists[0] for one in lists):
        item.changes.append(_("All gaps are filled from one list."))
    return _from_list(text, all_of_them, right_ones)


def _matched(item: Item, body: Element, interaction: Element, hidden: Instead) -> dict[str, Any]:
    texts = parts_of(interaction, "gapText")
    pairs = [pair.split() for pair in pairs_in(item.declaration(interaction))]
    belongs = {pair[1]: texts[pair[0]] for pair in pairs if len(pair) == 2 and pair[0] in texts}
    if any(one.get("identifier") not in belongs for one in named(interaction, "gap")):
        raise LeftOut(_("a gap stays empty."))

    def gap(element: Element) -> str | None:
        return _form(belongs[element.get("identifier", "")]) if name_of(element) == "gap" else None

    def unseen(element: Element) -> str | None:
        return "" if name_of(element) == "gapText" else hidden(element)

    return _from_list(_text(body, gap, unseen), list(texts.values()), set(belongs.values()))


def _from_list(text: str, offered: list[str], right: set[str]) -> dict[str, Any]:
    others = [one for one in dict.fromkeys(offered) if one and one not in right]
    return {"text": text, "from_list": True, "others": items(others)}
