"""What the editor's forms ask of authors beyond what the models say."""

from collections.abc import Callable
from typing import Any, ClassVar

from django import forms
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.models import Page, ReferenceIndex
from wagtail.permissions import policy_registry

from assessments.models import Assignment, Quiz
from commerce.operations.currencies import CURRENCIES, currency_choices
from content.blocks import References, references
from content.forms import as_sent, foreign_to, refuse_foreign
from courses.enums import Opens
from courses.models import Course, CoursePage
from courses.operations.authors import writers_of
from courses.operations.prices import HIGHEST_PRICE
from kit.money import Money, NotAnAmount, decimal_places
from media.models import Document, Image, Video

OWNED = {"images": Image, "documents": Document, "videos": Video, "quizzes": Quiz, "assignments": Assignment}


class PriceInput(forms.TextInput):
    """A price as people write it (49.00) for a field that holds minor units; its currency is another field's."""

    input_type = "text"

    def __init__(self, currency_field: str) -> None:
        super().__init__(attrs={"inputmode": "decimal", "autocomplete": "off", "placeholder": "0.00"})
        self.currency_field = currency_field
        self.currency = "EUR"

    def format_value(self, value: Any) -> str | None:
        if isinstance(value, int):
            return str(Money(value, self.currency).amount)
        return str(value) if value not in {None, ""} else None


class PriceField(forms.Field):
    """Minor units, typed as an amount. `currency` is set by the form before the value is cleaned."""

    widget = PriceInput("price_currency")

    def __init__(self, *, currency: str = "EUR", **options: Any) -> None:
        super().__init__(**options)
        self.currency = currency

    def to_python(self, value: Any) -> int:
        text = str(value if value is not None else "").strip().replace(" ", "").replace(",", ".")
        if not text:
            return 0
        try:
            price = Money.of(text, self.currency)
        except NotAnAmount:
            places = decimal_places(self.currency)
            raise ValidationError(
                _("Write the price as a number such as %(example)s.")
                % {"example": Money(4900, "EUR").amount if places else 4900}
            ) from None
        if not 0 <= price.minor <= HIGHEST_PRICE:
            raise ValidationError(
                _("The price must lie between 0 and %(highest)s.") % {"highest": Money(HIGHEST_PRICE, self.currency)}
            )
        return price.minor

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return (initial or 0) != self.to_python(data)
        except ValidationError:
            return True


def links_to_foreign(page: Page, person: Any) -> bool:
    """Whether the page, as it would be stored, links to pages that the person may not see."""
    pages = ContentType.objects.get_for_model(Page).pk
    found = ReferenceIndex._extract_references_from_object(page)
    ids = {object_id for content_type, object_id, *_path in found if content_type == pages}
    visible = policy_registry.get_by_type(Page).explorable_instances(person)
    return bool(ids) and visible.filter(pk__in=ids).count() != len(ids)


class OwnMediaForm(WagtailAdminPageForm):
    """Takes only media, quizzes and assignments that the person may choose, and those the page holds already.

    Choosers offer nothing else; a forged request gets no further, and is shown nothing of the medium it named.
    """

    stream_fields: ClassVar[tuple[str, ...]] = ("content", "resources", "certificate")
    media_fields: ClassVar[dict[str, str]] = {"thumbnail": "images", "promo_video": "videos"}

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        held = self._references(lambda name: getattr(self.instance, name, None))
        for name in (*self.stream_fields, *self.media_fields, "description"):
            if name not in cleaned and (name not in self.fields or name not in self.stream_fields):
                continue
            found = self._references({name: as_sent(self, name, cleaned)}.get)
            if foreign := foreign_to(self.for_user, found, held, OWNED):
                refuse_foreign(self, name, foreign, _("Choose a file of your own."))
        return cleaned

    def _post_clean(self) -> None:
        """Links lead to pages that the person may see: the editor would show the title of any other."""
        super()._post_clean()
        if self.for_user is not None and not self.errors and links_to_foreign(self.instance, self.for_user):
            self.add_error(None, _("A link leads to a page that is not there, or not yours to use. Choose it anew."))

    def _references(self, value_of: Callable[[str], Any]) -> References:
        rich_text = value_of("description") if "description" in self.fields else None
        found = references([value_of(name) for name in self.stream_fields], rich_texts=[rich_text] if rich_text else [])
        for name, kind in self.media_fields.items():
            if medium := value_of(name):
                getattr(found, kind).add(medium.pk)
        return found


class OpeningMixin:
    """What opens later says when; a moment or a number that belongs to another choice is let go."""

    given_with: ClassVar[dict[str, str]] = {"opens_at": Opens.ON_DATE, "opens_after_days": Opens.AFTER_DAYS}

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()  # type: ignore[misc]
        for name, kind in self.given_with.items():
            if cleaned.get("opens") != kind:
                cleaned[name] = None
            elif cleaned.get(name) is None and name not in self.errors:  # type: ignore[attr-defined]
                self.add_error(name, _("Say when it opens."))  # type: ignore[attr-defined]
        return cleaned


class ChapterForm(OpeningMixin, WagtailAdminPageForm):
    pass


class LessonForm(OpeningMixin, OwnMediaForm):
    pass


class CourseForm(OwnMediaForm):
    """A course's own page. What `needed_to_submit` names may be missing in a draft, and is marked as required."""

    needed_to_submit: ClassVar[tuple[str, ...]] = (
        "summary",
        "description",
        "thumbnail",
        "thumbnail_alt",
        "category",
        "level",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.needed_to_submit:
            if name in self.fields:
                self.fields[name].required = True
        if "prerequisites" in self.fields:
            self.fields["prerequisites"].queryset = self._courses_to_take_first()
            self.fields["prerequisites"].label_from_instance = lambda course: course.public_title
        if "price_minor" in self.fields:
            price = self.fields["price_minor"]
            currency = self._currency()
            self.fields["price_minor"] = PriceField(
                currency=currency, label=price.label, help_text=price.help_text, required=False
            )
            self.fields["price_minor"].widget.currency = currency
        if "price_currency" in self.fields:
            self.fields["price_currency"].widget = forms.Select(choices=currency_choices(self.instance.price_currency))

    def _courses_to_take_first(self) -> models.QuerySet[Course]:
        """Published courses of those who write this one, and those named already."""
        if self.instance.pk is None:
            return Course.objects.none()
        named = CoursePage.prerequisites.through.objects.filter(coursepage=self.instance.pk).values("course")
        own = models.Q(owner__in=writers_of(self.instance.course_id)) & ~models.Q(pk=self.instance.course_id)
        return Course.objects.filter(own & models.Q(pk__in=Course.objects.published()) | models.Q(pk__in=named))

    def _currency(self) -> str:
        """The currency that the price is given in: the one being sent, else the one the course has."""
        sent = self.data.get(self.add_prefix("price_currency"))
        return sent if sent in CURRENCIES else self.instance.price_currency or "EUR"

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if cleaned.get("promo_video") and cleaned.get("promo_video_url"):
            self.add_error("promo_video_url", _("Choose a film of your own or give an address, not both."))
        return cleaned


class InvitationForm(forms.Form):
    """Somebody to write the course too, or to take it over."""

    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    kind = forms.ChoiceField(
        label=_("Ask them to"),
        choices=[("author", _("write the course with me")), ("owner", _("take the course over"))],
        initial="author",
        widget=forms.RadioSelect,
    )
