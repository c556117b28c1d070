import json
from collections.abc import Callable, Iterable
from decimal import Decimal, InvalidOperation
from typing import Any

from django.apps import apps
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse, RawPostDataException
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.datastructures import MultiValueDictKeyError
from django.utils.http import url_has_allowed_host_and_scheme
from wagtail.api.v3.auth import BearerTokenAuth
from wagtail.api.v3.errors import problem_response
from wagtail.models import Page, UploadedFile
from wagtail.permissions import policy_registry

from assessments.models import Assignment, QuestionBank, Quiz
from courses.middleware.rules import (
    ADMIN,
    CONTENT_API,
    NEEDED_FIELDS,
    OWN_KWARGS,
    PAGE_KEYS,
    PAGE_KWARGS,
    PAGE_PARAMETERS,
    SNIPPETS,
    Rule,
)
from courses.policy import rights_of
from kit.errors import DomainError, NotFound
from media.models import Document, Image, Video

OWN_MODELS = {
    Rule.IMAGES: Image,
    Rule.DOCUMENTS: Document,
    Rule.VIDEOS: Video,
    Rule.QUIZZES: Quiz,
    Rule.BANKS: QuestionBank,
    Rule.ASSIGNMENTS: Assignment,
}
BULK_RULES = {
    ("wagtailcore", "page"): Rule.PAGES,
    ("media", "image"): Rule.IMAGES,
    ("media", "document"): Rule.DOCUMENTS,
}
BULK_PAGE_ACTIONS = frozenset({"delete", "move"})
LARGEST_ID = Decimal(2**62)


class Closed(Exception):
    """This person may not know whether the address leads anywhere."""


class AdminGuard:
    """Answers 404 where Wagtail's own views would say more than the person may know.

    An id that does not exist and one that may not be seen are refused here alike, with one body. Views of our own
    (whatever does not live in `wagtail`) answer for themselves.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        match = request.resolver_match
        if match is None:
            return None
        if match.namespaces[:1] == ["wagtailapi_v3"]:
            return self.guard_content_api(request, match.url_name or "", kwargs)
        needed = NEEDED_FIELDS.get(match.view_name)
        if needed and request.method == "POST" and needed not in request.POST:
            return HttpResponseBadRequest()
        if is_guarded(match, view) and request.user.is_authenticated and not request.user.is_superuser:
            try:
                check(ADMIN.get(match.view_name, Rule.ADMINISTRATORS), request, kwargs)
            except Closed:
                raise Http404 from None
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Show what the rules refuse as a sentence, whichever of the admin's views ran into it.

        A form without the fields that a view reads is a bad request; Wagtail's views would fail over it.
        """
        match = request.resolver_match
        if match is None or not match.route.startswith("admin/"):
            return None
        if isinstance(exception, MultiValueDictKeyError):
            return HttpResponseBadRequest()
        if not isinstance(exception, DomainError):
            return None
        if isinstance(exception, NotFound):
            raise Http404
        if "application/json" in request.headers.get("Accept", ""):
            body = {"success": False, "error_code": exception.reason, "error_message": str(exception)}
            return JsonResponse(body, status=409)
        messages.error(request, str(exception))
        back = request.headers.get("Referer", "")
        safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
        return redirect(back if safe else "wagtailadmin_home")

    def guard_content_api(self, request: HttpRequest, name: str, kwargs: dict[str, Any]) -> HttpResponse | None:
        if BearerTokenAuth()(request) is None:
            response = problem_response(status=401, detail="Authentication required")
            response["WWW-Authenticate"] = "Bearer"
            return response
        if request.user.is_superuser:
            return None
        try:
            check(CONTENT_API.get(name, Rule.ADMINISTRATORS), request, kwargs)
        except Closed:
            return problem_response(status=404, detail="Not found")
        return None


def is_guarded(match: Any, view: Callable[..., Any]) -> bool:
    """Whether the address has a rule or is one of Wagtail's own admin, as seen by where its view lives."""
    if not match.route.startswith("admin/"):
        return False
    if match.view_name in ADMIN:
        return True
    home = getattr(view, "view_class", view).__module__
    return bool(home.partition(".")[0] == "wagtail")


