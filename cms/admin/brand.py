"""Name, colours and typeface of the admin (the tokens of the storefront)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks


@hooks.register("insert_global_admin_css")
def look() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("cms/admin.css"))


def favicon(_request: HttpRequest) -> HttpResponse:
    """What browsers ask for by themselves, where a page names no icon."""
    return redirect(static("cms/mark.svg"))
