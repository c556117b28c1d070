from practice.registrations import lessons

__all__ = ["lessons"]
