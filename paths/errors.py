from kit.errors import Conflict, InvalidInput


class PathNotReady(Conflict):
    """It cannot be proposed as it is; `problems` says why, in sentences."""

    reason = "path_not_ready"
    message = "It cannot be proposed yet: {problems}"


class PathIsProposed(Conflict):
    reason = "path_is_proposed"
    message = "A proposal of this path waits for a decision already."


class ProposalIsSettled(Conflict):
    reason = "proposal_is_settled"
    message = "This proposal was settled already: {state}."


class NotYourOwnPath(Conflict):
    reason = "not_your_own_path"
    message = "Somebody else decides about what you have written or proposed."


class DecisionNeedsWords(InvalidInput):
    reason = "decision_needs_words"


class PathChangedMeanwhile(Conflict):
    reason = "path_changed_meanwhile"
    message = "Somebody has changed this path since you opened it. What you wrote is below: compare, and keep it again."


class PathWasNeverPublic(Conflict):
    reason = "path_was_never_public"
    message = "It was never public."


class PathNotOpen(Conflict):
    reason = "path_not_open"
    message = "Nobody new can begin this path just now."


class PrerequisiteMissing(Conflict):
    reason = "prerequisite_missing"
    message = "First you need: {titles}."


class PathNotFinished(Conflict):
    reason = "path_not_finished"
    message = "Something is still missing on this path."


class PathIsFinished(Conflict):
    reason = "path_is_finished"
    message = "You have come to the end of this path: it stays with you."


class NothingToRenew(Conflict):
    reason = "nothing_to_renew"
    message = "There is nothing to renew just now."
