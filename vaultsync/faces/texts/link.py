"""Links that open a note in Obsidian."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vaultsync.core.model import TaskLine
    from vaultsync.core.seen import SeenLine


def link_to(vault: str, line: "TaskLine | SeenLine") -> str:
    """Return the link that opens a line's note in Obsidian, at its block if it has an id."""
    file = line.path[:-3] if line.path.lower().endswith(".md") else line.path
    target = f"{file}#^{line.said.block_id}" if line.said.block_id else file
    return f"obsidian://open?vault={_quoted(vault)}&file={_quoted(target)}"


_PLAIN = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-~")
_WRITTEN = [chr(byte) if byte in _PLAIN else f"%{byte:02X}" for byte in range(256)]


def _quoted(text: str) -> str:
    """Return a text as RFC 3986, section 2, wants it, as `urllib.parse.quote` does: to import that takes longer."""
    return "".join([_WRITTEN[byte] for byte in text.encode("utf-8", "surrogateescape")])
