"""Who sees what of money in the editor."""

from typing import Any

from django.db.models import Model, QuerySet
from wagtail.permission_policies import BasePermissionPolicy

from accounts.enums import Role

SELLING_ROLES = (Role.PRODUCER, Role.SELLER)


def is_administrator(person: Any) -> bool:
    """Also of visitors, who are none."""
    return bool(getattr(person, "is_administrator", False))


def may_sell(person: Any) -> bool:
    """Whether the person sells, or decides for those who do."""
    return person.is_authenticated and (person.is_administrator or not person.roles.isdisjoint(SELLING_ROLES))


class AdministratorsLook(BasePermissionPolicy):
    """Administrators see orders; nobody writes them here."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action == "view" and is_administrator(user)

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Model) -> bool:
        return self.user_has_permission(user, action)

    def instances_user_has_any_permission_for(self, user: Any, actions: list[str]) -> QuerySet[Any]:
        may = any(self.user_has_permission(user, action) for action in actions)
        found: QuerySet[Any] = self.model._default_manager.all()
        return found if may else found.none()


class OwnCoupons(BasePermissionPolicy):
    """Whoever gets to the pages of coupons finds their own; administrators find all."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return bool(user.is_active)

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Model) -> bool:
        return self.model._default_manager.editable_by(user).filter(pk=instance.pk).exists()

    def instances_user_has_any_permission_for(self, user: Any, actions: list[str]) -> QuerySet[Any]:
        found: QuerySet[Any] = self.model._default_manager.editable_by(user)
        return found
