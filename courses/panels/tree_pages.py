"""What the editor shows of a course, a chapter and a lesson, and in which order. Installed when the apps are ready."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList, Panel, TabbedInterface

from courses.forms import ChapterForm, CourseForm, LessonForm
from courses.models import ChapterPage, CoursePage, LessonPage
from courses.models.numbering import display_number


class PlacePanel(Panel):
    """Says where in the course the page stands: its number and the titles above it."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "courses/panels/place.html"

        def is_shown(self) -> bool:
            return self.instance.pk is not None

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            above = self.instance.get_ancestors().filter(depth__gt=2).values_list("draft_title", flat=True)
            return {
                **context,
                "number": display_number(self.instance),
                "kind": self.instance.cached_content_type.model_class()._meta.verbose_name,
                "above": list(above),
                "removed": self.instance.removed_at is not None,
            }


def _opening() -> MultiFieldPanel:
    return MultiFieldPanel(
        [FieldPanel("opens"), FieldRowPanel([FieldPanel("opens_at"), FieldPanel("opens_after_days")])],
        heading=_("When it opens to learners"),
        help_text=_(
            "Until then learners see its title and when it opens. Who has opened it keeps it, whatever you change."
            " A lesson waits for the chapters above it too; open previews wait for nothing."
        ),
    )


class HintPanel(Panel):
    """A sentence or two of advice, shown until the page has what it speaks of."""

    def __init__(self, template: str, **options: Any) -> None:
        super().__init__(**options)
        self.template = template

    def clone_kwargs(self) -> dict[str, Any]:
        return {**super().clone_kwargs(), "template": self.template}

    class BoundPanel(Panel.BoundPanel):
        @property
        def template_name(self) -> str:
            return str(self.panel.template)


def _course() -> TabbedInterface:
    return TabbedInterface(
        [
            ObjectList(
                [
                    HintPanel("courses/panels/course_hint.html"),
                    FieldPanel("title", help_text=_("What the course is called everywhere.")),
                    FieldPanel("summary"),
                    FieldPanel(
                        "description",
                        help_text=_("For whom it is, what happens in it, and what is special about how you teach."),
                    ),
                    FieldPanel(
                        "outcomes",
                        help_text=_("Three to six short lines: what a learner will be able to do."),
                    ),
                    FieldPanel(
                        "requirements",
                        help_text=_("What a learner should bring: shoes, an instrument, a little experience."),
                    ),
                ],
                heading=_("About the course"),
            ),
            ObjectList(
                [
                    MultiFieldPanel(
                        [FieldPanel("thumbnail"), FieldPanel("thumbnail_alt")],
                        heading=_("Picture"),
                        help_text=_("Shown in lists and at the top of the course. At least 1200 pixels wide."),
                    ),
                    MultiFieldPanel(
                        [FieldPanel("promo_video"), FieldPanel("promo_video_url")],
                        heading=_("Trailer"),
                        help_text=_("Optional: a film of your own or one on YouTube or Vimeo. A minute is enough."),
                    ),
                ],
                heading=_("Picture and trailer"),
            ),
            ObjectList(
                [
                    FieldRowPanel([FieldPanel("category"), FieldPanel("level"), FieldPanel("language")]),
                    FieldPanel("styles", help_text=_("As many as fit. Learners filter by them.")),
                    FieldPanel("tags", help_text=_("Words of your own, divided by commas.")),
                ],
                heading=_("Where it belongs"),
            ),
            ObjectList(
                [
                    FieldRowPanel(
                        [
                            FieldPanel("price_minor", help_text=_("Leave it empty for a free course.")),
                            FieldPanel("price_currency"),
                        ],
                        help_text=_(
                            "You propose a price; the reviewer approves it together with the course. Other currencies,"
                            " pay what you want and sales are under Prices, in the menu beside the title."
                        ),
                    ),
                ],
                heading=_("Price"),
            ),
            ObjectList(
                [
                    MultiFieldPanel(
                        [
                            FieldPanel("prerequisites", widget=forms.CheckboxSelectMultiple),
                            FieldPanel("requires_prerequisites"),
                        ],
                        heading=_("Courses to take first"),
                        help_text=_("Published courses of those who write this one. Whoever has joined already stays."),
                    ),
                    FieldPanel("in_order"),
                ],
                heading=_("Way through it"),
            ),
            ObjectList(
                [HintPanel("courses/panels/certificate_hint.html"), FieldPanel("certificate")],
                heading=_("Certificate"),
            ),
        ],
        base_form_class=CourseForm,
    )


def _chapter() -> TabbedInterface:
    return TabbedInterface(  # one tab alone, and yet tabs: Wagtail gives its pages their margins there
        [
            ObjectList(
                [
                    PlacePanel(),
                    FieldPanel("title", help_text=_("Without a number; numbers follow from the order.")),
                    FieldPanel("description", help_text=_("Optional: a sentence or two that stand above its lessons.")),
                    _opening(),
                ],
                heading=_("Chapter"),
            ),
        ],
        base_form_class=ChapterForm,
    )


def _lesson() -> TabbedInterface:
    return TabbedInterface(
        [
            ObjectList(
                [
                    PlacePanel(),
                    FieldPanel("title", help_text=_("Without a number; numbers follow from the order.")),
                    FieldPanel("summary", help_text=_("One or two lines for the outline of the course.")),
                    FieldPanel(
                        "content",
                        help_text=_("Add text, pictures, films and more with the plus sign, in reading order."),
                    ),
                ],
                heading=_("Lesson"),
            ),
            ObjectList(
                [
                    FieldPanel(
                        "resources", help_text=_("What learners keep beside the lesson: sheets, recordings, links.")
                    )
                ],
                heading=_("Resources"),
            ),
            ObjectList(
                [
                    FieldRowPanel(
                        [
                            FieldPanel("lesson_type"),
                            FieldPanel("estimated_minutes", help_text=_("How long it takes with practising.")),
                        ]
                    ),
                    FieldPanel("is_preview"),
                    FieldPanel("is_optional"),
                    _opening(),
                ],
                heading=_("Settings"),
            ),
        ],
        base_form_class=LessonForm,
    )


def install() -> None:
    """Give the pages of the course tree their editors. Models may not know of panels, so it is done from here."""
    CoursePage.edit_handler = _course()
    ChapterPage.edit_handler = _chapter()
    LessonPage.edit_handler = _lesson()
