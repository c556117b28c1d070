"""What courses tell the apps below: registered once, when the apps are ready."""

from courses.registrations import invariants, media, moderation, plans, published_media, quizzes, sellables, work

__all__ = ["invariants", "media", "moderation", "plans", "published_media", "quizzes", "sellables", "work"]
