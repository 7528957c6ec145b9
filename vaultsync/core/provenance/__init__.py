"""Where a task comes from: the file behind its note, the messages in it, the sentence that most likely asked."""

from vaultsync.core.provenance.likely import Likely, Passages, likely_message
from vaultsync.core.provenance.messages import Message, messages
from vaultsync.core.provenance.sources import Found, How, Sources

__all__ = ["Found", "How", "Likely", "Message", "Passages", "Sources", "likely_message", "messages"]
