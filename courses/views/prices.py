"""What a course costs in each currency: what holds, what waits, what was; authors propose here."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.generic import FormView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets import AdminDateTimeInput

from commerce.enums import PriceState
from commerce.models import Price, Sale, SellingSettings
from commerce.operations.currencies import CURRENCIES, currency_choices
from commerce.operations.prices import prices_held
from commerce.operations.sales import SaleTerms, sales_of
from commerce.operations.wishes import wish_count
from commerce.views.moments import OnTheirClock, zone_of
from courses.forms import PriceField
from courses.models import Course
from courses.operations import prices, sales
from courses.views.authors import OfAuthors
from courses.views.review.money import words_of
from kit import clock
from kit.errors import DomainError, InvalidInput
from kit.money import Money

HISTORY_SHOWN = 20


class PricesForm(forms.Form):
    """A field for each currency; what is left empty stays as it is."""

    def __init__(self, *args: Any, course: Course, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = {price.currency: price for price in prices_held(prices.SELLABLE_KIND, course.public_id)}
        asked = {price.currency: price for price in prices.proposed_prices(course)}
        for currency in CURRENCIES:
            price = (held | asked).get(currency)
            amount = price.amount_minor if price is not None and price.bounds is None else None
            self.fields[currency] = PriceField(
                currency=currency,
                label=currency,
                required=False,
                initial="" if amount is None else str(Money(amount, currency).amount),
            )
            self.fields[currency].widget.attrs["placeholder"] = _("not sold") if price is None else _("learners choose")

    def wanted(self) -> dict[str, int]:
        typed = {currency for currency in self.fields if self.data.get(currency, "").strip()}
        return {currency: amount for currency, amount in self.cleaned_data.items() if currency in typed}


class ChoiceForm(forms.Form):
    """Between which amounts learners choose what they pay in one currency, and what is suggested to them."""

    currency = forms.ChoiceField(label=_lazy("Currency"), choices=currency_choices)

    def __init__(self, *args: Any, course: Course, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = prices_held(prices.SELLABLE_KIND, course.public_id)
        if held:
            self.initial.setdefault("currency", held[0].currency)
        sent = self.data.get("currency")
        currency = sent if sent in CURRENCIES else "EUR"
        labels = {
            "least": (_("At least"), _("0, or enough to be charged.")),
            "suggested": (_("Suggested"), _("Stands there until the learner writes another.")),
            "most": (_("At most"), _("Empty: a hundred times what is suggested.")),
        }
        for name, (label, hint) in labels.items():
            self.fields[name] = PriceField(currency=currency, label=label, help_text=hint, required=name == "suggested")

    def clean(self) -> dict[str, Any]:
        if not self.data.get("most", "").strip():
            self.cleaned_data["most"] = None
        return self.cleaned_data


class SaleForm(forms.Form):
    """A part off every price, or an amount off some; times as the person's clock has them."""

    percent = forms.DecimalField(
        label=_lazy("Percent off"), required=False, min_value=1, max_value=99, max_digits=4, decimal_places=2
    )
    starts_at = forms.DateTimeField(
        label=_lazy("From"), required=False, widget=AdminDateTimeInput, help_text=_lazy("Empty: at once.")
    )
    ends_at = forms.DateTimeField(label=_lazy("Until"), widget=AdminDateTimeInput)

    def __init__(self, *args: Any, course: Course, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = prices_held(prices.SELLABLE_KIND, course.public_id)
        self.currencies = [price.currency for price in held if price.amount_minor and price.bounds is None]
        for currency in self.currencies:
            self.fields[currency] = PriceField(
                currency=currency, label=_("Or off in %(currency)s") % {"currency": currency}, required=False
            )
            self.fields[currency].widget.attrs["placeholder"] = ""

    def terms(self) -> SaleTerms:
        given = self.cleaned_data
        percent = given["percent"]
        return SaleTerms(
            starts_at=given["starts_at"],
            ends_at=given["ends_at"],
            basis_points=int(percent * 100) if percent is not None else None,
            amounts={currency: given[currency] for currency in self.currencies if given[currency]},
        )


class CoursePrices(OnTheirClock, OfAuthors, WagtailAdminTemplateMixin, FormView):
    """GET shows the prices; POST proposes others."""

    template_name = "courses/admin/prices.html"
    page_title = _lazy("Prices")
    header_icon = "tag"
    form_class = PricesForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"course": self.course}

    def form_valid(self, form: PricesForm) -> HttpResponse:
        try:
            made = prices.propose_course_prices(self.course, form.wanted(), actor=self.request.user)
        except InvalidInput as refusal:
            for currency, told in refusal.fields.items():
                form.add_error(currency if currency in form.fields else None, told)
            return self.form_invalid(form)
        said = _("Proposed. What holds goes on holding until it is confirmed.") if made else _("Nothing was changed.")
        messages.success(self.request, said)
        return redirect("course_prices", self.course.public_id)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": f"{self.course.title}: {self.page_title}"}]

    @cached_property
    def rows(self) -> list[dict[str, Any]]:
        """Each currency in which something holds or waits, the main one first."""
        rows: dict[str, dict[str, Any]] = {}
        for held in prices_held(prices.SELLABLE_KIND, self.course.public_id):
            rows[held.currency] = {"currency": held.currency, "held": held, "held_text": words_of(held)}
        for waiting in prices.proposed_prices(self.course):
            row = rows.setdefault(waiting.currency, {"currency": waiting.currency})
            row |= {"waiting": waiting, "waiting_text": words_of(waiting)}
        return list(rows.values())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        person: Any = self.request.user
        ended = Price.objects.of(prices.SELLABLE_KIND, self.course.public_id).filter(state=PriceState.RETIRED)
        return super().get_context_data(**kwargs) | {
            "course": self.course,
            "rows": self.rows,
            "is_priced": any("held" in row for row in self.rows),
            "sales": [
                (sale, lowers(sale), state_of(sale)) for sale in sales_of(prices.SELLABLE_KIND, self.course.public_id)
            ],
            "choice_form": kwargs.get("choice_form") or ChoiceForm(course=self.course),
            "sale_form": kwargs.get("sale_form") or SaleForm(course=self.course),
            "limits": SellingSettings.the_one(),
            "zone": zone_of(person),
            "wishes": wish_count(prices.SELLABLE_KIND, self.course.public_id),
            "is_administrator": person.is_administrator,
            "history": [(each, words_of(each)) for each in ended.order_by("-held_until", "-pk")[:HISTORY_SHOWN]],
        }


