"""`python -m vaultsync` and the `vaultsync` command."""

import gc
from typing import Any

# Most of what a command makes lives until it ends: looking through it after every 700 objects is time lost.
gc.set_threshold(50_000, 20, 100)


def main() -> Any:
    """Run the command line."""
    from vaultsync.faces import cli

    try:
        return cli.main()
    finally:
        # Nor does the interpreter's last look for garbage find anything that does not die with the process.
        gc.freeze()


if __name__ == "__main__":
    main()
