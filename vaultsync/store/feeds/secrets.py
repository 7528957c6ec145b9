"""The secrets of feeds: digests only, in a file that nobody else may read."""

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from tempfile import mkstemp
from typing import Any

from vaultsync.core.errors import StoreError
from vaultsync.core.feed.access import Secret
from vaultsync.store import refusal
from vaultsync.store.lock import writer_lock

_FORMAT = 1
_PATIENCE_SECONDS = 5.0


class SecretFile:
    """`feeds.json` of a vault's state folder."""

    def __init__(self, folder: Path, *, pause: Callable[[float], None]) -> None:
        """Stand on a state folder.

        Args:
            folder: The vault's state folder; it is made if need be.
            pause: Waits for so many seconds.
        """
        self.path = folder / "feeds.json"
        self._lock = folder / "feeds.lock"
        self._pause = pause
        self._kept: tuple[tuple[int, ...] | None, tuple[Secret, ...]] = None, ()

    def known(self) -> tuple[Secret, ...]:
        """Return every secret, the oldest first; the file is read only when it was replaced.

        Raises:
            StoreError: The file cannot be read, or is not ours.
        """
        seen = self._stamp()
        before, known = self._kept
        if seen != before:
            # The stamp first: a file replaced in between is read once more. Both at once: threads share them.
            known = self._read() if seen else ()
            self._kept = seen, known
        return known

    @contextmanager
    def changing(self) -> Iterator[Callable[[tuple[Secret, ...]], None]]:
        """Hold the lock; what is handed over replaces all secrets in one rename.

        Raises:
            Busy: Another process changes them.
            StoreError: The state folder cannot be used.
        """
        work = "changing the secrets of this vault's feeds"
        with writer_lock(self._lock, pause=self._pause, patience_seconds=_PATIENCE_SECONDS, work=work):
            yield self._replace

    def _stamp(self) -> tuple[int, ...] | None:
        try:
            found = os.stat(self.path)  # noqa: PTH116  # asked for every request: Path.stat costs twice as much
        except FileNotFoundError:
            return None
        except OSError as error:
            raise _unusable(self.path, error) from error
        return found.st_ino, found.st_mtime_ns, found.st_size

    def _read(self) -> tuple[Secret, ...]:
        try:
            document = json.loads(self.path.read_text("ascii"))
            if document["format"] != _FORMAT:
                raise StoreError(
                    f"{self.path} was made by a newer vaultsync (format {document['format']})",
                    remedy="Upgrade vaultsync; or delete the file, and make new secrets: `vaultsync feed create`.",
                )
            return tuple(_secret(each) for each in document["secrets"])
        except FileNotFoundError:
            return ()
        except OSError as error:
            raise _unusable(self.path, error) from error
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise StoreError(
                f"{self.path} cannot be understood",
                remedy="Delete it, and make new secrets: `vaultsync feed create`.",
            ) from error

    def _replace(self, secrets: tuple[Secret, ...]) -> None:
        document = {"format": _FORMAT, "secrets": [asdict(each) for each in secrets]}
        data = json.dumps(document, indent=1, default=datetime.isoformat).encode("ascii")
        with refusal.of_state(str(self.path)):
            # An older vaultsync, or a person, may have made the folder for all to see.
            self.path.parent.chmod(0o700)
            handle, temporary = mkstemp(prefix=".feeds-", suffix=".tmp", dir=self.path.parent)  # readable by us only
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(data)
                    file.flush()
                    os.fsync(file.fileno())
                Path(temporary).replace(self.path)
            except BaseException:
                with suppress(OSError):
                    Path(temporary).unlink()
                raise


def _secret(row: dict[str, Any]) -> Secret:
    revoked = row["revoked"]
    return Secret(
        feed=str(row["feed"]),
        label=str(row["label"]),
        digest=str(row["digest"]),
        made=datetime.fromisoformat(row["made"]),
        revoked=datetime.fromisoformat(revoked) if revoked else None,
    )


def _unusable(path: Path, error: OSError) -> StoreError:
    return StoreError(f"{path} cannot be read ({error.strerror})", remedy="Correct its permissions.")
