from collections.abc import Mapping
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.blocks.action import ACTION, OptionalActionBlock
from cms.blocks.category_choice import category_choices
from cms.blocks.context import Shelf, SiteContext, SiteReferences
from cms.blocks.section import SectionBlock, number_of
from content.blocks.context import note
from content.blocks.published import fields_of, items_of, text_of
from content.blocks.schema import TEXT, list_of, record
from courses.models import Course

RULES = {
    "featured": _("Courses that are marked as featured"),
    "new": _("The newest"),
    "popular": _("Those with the most learners"),
    "chosen": _("Those chosen below"),
}
DEFAULT_RULE = "featured"
MOST, FEW = 12, 4


class CourseChooserBlock(blocks.ChooserBlock):
    """A course, whichever of its pages is published."""

    target_model = Course

    @cached_property
    def widget(self) -> Any:
        from courses.viewsets import CourseChooserViewSet  # noqa: PLC0415 - views cannot be imported while models load

        return CourseChooserViewSet("course_chooser").widget_class()

    class Meta:
        icon = "list-ul"


class CourseShelfBlock(SectionBlock):
    """A row of published courses, with their prices and ratings as they are when the page is asked for."""

    heading = blocks.CharBlock(label=_("Heading"), max_length=100)
    text = blocks.TextBlock(label=_("Text"), max_length=300, rows=2, required=False)
    rule = blocks.ChoiceBlock(label=_("Which courses"), choices=list(RULES.items()), default=DEFAULT_RULE)
    category = blocks.ChoiceBlock(label=_("Only of this category"), choices=category_choices, required=False)
    size = blocks.IntegerBlock(label=_("How many at most"), default=FEW, min_value=1, max_value=MOST)
    courses = blocks.ListBlock(
        CourseChooserBlock(), label=_("Chosen courses"), min_num=0, max_num=MOST, default=[], required=False
    )
    action = OptionalActionBlock(label=_("Where there are more"))

    published_schema = record(
        "A row of courses, each as the catalogue lists it. Courses that are not published are left out.",
        heading=TEXT,
        text=TEXT,
        courses=list_of({"$ref": "#/components/schemas/CardOut"}),
        action=ACTION,
    )

    def mistakes(self, value: Mapping[str, Any]) -> dict[str, str]:
        if value["rule"] == "chosen" and not value["courses"]:
            return {"courses": gettext("Choose at least one course.")}
        return {}

    def shown(self, fields: Mapping[str, Any], context: SiteContext) -> dict[str, Any]:
        return {
            "heading": text_of(fields.get("heading")),
            "text": text_of(fields.get("text")),
            "courses": list(context.shelves.get(self._shelf(fields), ())),
            "action": self.child_blocks["action"].action(fields.get("action"), context),
        }

    def noted(self, fields: Mapping[str, Any], found: SiteReferences) -> None:
        found.shelves.add(self._shelf(fields))
        self.child_blocks["action"].noted(fields_of(fields.get("action")), found)

    @staticmethod
    def _shelf(fields: Mapping[str, Any]) -> Shelf:
        rule = fields.get("rule") if fields.get("rule") in RULES else DEFAULT_RULE
        if rule == "chosen":
            keys: dict[int, None] = {}
            for item in items_of(fields.get("courses")):
                key: set[int] = set()
                note(key, item)
                keys |= dict.fromkeys(key)
            return Shelf(rule, MOST, chosen=tuple(keys))
        size = number_of(fields.get("size"), least=1, most=MOST, default=FEW)
        return Shelf(str(rule), size, category=text_of(fields.get("category")))

    class Meta:
        icon = "list-ul"
        label = _("Courses")
        label_format = "{heading}"
        description = _("A row of courses: chosen by hand, or the featured, newest or most attended ones.")