def check(rule: Rule, request: HttpRequest, kwargs: dict[str, Any]) -> None:
    """Raise Closed unless the rule lets this person through with these ids."""
    user: Any = request.user
    if rule is Rule.OPEN:
        return
    if rule is Rule.ADMINISTRATORS or rights_of(user).index is None:
        raise Closed
    if rule is Rule.BULK:
        rule = BULK_RULES.get((kwargs["app_label"], kwargs["model_name"]), Rule.ADMINISTRATORS)
        if rule is Rule.ADMINISTRATORS or (rule is Rule.PAGES and kwargs["action"] not in BULK_PAGE_ACTIONS):
            raise Closed
        spell_out_all(rule, request)
    elif not all(is_plain(value) for value in parameters(request, ("id",))):
        raise Closed
    if rule is Rule.EDITED:
        rule = rule_of_model(kwargs["app_label"], kwargs["model_name"])
    if rule is Rule.PAGES:
        refuse_unless_all(pages_of(user), page_ids(request, kwargs))
    elif rule is Rule.UPLOADS:
        own = UploadedFile.objects.filter(uploaded_by_user=user)
        refuse_unless_all(own, numbers([kwargs["uploaded_file_id"]]))
    else:
        refuse_unless_all(own_of(user, rule), own_ids(rule, request, kwargs))


def rule_of_model(app_label: str, model_name: str) -> Rule:
    """What the ids of a model that has an editor must be."""
    try:
        model = apps.get_model(app_label, model_name)
    except LookupError:
        raise Closed from None
    if issubclass(model, Page):
        return Rule.PAGES
    rule = next((rule for rule in SNIPPETS.values() if OWN_MODELS[rule] is model), None)
    if rule is None:
        raise Closed
    return rule


def pages_of(user: Any) -> Any:
    return policy_registry.get_by_type(Page).explorable_instances(user)


def own_of(user: Any, rule: Rule) -> Any:
    model = OWN_MODELS[rule]
    return policy_registry.get_by_type(model).instances_user_has_any_permission_for(user, {"change", "choose"})


def refuse_unless_all(visible: Any, ids: set[int]) -> None:
    if ids and visible.filter(pk__in=ids).count() != len(ids):
        raise Closed


def page_ids(request: HttpRequest, kwargs: dict[str, Any]) -> set[int]:
    named = [kwargs[name] for name in PAGE_KWARGS if name in kwargs]
    name = request.resolver_match.view_name if request.resolver_match else ""
    if name in {"wagtailadmin_pages:revisions_compare", "wagtailadmin_api:pages:detail"}:
        named.append(kwargs["pk"])
    if name == "wagtailadmin_editing_sessions:ping":
        named.append(plain(kwargs["object_id"]))
    return numbers([*named, *parameters(request, PAGE_PARAMETERS), *body_ids(request)])


def own_ids(rule: Rule, request: HttpRequest, kwargs: dict[str, Any]) -> set[int]:
    named = [plain(kwargs[name]) for name in OWN_KWARGS[rule] if name in kwargs]
    return numbers([*named, *parameters(request, ("id",))])


def parameters(request: HttpRequest, names: Iterable[str]) -> list[str]:
    return [value for name in names for source in (request.GET, request.POST) for value in source.getlist(name)]


def body_ids(request: HttpRequest) -> list[Any]:
    """Page ids that a JSON body names, whatever it calls itself. The view refuses what is no JSON."""
    try:
        body = json.loads(request.body)
    except (ValueError, RawPostDataException):
        return []
    except RecursionError:
        raise Closed from None
    levels = [body, body.get("meta")] if isinstance(body, dict) else []
    return [level[key] for level in levels if isinstance(level, dict) for key in PAGE_KEYS if key in level]


def is_plain(value: str) -> bool:
    """Whether an id is written as we write it. Wagtail's views know other ways, and fail over what is no id."""
    return value.isascii() and value.isdecimal()


def plain(value: Any) -> str:
    """The id as it stands in an address. Raises Closed for one that is written in another way than ours."""
    if not is_plain(str(value)):
        raise Closed
    return str(value)


def numbers(values: Iterable[Any]) -> set[int]:
    """The ids among `values`, in each way that somebody after us may read: `+7`, `1_0`, `7.0` and `true` are ids too.

    An id too large for the database is one that nobody has.
    """
    found = set()
    for value in values:
        try:
            number = Decimal(value if isinstance(value, int | float) else str(value).strip())
        except InvalidOperation:
            continue
        if number.is_finite() and number >= 0 and (number > LARGEST_ID or number == number.to_integral_value()):
            found.add(int(min(number, LARGEST_ID)))
    return found


def spell_out_all(rule: Rule, request: HttpRequest) -> None:
    """Replace "all" by what the person may see: Wagtail would go through everybody's, naming what is refused."""
    if "all" not in request.GET.getlist("id"):
        return
    if rule is Rule.PAGES:
        parents = numbers(request.GET.getlist("childOf"))
        visible = pages_of(request.user)
        refuse_unless_all(visible, parents)
        parent = Page.objects.filter(pk__in=parents).first()
        if parent is None:
            raise Closed
        visible = visible.child_of(parent)
    else:
        visible = own_of(request.user, rule)
    chosen = request.GET.copy()
    chosen.setlist("id", [str(pk) for pk in visible.values_list("pk", flat=True)])
    request.GET = chosen  # type: ignore[assignment]
