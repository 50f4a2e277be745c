"""Why words are missing from a report: how many statements may be quoted, and how many may not."""

import pandas as pd

from cxworkbench.ground.language import say
from cxworkbench.voice.parts import received_voices
from cxworkbench.voice.words import count_of


def describe_consent(voices: pd.DataFrame) -> str:
    """How many statements in words may be quoted, and why the others may not; "" without any.

    Parameters
    ----------
    voices
        `text` and `consent` ("none", "anonymous", "named"), as in the evidence; of voices whose
        words were not read there is nothing to say.

    Examples
    --------
    >>> said = pd.DataFrame({"text": ["Slow", "Fine"], "consent": ["none", "named"]})
    >>> print(describe_consent(said))
    1 of 2 statements in words may not be quoted: no consent is stated for it.
    1 may be, with the role.
    """
    if "text" not in voices:
        return ""
    spoken = received_voices(voices)
    consents = spoken.loc[spoken["text"].str.strip() != "", "consent"]
    if consents.empty:
        return ""
    without, named = int((consents == "none").sum()), int((consents == "named").sum())
    unnamed = len(consents) - without - named
    if not without:
        first = say(
            "All {statements} in words may be quoted",
            statements=count_of(len(consents), "statement"),
        )
        return (
            say("{first}, {named} of them with the role.", first=first, named=named)
            if named
            else say("{first}, without a name.", first=first)
        )
    whose = "it" if without == 1 else "them"
    told = say(
        "{without:,} of {statements} in words may not be quoted: no consent is stated for {whose}.",
        without=without,
        statements=count_of(len(consents), "statement"),
        whose=whose,
    )
    others = [say("{unnamed:,} may be, without a name", unnamed=unnamed)] * bool(unnamed)
    others += [say("{named:,} may be, with the role", named=named)] * bool(named)
    return f"{told} {'; '.join(others)}." if others else told
