from certificates.registrations import completion

__all__ = ["completion"]
