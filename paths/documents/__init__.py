"""A path as text that can be frozen, and how a learner stands on one."""
