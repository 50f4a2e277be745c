"""Whether each stage has an insight or says why it has none; a report without is not whole."""

from collections.abc import Sequence

from cxworkbench.ground.errors import ParameterProblem, did_you_mean, sample_of
from cxworkbench.ground.language import inside, say
from cxworkbench.insight.drafting import NONE_FOUND
from cxworkbench.insight.drafts import insights_of, none_found, stage_ids_of
from cxworkbench.insight.entries import entry_id
from cxworkbench.records.engagement import StageBelief
from cxworkbench.records.register import Entry, Register
from cxworkbench.records.register_edits import with_new_entry


def check_stages(register: Register, stages: Sequence[StageBelief]) -> tuple[str, ...]:
    """What is wrong, a sentence for each stage without an insight and without the reason why.

    Examples
    --------
    >>> check_stages(Register(), [StageBelief(name="Use")])
    ('The stage Use has no insight, and nothing says why none was found.',)
    """
    return tuple(
        say("The stage {name} has no insight, and nothing says why none was found.", name=name)
        for name in _untold(register, stages)
    )


def say_none_found(
    register: Register, stages: Sequence[StageBelief], stage: str, because: str
) -> Register:
    """The register that says why nothing was found in a stage, in a person's words.

    Raises
    ------
    ParameterProblem
        There is no such stage, no reason is given, or the stage has an insight or a reason already.
    """
    ids = stage_ids_of(stages)
    if stage not in ids:
        raise ParameterProblem(
            f"There is no stage {stage!r}. {did_you_mean(stage, ids)}"
            f"Stages: {sample_of(ids, most=len(ids))}."
        )
    why = " ".join(because.split())
    if not why:
        raise ParameterProblem("Say why nothing was found, in a sentence.")
    if stage not in _untold(register, stages):
        raise ParameterProblem(f"The stage {stage} has an insight or a reason already.")
    taken = {*register.retired_ids, *(one.id for one in register.entries)}
    key = entry_id("insight", f"{NONE_FOUND}{stage}", ids[stage])
    told = Entry(
        id=key if key not in taken else entry_id("insight", f"{NONE_FOUND}{stage}", why),
        kind="insight",
        title=f"{NONE_FOUND}{stage}",
        stage_id=ids[stage],
        status="confirmed",
        why=say("None found, because {why}", why=inside(why)),
    )
    return with_new_entry(register, told)


def _untold(register: Register, stages: Sequence[StageBelief]) -> list[str]:
    told = {one.stage_id for one in insights_of(register)}
    told |= {one.stage_id for one in none_found(register) if one.why.strip()}
    return [name for name, key in stage_ids_of(stages).items() if key not in told]
