"""Importing the package costs nothing until something of it is used."""

import subprocess
import sys

HEAVY = ("pandas", "pydantic", "altair", "numpy", "papermill", "pyarrow", "ipywidgets", "scipy")


def loaded_after(statement):
    code = f"import sys; {statement}; print(','.join(m for m in {HEAVY!r} if m in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_import_loads_nothing_heavy():
    assert loaded_after("import cxworkbench") == ""


def test_the_door_loads_nothing_heavy():
    assert loaded_after("import cxworkbench.cli") == ""


def test_every_public_name_is_found():
    import cxworkbench

    for name in cxworkbench.__all__:
        assert getattr(cxworkbench, name) is not None


def test_an_unknown_name_is_answered_with_those_there_are():
    import cxworkbench

    try:
        cxworkbench.open_engagment  # noqa: B018
    except AttributeError as error:
        message = str(error)

    assert message.startswith("cxworkbench has no 'open_engagment'; it has: __version__, ")
    assert "open_engagement" in message
