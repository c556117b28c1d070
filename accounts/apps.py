from django.apps import AppConfig
from wagtail.users.apps import WagtailUsersAppConfig


class AccountsConfig(AppConfig):
    name = "accounts"
    default = True

    def ready(self) -> None:
        # Models and signals exist only now.
        from accounts import receivers  # noqa: F401, PLC0415


class PeopleAdminConfig(WagtailUsersAppConfig):
    """Wagtail's part about users, with our pages about people in place of its own."""

    user_viewset = "accounts.viewsets.people.PeopleViewSet"
    group_viewset = "accounts.viewsets.groups.ClosedGroupViewSet"

    def ready(self) -> None:
        from django.contrib.auth.models import Group  # noqa: PLC0415
        from wagtail.permissions import register_permission_policy  # noqa: PLC0415

        from accounts.access.policies import AdministratorsOnly, Nobody  # noqa: PLC0415
        from accounts.models import RoleRequest, User  # noqa: PLC0415

        register_permission_policy(User, AdministratorsOnly(User))
        register_permission_policy(RoleRequest, AdministratorsOnly(RoleRequest))
        register_permission_policy(Group, Nobody(Group))
