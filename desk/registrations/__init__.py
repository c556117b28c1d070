"""What the desk tells the apps below, and the queues that they fill: registered once, when the apps are ready."""

from desk.registrations import moderation, queues

__all__ = ["moderation", "queues"]
