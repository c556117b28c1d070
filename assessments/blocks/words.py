import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from assessments.blocks.question import Asked, QuestionBlock, UnfitAnswer, texts_with_ids, words_of
from content.blocks.published import text_of

LONGEST_WORDS = 200
SMALLEST_EXPONENT, LARGEST_EXPONENT = -30, 15
LARGEST = Decimal(10) ** LARGEST_EXPONENT


def plain(words: str, *, case_matters: bool = False, accents_matter: bool = False) -> str:
    """Words as they are compared: without the differences that do not matter."""
    words = unicodedata.normalize("NFKC", words)
    if not accents_matter:
        apart = unicodedata.normalize("NFKD", words)
        words = "".join(letter for letter in apart if not unicodedata.combining(letter))
    words = re.sub(r"\s+", " ", words).strip()
    words = words.strip(".!?") or words
    return words if case_matters else words.casefold()


class ShortTextBlock(QuestionBlock):
    """A few words."""

    reads = "text"

    accepted = blocks.ListBlock(
        blocks.CharBlock(max_length=LONGEST_WORDS),
        label=_("Accepted answers"),
        min_num=1,
        max_num=30,
        help_text=_("The first is shown as the right one."),
    )
    case_matters = blocks.BooleanBlock(label=_("Capitals matter"), required=False)
    accents_matter = blocks.BooleanBlock(label=_("Accents matter"), required=False)

    def read(self, asked: Asked, answer: Mapping[str, Any]) -> str:
        return words_of(answer.get("text"), LONGEST_WORDS)

    def share(self, asked: Asked, answer: Any) -> Decimal:
        how = {name: asked.value.get(name) is True for name in ("case_matters", "accents_matter")}
        accepted = {plain(text, **how) for _name, text in texts_with_ids(asked.value.get("accepted"))}
        return Decimal(plain(answer, **how) in accepted - {""})

    def right(self, asked: Asked) -> str:
        return next((text for _name, text in texts_with_ids(asked.value.get("accepted"))), "")

    def written(self, asked: Asked) -> list[str]:
        return [text for _name, text in texts_with_ids(asked.value.get("accepted"))]

    class Meta:
        icon = "edit"
        label = _("A few words")
        group = _("Write")
        description = _("Words to be written, with every form that is accepted.")


def number_in(words: str) -> Decimal | None:
    """The number that somebody wrote: with a comma or a point, with spaces between thousands."""
    words = re.sub(r"[\s'’]", "", words).replace("−", "-")
    if "," in words and "." not in words:
        words = words.replace(",", ".")
    try:
        found = Decimal(words)
    except InvalidOperation:
        return None
    # Looked at before it is reckoned with: an exponent of millions is a number too.
    if not found.is_finite() or (found and not SMALLEST_EXPONENT <= found.adjusted() <= LARGEST_EXPONENT):
        return None
    return found if abs(found) <= LARGEST else None


class NumericBlock(QuestionBlock):
    """A number, more or less."""

    reads = "text"

    number = blocks.DecimalBlock(label=_("Right number"), min_value=-LARGEST, max_value=LARGEST)
    tolerance = blocks.DecimalBlock(
        label=_("More or less"),
        default=Decimal(0),
        min_value=0,
        max_value=LARGEST,
        help_text=_("As the number, not in percent."),
    )
    unit = blocks.CharBlock(label=_("Unit"), required=False, max_length=20, help_text=_("Stands behind the field."))

    def shown(self, asked: Asked) -> dict[str, Any]:
        return {"unit": text_of(asked.value.get("unit"))}

    def read(self, asked: Asked, answer: Mapping[str, Any]) -> str:
        words = words_of(answer.get("text"), LONGEST_WORDS)
        if words and number_in(words) is None:
            raise UnfitAnswer(_("Write a number, please."))
        return words

    def share(self, asked: Asked, answer: Any) -> Decimal:
        found, right = number_in(answer), number_in(self.right(asked))
        if found is None or right is None:
            return Decimal(0)
        tolerance = number_in(str(asked.value.get("tolerance") or "0")) or Decimal(0)
        return Decimal(abs(found - right) <= tolerance)

    def right(self, asked: Asked) -> str:
        return str(asked.value.get("number") if asked.value.get("number") is not None else "")

    def written(self, asked: Asked) -> list[str]:
        unit = text_of(asked.value.get("unit"))
        return [f"{self.right(asked)} ± {asked.value.get('tolerance') or 0} {unit}".strip()]

    class Meta:
        icon = "order"
        label = _("A number")
        group = _("Write")
        description = _("A number, with how far from it an answer may be.")


