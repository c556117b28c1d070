"""Who may use which quizzes, banks and assignments in the admin: one's own and those of courses one writes, no other.

One that was handed in with a course is not deleted: what learners did is bound to what it said. Nor is a bank from
which a quiz draws.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from wagtail.permission_policies import ModelPermissionPolicy

from assessments.models import Assignment, QuestionBank, Quiz

KNOWN = frozenset({"add", "change", "delete", "choose", "view"})

Authorship = Callable[[Any], bool]
Sharing = Callable[[Any, type[Model]], Q]

# Of which no course and no quiz needs any.
UNUSED: dict[type[Model], Q] = {
    Quiz: Q(papers=None),
    Assignment: Q(briefs=None),
    QuestionBank: ~Q(Exists(Quiz.objects.drawing_from(OuterRef("pk")))),
}

_authorships: list[Authorship] = []
_sharings: list[Sharing] = []


def register_authorship(authorship: Authorship) -> Authorship:
    """`authorship(person)` says who may write quizzes, banks and assignments at all."""
    _authorships.append(authorship)
    return authorship


def register_sharing(sharing: Sharing) -> Sharing:
    """`sharing(person, model)` names those of that model which the person may change and use beside their own."""
    _sharings.append(sharing)
    return sharing


class OwnWorkPolicy(ModelPermissionPolicy):
    """One's own quizzes, banks or assignments and those of courses one writes. Administrators have all."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return self.user_has_any_permission(user, [action])

    def user_has_any_permission(self, user: Any, actions: Iterable[str]) -> bool:
        if not (user.is_authenticated and user.is_active):
            return False
        return user.is_superuser or (bool(set(actions) & KNOWN) and any(check(user) for check in _authorships))

    def user_has_any_permission_for_instance(self, user: Any, actions: Iterable[str], instance: Any) -> bool:
        return self.instances_user_has_any_permission_for(user, actions).filter(pk=instance.pk).exists()

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        return self.user_has_any_permission_for_instance(user, [action], instance)

    def instances_user_has_permission_for(self, user: Any, action: str) -> QuerySet[Any]:
        return self.instances_user_has_any_permission_for(user, [action])

    def instances_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> QuerySet[Any]:
        wanted = set(actions)
        if not self.user_has_any_permission(user, wanted):
            return self.model._default_manager.none()
        if user.is_superuser:
            return self.model._default_manager.all()
        allowed = Q(owner=user)
        if wanted & {"choose", "view", "change"}:
            for sharing in _sharings:
                allowed |= sharing(user, self.model)
        found = self.model._default_manager.filter(allowed)
        return found.filter(UNUSED[self.model]) if wanted == {"delete"} else found

    def users_with_any_permission(self, actions: Iterable[str]) -> QuerySet[Any]:
        return get_user_model()._default_manager.filter(is_active=True, is_superuser=True)
