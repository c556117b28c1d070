"""Every address of the project."""

from django.conf import settings
from django.urls import include, path
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.admin.auth import require_admin_access
from wagtail.api.v3.urls import api as content_api

from accounts.views.account import MyAccount
from accounts.views.forgotten import Forgotten, SetPassword
from cms.admin.brand import favicon
from commerce.webhooks import stripe_connect_webhook, stripe_webhook
from courses.middleware.content_api import answer_refusal
from kit.errors import DomainError
from kit.health import livez, readyz
from kit.metrics import metrics

content_api.add_exception_handler(DomainError, answer_refusal)

urlpatterns = [
    path("livez", livez),
    path("readyz", readyz),
    path("metrics", metrics),
    path("favicon.ico", favicon),
    path("admin/forgotten-password/", Forgotten.as_view(), name="forgotten_password"),
    path("admin/set-password/", SetPassword.as_view(), name="set_password"),
    # Before Wagtail's own page at the same address, whose form asks for fields that our people do not have.
    path("admin/account/", require_admin_access(MyAccount.as_view()), name="wagtailadmin_account"),
    path("admin/", include(wagtailadmin_urls)),
    path("content-api/v3/", content_api.urls),
    path("api/", include("frontend_api.urls")),
    path("webhooks/stripe", stripe_webhook, name="stripe_webhook"),
    path("webhooks/stripe-connect", stripe_connect_webhook, name="stripe_connect_webhook"),
    path("media/", include("media.urls")),
]

if settings.MAILBOX_PAGE:
    urlpatterns.append(path("mailbox/", include("notices.urls")))

handler400 = "frontend_api.errors.bad_request"
handler403 = "frontend_api.errors.forbidden"
handler404 = "frontend_api.errors.missing"
handler500 = "frontend_api.errors.failed"
