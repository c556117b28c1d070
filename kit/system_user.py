"""Dropping root's rights: which unprivileged user to become, and where that user may go."""

import grp
import pwd
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class SystemUser:
    """A user of the operating system, with the groups that count for folders."""

    uid: int
    gid: int
    groups: frozenset[int]

    @property
    def identity(self) -> dict[str, Any]:
        """Arguments of subprocess.run that start a program as this user."""
        return {"user": self.uid, "group": self.gid, "extra_groups": sorted(self.groups - {self.gid})}

    def may_reach(self, path: Path) -> bool:
        """Whether every folder down to `path`, as far as it exists, lets this user through."""
        return all(self._may_enter(part) for part in (path, *path.parents))

    def _may_enter(self, folder: Path) -> bool:
        try:
            state = folder.stat()
        except FileNotFoundError:
            return True
        if state.st_uid == self.uid:
            return bool(state.st_mode & stat.S_IXUSR)
        if state.st_gid in self.groups:
            return bool(state.st_mode & stat.S_IXGRP)
        return bool(state.st_mode & stat.S_IXOTH)


def unprivileged_user(names: tuple[str, ...] = ("perfomix", "postgres", "nobody")) -> SystemUser | None:
    """The first of `names` that this system has."""
    for name in names:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        groups = {entry.pw_gid} | {group.gr_gid for group in grp.getgrall() if name in group.gr_mem}
        return SystemUser(entry.pw_uid, entry.pw_gid, frozenset(groups))
    return None
