"""Service journeys of Lanescape: JSON with stages across and lanes of cells beneath."""

from typing import Any, Final

from cxworkbench.exchange.cjml_journeys import FoundJourney, chosen_journey
from cxworkbench.exchange.drafting import Draft
from cxworkbench.exchange.emotion_words import word_value
from cxworkbench.exchange.outside_data import dicts_in, text_of
from cxworkbench.ground.checks import Problem
from cxworkbench.ground.errors import DataProblem
from cxworkbench.records.journey_map import JourneyMap

TYPE: Final = "service-journey-mapper"
_LANES: Final = {
    "row-operator": "backstage", "row-parties": "partners", "row-bs-human": "backstage",
    "row-bs-system": "systems", "row-support": "backstage", "row-pain": "pains",
    "row-suggest": "ideas",
}  # fmt: skip
_TOUCHPOINTS: Final = {"row-fs-human": "hybrid", "row-fs-system": "digital"}
_WIDEST: Final = 500  # columns that a cell may span


def is_lanescape(content: Any) -> bool:  # noqa: ANN401 - JSON holds anything
    """Whether the content is a file of this kind."""
    return isinstance(content, dict) and content.get("type") == TYPE


def map_from_lanescape(
    content: dict[str, Any], *, journey: str, file: str, title: str
) -> tuple[JourneyMap, list[Problem]]:
    """The map of one journey: stages and steps across, the front stage as touchpoints.

    What the front stage does with people is hybrid, with a system digital. A cell that spans the
    steps of a whole stage is about the stage. Verbatims are evidence, and are told instead.

    Raises
    ------
    DataProblem
        The file has no journey, none of this name, or several and none is named.
    """
    chosen = _chosen(dicts_in(content.get("journeys")), journey, file)
    building = _Building(chosen, file)
    for block in dicts_in(chosen.get("subJourneys")):
        for row in dicts_in(block.get("rows")):
            building.add_row(row)
    if not building.draft.stages:
        raise DataProblem(f"{file} has a journey without stages. Export it again.")
    return building.draft.finished(text_of(chosen.get("title")) or title), building.problems


def _chosen(journeys: list[dict[str, Any]], journey: str, file: str) -> dict[str, Any]:
    found = [
        FoundJourney(id=text_of(one.get("badge")) or text_of(one.get("id")),
                     title=text_of(one.get("title")))
        for one in journeys
    ]  # fmt: skip
    picked = chosen_journey(found, journey, file)
    return next(one for one, of in zip(journeys, found, strict=True) if of is picked)


class _Building:
    """A map while the rows of a journey are put into it."""

    def __init__(self, journey: dict[str, Any], file: str) -> None:
        self.file, self.draft = file, Draft()
        self.problems: list[Problem] = []
        self._leaves: list[tuple[str, str]] = []  # column -> our stage and step
        for stage in dicts_in(journey.get("stages")):
            name = text_of(stage.get("title")) or text_of(stage.get("num"))
            stage_id = self.draft.stage(name)
            below = stage.get("subStages")
            steps = below if isinstance(below, list) and below else [""]
            for step in steps:
                named = text_of(step.get("title")) if isinstance(step, dict) else text_of(step)
                self._leaves.append((stage_id, self.draft.step(named, stage_id)))

    def add_row(self, row: dict[str, Any]) -> None:
        """One more lane with its cells."""
        kind = text_of(row.get("rowType"))
        if kind == "divider":
            return
        place = 0
        for cell in dicts_in(row.get("cells")):
            width = _width(cell.get("colspan"))
            for text in _lines(cell.get("html")):
                self._add(kind, text_of(row.get("laneLabel")), text, place, width)
            place += width
        if place != len(self._leaves) and place:
            what = f"{place} columns, and the journey has {len(self._leaves)}"
            rule = "has cells as wide as the journey"
            self._note(kind, rule, what, "check the last cells of this lane")

    def _add(self, kind: str, label: str, text: str, place: int, width: int) -> None:
        if place >= len(self._leaves):
            remedy = "write the stage above it; the cell was left out"
            self._refuse(kind, "stands under a stage", text, remedy)
            return
        stage_id, step_id = self._leaves[place]
        whole = [leaf for leaf in self._leaves if leaf[0] == stage_id]
        at = stage_id if width >= len(whole) or not step_id else step_id
        if kind in _TOUCHPOINTS:
            step = step_id if at == step_id else ""
            self.draft.touchpoint(text, stage_id, step, medium_class=_TOUCHPOINTS[kind])
        elif kind == "row-emotion":
            self.draft.statement(at, "emotion", value=word_value(text), word=text)
        elif kind in _LANES:
            self.draft.statement(at, _LANES[kind], text)
        elif kind == "row-verbatim":
            remedy = "what customers said is evidence: put it into interviews.csv in the folder"
            self._note(kind, "has a place on a map", text, f"{remedy} data")
        else:
            remedy = "the cell was left out; write it in a lane of the map"
            self._refuse(label or kind, "is a lane that is known", text, remedy)

    def _note(self, column: str, rule: str, value: str, remedy: str) -> None:
        self.problems.append(Problem(self.file, 0, column, rule, value, remedy, "note"))

    def _refuse(self, column: str, rule: str, value: str, remedy: str) -> None:
        self.problems.append(Problem(self.file, 0, column, rule, value, remedy))


def _width(colspan: Any) -> int:  # noqa: ANN401
    text = text_of(colspan)
    return min(max(int(text), 1), _WIDEST) if text.isdecimal() and len(text) < 6 else 1


def _lines(markup: Any) -> list[str]:  # noqa: ANN401
    """The lines of a cell's HTML as text; no markup is kept."""
    text = markup if isinstance(markup, str) else text_of(markup)
    if "<" not in text and "&" not in text:
        return [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    from lxml import etree, html

    try:
        root = html.fragment_fromstring(text, create_parent="div")
    except (etree.ParserError, ValueError):
        return [" ".join(text.split())]
    for one in root.iter("br", "p", "li", "div"):
        one.tail = f"\n{one.tail or ''}"
        if one.tag != "br":
            one.text = f"\n{one.text or ''}"
    for one in root.xpath(".//script|.//style"):
        one.drop_tree()
    said = str(root.text_content())
    return [" ".join(line.split()) for line in said.splitlines() if line.strip()]
