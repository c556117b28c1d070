from wagtail.users.views.groups import GroupViewSet


class ClosedGroupViewSet(GroupViewSet):
    """Groups follow roles and are nobody's to edit; the addresses stay because Wagtail's pages name them."""

    add_to_settings_menu = False
    add_to_admin_menu = False
