"""Edits in few words."""

from vaultsync.core.model import Edit


def edit(line, before, after):
    before, after = ((lines,) if isinstance(lines, str) else tuple(lines) for lines in (before, after))
    return Edit(path="a.md", line=line, before=before, after=after)
