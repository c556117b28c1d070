"""Argon2id with the work that ASVS 5.0 (11.4.2) asks for, set for small machines."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2idHasher(Argon2PasswordHasher):
    """19 MiB, two passes, one lane: the recommended minimum, so that sign-ins do not exhaust memory."""

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1
