"""What the rules about people may refuse."""

from kit.errors import Conflict, NotAllowed, NotSignedIn


class WrongCredentials(NotSignedIn):
    """No account has this address with this password; never says which of the two."""

    reason = "wrong_credentials"
    message = "The e-mail address or the password is not right."


class SessionEnded(NotSignedIn):
    """The token is not ours, too old, used before, or its device was signed out."""

    reason = "session_ended"
    message = "Please sign in again."


class AccountSuspended(NotAllowed):
    """Told only to somebody who knows the password."""

    reason = "account_suspended"
    message = "This account is suspended. Please write to us."


class SessionSuspended(SessionEnded):
    """The device was signed out because its person is suspended: told only to whoever holds a token of that device."""

    reason = AccountSuspended.reason
    message = AccountSuspended.message


class EmailNotVerified(NotAllowed):
    """Told only to somebody who knows the password."""

    reason = "email_not_verified"
    message = "Please open the link in the letter we sent you, or ask for another."


class AdminNotOpen(NotAllowed):
    reason = "admin_not_open"
    message = "This account has no part in the editor."


class LinkNotUsable(Conflict):
    """The link of a letter was used, is older than an hour, or was never ours."""

    reason = "link_not_usable"
    message = "This link was used or is too old. Please ask for another."


class LastAdministrator(Conflict):
    reason = "last_administrator"
    message = "This is the last administrator. Make somebody else one first."


class RoleNotHeld(Conflict):
    reason = "role_not_held"
    message = "This person does not have that role."


class RoleAlreadyHeld(Conflict):
    reason = "role_already_held"
    message = "You have this role already."


class RoleCannotPause(Conflict):
    reason = "role_cannot_pause"
    message = "Only what you are for the public can be paused; this role can be laid down."


class RolePaused(Conflict):
    reason = "role_paused"
    message = "You have paused this role. Resume it first."


class RequestDecided(Conflict):
    reason = "request_decided"
    message = "This request was answered already."


class AddressTaken(Conflict):
    """Told to administrators and commands only, never to visitors."""

    reason = "address_taken"
    message = "There is an account with this e-mail address."


class DemoPersonInProduction(NotAllowed):
    reason = "demo_person_in_production"
    message = "Demo people exist on development machines only."
