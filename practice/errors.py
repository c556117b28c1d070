"""What the rules of practising refuse."""

from kit.errors import Conflict


class TooManyEntries(Conflict):
    reason = "too_many_entries"
    message = "A day holds {most} entries at most. Change one of them, or take one away."


class PausesOverlap(Conflict):
    reason = "pauses_overlap"
    message = "There is a pause in this time already."


class TooManyPauses(Conflict):
    reason = "too_many_pauses"
    message = "There is room for {most} pauses at most. Take one away first."
