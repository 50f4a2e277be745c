"""Voices: what was said or scored, one statement a row, whatever it was received in."""

from functools import partial
from typing import Final

import pandas as pd

from cxworkbench.ground.checks import Problem
from cxworkbench.ground.terms import CODE_KINDS, CONSENTS, METHODS
from cxworkbench.intake.answers import NO_ANSWER, scores_of
from cxworkbench.intake.cells import Fed, as_text
from cxworkbench.intake.columns import ROW_NUMBER
from cxworkbench.intake.consent import unstated
from cxworkbench.intake.interviews import holds_interviews
from cxworkbench.intake.values import (
    listed_unplaced,
    place_rows,
    stage_of_touchpoints,
    unplaced_words,
)
from cxworkbench.intake.words import plain
from cxworkbench.records.engagement import Engagement, Question
from cxworkbench.records.usual_metrics import metric_of

# How bad a ticket is, where it carries a priority in words and no severity (1 small, 5 stops work).
PRIORITY_SEVERITY: Final = {
    "trivial": 1.0, "lowest": 1.0, "very low": 1.0, "p5": 1.0,
    "low": 2.0, "minor": 2.0, "p4": 2.0, "niedrig": 2.0,
    "medium": 3.0, "normal": 3.0, "moderate": 3.0, "standard": 3.0, "p3": 3.0, "mittel": 3.0,
    "sehr niedrig": 1.0, "gering": 2.0, "sehr hoch": 5.0, "dringend": 5.0,
    "high": 4.0, "major": 4.0, "important": 4.0, "p2": 4.0, "hoch": 4.0,
    "urgent": 5.0, "critical": 5.0, "highest": 5.0, "blocker": 5.0, "p1": 5.0, "kritisch": 5.0,
}  # fmt: skip
_YES: Final = {"yes": "anonymous", "ja": "anonymous", "true": "anonymous", "anonym": "anonymous",
               "no": "none", "nein": "none", "false": "none", "": ""}  # fmt: skip
_SAYS: Final = ("score", "expectation", "importance", "emotion")
_SAYS_IN_WORDS: Final = ("text", "code", "emotion_word", "code_kind")


