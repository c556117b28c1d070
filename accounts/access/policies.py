"""Who may do what with people in the editor."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from wagtail.permission_policies import BasePermissionPolicy

from accounts.models import User

# People begin by signing up and end by asking for it; nobody adds or deletes one here.
ACTIONS = frozenset({"view", "change"})


class AdministratorsOnly(BasePermissionPolicy):
    """Administrators see and change; nobody adds or deletes, superusers included."""

    actions = ACTIONS

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action in self.actions and bool(getattr(user, "is_administrator", False))

    def user_has_any_permission(self, user: Any, actions: Iterable[str]) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)

    def users_with_any_permission(self, actions: Iterable[str]) -> models.QuerySet[User]:
        if not self.actions & set(actions):
            return User.objects.none()
        return User.objects.filter(is_active=True, is_superuser=True)

    def users_with_permission(self, action: str) -> models.QuerySet[User]:
        return self.users_with_any_permission([action])


class Nobody(AdministratorsOnly):
    """Closed to everybody: roles alone decide what these rows would."""

    actions = frozenset()
