"""Tests of `vaultsync.core.reconcile`."""
