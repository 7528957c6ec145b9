"""Files that vaultsync makes for others to read: replaced whole, and only if their bytes differ."""

import os
from contextlib import suppress
from pathlib import Path
from tempfile import mkstemp

from vaultsync.core.errors import NotWritable
from vaultsync.store.refusal import reason, remedy


def replace_file(path: Path, data: bytes) -> bool:
    """Give a file new bytes in one rename; return False, and touch nothing, if it has them already.

    Raises:
        NotWritable: The folder is missing, cannot be written, or the disk is full.
    """
    try:
        if path.is_file() and path.read_bytes() == data:
            return False
        handle, temporary = mkstemp(prefix=".~vaultsync-", suffix=".tmp", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            # A feed is made to be read by other programs; mkstemp makes it private.
            Path(temporary).chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
            Path(temporary).replace(path)
        except BaseException:
            with suppress(OSError):
                Path(temporary).unlink()
            raise
    except OSError as error:
        raise NotWritable(f"{path} cannot be written: {reason(error)}", remedy=remedy(error)) from error
    return True
