"""The demonstration: the shipped sample as an engagement, and the accounts it reports on."""

from pathlib import Path
from typing import Final

from cxworkbench.ground.resources import shipped
from cxworkbench.intake.folders import new_engagement
from cxworkbench.running.planning import read_accounts

SAMPLE: Final = "retail-pos"
ACCOUNTS: Final = "accounts-demo.csv"


def prepare_demo(out: Path) -> tuple[Path, tuple[str, ...]]:
    """The demonstration's engagement inside `out`, made if it is not there, and its account ids."""
    folder = out / SAMPLE
    if not (folder / "engagement.toml").is_file():
        new_engagement(folder, sample=SAMPLE)
    return folder.resolve(), read_accounts(shipped("samples") / SAMPLE / ACCOUNTS)
