"""How the headers of a received file are used, changed in engagement.toml without a screen.

This is what the mapping control does; anything done with it can be done here, and in the file.
"""

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import tomlkit

from cxworkbench.controls.mapping_view import QUESTION, Mappings, read_mappings
from cxworkbench.ground.errors import ParameterProblem, RecordProblem, did_you_mean
from cxworkbench.ground.files import sha256_of, write_text
from cxworkbench.intake.aliases import INTAKE_COLUMNS
from cxworkbench.intake.columns import map_columns, mistakes_in, sums_of
from cxworkbench.records.engagement import Join
from cxworkbench.records.store import ENGAGEMENT_FILE, load_engagement

PREVIOUS_FILE: Final = "engagement.previous.toml"
CHANGES: Final = ("feeds", "method", "columns", "questions", "values", "metrics")


def edit_mapping(folder: Path, table: str, *, seen: str = "", **changes: Any) -> Mappings:  # noqa: ANN401
    """The mappings after some of one table were changed in engagement.toml.

    Comments and everything else in the file stay as they are. The version before is kept as
    `engagement.previous.toml`, and `undo_mapping` puts it back.

    Parameters
    ----------
    folder
        The engagement.
    table
        Name of one of its received tables.
    seen
        sha256 of engagement.toml when it was read; a file that has changed since is not written.
    changes
        Any of: `feeds` and `method`, words; `columns`, header -> the evidence column that it fills,
        "" for none (what another header fills has to be freed in the same change); `questions`,
        header -> its fields as engagement.toml has them, {} for no question any more; `values`,
        header -> word -> its place; `metrics`, name -> `kind`, `low`, `high`.

    Raises
    ------
    ParameterProblem
        No such table, header, column or kind of change, or two headers for one column.
    RecordProblem
        The file has changed since it was read, or what would be written is no valid engagement.
    """
    path = folder / ENGAGEMENT_FILE
    if seen and sha256_of(path) != seen:
        raise RecordProblem(
            f"{ENGAGEMENT_FILE} has changed on disk since it was read. Nothing was written. Load "
            "it again and enter the change anew."
        )
    before = path.read_text(encoding="utf-8-sig")
    mappings = read_mappings(folder)
    text = with_mapping(before, mappings, table, changes)
    if text == before:
        return mappings
    _require_valid(text, mappings, table)
    write_text(folder / PREVIOUS_FILE, before)
    write_text(path, text)
    return read_mappings(folder)


def undo_mapping(folder: Path) -> Mappings:
    """The mappings with the version before put back; done twice, the newer one is back.

    Raises
    ------
    ParameterProblem
        There is no version before.
    """
    path, previous = folder / ENGAGEMENT_FILE, folder / PREVIOUS_FILE
    if not previous.is_file():
        raise ParameterProblem(
            f"There is no version before: {PREVIOUS_FILE} is made when a mapping is first saved."
        )
    now, then = path.read_text(encoding="utf-8-sig"), previous.read_text(encoding="utf-8-sig")
    write_text(path, then)
    write_text(previous, now)
    return read_mappings(folder)


def with_mapping(text: str, mappings: Mappings, table: str, changes: Mapping[str, Any]) -> str:
    """The text of engagement.toml with changes to one table, as `edit_mapping` takes them."""
    _require_words("change", changes, CHANGES)
    _require_words("table", [table], mappings.names)
    document = tomlkit.parse(text)
    place = next(one for one in document["tables"] if one["name"] == table)
    for word in ("feeds", "method"):
        if word in changes and changes[word] != place.get(word, ""):
            place[word] = changes[word]
    if changes.get("columns"):
        _set_columns(place, mappings, table, changes["columns"])
    for header, question in changes.get("questions", {}).items():
        _require_header(mappings, table, header)
        _set_question(place, header, question)
    for header, words in changes.get("values", {}).items():
        for word, where in words.items():
            _set_value(document, table, header, word, where)
    for name, metric in changes.get("metrics", {}).items():
        _set_metric(document, name, metric)
    return tomlkit.dumps(document)


