"""The background work of the desk, by the names under which it is deferred (DESIGN 7)."""

from desk.operations.announcing import TELL, tell_learners
from kit.jobs import job

job(TELL)(tell_learners)
