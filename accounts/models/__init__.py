"""People: who they are and what they may be. Import models from here."""

from accounts.models.consents import RoleRequest, TermsAcceptance
from accounts.models.profiles import Profile, ProfileStyle
from accounts.models.sign_in import RefreshToken, SignUp, TokenFamily
from accounts.models.users import RoleGrant, User

__all__ = [
    "Profile",
    "ProfileStyle",
    "RefreshToken",
    "RoleGrant",
    "RoleRequest",
    "SignUp",
    "TermsAcceptance",
    "TokenFamily",
    "User",
]
