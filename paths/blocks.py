"""The steps of a path: courses that are all done, or some of which are."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from content.blocks.field import BlocksField
from content.blocks.published import PublishedStructBlock
from courses.models import Course

MOST_COURSES = 20


class CourseChooserBlock(blocks.ChooserBlock):
    """A course, whichever of its pages is published."""

    target_model = Course

    @cached_property
    def widget(self) -> Any:
        from courses.viewsets import CourseChooserViewSet  # noqa: PLC0415 - views cannot be imported while models load

        return CourseChooserViewSet("course_chooser").widget_class()

    class Meta:
        icon = "list-ul"


class StepBlock(PublishedStructBlock):
    """Courses that stand side by side: how many of them are needed."""

    title = blocks.CharBlock(label=_("Title"), max_length=120, help_text=_("Such as: Foundations, or: Choose a style."))
    courses = blocks.ListBlock(
        CourseChooserBlock(label=_("Course")), label=_("Courses"), min_num=1, max_num=MOST_COURSES
    )
    needed = blocks.IntegerBlock(
        label=_("How many of them are needed"),
        required=False,
        min_value=1,
        max_value=MOST_COURSES,
        help_text=_("Empty: all of them."),
    )

    def mistakes(self, value: Mapping[str, Any]) -> dict[str, str]:
        if value["needed"] and value["needed"] > len(value["courses"]):
            return {"needed": now("There are not so many courses in this step.")}
        return {}

    class Meta:
        icon = "list-ol"
        label = _("Step")
        preview_template = None


class StepsField(BlocksField):
    """The steps of a path in their order."""

    kinds = [("step", StepBlock())]
