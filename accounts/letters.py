"""The letters about one's account. Nobody can turn these off; each has its pair of files in `templates/letters`."""

from notices.letters import register_letter

_LINK = "https://perfomix.example/link?key=sample"

VERIFY_EMAIL = register_letter("verify_email", sample={"name": "Ana Duarte", "url": _LINK})
ALREADY_REGISTERED = register_letter(
    "already_registered", sample={"name": "Ana Duarte", "sign_in_url": _LINK, "reset_url": _LINK}
)
GUARDIAN_TOLD = register_letter("guardian_told", sample={"name": "Ana Duarte", "age_limit": 16})
RESET_PASSWORD = register_letter("reset_password", sample={"name": "Ana Duarte", "url": _LINK})
PASSWORD_CHANGED = register_letter("password_changed", sample={"name": "Ana Duarte", "reset_url": _LINK})
CONFIRM_NEW_EMAIL = register_letter("confirm_new_email", sample={"name": "Ana Duarte", "url": _LINK})
NEW_EMAIL_TAKEN = register_letter("new_email_taken", sample={"name": "Ana Duarte"})
EMAIL_CHANGE_ASKED = register_letter(
    "email_change_asked", sample={"name": "Ana Duarte", "new_email": "ana@example.org", "reset_url": _LINK}
)
EMAIL_CHANGED = register_letter("email_changed", sample={"name": "Ana Duarte", "new_email": "ana@example.org"})
ACCOUNT_SUSPENDED = register_letter("account_suspended", sample={"name": "Ana Duarte", "reason": "Spam in reviews."})
