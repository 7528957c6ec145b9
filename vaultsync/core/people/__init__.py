"""One person under many spellings: who is who in a vault, and who is asked how often."""

from vaultsync.core.people.alias import alias_edits
from vaultsync.core.people.census import Census, Counted, Spelling, UnsettledName, census, meant_so_far
from vaultsync.core.people.newcomer import Newcomer, newcomer, whole
from vaultsync.core.people.person import Outcome, Person, Resolved
from vaultsync.core.people.registry import Registry

__all__ = [
    "Census",
    "Counted",
    "Newcomer",
    "Outcome",
    "Person",
    "Registry",
    "Resolved",
    "Spelling",
    "UnsettledName",
    "alias_edits",
    "census",
    "meant_so_far",
    "newcomer",
    "whole",
]
