"""The workshop: the page tree in which producers write. Nothing of it is public; see courses.models.documents."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from taggit.models import TaggedItemBase
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index

from assessments.documents import draft_brief_cards, draft_cards
from content.blocks import (
    PublishingContext,
    publishing_context,
    references,
    represent,
    represent_html,
    represent_points,
)
from content.blocks.field import CertificateField, LessonContentField, PointsField, ResourcesField
from courses.enums import CourseStatus, LessonType, NodeKind
from courses.models.course import Course, Lesson, new_course_slug
from courses.models.numbering import display_number, draft_outline
from courses.models.opening import opens_after_days_field, opens_at_field, opens_field
from courses.models.previews import EditorPreview
from courses.models.status import status_words, with_review
from courses.models.tree import CourseTreePage
from kit.money import Money

LANGUAGES = [
    ("en", _("English")),
    ("de", _("German")),
    ("fr", _("French")),
    ("es", _("Spanish")),
    ("it", _("Italian")),
    ("pt", _("Portuguese")),
    ("zh", _("Chinese")),
    ("ja", _("Japanese")),
]


class CourseTag(TaggedItemBase):
    content_object = ParentalKey("courses.CoursePage", on_delete=models.CASCADE, related_name="tagged_items")


class CoursePage(EditorPreview, CourseTreePage):
    """The draft of a course's own text in one language."""

    node_kind = NodeKind.COURSE
    preview_kind = "course"
    preview_template = "courses/previews/course.html"
    is_creatable = True
    template = "courses/no_public_face.html"

    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="pages", editable=False)
    summary = models.CharField(
        _("promise"), max_length=200, blank=True, help_text=_("One line: what a learner will be able to do.")
    )
    description = RichTextField(
        _("description"), blank=True, features=["bold", "italic", "link", "ol", "ul", "h2", "h3"]
    )
    thumbnail = models.ForeignKey(
        "media.Image",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("picture"),
    )
    thumbnail_alt = models.CharField(
        _("what the picture shows"),
        max_length=200,
        blank=True,
        help_text=_("Read out to people who cannot see it."),
    )
    promo_video = models.ForeignKey(
        "media.Video",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("trailer"),
    )
    promo_video_url = models.URLField(
        _("trailer on YouTube or Vimeo"), blank=True, help_text=_("Instead of a film of your own.")
    )
    category = models.ForeignKey(
        "taxonomy.Category",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("category"),
    )
    styles = ParentalManyToManyField("taxonomy.Style", blank=True, related_name="+", verbose_name=_("styles"))
    level = models.ForeignKey(
        "taxonomy.Level",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("level"),
    )
    language = models.CharField(_("language"), max_length=10, choices=LANGUAGES, default="en")
    tags = ClusterTaggableManager(through=CourseTag, blank=True, verbose_name=_("tags"))
    outcomes = PointsField(blank=True, verbose_name=_("what you will learn"))
    requirements = PointsField(blank=True, verbose_name=_("what you need"))
    certificate = CertificateField(
        blank=True, verbose_name=_("certificate"), help_text=_("Without one, learners are given none.")
    )
    prerequisites = models.ManyToManyField(
        Course, blank=True, related_name="+", verbose_name=_("courses to take first")
    )
    requires_prerequisites = models.BooleanField(
        _("these have to be finished"),
        default=False,
        db_default=False,
        help_text=_("Nobody joins or buys without them. Otherwise they are advice."),
    )
    in_order = models.BooleanField(
        _("one lesson after the other"),
        default=False,
        db_default=False,
        help_text=_("Every lesson opens when the one before it is done."),
    )
    price_minor = models.PositiveBigIntegerField(
        _("price"), default=0, help_text=_("In minor units: 4900 is 49.00. Zero is free.")
    )
    price_currency = models.CharField(_("currency"), max_length=3, default="EUR")

    parent_page_types: ClassVar[list[str]] = ["courses.CourseIndexPage"]
    subpage_types: ClassVar[list[str]] = ["courses.ChapterPage", "courses.LessonPage"]

    search_fields = [*Page.search_fields, index.SearchField("summary")]
    exclude_fields_in_copy: ClassVar[list[str]] = [*CourseTreePage.exclude_fields_in_copy, "course"]

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")

    @property
    def status_string(self) -> str:
        """What the editor's lists call it: the course's status, not that of a page."""
        course = with_review(Course.objects.filter(pk=self.course_id)).first()
        return status_words(course) if course else str(CourseStatus.DRAFT.label)

    def save_revision(self, *args: Any, **kwargs: Any) -> Any:
        revision = super().save_revision(*args, **kwargs)
        Course.objects.filter(pk=self.course_id).exclude(title=self.title).update(title=self.title)
        return revision

    def prepare_as_new(self) -> None:
        super().prepare_as_new()
        if self.course_id is None:
            slug = new_course_slug(self.title)
            self.course = Course.objects.create(slug=slug, title=self.title, owner_id=self.owner_id)

    def with_content_json(self, content: dict[str, Any]) -> "CoursePage":
        page: CoursePage = super().with_content_json(content)
        page.course_id = self.course_id
        return page

    def preview_parts(self) -> dict[str, Any]:
        images = [self.thumbnail_id] if self.thumbnail_id else []
        videos = [self.promo_video_id] if self.promo_video_id else []
        context = publishing_context([], rich_texts=[self.description], images=images, videos=videos)
        return {
            "picture": context.media.image(self.thumbnail_id),
            "trailer": self._trailer(context),
            "outcomes": represent_points(self.outcomes),
            "requirements": represent_points(self.requirements),
            "description": represent_html(self.description, context),
            "price": str(Money(self.price_minor, self.price_currency)) if self.price_minor else _("Free"),
            "outline": draft_outline(self),
        }

    def _trailer(self, context: PublishingContext) -> dict[str, Any] | None:
        if not self.promo_video_id and not self.promo_video_url:
            return None
        source = "file" if self.promo_video_id else "youtube"
        stored = {"source": source, "video": self.promo_video_id, "url": self.promo_video_url, "title": self.title}
        value: dict[str, Any] = represent([{"type": "video", "value": stored}], context)[0]["value"]
        return value


