from discussions.registrations import invariants, moderation

__all__ = ["invariants", "moderation"]
