"""Who may do what with messages of the contact page."""

from typing import Any

from wagtail.permission_policies.base import ModelPermissionPolicy


class MessagesPolicy(ModelPermissionPolicy):
    """Administrators read, tick off and delete messages; nobody adds one by hand."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action != "add" and super().user_has_permission(user, action)
