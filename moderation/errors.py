from kit.errors import Conflict


class AlreadyReported(Conflict):
    reason = "already_reported"
    message = "You have reported this already; it is being looked at."


class OwnThing(Conflict):
    reason = "own_thing"
    message = "This is yours: change it or take it back instead of reporting it."


class ReportDecided(Conflict):
    reason = "report_decided"
    message = "This report was decided already."
