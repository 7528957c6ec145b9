"""`python -m vaultsync` and the `vaultsync` command."""

from vaultsync.faces.cli import main

if __name__ == "__main__":
    main()
