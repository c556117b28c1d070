from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from wagtail.models import Collection
from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy

from media import gates

KNOWN = frozenset({"add", "change", "delete", "choose", "view"})


CHOOSE = frozenset({"choose"})


class OwnMediaPolicy(CollectionOwnershipPermissionPolicy):
    """One's own media to use and change, media shared by a gate to use, nothing else. Collections decide nothing."""

    def __init__(self, model: Any) -> None:
        super().__init__(model, owner_field_name="uploaded_by_user")

    def user_has_permission(self, user: Any, action: str) -> bool:
        return self.user_has_any_permission(user, [action])

    def user_has_any_permission(self, user: Any, actions: Iterable[str]) -> bool:
        return gates.may_upload(user) and (user.is_superuser or bool(set(actions) & KNOWN))

    def user_has_any_permission_for_instance(self, user: Any, actions: Iterable[str], instance: Any) -> bool:
        if not self.user_has_any_permission(user, actions):
            return False
        if user.is_superuser or instance.uploaded_by_user_id == user.pk:
            return True
        wanted = set(actions)
        return (
            bool(wanted & {"choose", "view"})
            and self.instances_user_has_any_permission_for(user, wanted).filter(pk=instance.pk).exists()
        )

    def instances_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> QuerySet[Any]:
        media = self.model._default_manager.all()
        wanted = set(actions)
        if not self.user_has_any_permission(user, wanted):
            return media.none()
        if user.is_superuser:
            return media
        allowed = Q(uploaded_by_user=user)
        if wanted & {"choose", "view"}:
            allowed |= gates.shared_with(user, self.model)
        return media.filter(allowed)

    def collections_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> QuerySet[Any]:
        if not self.user_has_any_permission(user, actions):
            return Collection.objects.none()
        return Collection.objects.all() if user.is_superuser else Collection.objects.filter(depth=1)

    def users_with_any_permission(self, actions: Iterable[str]) -> QuerySet[Any]:
        return get_user_model()._default_manager.filter(is_active=True, is_superuser=True)

    def users_with_any_permission_for_instance(self, actions: Iterable[str], instance: Any) -> QuerySet[Any]:
        people = get_user_model()._default_manager.filter(is_active=True)
        return people.filter(Q(is_superuser=True) | Q(pk=instance.uploaded_by_user_id))


class FilePolicy(OwnMediaPolicy):
    """The same for documents and films. What was handed in is in no library: administrators may look at it."""

    def user_has_any_permission_for_instance(self, user: Any, actions: Iterable[str], instance: Any) -> bool:
        if instance.is_handed_in and not self.looks_at_work(user, actions):
            return False
        return super().user_has_any_permission_for_instance(user, actions, instance)

    def instances_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> QuerySet[Any]:
        files = super().instances_user_has_any_permission_for(user, actions)
        return files if self.looks_at_work(user, actions) else files.filter(is_handed_in=False)

    def looks_at_work(self, user: Any, actions: Iterable[str]) -> bool:
        return user.is_superuser and set(actions) == {"view"}


class PicturePolicy(OwnMediaPolicy):
    """The same for pictures. A portrait is in no library: nobody chooses it, administrators may look at it."""

    def user_has_any_permission_for_instance(self, user: Any, actions: Iterable[str], instance: Any) -> bool:
        if instance.is_portrait and not self.looks_at_portraits(user, actions):
            return False
        return super().user_has_any_permission_for_instance(user, actions, instance)

    def instances_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> QuerySet[Any]:
        pictures = super().instances_user_has_any_permission_for(user, actions)
        return pictures if self.looks_at_portraits(user, actions) else pictures.filter(is_portrait=False)

    def looks_at_portraits(self, user: Any, actions: Iterable[str]) -> bool:
        return user.is_superuser and not CHOOSE.issuperset(actions)
