"""The lock files install with any pip: what is asked for with an extra is pinned with it.

Older pips take a pin of `coverage` for none of `coverage[toml]`, fetch the newest release for the
latter, and refuse it in hash mode: the lock breaks on the day that a newer release comes out.
"""

import re
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PIN = re.compile(r"^([A-Za-z0-9._-]+)(?:\[([^\]]+)\])?==", re.MULTILINE)


def pinned(lock):
    found = PIN.findall((ROOT / lock).read_text())
    return {canonicalize_name(name): set(filter(None, extras.split(","))) for name, extras in found}


def extras_asked_for(pins):
    for name in pins:
        try:
            requires = metadata.requires(name) or []
        except metadata.PackageNotFoundError:
            continue  # pinned for another platform
        for text in requires:
            wanted = Requirement(text)
            if wanted.extras and (not wanted.marker or wanted.marker.evaluate({"extra": ""})):
                yield name, canonicalize_name(wanted.name), wanted.extras


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-test.lock"])
def test_what_is_asked_for_with_an_extra_is_pinned_with_it(lock):
    pins = pinned(lock)

    asked = list(extras_asked_for(pins))

    assert asked
    assert [one for one in asked if not one[2] <= pins.get(one[1], set())] == []
