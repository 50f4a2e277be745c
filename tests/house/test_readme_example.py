"""The README's Python example is run as it stands."""

import doctest
from pathlib import Path

README = Path(__file__).parents[2] / "README.md"


def test_the_example_prints_what_it_says(tmp_path):
    parser = doctest.DocTestParser()
    example = parser.get_doctest(
        README.read_text("utf-8").replace("```", ""),
        {"folder": str(tmp_path)},
        "README.md",
        "README.md",
        0,
    )
    runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE)

    runner.run(example)

    assert runner.tries > 3
    assert runner.failures == 0
