"""The command line as launchd runs it: what trying again does not help ends with status 0.

launchd.plist(5) knows of statuses only whether they are 0: an agent that is kept alive after failures is started
again after each of them, for ever, and writes its error into its log every time.
"""

import gc
import sys

from vaultsync.faces import cli
from vaultsync.faces.daemon.service import FUTILE


def main() -> None:
    """Run the command line; exit with 0 where systemd would not try again either."""
    try:
        cli.main()
    except SystemExit as end:
        if end.code not in FUTILE:
            raise
        said = (
            "launchd does not start it again until the next log-in. When that is put right: `vaultsync service start`."
        )
        sys.stderr.write(f"Status {end.code}: {said}\n")
        sys.exit(0)


if __name__ == "__main__":
    gc.set_threshold(50_000, 20, 100)  # as the command does
    main()
