"""What a register lacks, and its cause tree as a picture, on the command line."""

from pathlib import Path
from typing import Any

from cxworkbench.ground.errors import ParameterProblem
from cxworkbench.ground.locking import only_one
from cxworkbench.ground.shell import in_shell
from cxworkbench.insight.actionability import actionability_table, orphan_pains
from cxworkbench.insight.building import PROPOSED_FILE
from cxworkbench.insight.drafts import insights_of
from cxworkbench.insight.stage_check import check_stages, say_none_found
from cxworkbench.records.accepting import accept_register
from cxworkbench.records.store import load_engagement
from cxworkbench.running.map_answers import list_conflicts
from cxworkbench.running.maps import EXPORTS, newest_proposal
from cxworkbench.running.planning import require_engagement
from cxworkbench.running.registers import change_register, own_register
from cxworkbench.telling.cause_sections import describe_ready
from cxworkbench.telling.cause_tree import cause_layout
from cxworkbench.telling.cause_words import status_warnings
from cxworkbench.telling.map_pictures import write_layout
from cxworkbench.voice.words import count_of


def accept_drafts(folder: Path) -> str:
    """What came into people's register from the newest run of part 3, and what did not agree.

    Raises
    ------
    ParameterProblem
        The folder holds no engagement, or no run of part 3 drafted anything.
    """
    require_engagement(folder)
    proposed = newest_proposal(folder, PROPOSED_FILE)
    if proposed is None:
        raise ParameterProblem(
            f"No run of {folder} drafted insights. Run part 3 first: cxworkbench run "
            f"{in_shell(folder)} --part insights"
        )
    with only_one(folder, "cxworkbench register accept"):
        accepted = accept_register(folder, proposed)
    entries = accepted.register.entries
    return "\n".join(
        [
            f"The register holds {len(entries):,} entries, "
            f"{count_of(len(insights_of(accepted.register)), 'insight')} among them.",
            *list_conflicts(accepted.conflicts),
        ]
    )


def check_register_of(folder: Path) -> tuple[dict[str, Any], str, bool]:
    """What is missing, as content and as lines, and whether each stage has a word."""
    register = own_register(folder)
    holes = check_stages(register, load_engagement(folder).stages)
    ready, orphans = actionability_table(register), orphan_pains(register)
    lines = [*holes, describe_ready(register), *status_warnings(register)]
    lines += [
        f"{row['score']:3d} of 100  {row['insight']}: {row['missing']}"
        for _, row in ready.iterrows()
        if row["missing"]
    ]
    lines += [f"Nothing is recommended for: {pain}" for pain in orphans["pain"]]
    if holes:
        lines.append(f'Say why: cxworkbench register none {in_shell(folder)} STAGE --because "…"')
    content = {
        "stages": list(holes),
        "insights": ready.to_dict("records"),
        "orphans": orphans["pain_id"].tolist(),
    }
    return content, "\n".join(lines), not holes


def say_none_in(folder: Path, stage: str, because: str) -> str:
    """That a stage now says why nothing was found in it."""
    stages = load_engagement(folder).stages if own_register(folder) else ()
    after = change_register(folder, lambda one: say_none_found(one, stages, stage, because))
    return f"{stage}: {after.entries[-1].why}"


def draw_tree(folder: Path, out: Path | None = None) -> str:
    """Where the cause tree was drawn to."""
    layout = cause_layout(own_register(folder))
    path = out or folder / EXPORTS / "causes.svg"
    written = write_layout(layout, path)
    return f"{layout.description}\nDrawn: {', '.join(str(one) for one in written)}"
