from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from assessments.blocks.question import (
    Asked,
    QuestionBlock,
    UnfitAnswer,
    items_with_ids,
    names_of,
    part,
    texts_with_ids,
)
from content.blocks.published import fields_of, text_of

LONGEST_ITEM = 300


class OrderingBlock(QuestionBlock):
    """Things to be put in order. Each that stands where it belongs counts."""

    reads = "order"

    items = blocks.ListBlock(
        blocks.CharBlock(max_length=LONGEST_ITEM),
        label=_("In the right order"),
        min_num=2,
        max_num=20,
        help_text=_("Learners see them in another."),
    )
    partial = blocks.BooleanBlock(label=_("Points for a part of it"), required=False, default=True)

    def shown(self, asked: Asked) -> dict[str, Any]:
        items = texts_with_ids(asked.value.get("items"))
        order = asked.mixed(items)
        if [text for _name, text in order] == [text for _name, text in items]:
            order = [*order[1:], *order[:1]]
        return {"options": [{"id": asked.alias(name), "text": text} for name, text in order]}

    def read(self, asked: Asked, answer: Mapping[str, Any]) -> list[str]:
        return names_of(answer.get("order"), set(self._texts(asked)))

    def share(self, asked: Asked, answer: Any) -> Decimal:
        texts = self._texts(asked)
        right = list(texts.values())
        # Two that say the same may change places.
        given = [texts[name] for name in answer if name in texts]
        if asked.value.get("partial") is False:
            return Decimal(given == right)
        return part(sum(one == other for one, other in zip(given, right, strict=False)), len(right))

    def right(self, asked: Asked) -> list[str]:
        return list(self._texts(asked))

    def mistakes(self, value: Mapping[str, Any]) -> dict[str, str]:
        if len({item.strip() for item in value["items"]}) < 2:
            return {"items": now("All of them say the same.")}
        return {}

    @staticmethod
    def _texts(asked: Asked) -> dict[str, str]:
        return {asked.alias(name): text for name, text in texts_with_ids(asked.value.get("items"))}

    def written(self, asked: Asked) -> list[str]:
        items = texts_with_ids(asked.value.get("items"))
        return [f"{number}. {text}" for number, (_name, text) in enumerate(items, start=1)]

    class Meta:
        icon = "list-ol"
        label = _("Put in order")
        group = _("Arrange")
        description = _("Things to be put in their order.")


class PairBlock(blocks.StructBlock):
    left = blocks.CharBlock(label=_("This"), max_length=LONGEST_ITEM)
    right = blocks.CharBlock(label=_("belongs to"), max_length=LONGEST_ITEM)

    class Meta:
        label_format = "{left} – {right}"


class MatchingBlock(QuestionBlock):
    """Things that belong together. Each that has found its own counts."""

    reads = "pairs"

    pairs = blocks.ListBlock(PairBlock(), label=_("Pairs"), min_num=2, max_num=20)
    others = blocks.ListBlock(
        blocks.CharBlock(max_length=LONGEST_ITEM),
        label=_("Also to choose, and belongs to none"),
        default=[],
        max_num=20,
    )
    partial = blocks.BooleanBlock(label=_("Points for a part of it"), required=False, default=True)

    def shown(self, asked: Asked) -> dict[str, Any]:
        left = asked.mixed([{"id": name, "text": text} for name, (text, _right) in self._pairs(asked).items()])
        targets = [{"id": name, "text": text} for name, text in self._targets(asked).items()]
        return {
            "options": left,
            "targets": sorted(targets, key=lambda target: (target["text"].casefold(), target["id"])),
        }

    def read(self, asked: Asked, answer: Mapping[str, Any]) -> dict[str, str]:
        given = answer.get("pairs")
        targets = self._targets(asked)
        if (
            not isinstance(given, dict)
            or not set(given) <= set(self._pairs(asked))
            or not all(isinstance(target, str) and target in targets for target in given.values())
        ):
            raise UnfitAnswer(_("Choose out of what is shown, please."))
        return dict(given)

    def share(self, asked: Asked, answer: Any) -> Decimal:
        pairs, targets = self._pairs(asked), self._targets(asked)
        right = sum(targets.get(answer.get(name, "")) == text for name, (_left, text) in pairs.items())
        if asked.value.get("partial") is False:
            return Decimal(right == len(pairs) > 0)
        return part(right, len(pairs))

    def right(self, asked: Asked) -> dict[str, str]:
        names = {text: name for name, text in self._targets(asked).items()}
        return {name: names[text] for name, (_left, text) in self._pairs(asked).items()}

    def mistakes(self, value: Mapping[str, Any]) -> dict[str, str]:
        left = [pair["left"].strip() for pair in value["pairs"]]
        if len(set(left)) != len(left):
            return {"pairs": now("Two of the left side say the same.")}
        return {}

    @staticmethod
    def _pairs(asked: Asked) -> dict[str, tuple[str, str]]:
        pairs = [(name, fields_of(value)) for name, value in items_with_ids(asked.value.get("pairs"))]
        return {name: (text_of(pair.get("left")), text_of(pair.get("right"))) for name, pair in pairs}

    def _targets(self, asked: Asked) -> dict[str, str]:
        """What there is to choose, each text once, by a name that tells nothing."""
        texts = [text for _left, text in self._pairs(asked).values()]
        texts += [text for _name, text in texts_with_ids(asked.value.get("others")) if text]
        return {asked.alias(text): text for text in dict.fromkeys(texts)}

    def written(self, asked: Asked) -> list[str]:
        pairs = [f"{left} – {right}" for left, right in self._pairs(asked).values()]
        return [*pairs, *(f"✗ {text}" for _name, text in texts_with_ids(asked.value.get("others")))]

    class Meta:
        icon = "link"
        label = _("Match")
        group = _("Arrange")
        description = _("Things that belong together, two by two.")
