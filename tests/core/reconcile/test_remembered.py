"""What is remembered of words is dropped when it is much: a daemon would keep it for months."""

import pkgutil
from functools import _lru_cache_wrapper
from importlib import import_module

from vaultsync.core import reconcile
from vaultsync.core.reconcile.remembered import MEMORIES, forget
from vaultsync.core.reconcile.stems import stem


def test_every_function_that_remembers_is_known():
    modules = [import_module(f"{reconcile.__name__}.{each.name}") for each in pkgutil.iter_modules(reconcile.__path__)]
    remembering = {each for module in modules for each in vars(module).values() if isinstance(each, _lru_cache_wrapper)}
    assert remembering == set(MEMORIES)


def test_little_is_kept_for_the_next_save_and_much_is_dropped():
    stem("minutes")
    forget()
    assert stem.cache_info().currsize
    for number in range(30_000):
        stem(f"word{number}")
    forget()
    assert not stem.cache_info().currsize
