"""How a batch ended, for a terminal and for a script."""

from typing import Any, Final

from cxworkbench.running.batch import Batch
from cxworkbench.running.engagements import Engagements

SHOWN: Final = 20  # failures named one by one; all of them are in the manifest


def batch_summary(batch: Batch) -> dict[str, Any]:
    """The batch as a script reads it."""
    return {
        "engagement": str(batch.folder),
        "run": str(batch.run),
        "index": str(batch.index),
        "all_accounts": str(batch.whole_report) if batch.whole_report else "",
        "manifest": str(batch.manifest),
        "accounts": len(batch.lines),
        "reports": sum(line.status == "ok" for line in batch.lines),
        "skipped": batch.skipped,
        "failed": [{"account": line.account, "message": line.message} for line in batch.failed],
    }


def describe_batch(batch: Batch) -> str:
    """The batch in a few lines: how many reports, what failed and why, where the index is."""
    done = sum(line.status == "ok" for line in batch.lines)
    kept = f", {batch.skipped} of them from before" if batch.skipped else ""
    failures = [f"{line.account}: {line.message}" for line in batch.failed]
    together = [f"All accounts together: {batch.whole_report}"] if batch.whole_report else []
    beside = ", and one of all accounts together" if together else ""
    return "\n".join(
        [
            f"{done} of {len(batch.lines)} account reports{kept}{beside}.",
            *_failed(failures, str(batch.manifest)),
            *together,
            f"Index: {batch.index}",
        ]
    )


def engagements_summary(done: Engagements) -> dict[str, Any]:
    """The batch over engagements as a script reads it."""
    return {
        "index": str(done.index),
        "engagements": len(done.outcomes),
        "reports": sum(outcome.ok for outcome in done.outcomes),
        "failed": [{"engagement": one.name, "message": one.message} for one in done.failed],
    }


def describe_engagements(done: Engagements) -> str:
    """The batch over engagements in a few lines."""
    reports = sum(outcome.ok for outcome in done.outcomes)
    failures = [f"{outcome.name}: {outcome.message}" for outcome in done.failed]
    return "\n".join(
        [
            f"{reports} of {len(done.outcomes)} reports.",
            *_failed(failures, str(done.index)),
            f"Index: {done.index}",
        ]
    )


def _failed(failures: list[str], rest_in: str) -> list[str]:
    if not failures:
        return []
    more = len(failures) - SHOWN
    rest = [f"  and {more} more, in {rest_in}"] if more > 0 else []
    return [f"{len(failures)} failed:", *(f"  {text}" for text in failures[:SHOWN]), *rest]
