"""What the producer's desk refuses."""

from kit.errors import Conflict


class NobodyToTell(Conflict):
    reason = "nobody_to_tell"
    message = "Nobody is in this group."


class GroupChanged(Conflict):
    reason = "group_changed"
    message = "Meanwhile there are {people} people in this group. Please look again before you send it."


class EnoughAnnouncements(Conflict):
    reason = "enough_announcements"
    message = "A course sends {most} announcements in a day at the most, so that learners go on reading them."


class NobodyReadsIt(Conflict):
    reason = "nobody_reads_it"
    message = "“{title}” is not open to its learners just now, so they could not read it."
