"""What of a told record a reader may see: everything inside the house, little outside.

Outside goes only what somebody marked as safe. What nobody thought about stays inside.
"""

from typing import Final

from cxworkbench.ground.errors import ParameterProblem, did_you_mean, sample_of
from cxworkbench.ground.terms import AUDIENCES
from cxworkbench.records.told import Audience, Block, Section, Told

# What the label of a page says to a pointer that rests on it.
TITLES: Final = {  # said later
    "internal": "for the team of this engagement only",
    "client-safe": "holds only what was marked as safe to hand to the client",
}
EVERYBODY: Final = "all"  # the told of the whole engagement: no account's own
RECEIVED: Final = "data"  # the engagement's folder of received files
# Parameters that say nothing about how the client sorts its accounts, or where files lie.
SAFE_PARAMETERS: Final = ("account", "as_of", "window_days", "seed")


def for_audience(told: Told, audience: str) -> Told:
    """The same record with only what this audience may see.

    For "internal" it is the record itself. For "client-safe" it keeps the blocks marked
    client-safe that are no drafts; quotes only of the record's own account and only with consent;
    evidence and sources only of the own account (`evidence_count` still says how much there is);
    no next step, no segment, and of the received files only those that a kept source names. A
    record of all accounts has no own account, so it keeps neither quotes nor sources.

    Raises
    ------
    ParameterProblem
        There is no such audience.
    """
    if audience not in AUDIENCES:
        raise ParameterProblem(
            f"There is no audience {audience!r}. {did_you_mean(audience, AUDIENCES)}"
            f"A report is {sample_of(AUDIENCES)}."
        )
    return told if audience == "internal" else _client_safe(told)


def _client_safe(told: Told) -> Told:
    sources = tuple(
        one.model_copy(update={"said": ""}) for one in told.sources if _is_own(one.account_id, told)
    )
    known = {one.evidence_id for one in sources}
    files = {received_name(one.file) for one in sources}
    sections = [_safe_section(section, told, known) for section in told.sections]
    return told.model_copy(
        update={
            "sections": tuple(section for section in sections if section.blocks),
            "sources": sources,
            "inputs": {name: digest for name, digest in told.inputs.items() if name in files},
            "parameters": {
                name: told.parameters[name] for name in SAFE_PARAMETERS if name in told.parameters
            },
            "next_step": "",
        }
    )


def received_name(file: str) -> str:
    """The name under which `Told.inputs` holds a source's file: as seen from the engagement.

    Examples
    --------
    >>> received_name("survey.csv"), received_name("2026/survey.csv")
    ('data/survey.csv', 'data/2026/survey.csv')
    """
    return f"{RECEIVED}/{file}"


def _is_own(account_id: str, told: Told) -> bool:
    return account_id == told.account_id and account_id not in ("", EVERYBODY)


def _safe_section(section: Section, told: Told, known: set[str]) -> Section:
    blocks = tuple(_safe_block(block, known) for block in section.blocks if _may_leave(block, told))
    return section.model_copy(update={"blocks": blocks})


def _may_leave(block: Block, told: Told) -> bool:
    marked: Audience = "client-safe"
    if block.audience != marked or block.draft:
        return False
    if block.kind == "quote":
        return _is_own(block.account_id, told) and block.consent != "none"
    return block.account_id in ("", told.account_id)


def _safe_block(block: Block, known: set[str]) -> Block:
    kept = tuple(one for one in block.evidence if one in known)
    count = max(block.evidence_count, len(block.evidence))
    return block.model_copy(update={"evidence": kept, "evidence_count": count})
