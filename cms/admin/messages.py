"""Messages of the contact page, in the menu of administrators."""

from wagtail import hooks

from cms.viewsets import ContactMessageViewSet


@hooks.register("register_admin_viewset")
def register_messages() -> ContactMessageViewSet:
    return ContactMessageViewSet("contact_messages")