def _set_columns(place: Any, mappings: Mappings, table: str, wanted: Mapping[str, str]) -> None:  # noqa: ANN401
    feeds = str(place["feeds"])
    headers = mappings.headers(table)
    wanted = {header: column for header, column in wanted.items() if column != QUESTION}
    for header, column in wanted.items():
        _require_header(mappings, table, header)
        if column:
            _require_words(f"column of {feeds}", [column], INTAKE_COLUMNS[feeds])
    then = {**mappings.used(table), **wanted}
    chosen = [column for column in then.values() if column not in ("", QUESTION)]
    twice = sorted({column for column in wanted.values() if chosen.count(column) > 1})
    if twice:
        both = [header for header, column in then.items() if column == twice[0]]
        raise ParameterProblem(
            f"{len(both)} headers of {table} are to fill the column {twice[0]!r}: "
            f"{', '.join(map(repr, both))}. One header fills a column. Choose one of them."
        )
    if "columns" not in place:
        place["columns"] = tomlkit.table()
    said = place["columns"]
    for header, column in wanted.items():
        for one in [name for name, used in said.items() if used == header and name != column]:
            del said[one]
        if column:
            said[column] = header
    _unmap_usual(place, mappings, table, headers, wanted)
    if not said:
        del place["columns"]


def _unmap_usual(
    place: Any,  # noqa: ANN401 - a table of tomlkit
    mappings: Mappings,
    table: str,
    headers: list[str],
    wanted: Mapping[str, str],
) -> None:
    """A header that is not to be used is not used by its usual name either."""
    engagement = mappings.engagement
    was = next(one for one in engagement.tables if one.name == table)
    for _ in headers:
        now = was.model_copy(
            update={"columns": dict(place["columns"]), "feeds": str(place["feeds"])}
        )
        used = map_columns(now, headers).columns
        wrong = [column for column, header in used.items() if wanted.get(header, column) != column]
        if not wrong:
            return
        place["columns"][wrong[0]] = ""


def _set_question(place: Any, header: str, question: Mapping[str, Any]) -> None:  # noqa: ANN401
    if "questions" not in place:
        place["questions"] = tomlkit.table()
    if not question:
        place["questions"].pop(header, None)
        return
    place["questions"][header] = _inline(question)


def _set_value(document: Any, table: str, header: str, word: str, where: Mapping[str, Any]) -> None:  # noqa: ANN401
    if "values" not in document:
        document["values"] = tomlkit.table(is_super_table=True)
    of_table = document["values"]
    if table not in of_table:
        of_table[table] = tomlkit.table(is_super_table=True)
    if header not in of_table[table]:
        of_table[table][header] = tomlkit.table()
    of_table[table][header][word] = _inline(where)


def _set_metric(document: Any, name: str, metric: Mapping[str, Any]) -> None:  # noqa: ANN401
    if "metrics" not in document:
        document["metrics"] = tomlkit.table(is_super_table=True)
    if name not in document["metrics"]:
        document["metrics"][name] = tomlkit.table()
    for field, value in metric.items():
        if document["metrics"][name].get(field) != value:
            document["metrics"][name][field] = value


def _inline(fields: Mapping[str, Any]) -> Any:  # noqa: ANN401 - an item of tomlkit
    table = tomlkit.inline_table()
    table.update({name: value for name, value in fields.items() if value not in ("", None, False)})
    return table


def _require_valid(text: str, mappings: Mappings, table: str) -> None:
    with tempfile.TemporaryDirectory() as trial:
        write_text(Path(trial) / ENGAGEMENT_FILE, text)
        engagement = load_engagement(Path(trial))
    changed = next(one for one in engagement.tables if one.name == table)
    headers = [*mappings.headers(table), *changed.computed]
    headers += [column for join in changed.joins for column, *_ in _fetched(join)]
    wrong = mistakes_in(changed, headers, ())
    if wrong:
        raise ParameterProblem(
            f"{len(wrong)} words of {table} would fit no longer. "
            + " ".join(f"{one.value!r} {_not(one.rule)}. {one.remedy}" for one in wrong[:3])
            + " Nothing was written."
        )


def _fetched(join: Join) -> list[tuple[str, ...]]:
    return [*((one,) for one in join.take), *((new,) for _, new, _ in sums_of(join))]


def _not(rule: str) -> str:
    return f"is not {rule.removeprefix('is ')}" if rule.startswith("is ") else f"fails: {rule}"


def _require_header(mappings: Mappings, table: str, header: str) -> None:
    _require_words(f"header of {table}", [header], mappings.headers(table))


def _require_words(kind: str, words: Any, known: Any) -> None:  # noqa: ANN401 - any collections
    for word in words:
        if word not in known:
            raise ParameterProblem(
                f"There is no {kind} {word!r}. {did_you_mean(word, known)}"
                f"There are: {', '.join(known)}."
            )
