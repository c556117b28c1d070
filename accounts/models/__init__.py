"""People: who they are and what they may be. Import models from here."""

from accounts.models.users import RoleGrant, User

__all__ = ["RoleGrant", "User"]
