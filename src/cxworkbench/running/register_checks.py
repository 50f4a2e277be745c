"""What a register lacks, and its cause tree as a picture, on the command line."""

from pathlib import Path
from typing import Any

from cxworkbench.ground.shell import in_shell
from cxworkbench.insight.actionability import actionability_table, orphan_pains
from cxworkbench.insight.stage_check import check_stages, say_none_found
from cxworkbench.records.store import load_engagement
from cxworkbench.running.maps import EXPORTS
from cxworkbench.running.registers import change_register, own_register
from cxworkbench.telling.cause_sections import describe_ready
from cxworkbench.telling.cause_tree import cause_layout
from cxworkbench.telling.cause_words import status_warnings
from cxworkbench.telling.map_pictures import write_layout


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
