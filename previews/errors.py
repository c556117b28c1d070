"""What previews refuse."""

from kit.errors import NotAllowed, NotFound, NotSignedIn


class PreviewCodeUnknown(NotFound):
    """One answer for a code that never was, was used, is too old, or belongs to another front end."""

    reason = "preview_code_unknown"
    message = "Open the preview again from the editor."


class PreviewEnded(NotSignedIn):
    reason = "preview_ended"
    message = "This preview is over. Open it again from the editor."


class PreviewNotAllowed(NotAllowed):
    reason = "preview_not_allowed"
    message = "You may not edit this page any more."
