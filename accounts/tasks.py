"""Jobs about people: the letters, and what time itself does."""

from accounts.operations import consents, emails, passwords, people, sign_in, sign_up
from kit import jobs

jobs.job("accounts.send_sign_up_letter")(sign_up.send_sign_up_letter)
jobs.job("accounts.send_reset_letter")(passwords.send_reset_letter)
jobs.job("accounts.send_password_changed_letter")(passwords.send_password_changed_letter)
jobs.job("accounts.send_email_change_letters")(emails.send_email_change_letters)
jobs.job("accounts.send_email_changed_letter")(emails.send_email_changed_letter)
jobs.job("accounts.send_guardian_letter")(consents.send_guardian_letter)
jobs.job("accounts.send_suspended_letter")(people.send_suspended_letter)


@jobs.schedule("accounts.forget_what_ended", cron="17 3 * * *")
def forget_what_ended() -> None:
    """Delete sign-ups nobody answered and devices that ended long ago."""
    sign_up.forget_unanswered_sign_ups()
    sign_in.forget_ended_devices()
