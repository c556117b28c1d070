from discussions.registrations import invariants, moderation, queues

__all__ = ["invariants", "moderation", "queues"]
