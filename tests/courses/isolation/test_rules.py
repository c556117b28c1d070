"""Every address of Wagtail's has a rule, and the rules name addresses that exist."""

import pytest
from django.urls import URLResolver, get_resolver

from courses.middleware.rules import ADMIN, CLOSED, CLOSED_NAMESPACES, CONTENT_API, CONTENT_API_CLOSED, Rule

pytestmark = pytest.mark.covers("fault-Z1", "fault-X5", "req-B3")

AUTHORS_SNIPPETS = {
    f"{kind}_assessments_{model}"
    for kind in ("wagtailsnippets", "wagtailsnippetchoosers")
    for model in ("quiz", "questionbank", "assignment")
}


def addresses(resolver=None, namespaces=()):
    """(full name, home module of the view) of every address below the admin and the content API."""
    for one in (resolver or get_resolver()).url_patterns:
        if isinstance(one, URLResolver):
            yield from addresses(one, (*namespaces, one.namespace) if one.namespace else namespaces)
        else:
            view = getattr(one.callback, "view_class", one.callback)
            yield ":".join((*namespaces, one.name or "")), view.__module__


def of_wagtails_admin():
    admin = next(one for one in get_resolver().url_patterns if str(one.pattern) == "admin/")
    return {name for name, module in addresses(admin) if module.partition(".")[0] == "wagtail" and name}


def of_the_content_api():
    return {name.partition(":")[2] for name, _ in addresses() if name.startswith("wagtailapi_v3:")}


def is_closed(name):
    """Snippets of ours, like checklists and categories, are kept by administrators; quizzes by their authors."""
    namespace = name.partition(":")[0]
    is_snippet = namespace.startswith("wagtailsnippet") and namespace not in AUTHORS_SNIPPETS
    return name in CLOSED or namespace in CLOSED_NAMESPACES or is_snippet


def test_every_admin_address_of_wagtails_has_a_rule():
    without = {name for name in of_wagtails_admin() if name not in ADMIN and not is_closed(name)}
    assert without == set()


def test_no_admin_address_is_open_and_closed_at_once():
    assert {name for name in ADMIN if is_closed(name)} == set()


def test_every_admin_rule_names_an_address():
    assert set(ADMIN) | CLOSED <= {name for name, _ in addresses()}


def test_every_content_api_address_has_a_rule():
    assert of_the_content_api() == set(CONTENT_API) | CONTENT_API_CLOSED
    assert not set(CONTENT_API) & CONTENT_API_CLOSED


def test_nothing_is_open_that_takes_a_key():
    """An open address may carry no id of somebody's row; the editing session's own view asks whose it is."""
    admin = next(one for one in get_resolver().url_patterns if str(one.pattern) == "admin/")
    keyed = {
        name for name, route in routes(admin) if ADMIN.get(name) is Rule.OPEN and "<" in route and "uidb64" not in route
    }
    assert keyed == {"wagtailadmin_editing_sessions:release"}


def routes(resolver, namespaces=(), prefix=""):
    for one in resolver.url_patterns:
        if isinstance(one, URLResolver):
            inner = (*namespaces, one.namespace) if one.namespace else namespaces
            yield from routes(one, inner, prefix + str(one.pattern))
        else:
            yield ":".join((*namespaces, one.name or "")), prefix + str(one.pattern)
