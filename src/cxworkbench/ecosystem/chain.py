"""The chain as a calculation: companies, interactions and gates in the order of what needs what."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from cxworkbench.ecosystem.gates import Floats
from cxworkbench.ground.errors import RecordProblem, sample_of
from cxworkbench.records.partner_checks import check_partners
from cxworkbench.records.partners import CompanyInteraction, Gate, Needs, Partners


@dataclass(frozen=True)
class Node:
    """One interaction or gate; `inputs` are places of earlier nodes in the same chain."""

    id: str
    inputs: tuple[int, ...]
    interaction: CompanyInteraction | None
    gate: Gate | None
    own: int = -1  # place among the own rates; -1 for a gate

    @cached_property
    def passed_on(self) -> Floats:
        """The criticality of each input of an interaction, a column."""
        needs = self.interaction.needs if self.interaction else ()
        return np.array([one.criticality for one in needs]).reshape(-1, 1)


@dataclass(frozen=True, eq=False)
class Chain:
    """A partner chain that can be calculated: only what the end user's value rests on.

    Attributes
    ----------
    nodes
        Interactions and gates, each after all that it needs; the last is the end user's value.
    interactions
        Ids of the interactions, in the order of the own rates.
    companies
        Ids of the providers, in the order in which the record lists them.
    provider
        For each interaction the place of its provider among the companies.
    own, cap, ease, volume
        One value an interaction; shares 0 to 1, but `ease` and `volume`.
    shared
        Places of the nodes that more than one later node needs.
    semantics
        "rate" for shares of occasions, "graded" for levels.
    """

    nodes: tuple[Node, ...]
    interactions: tuple[str, ...]
    companies: tuple[str, ...]
    provider: NDArray[np.intp]
    own: Floats
    cap: Floats
    ease: Floats
    volume: Floats
    shared: tuple[int, ...]
    semantics: str = "rate"
    names: Mapping[str, str] = field(default_factory=dict)

    def of(self, company: str) -> NDArray[np.bool_]:
        """Which interactions a company provides.

        Raises
        ------
        RecordProblem
            It provides none that the end user's value rests on.
        """
        if company not in self.companies:
            raise RecordProblem(
                f"{company!r} provides nothing that the end user's value rests on. "
                f"Providers: {sample_of(self.companies)}."
            )
        mine: NDArray[np.bool_] = self.provider == self.companies.index(company)
        return mine

    def up_to(self, place: int) -> "Chain":
        """The chain that ends at one of its nodes: that node is its value."""
        nodes = self.nodes[: place + 1]
        return replace(self, nodes=nodes, shared=_shared(nodes))

    @cached_property
    def membership(self) -> NDArray[np.bool_]:
        """One row a company, one column an interaction: who provides what."""
        table: NDArray[np.bool_] = np.arange(len(self.companies))[:, None] == self.provider
        return table


def chain_of(partners: Partners) -> Chain:
    """The calculation that a record of partners states.

    Parameters
    ----------
    partners
        With `value` set, and an own rate for each interaction that it rests on; a delivered rate
        is not taken for an own one (see `own_from_delivered`).

    Raises
    ------
    RecordProblem
        The record is not whole, names no value, or an own rate is missing: which ones.

    Examples
    --------
    >>> from cxworkbench.records.partners import Company, Rate
    >>> maker, shop = Company(id="maker", name="Maker"), Company(id="shop", name="Shop")
    >>> made = CompanyInteraction(id="till", provider="maker", recipient="shop", sub_process="till",
    ...                           own=Rate(value=0.8))
    >>> sale = CompanyInteraction(id="sale", provider="shop", recipient="shop", sub_process="sale",
    ...                           own=Rate(value=0.9), needs=(Needs(of="till"),))
    >>> record = Partners(companies=(maker, shop), company_interactions=(sale, made), value="sale")
    >>> [node.id for node in chain_of(record).nodes]
    ['till', 'sale']
    """
    _require_whole(partners)
    parts = _parts(partners)
    order = _order(parts, partners.value)
    place = {one: n for n, one in enumerate(order)}
    owned = [one for one in order if isinstance(parts[one], CompanyInteraction)]
    own_place = {one: n for n, one in enumerate(owned)}
    nodes = tuple(_node(parts[one], place, own_place.get(one, -1)) for one in order)
    given = [one for key in owned if isinstance(one := parts[key], CompanyInteraction)]
    providers = {one.provider for one in given}
    companies = tuple(one.id for one in partners.companies if one.id in providers)
    return Chain(
        nodes=nodes,
        interactions=tuple(owned),
        companies=companies,
        provider=np.array([companies.index(one.provider) for one in given], np.intp),
        own=np.array([one.own.value for one in given], float),
        cap=np.array([one.cap for one in given]),
        ease=np.array([one.ease for one in given]),
        volume=np.array([one.volume for one in given]),
        shared=_shared(nodes),
        semantics=partners.semantics,
        names={one.id: one.name for one in partners.companies},
    )


def _shared(nodes: Sequence[Node]) -> tuple[int, ...]:
    """Places of the nodes that more than one other needs."""
    uses = Counter(one for node in nodes for one in node.inputs)
    return tuple(sorted(one for one, users in uses.items() if users > 1))


def _parts(partners: Partners) -> dict[str, CompanyInteraction | Gate]:
    exchanges: dict[str, CompanyInteraction | Gate] = {
        one.id: one for one in partners.company_interactions
    }
    return exchanges | {one.id: one for one in partners.gates}


def _node(part: CompanyInteraction | Gate, place: Mapping[str, int], own: int) -> Node:
    inputs = tuple(place[one.of] for one in part.needs)
    if isinstance(part, Gate):
        return Node(part.id, inputs, None, part)
    return Node(part.id, inputs, part, None, own)


def _order(parts: Mapping[str, CompanyInteraction | Gate], top: str) -> list[str]:
    """All that the top needs, each after what it needs itself; the record has no circle."""
    order: list[str] = []
    done: set[str] = set()
    waiting: list[tuple[str, bool]] = [(top, False)]
    while waiting:
        one, ready = waiting.pop()
        if one in done:
            continue
        if ready:
            done.add(one)
            order.append(one)
        else:
            needs: tuple[Needs, ...] = parts[one].needs
            waiting += [(one, True), *((need.of, False) for need in reversed(needs))]
    return order


def _require_whole(partners: Partners) -> None:
    faults = check_partners(partners)
    if faults:
        raise RecordProblem(f"The partner chain is not whole: {faults[0]}")
    if not partners.value:
        raise RecordProblem(
            "The partner chain names no end-user value. Set value to the id of the gate or "
            "interaction that the end user gets."
        )
    needed = _order(_parts(partners), partners.value)
    blank = [
        one.id
        for one in partners.company_interactions
        if one.own.value is None and one.id in set(needed)
    ]
    if blank:
        raise RecordProblem(
            f"{len(blank)} company interactions have no own rate: {sample_of(blank)}. Give each "
            "one, or a range that people in the know agree on; a delivered rate is not an own one."
        )
