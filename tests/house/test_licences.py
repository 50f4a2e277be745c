"""No part that the package needs is under the GPL, LGPL or AGPL."""

import re
from importlib.metadata import Distribution, distributions, requires

from packaging.requirements import Requirement

REFUSED = re.compile(r"\b(A|L)?GPL|GNU (Affero|Lesser|Library|General)", re.IGNORECASE)


def name_of(distribution):
    return re.sub(r"[-_.]+", "-", distribution.metadata["Name"]).lower()


def needed(root):
    """Every distribution that installing `root` brings, without extras."""
    installed = {name_of(found): found for found in distributions()}
    seen, waiting = {}, [root]
    while waiting:
        name = re.sub(r"[-_.]+", "-", waiting.pop()).lower()
        if name in seen or name not in installed:
            continue
        seen[name] = installed[name]
        for line in requires(name) or []:
            requirement = Requirement(line)
            if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
                waiting.append(requirement.name)
    return seen


def licence_words(distribution: Distribution):
    metadata = distribution.metadata
    classifiers = [c for c in metadata.get_all("Classifier", []) if c.startswith("License")]
    stated = [metadata.get("License-Expression") or "", (metadata.get("License") or "")[:200]]
    return " | ".join([*stated, *classifiers])


def test_the_whole_chain_of_parts_is_looked_at():
    assert {"pandas", "jupyterlab", "papermill", "pydantic", "altair"} <= set(needed("cxworkbench"))


def test_no_part_is_under_a_refused_licence():
    found = {
        name: licence_words(part)
        for name, part in needed("cxworkbench").items()
        if REFUSED.search(licence_words(part))
    }

    assert found == {}


def test_a_refused_licence_would_be_seen():
    assert REFUSED.search("GNU Lesser General Public License v3 (LGPLv3)")
    assert REFUSED.search("AGPL-3.0-or-later")
    assert not REFUSED.search("BSD-3-Clause")
