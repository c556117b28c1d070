from wagtail import hooks

from taxonomy.viewsets import TermsViewSetGroup


@hooks.register("register_admin_viewset")
def register_terms() -> TermsViewSetGroup:
    return TermsViewSetGroup()