class ChapterPage(EditorPreview, CourseTreePage):
    """A chapter, which may hold chapters and lessons."""

    node_kind = NodeKind.CHAPTER
    preview_kind = "chapter"
    preview_template = "courses/previews/chapter.html"
    is_creatable = True
    template = "courses/no_public_face.html"

    description = models.TextField(_("description"), max_length=1000, blank=True)
    opens = opens_field()
    opens_at = opens_at_field()
    opens_after_days = opens_after_days_field()

    parent_page_types: ClassVar[list[str]] = ["courses.CoursePage", "courses.ChapterPage"]
    subpage_types: ClassVar[list[str]] = ["courses.ChapterPage", "courses.LessonPage"]

    class Meta:
        verbose_name = _("chapter")
        verbose_name_plural = _("chapters")

    def preview_parts(self) -> dict[str, Any]:
        return {"number": display_number(self), "outline": draft_outline(self)}


class LessonPage(EditorPreview, CourseTreePage):
    """The draft of a lesson in one language."""

    node_kind = NodeKind.LESSON
    preview_kind = "lesson"
    preview_template = "courses/previews/lesson.html"
    is_creatable = True
    template = "courses/no_public_face.html"

    lesson = models.ForeignKey(Lesson, on_delete=models.PROTECT, related_name="pages", editable=False)
    lesson_type = models.CharField(_("type"), max_length=10, choices=LessonType.choices, default=LessonType.MIXED)
    summary = models.CharField(_("summary"), max_length=300, blank=True)
    content = LessonContentField(blank=True, verbose_name=_("content"))
    resources = ResourcesField(blank=True, verbose_name=_("resources"))
    is_preview = models.BooleanField(
        _("open preview"), default=False, help_text=_("Anyone may read this lesson without enrolling.")
    )
    estimated_minutes = models.PositiveSmallIntegerField(_("minutes"), null=True, blank=True)
    opens = opens_field()
    opens_at = opens_at_field()
    opens_after_days = opens_after_days_field()
    is_optional = models.BooleanField(
        _("optional"), default=False, db_default=False, help_text=_("The course is finished without it.")
    )

    parent_page_types: ClassVar[list[str]] = ["courses.CoursePage", "courses.ChapterPage"]
    subpage_types: ClassVar[list[str]] = []
    exclude_fields_in_copy: ClassVar[list[str]] = [*CourseTreePage.exclude_fields_in_copy, "lesson"]

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")

    def prepare_as_new(self) -> None:
        super().prepare_as_new()
        if self.lesson_id is None:
            course = CoursePage.objects.only("course_id").get(path=self.course_path)
            self.lesson = Lesson.objects.create(course_id=course.course_id)

    def with_content_json(self, content: dict[str, Any]) -> "LessonPage":
        page: LessonPage = super().with_content_json(content)
        page.lesson_id = self.lesson_id
        return page

    def preview_parts(self) -> dict[str, Any]:
        found = references([self.content, self.resources])
        lessons = dict(
            LessonPage.objects.filter(pk__in=found.pages, path__startswith=self.course_path).values_list(
                "pk", "lesson__public_id"
            )
        )
        context = publishing_context(
            [self.content, self.resources],
            lessons=lessons,
            quizzes=draft_cards(found.quizzes),
            assignments=draft_brief_cards(found.assignments),
        )
        return {
            "number": display_number(self),
            "content": represent(self.content, context),
            "resources": represent(self.resources, context),
        }
