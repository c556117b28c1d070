from paths.registrations import completion, invariants

__all__ = ["completion", "invariants"]