GAP = re.compile(r"\[\[(.+?)\]\]", re.DOTALL)
MOST_GAPS = 30


def pieces_of(text: str) -> list[str | list[str]]:
    """Text and gaps in turn; a gap is the list of its accepted forms."""
    found: list[str | list[str]] = []
    for place, piece in enumerate(GAP.split(text)):
        if place % 2:
            found.append([form.strip() for form in piece.split("|") if form.strip()])
        elif piece:
            found.append(piece)
    return found


class GapsBlock(QuestionBlock):
    """A text with gaps, to be filled in words or from a list."""

    reads = "gaps"

    text = blocks.TextBlock(
        label=_("Text with gaps"),
        rows=4,
        max_length=4000,
        help_text=_(
            "Write what belongs into a gap in double brackets, other accepted forms behind a bar: [[andante|Andante]]."
        ),
    )
    from_list = blocks.BooleanBlock(label=_("Choose from a list"), required=False)
    others = blocks.ListBlock(
        blocks.CharBlock(max_length=LONGEST_WORDS), label=_("Also in the list, and wrong"), default=[], max_num=20
    )

    def shown(self, asked: Asked) -> dict[str, Any]:
        pieces = self._pieces(asked)
        options = None
        if asked.value.get("from_list") is True:
            others = [text for _name, text in texts_with_ids(asked.value.get("others"))]
            options = sorted({forms[0] for forms in self._gaps(asked).values()} | {text for text in others if text})
        parts: list[dict[str, Any]] = []
        number = 0
        for piece in pieces:
            if isinstance(piece, str):
                parts.append({"text": piece})
            else:
                parts.append({"gap": str(number), "options": options})
                number += 1
        return {"gaps": parts}

    def read(self, asked: Asked, answer: Mapping[str, Any]) -> dict[str, str]:
        given = answer.get("gaps")
        if not isinstance(given, dict) or not set(given) <= set(self._gaps(asked)):
            raise UnfitAnswer(_("Fill the gaps that are shown, please."))
        return {name: words_of(words, LONGEST_WORDS) for name, words in given.items()}

    def share(self, asked: Asked, answer: Any) -> Decimal:
        gaps = self._gaps(asked)
        same = str.strip if asked.value.get("from_list") is True else plain
        right = sum(
            bool(given := answer.get(name, "").strip()) and same(given) in {same(form) for form in forms}
            for name, forms in gaps.items()
        )
        return Decimal(right) / Decimal(len(gaps)) if gaps else Decimal(0)

    def right(self, asked: Asked) -> dict[str, str]:
        return {name: forms[0] for name, forms in self._gaps(asked).items()}

    def mistakes(self, value: Mapping[str, Any]) -> dict[str, str]:
        gaps = [piece for piece in pieces_of(value["text"]) if not isinstance(piece, str)]
        if not gaps:
            return {"text": now("There is no gap: write one in double brackets, like [[andante]].")}
        if len(gaps) > MOST_GAPS:
            return {"text": now("At most %(most)s gaps, please.") % {"most": MOST_GAPS}}
        if not all(gaps):
            return {"text": now("A gap is empty: write into its brackets what belongs there.")}
        return {}

    def _pieces(self, asked: Asked) -> list[str | list[str]]:
        return [piece for piece in pieces_of(text_of(asked.value.get("text"))) if piece]

    def _gaps(self, asked: Asked) -> dict[str, list[str]]:
        gaps = [piece for piece in self._pieces(asked) if not isinstance(piece, str)]
        return {str(number): forms for number, forms in enumerate(gaps)}

    def written(self, asked: Asked) -> list[str]:
        others = [f"✗ {text}" for _name, text in texts_with_ids(asked.value.get("others"))]
        return [text_of(asked.value.get("text")), *(others if asked.value.get("from_list") is True else [])]

    class Meta:
        icon = "form"
        label = _("Text with gaps")
        group = _("Write")
        description = _("A text in which something is missing.")
