"""Who may look at a draft: whoever may edit its page now."""

from typing import Any

from previews.models import Preview


def may_preview(preview: Preview) -> bool:
    """Whether the preview's editor may edit its page at this moment; asked before anything of it is sent."""
    return can_edit(preview.editor, preview.page)


def can_edit(editor: Any, page: Any) -> bool:
    return bool(
        editor.is_active
        and editor.has_perm("wagtailadmin.access_admin")
        and page.specific.permissions_for_user(editor).can_edit()
    )
