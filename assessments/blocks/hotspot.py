from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.images.blocks import ImageChooserBlock

from assessments.blocks.areas import ELLIPSE, POLYGON, RECTANGLE, Area, Point, found_by, read_area
from assessments.blocks.question import Asked, QuestionBlock, UnfitAnswer, items_with_ids, part
from content.blocks.published import fields_of, text_of

MOST_AREAS = 20
SHAPES = [(RECTANGLE, _("Rectangle")), (ELLIPSE, _("Ellipse")), (POLYGON, _("Polygon"))]


class CornersInput(forms.TextInput):
    """Corners in percent, to be written, or drawn on the picture of the question."""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        context["widget"]["attrs"] |= {
            "data-controller": "area-corners",
            "data-area-corners": reverse("wagtailimages:preview", args=[0, "max-1200x900"]),
            "autocomplete": "off",
            "spellcheck": "false",
        }
        return context

    class Media:
        js = ("assessments/draw_areas.js",)
        css = {"all": ("assessments/draw_areas.css",)}


class CornersBlock(blocks.TextBlock):
    @cached_property
    def field(self) -> forms.Field:
        return forms.CharField(widget=CornersInput(), **self.field_options)


class AreaBlock(blocks.StructBlock):
    name = blocks.CharBlock(
        label=_("What it is"), max_length=100, help_text=_("Read to people who cannot see it: “the bass clef”.")
    )
    shape = blocks.ChoiceBlock(label=_("Shape"), choices=SHAPES, default=RECTANGLE)
    corners = CornersBlock(
        label=_("Corners"),
        max_length=700,
        help_text=_(
            "In percent of the picture from its left and top: “10,20 40,60”. Two opposite corners of a rectangle or of"
            " what an ellipse fills, all of a polygon’s."
        ),
    )

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if cleaned["corners"] and (message := _wrong_with(cleaned["shape"], cleaned["corners"])):
            raise StructBlockValidationError({"corners": forms.ValidationError(message)})
        return cleaned

    class Meta:
        label_format = "{name}"


def _wrong_with(shape: str, written: str) -> str:
    area = read_area(shape, written)
    if area is None:
        return now(
            "Write pairs of percents like “10,20 40,60”: two for a rectangle or an ellipse, 3 to 40 for a polygon."
        )
    return now("It is too small to be found.") if area.is_flat else ""


class HotspotBlock(QuestionBlock):
    """A place on a picture, or several. A mark in no area, or in one that another has found, finds nothing."""

    reads = "marks"

    image = ImageChooserBlock(label=_("Picture"))
    alt_text = blocks.CharBlock(
        label=_("What it shows"),
        max_length=300,
        help_text=_("Read out to people who cannot see it. It should not tell where the answer is."),
    )
    areas = blocks.ListBlock(AreaBlock(), label=_("Right places"), min_num=1, max_num=MOST_AREAS)
    wanted = blocks.IntegerBlock(
        label=_("How many have to be found"),
        required=False,
        min_value=1,
        max_value=MOST_AREAS,
        help_text=_("Learners set as many marks. Empty: all."),
    )
    partial = blocks.BooleanBlock(label=_("Points for a part of it"), required=False, default=True)

    def shown(self, asked: Asked) -> dict[str, Any]:
        return {"wanted": self._wanted(asked)}

    def also_shows(self, value: Mapping[str, Any]) -> list[dict[str, Any]]:
        shown = {"image": value.get("image"), "alt_text": text_of(value.get("alt_text")), "caption": ""}
        return [{"type": "image", "value": shown}]

    def read(self, asked: Asked, answer: Mapping[str, Any]) -> list[dict[str, float]]:
        given = answer.get("marks")
        if not isinstance(given, list) or not all(isinstance(mark, dict) and set(mark) == {"x", "y"} for mark in given):
            raise UnfitAnswer(_("Mark a place on the picture, please."))
        most = self._wanted(asked)
        if len(given) > most:
            raise UnfitAnswer(_("At most %(most)s places, please.") % {"most": most})
        return [{"x": _percent(mark["x"]), "y": _percent(mark["y"])} for mark in given]

    def share(self, asked: Asked, answer: Any) -> Decimal:
        wanted = self._wanted(asked)
        areas = [area for _name, area in self._areas(asked)]
        found = min(len(found_by(_points(answer), areas)), wanted)
        if asked.value.get("partial") is False:
            return Decimal(found == wanted and bool(areas))
        return part(found, wanted)

    def right(self, asked: Asked) -> list[dict[str, float]]:
        inside = [area.inside for _name, area in self._areas(asked)][: self._wanted(asked)]
        return [{"x": x, "y": y} for x, y in inside]

    def explained(self, asked: Asked, answer: Any, *, with_answers: bool) -> dict[str, Any]:
        if not with_answers:
            return {}
        areas = self._areas(asked)
        found = set(found_by(_points(answer or []), [area for _name, area in areas]).values())
        return {
            "areas": [
                {
                    "name": name,
                    "shape": area.shape,
                    "corners": [{"x": x, "y": y} for x, y in area.corners],
                    "is_found": place in found,
                }
                for place, (name, area) in enumerate(areas)
            ]
        }

    def frame(self, asked: Asked) -> Any:
        # Nobody could set more marks than they were asked for.
        return [asked.value.get("image"), self._wanted(asked)]

    def written(self, asked: Asked) -> list[str]:
        shapes = dict(SHAPES)
        lines = [
            f"{name}: {shapes[area.shape]} {' '.join(f'{x:g},{y:g}' for x, y in area.corners)}"
            for name, area in self._areas(asked)
        ]
        wanted = self._wanted(asked)
        return lines if wanted == len(lines) else [*lines, now("%(wanted)s have to be found.") % {"wanted": wanted}]

    def mistakes(self, value: Mapping[str, Any]) -> dict[str, str]:
        if value["wanted"] and value["wanted"] > len(value["areas"]):
            return {"wanted": now("There are fewer right places.")}
        return {}

    @staticmethod
    def _areas(asked: Asked) -> list[tuple[str, Area]]:
        stored = [fields_of(value) for _name, value in items_with_ids(asked.value.get("areas"))]
        read = [(text_of(area.get("name")), read_area(area.get("shape"), area.get("corners"))) for area in stored]
        return [(name, area) for name, area in read if area is not None]

    def _wanted(self, asked: Asked) -> int:
        wanted, count = asked.value.get("wanted"), len(self._areas(asked))
        if isinstance(wanted, int) and not isinstance(wanted, bool) and wanted > 0:
            count = min(wanted, count)
        return max(1, count)

    class Meta:
        icon = "crosshairs"
        label = _("A place on a picture")
        group = _("Point")
        description = _("A picture on which learners mark one place or several.")


def _percent(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 100:
        raise UnfitAnswer(_("Mark a place on the picture, please."))
    return round(float(value), 2)


def _points(marks: Any) -> list[Point]:
    return [(mark["x"], mark["y"]) for mark in marks]
