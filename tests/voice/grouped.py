"""Made accounts for the tests of behavioural segments, seeded from a phrase."""

import zlib

import numpy as np
import pandas as pd

THREE = ("revenue", "usage", "services")


def chance(phrase):
    return np.random.default_rng(zlib.crc32(phrase.encode()))


def in_three_groups(phrase="three groups", accounts=90, apart=6.0):
    """Accounts a third each `apart` standard deviations up in one of three figures."""
    rng = chance(phrase)
    groups = np.arange(accounts) % 3
    figures = np.eye(3)[groups] * apart + rng.normal(size=(accounts, 3)) + 20
    return profile_of(figures), groups


def in_no_groups(phrase="no groups", accounts=120, wide=4):
    return profile_of(chance(phrase).normal(size=(accounts, wide)) + 20)


def profile_of(figures, **more):
    names = ("revenue", "usage", "services", "tenure_years", "renewals")[: figures.shape[1]]
    table = pd.DataFrame(figures, columns=list(names))
    table.insert(0, "account_id", [f"a{place:03}" for place in range(len(table))])
    table.insert(1, "name", [f"Firm {place}" for place in range(len(table))])
    return table.assign(**more)
