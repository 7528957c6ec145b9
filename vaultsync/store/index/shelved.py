"""What the shelf keeps of a line, read without what fills it: see `shelf`."""

import marshal
import sys
from typing import Any, Final

from vaultsync.core.reconcile.features import Features

MODEL: Final = "6cff69601222d7a9"
"""The words and weights by which features are made and compared; a test says the new name when they change.

To reckon it takes longer than to read the features of a task.
"""

FORMAT: Final = f"{marshal.version} {sys.version_info.major}.{sys.version_info.minor} {MODEL}"
"""Features are kept by marshal, whose format is that of one Python, and compared by one set of words and weights."""


def features_row(features: Features) -> bytes:
    """Return features as they are kept."""
    return marshal.dumps(tuple(features))


def features_of(row: Any) -> Features:
    """Return the features that were kept, in this format."""
    return Features._make(marshal.loads(row))
