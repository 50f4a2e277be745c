"""What must hold inside a partner chain before anything can be calculated from it."""

from collections.abc import Callable, Mapping
from typing import Final

from cxworkbench.ground.errors import did_you_mean, sample_of
from cxworkbench.records.links import circles, ids_of, orphans, twice
from cxworkbench.records.partners import CompanyInteraction, Gate, Partners, Rate

MOST_IN_A_TABLE: Final = 4  # inputs; beyond, no record has enough rows for each pattern


def check_partners(partners: Partners) -> tuple[str, ...]:
    """What is wrong inside a partner chain, a sentence each.

    Ids are single; every company, need and value that is named is there; nothing needs itself, not
    even round some corners; ranges enclose their value; each gate has what its operator takes.
    """
    companies = ids_of(partners.companies)
    exchanges = partners.company_interactions
    faults = twice("ids of companies", [one.id for one in partners.companies])
    faults += twice("ids of the chain's steps", [one.id for one in _steps(partners)])
    faults += orphans("company interaction", exchanges, "provider", companies)
    faults += orphans("company interaction", exchanges, "recipient", companies)
    if partners.focal and partners.focal not in companies:
        faults.append(
            f"focal is {partners.focal!r}, which is no company here. "
            f"{did_you_mean(partners.focal, companies)}Correct it."
        )
    faults += _missing_needs(partners)
    faults += [
        f"{place} has a range from {one.low} to {one.high} that does not enclose {one.value}. "
        "Correct one of the three."
        for place, one in _rates(partners)
        if not _encloses(one.low, one.value, one.high)
    ]
    faults += [fault for gate in partners.gates for fault in _gate_faults(gate, partners)]
    return (*faults, *circles("steps of the chain", needs_of(partners)))


def needs_of(partners: Partners) -> dict[str, tuple[str, ...]]:
    """Step of the chain -> the steps it needs."""
    return {one.id: tuple(need.of for need in one.needs) for one in _steps(partners)}


def _steps(partners: Partners) -> list[CompanyInteraction | Gate]:
    return [*partners.company_interactions, *partners.gates]


def _missing_needs(partners: Partners) -> list[str]:
    needs = needs_of(partners)
    faults = [
        f"{one!r} needs {other!r}, which is no interaction or gate here. "
        f"{did_you_mean(other, needs)}Correct it."
        for one, others in needs.items()
        for other in others
        if other not in needs
    ]
    faults += [
        f"{one!r} needs {sample_of(others)} and names one of them twice. Name each once."
        for one, others in needs.items()
        if len(set(others)) < len(others)
    ]
    if partners.value and partners.value not in needs:
        faults.append(
            f"value is {partners.value!r}, which is no interaction or gate here. "
            f"{did_you_mean(partners.value, needs)}Correct it."
        )
    return faults


def _rates(partners: Partners) -> list[tuple[str, Rate]]:
    return [
        (f"{kind} of {one.id!r}", getattr(one, kind))
        for one in partners.company_interactions
        for kind in ("own", "delivered")
    ]


def _encloses(low: float | None, value: float | None, high: float | None) -> bool:
    given = [one for one in (low, value, high) if one is not None]
    return given == sorted(given)


def _gate_faults(gate: Gate, partners: Partners) -> list[str]:
    if not gate.needs:
        return [f"gate {gate.id!r} needs nothing. Name the steps that it combines."]
    fault = _OF_OPERATOR.get(gate.operator, _no_fault)(gate)
    faults = [f"gate {gate.id!r} {fault}"] if fault else []
    if gate.operator == "power" and partners.semantics == "rate":
        faults.append(
            f"gate {gate.id!r} is of operator 'power', which combines levels, and the chain counts "
            "occasions. Use 'mix', or set semantics to 'graded'."
        )
    return faults


def _no_fault(_: Gate) -> str:
    return ""


def _weights_fault(gate: Gate) -> str:
    if sum(one.weight for one in gate.needs) > 0:
        return ""
    return "has weights that add up to 0. Give at least one input a weight above 0."


def _power_fault(gate: Gate) -> str:
    if gate.exponent <= 1:
        return _weights_fault(gate)
    return (
        f"has the exponent {gate.exponent}. It is at most 1, where inputs make up for each other."
    )


def _k_fault(gate: Gate) -> str:
    n = len(gate.needs)
    return "" if gate.k <= n else f"asks for {gate.k} of {n}. k is at most the number of inputs."


def _table_fault(gate: Gate) -> str:
    n = len(gate.needs)
    if n > MOST_IN_A_TABLE:
        return f"is a table of {n} inputs. A table has at most {MOST_IN_A_TABLE}."
    if len(gate.table) != 2**n or not all(0 <= one <= 1 for one in gate.table):
        return (
            f"has a table of {len(gate.table)} values. {n} inputs need {2**n}, each from 0 to 1, "
            "all failed first."
        )
    return ""


_OF_OPERATOR: Final[Mapping[str, Callable[[Gate], str]]] = {
    "mix": _weights_fault,
    "power": _power_fault,
    "k of n": _k_fault,
    "table": _table_fault,
}
