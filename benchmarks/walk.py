"""The least that a sync can cost: os.scandir through a folder, with a stat of every file."""

import os
import sys


def main(top: str) -> None:
    """Walk, and print how many files there are."""
    waiting, files = [top], 0
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(entry.path)
                else:
                    entry.stat(follow_symlinks=False)
                    files += 1
    print(files)


if __name__ == "__main__":
    main(sys.argv[1])