def lowers(sale: Sale) -> str:
    """What it takes off, as people write it."""
    if sale.basis_points is not None:
        return f"{sale.basis_points / 100:g} %"
    return ", ".join(str(Money(each.amount_minor, each.currency)) for each in sale.amounts.all())


def state_of(sale: Sale) -> str:
    now = clock.now()
    return "over" if sale.ends_at <= now else "running" if sale.starts_at <= now else "planned"


class LetLearnersChoose(CoursePrices):
    """POST proposes that learners pay what they want; what is wrong is said on the page of the prices."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = ChoiceForm(request.POST, course=self.course)
        if form.is_valid():
            given = form.cleaned_data
            amounts = {f"{name}_minor": given[name] for name in ("least", "suggested", "most")}
            try:
                prices.let_learners_choose(self.course, given["currency"], **amounts, actor=request.user)
            except InvalidInput as refusal:
                for field, told in refusal.fields.items():
                    form.add_error(field, told)
            else:
                messages.success(request, _("Proposed. What holds goes on holding until it is confirmed."))
                return redirect("course_prices", self.course.public_id)
        return self.render_to_response(self.get_context_data(form=PricesForm(course=self.course), choice_form=form))


class SetCourseSale(CoursePrices):
    """POST sets a sale; what is wrong with it is said on the page of the prices."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = SaleForm(request.POST, course=self.course)
        if form.is_valid():
            try:
                sales.set_course_sale(self.course, form.terms(), actor=request.user)
            except InvalidInput as refusal:
                for field, told in refusal.fields.items():
                    form.add_error(field if field in form.fields else None, told)
            else:
                messages.success(request, _("The sale is set."))
                return redirect("course_prices", self.course.public_id)
        prices_form = PricesForm(course=self.course)
        return self.render_to_response(self.get_context_data(form=prices_form, sale_form=form))


class EndCourseSale(OfAuthors):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, course_id: Any, sale_id: Any) -> HttpResponse:
        found = Sale.objects.filter(sellable_kind=prices.SELLABLE_KIND, sellable_id=self.course.public_id)
        try:
            sales.end_course_sale(self.course, get_object_or_404(found, public_id=sale_id), actor=request.user)
        except DomainError as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("The sale is over. Orders keep what they were promised."))
        return redirect("course_prices", self.course.public_id)


class SettleCoursePrice(OfAuthors):
    """What is done about one currency: confirm or decline what waits, take it back, or sell no more in it."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, course_id: Any) -> HttpResponse:
        currency, answer = request.POST.get("currency", ""), request.POST.get("answer")
        settling: dict[Any, Any] = {
            "confirm": prices.confirm_course_price,
            "decline": prices.decline_course_price,
            "take-back": prices.take_back_proposal,
        }
        try:
            if answer == "end":
                prices.end_course_currency(self.course, currency, actor=request.user)
            elif answer in settling:
                # By its id, so that nobody confirms what was proposed since they looked.
                settling[answer](self.course, self._asked_for(), actor=request.user)
        except DomainError as refusal:
            messages.error(request, str(refusal) or _("That is not for you to decide."))
        else:
            messages.success(request, _("Done."))
        return redirect("course_prices", self.course.public_id)

    def _asked_for(self) -> Price:
        try:
            found = Price.objects.of(prices.SELLABLE_KIND, self.course.public_id)
            return found.get(public_id=self.request.POST.get("price", ""))
        except (Price.DoesNotExist, ValidationError):
            raise Http404 from None
