"""Pages of the admin about certificates: for those who keep them."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext, gettext_lazy
from django.views.generic import FormView, TemplateView, View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets import AdminAutoHeightTextInput

from accounts.enums import Role
from certificates.access import kept_by
from certificates.documents import sample_of
from certificates.enums import CertificateState
from certificates.models import Certificate, grouped, number_in
from certificates.operations.drawing import address_of, draw
from certificates.operations.issuing import issue_again, revoke_certificate
from courses.models import CoursePage
from courses.policy import rights_of
from kit.pdf import PapersNotInstalled

SHOWN_AT_ONCE = 50


def may_keep(person: Any) -> bool:
    """Whether the person may keep certificates at all: writes courses, or answers for paths."""
    return person.is_superuser or person.has_role(Role.REVIEWER) or rights_of(person).index is not None


class ForThoseWhoKeep(WagtailAdminTemplateMixin, View):
    header_icon = "success"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not may_keep(request.user):
            raise Http404
        return super().dispatch(request, *args, **kwargs)


class Certificates(ForThoseWhoKeep, TemplateView):
    """What was given, the latest first, found by a name, a course or a number."""

    template_name = "certificates/list.html"
    http_method_names = ["get", "head"]
    page_title = gettext_lazy("Certificates")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        words = self.request.GET.get("q", "").strip()[:200]
        state = self.request.GET.get("state", "")
        # One that was replaced bears a name that its learner has left behind.
        kept = kept_by(self.request.user).exclude(state=CertificateState.REPLACED)
        found = kept.listed().select_related("course", "revoked_by")
        if words:
            number = number_in(words)
            found = found.filter(
                Q(number=number)
                if number
                else Q(content__name__icontains=words)
                | Q(content__course__title__icontains=words)
                | Q(content__path__title__icontains=words)
            )
        if state in CertificateState.values:
            found = found.filter(state=state)
        page = Paginator(found, SHOWN_AT_ONCE).get_page(self.request.GET.get("p"))
        rows = [(certificate, address_of(certificate)) for certificate in page]
        return super().get_context_data(
            page_obj=page,
            rows=rows,
            words=words,
            state=state,
            states=[each for each in CertificateState.choices if each[0] != CertificateState.REPLACED],
            **kwargs,
        )


class OfCertificate(ForThoseWhoKeep):
    """A page about the certificate named in the address; a 404 for those who do not keep it."""

    @cached_property
    def certificate(self) -> Certificate:
        return get_object_or_404(kept_by(self.request.user).listed(), public_id=self.kwargs["certificate_id"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if request.user.is_authenticated:
            self.certificate  # noqa: B018 - looked up before anything else is done
        return super().dispatch(request, *args, **kwargs)


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=500,
        help_text=gettext_lazy("The learner reads it. Its public page only says that it was revoked."),
        widget=AdminAutoHeightTextInput,
    )


class Revoke(OfCertificate, FormView):
    template_name = "certificates/revoke.html"
    form_class = ReasonForm
    page_title = gettext_lazy("Revoke a certificate")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(certificate=self.certificate, number=grouped(self.certificate.number), **kwargs)

    def form_valid(self, form: ReasonForm) -> HttpResponse:
        actor: Any = self.request.user
        revoke_certificate(self.certificate, reason=form.cleaned_data["reason"], actor=actor)
        messages.success(self.request, gettext("The certificate does not hold any more."))
        return redirect("certificates")


class IssueAgain(OfCertificate, View):
    """Gives another in place of one that was revoked."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        actor: Any = request.user
        issue_again(self.certificate, actor=actor)
        messages.success(request, gettext("The learner has a new certificate."))
        return redirect("certificates")


class Sample(ForThoseWhoKeep, View):
    """What the draft's certificate looks like, as PDF."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, page_id: int) -> HttpResponse:
        page = CoursePage.objects.filter(pk=page_id).first()
        if page is None or not page.permissions_for_user(request.user).can_edit():
            raise Http404
        content = sample_of(page)
        if content is None:
            messages.warning(
                request, gettext("This course gives no certificate yet: add one under Certificate, and save.")
            )
            return redirect("wagtailadmin_pages:edit", page.pk)
        try:
            file = draw(content)
        except PapersNotInstalled as missing:
            messages.error(request, str(missing))
            return redirect("wagtailadmin_pages:edit", page.pk)
        return HttpResponse(file, content_type="application/pdf", headers={"Cache-Control": "private, no-store"})
