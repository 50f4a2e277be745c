"""The stand-in for the slow import answers as the genuine module does, once somebody asks."""

import subprocess
import sys


def told_by(code):
    start = "from cxworkbench.running.lazy_grammar import put_off_grammars; put_off_grammars();"
    done = subprocess.run(
        [sys.executable, "-c", start + code], capture_output=True, text=True, check=True
    )
    return done.stdout.split()


def test_jsonschema_is_imported_without_the_grammars():
    assert told_by("import sys, jsonschema; print('lark' in sys.modules)") == ["False"]


def test_the_answers_are_those_of_the_genuine_module():
    code = (
        "import jsonschema as j;"
        "c = j.FormatChecker();"
        "print(c.conforms('http://example.com/ä', 'iri'), c.conforms('no iri', 'iri'));"
        "import sys; print('lark' in sys.modules)"
    )
    assert told_by(code) == ["True", "False", "True"]


def test_a_module_that_is_there_already_is_left_alone():
    code = (
        "import sys; del sys.modules['rfc3987_syntax']; import rfc3987_syntax as genuine;"
        "put_off_grammars(); print(sys.modules['rfc3987_syntax'] is genuine)"
    )
    assert told_by(code) == ["True"]