def voices_of(
    fed: Fed, engagement: Engagement, who: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The voices of one received table, and what of it has no place.

    A wide table (one column a question or an item of a checklist) gives one voice for each answer,
    and one for what a row says in words. Any other table gives one voice a row. A row that says
    nothing is listed. A row that engagement.toml ignores is set aside: it is no voice, and a note
    counts such rows.

    Parameters
    ----------
    fed
        The received table.
    engagement
        Its metrics, touchpoints and privacy.
    who
        Rows as in the table: `account_id`, `contact_id`, `observer_id`, `role`, `key` (what the id
        is made from).

    Returns
    -------
    tuple of pandas.DataFrame
        Columns of voices, with `key` in place of `voice_id`; then `table`, `column`, `value`,
        `rows`.
    """
    placed = place_rows(fed, engagement)
    ignored = placed["ignored"]
    if ignored.any():
        fed.count(int(ignored.sum()), partial(_set_aside, fed))
        fed, who, placed = fed.keep(~ignored), who[~ignored], placed[~ignored]
    says_when = fed.has("said_at") or "said_at" in fed.table.columns
    if not says_when and not holds_interviews(fed.frame):
        fed.problems.append(_undated(fed))
    rows = _row_voices(fed, engagement, who, placed)
    if not fed.table.questions:
        silent = ~_says_anything(rows)
        fed.refuse(silent & ~_unanswered(fed), "text", "says something", _why_no_voice(fed))
        _note_consent(fed, engagement, rows)
        return rows[~silent], unplaced_words(fed, placed[~silent])
    speaks = _says_anything(rows)
    answers, open_questions = _answers(fed, engagement, rows)
    open_words = unplaced_words(fed, placed[speaks]).itertuples(index=False, name=None)
    voices = pd.concat([*answers, rows[speaks]])
    _note_consent(fed, engagement, voices)
    return voices, listed_unplaced([*open_words, *open_questions])


def _note_consent(fed: Fed, engagement: Engagement, voices: pd.DataFrame) -> None:
    if not (fed.has("consent") or engagement.privacy.consent):
        said = int(voices["text"].str.strip().ne("").sum())
        if said:
            fed.count(said, partial(unstated, fed.table))


def _set_aside(fed: Fed, rows: int) -> Problem:
    remedy = (
        f"{rows} {'row' if rows == 1 else 'rows'} of {fed.table.name} set aside, as "
        "engagement.toml says (ignore = true): they count as no voice. Nothing to do."
    )
    return Problem(fed.table.file, 0, "", "counts as a voice", "", remedy, "note")


def _undated(fed: Fed) -> Problem:
    remedy = (
        f"No column of {fed.table.name} was recognised as the day: its rows count at any time. "
        f'Name it, columns.said_at = "its header", or say there is none, columns.said_at = "".'
    )
    return Problem(
        fed.table.file, 0, "said_at", "has the day of each statement", "", remedy, "note"
    )


def _why_no_voice(fed: Fed) -> str:
    unused = [str(header) for header in fed.frame.columns if header not in fed.mapped.used]
    why = "The row was left out: it has no score, text or code."
    if not unused:
        return why
    return (
        f"{why} Not used are {', '.join(unused)}: if one holds a score, name it under "
        f"questions of the table {fed.table.name} in engagement.toml (docs/reading-files.md)."
    )


def _row_voices(
    fed: Fed, engagement: Engagement, who: pd.DataFrame, placed: pd.DataFrame
) -> pd.DataFrame:
    rows = who.assign(
        method=_method(fed),
        said_at=fed.date_if_any("said_at"),
        site=fed.text("site"),
        question=fed.text("question"),
        stage=placed["stage"],
        touchpoint_id=placed["touchpoint_id"],
        metric=placed["metric"],
        score=_scores(fed, "score", placed["metric"], engagement),
        expectation=_scores(fed, "expectation", placed["metric"], engagement),
        importance=_scores(fed, "importance", placed["metric"], engagement),
        severity=_severity(fed, placed["severity"]),
        emotion=_within(fed, "emotion", -2.0, 2.0),
        emotion_word=fed.text("emotion_word"),
        code_kind=_one_of(fed, "code_kind", placed["code_kind"], CODE_KINDS),
        code=placed["code"],
        text=_text(fed),
        consent=_consent(fed, engagement.privacy.consent),
    )
    for column in ("score", "expectation", "importance"):
        if fed.has(column):
            rows[column] = _on_scale(fed, rows[column], rows["metric"], column, engagement)
    return rows


def _scores(fed: Fed, column: str, metrics: pd.Series, engagement: Engagement) -> pd.Series:
    if not fed.has(column):
        return _missing(fed)
    header = fed.header(column)
    if header == ROW_NUMBER:
        return fed.number(column)
    known = [metric_of(engagement, metric) for metric in fed.metrics(metrics)]
    highest = {scale.high for scale in known if scale is not None}
    high = highest.pop() if len(highest) == 1 else float("nan")

    def read(values: pd.Series) -> tuple[pd.Series, list[Problem]]:
        return scores_of(values, fed.table, header, words={}, high=high)

    if header in fed.frame:
        return fed.read(header, read, "score")
    numbers, problems = read(fed.text(column))
    fed.problems += problems
    return numbers


def _unanswered(fed: Fed) -> pd.Series:
    """Rows whose score says that there is none ("n.a."): they are counted, and nothing is wrong."""
    words = fed.text("score")
    known = {word: plain(word) in NO_ANSWER for word in words.unique()}
    return words.map(known).astype("bool")


def _text(fed: Fed) -> pd.Series:
    """What was said; the title of a review or ticket stands above it, where the two differ."""
    text, title = fed.raw("text"), fed.raw("title")
    if not fed.has("title"):
        return text
    told = text.str.strip().ne("")
    apart = title.str.strip().ne("") & ~_begin_alike(text, title)
    return text.where(told, title).mask(told & apart, title + "\n" + text).astype("str")


def _begin_alike(text: pd.Series, title: pd.Series) -> pd.Series:
    pairs = zip(text.str.strip().tolist(), title.str.strip().tolist(), strict=True)
    return pd.Series([one.startswith(other) for one, other in pairs], index=text.index)


def _answers(
    fed: Fed, engagement: Engagement, rows: pd.DataFrame
) -> tuple[list[pd.DataFrame], list[tuple[str, str, str, int]]]:
    stages = stage_of_touchpoints(engagement)
    answers, unplaced = [], []
    for header, question in fed.table.questions.items():
        if question.part not in ("score", "text"):
            continue
        voices = rows.assign(
            question=question.text or header,
            key=rows["key"] + "\x1f" + header,
            severity=float("nan"), emotion=float("nan"), emotion_word="", code="",
            **_said(fed, header, question, engagement),
        )  # fmt: skip
        if question.touchpoint or question.stage or question.overall:
            voices["touchpoint_id"] = question.touchpoint
            voices["stage"] = question.stage or stages.get(question.touchpoint, "")
        voices = voices[_says_anything(voices.assign(code_kind=""))]
        homeless = int((voices["touchpoint_id"].eq("") & voices["stage"].eq("")).sum())
        if homeless and not question.overall:
            unplaced.append((fed.table.name, header, question.text, homeless))
        answers.append(voices)
    return answers, unplaced


def _said(
    fed: Fed, header: str, question: Question, engagement: Engagement
) -> dict[str, pd.Series | str]:
    if question.part == "text":
        nothing = dict.fromkeys(("score", "expectation", "importance"), _missing(fed))
        words = fed.frame[header].fillna("").astype("str")
        return {"metric": "", "code_kind": question.kind, "text": words, **nothing}
    return {
        "metric": question.metric,
        "code_kind": "",
        "score": _answer(fed, header, question, engagement),
        "expectation": _beside(fed, header, "expectation", engagement),
        "importance": _beside(fed, header, "importance", engagement),
        "text": "",
    }


def _beside(fed: Fed, score_header: str, part: str, engagement: Engagement) -> pd.Series:
    for header, question in fed.table.questions.items():
        if question.part == part and question.of == score_header:
            return _answer(fed, header, question, engagement)
    return _missing(fed)


def _answer(fed: Fed, header: str, question: Question, engagement: Engagement) -> pd.Series:
    scale = metric_of(engagement, question.metric)
    high = scale.high if scale is not None else float("nan")
    words = question.words
    numbers = fed.read(
        header,
        lambda values: scores_of(values, fed.table, header, words=words, high=high),
        "answer",
    )
    metric = pd.Series(question.metric, index=fed.frame.index, dtype="str")
    return _on_scale(fed, numbers, metric, header, engagement)


def _on_scale(
    fed: Fed, values: pd.Series, metrics: pd.Series, column: str, engagement: Engagement
) -> pd.Series:
    for metric in metrics[values.notna()].unique():
        scale = metric_of(engagement, metric)
        of_metric = metrics.eq(metric) & values.notna()
        if scale is None:
            fed.count(int(of_metric.sum()), partial(_without_scale, fed, column, metric))
            continue
        low, high = scale.low, scale.high
        outside = of_metric & ~values.between(low, high)
        remedy = (
            "The answer was left out, not clipped. Correct it, or state the scale under "
            f"[metrics.{metric}]."
        )
        rule = f"is on the scale of {metric}, {low:g} to {high:g}"
        received = fed.header(column)
        for row, value in as_text(fed.frame[received])[outside].items():
            fed.problems.append(
                Problem(fed.table.file, int(str(row)), received, rule, str(value), remedy)
            )
        values = values.mask(outside)
    return values


def _without_scale(fed: Fed, column: str, metric: str, rows: int) -> Problem:
    scores = f"{rows} {'score is' if rows == 1 else 'scores are'} in no report."
    if metric:
        remedy = (
            f'Write [metrics.{metric}] into engagement.toml, with kind = "mean" (or "nps", '
            '"top-2-box", "ces"), low = 1 and high = 5, or whatever its scale is.'
        )
    else:
        remedy = (
            'Say what is scored: constants.metric = "CSAT" (or "NPS", "CES") in the table '
            f"{fed.table.name} of engagement.toml."
        )
    rule = "is a score whose scale is known"
    return Problem(fed.table.file, 0, fed.header(column), rule, metric, f"{scores} {remedy}")


def _method(fed: Fed) -> pd.Series:
    default = fed.table.method or ("survey" if fed.table.questions else "")
    words = fed.text("method").str.lower()
    methods = _one_of(fed, "method", words.where(words.ne(""), default), METHODS)
    if methods.eq("").any():
        fed.count(int(methods.eq("").sum()), partial(_without_method, fed))
    return methods


def _without_method(fed: Fed, rows: int) -> Problem:
    remedy = f"{rows} rows have no method. State method of the table {fed.table.name} in "
    rule = f"is one of {', '.join(METHODS)}"
    return Problem(fed.table.file, 0, "method", rule, "", f"{remedy}engagement.toml.", "note")


def _one_of(fed: Fed, column: str, values: pd.Series, known: tuple[str, ...]) -> pd.Series:
    wrong = ~values.isin(known) & values.ne("")
    fed.refuse(wrong, column, f"is one of {', '.join(known)}", "The cell was left out. Correct it.")
    return values.mask(wrong, "").astype("str")


def _consent(fed: Fed, default: str) -> pd.Series:
    words = fed.text("consent").str.lower().replace(_YES)
    known = _one_of(fed, "consent", words, CONSENTS)
    # A word that is not understood permits nothing, whatever the default is.
    unread = words.ne("") & known.eq("")
    stated = default or "none"
    return known.mask(unread, "none").where(known.ne("") | unread, stated).astype("str")


def _severity(fed: Fed, of_value: pd.Series) -> pd.Series:
    severity = _within(fed, "severity", 1.0, 5.0).fillna(of_value)
    if not fed.has("priority"):
        return severity
    words = fed.text("priority").str.lower().str.replace(r"^\d\s*[-–:.]\s*", "", regex=True)
    unknown = words.ne("") & ~words.isin(PRIORITY_SEVERITY.keys()) & severity.isna()
    remedy = "Map it under [values] with a severity from 1 to 5, or use words like low and urgent."
    fed.refuse(unknown, "priority", "is a priority whose severity is known", remedy)
    return severity.fillna(words.map(PRIORITY_SEVERITY))


def _within(fed: Fed, column: str, low: float, high: float) -> pd.Series:
    if not fed.has(column):
        return _missing(fed)
    values = fed.number(column)
    outside = values.notna() & ~values.between(low, high)
    remedy = "The cell was left out. Correct it."
    fed.refuse(outside, column, f"is from {low:g} to {high:g}", remedy)
    return values.mask(outside)


def _says_anything(rows: pd.DataFrame) -> pd.Series:
    numbers = rows[list(_SAYS)].notna().any(axis=1)
    words = rows[list(_SAYS_IN_WORDS)].apply(lambda column: column.str.strip().ne(""))
    anything: pd.Series = numbers | words.any(axis=1)
    return anything


def _missing(fed: Fed) -> pd.Series:
    return pd.Series(float("nan"), index=fed.frame.index)
