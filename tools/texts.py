"""Which texts of the code a language lacks, which it holds in vain, and which lost a place.

    python tools/texts.py            how whole each language is
    python tools/texts.py de         every text that German lacks, holds in vain or has wrong
    python tools/texts.py de --fill  puts the texts that are missing into its file, empty

The code is read as a syntax tree and the page templates as text; neither is run.
"""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from string import Formatter

HERE = Path(__file__).resolve().parents[1]
SOURCE = HERE / "src" / "cxworkbench"
LANGUAGES = SOURCE / "ground" / "languages"
SAYS = ("say", "later", "term", "inside", "capital")
COUNTS = ("count_of", "counted", "_counted")
# Places that hold a verb or a pronoun of the English sentence; a translation may do without them.
GRAMMAR = {"be", "has", "have", "holds", "is_", "it", "verb", "was"}
IN_PAGE = re.compile(r"""\bsay\(\s*("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')""")
COUNTED_IN_PAGE = re.compile(r"""\|\s*count\("([^"]*)"\)""")


@dataclass
class Found:
    """All texts and counted nouns of the code, each with the file that names it first."""

    texts: dict[str, str] = field(default_factory=dict)
    nouns: dict[str, str] = field(default_factory=dict)


def collected(here: Path = HERE) -> Found:
    """Every text that the code says, now or later, and every noun it counts."""
    found = Found()
    for path in sorted((here / "src" / "cxworkbench").rglob("*.py")):
        _of_module(path, found)
    for path in sorted((here / "templates" / "report").glob("*.html")):
        text = path.read_text(encoding="utf-8")
        for match in IN_PAGE.finditer(text):
            found.texts.setdefault(ast.literal_eval(match[1]), path.name)
        for match in COUNTED_IN_PAGE.finditer(text):
            found.nouns.setdefault(match[1], path.name)
    return found


def faults_of(code: str, found: Found) -> list[str]:
    """What is wrong with a language's file, a line each; nothing where it is whole."""
    held = tomllib.loads((LANGUAGES / f"{code}.toml").read_text(encoding="utf-8"))
    known = held["texts"] | held["terms"]
    lines = [
        f"missing: {text!r} ({file})" for text, file in found.texts.items() if not known.get(text)
    ]
    lines += [
        f"noun missing: {noun!r} ({file})"
        for noun, file in found.nouns.items()
        if noun not in held["nouns"]
    ]
    lines += [f"in vain: {text!r}" for text in held["texts"] if text not in found.texts]
    lines += [
        f"other places: {text!r} has {sorted(places(text))}, its translation "
        f"{sorted(places(translated))}"
        for text, translated in held["texts"].items()
        if translated and not places(text) - GRAMMAR <= places(translated) <= places(text)
    ]
    return lines


def places(text: str) -> set[str]:
    """The named places of a template."""
    try:
        return {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    except ValueError:
        return set()  # said without values: braces are braces


def fill(code: str, found: Found) -> int:
    """How many texts were put into a language's file, empty; the file is sorted."""
    path = LANGUAGES / f"{code}.toml"
    whole = path.read_text(encoding="utf-8")
    held = tomllib.loads(whole)
    missing = [text for text in found.texts if not (held["texts"] | held["terms"]).get(text)]
    write(path, whole, held["texts"] | dict.fromkeys(missing, ""))
    return len(missing)


def write(path: Path, whole: str, texts: dict[str, str]) -> None:
    """The file with these texts, in the order of the English ones."""
    head = whole[: whole.index("[texts]")]
    ordered = sorted(texts.items(), key=lambda one: (one[0].casefold(), one[0]))
    lines = [f"{_quoted(text)} = {_quoted(translated)}\n" for text, translated in ordered]
    path.write_text(head + "[texts]\n" + "".join(lines), encoding="utf-8")


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def _of_module(path: Path, found: Found) -> None:
    text = path.read_text(encoding="utf-8")
    tree, lines = ast.parse(text), text.splitlines()
    name = str(path.relative_to(SOURCE)) if path.is_relative_to(SOURCE) else path.name
    if name == "ground/language.py":
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args:
            called = getattr(node.func, "id", "")
            if getattr(node.func, "attr", "") == "rule":  # a rule of method: name, why, remedy
                for part in [node.args[0], *(one.value for one in node.keywords)]:
                    for one in _words(part):
                        found.texts.setdefault(one, name)
            if called in SAYS:
                for one in _words(node.args[0]):
                    found.texts.setdefault(one, name)
            elif called in COUNTS and len(node.args) > 1:
                for one in _words(node.args[1]):
                    found.nouns.setdefault(one, name)
    for statement in tree.body:
        marked = "\n".join(lines[max(statement.lineno - 2, 0) : statement.lineno])
        if "said later" not in lines[statement.lineno - 1] and not marked.startswith(
            "# said later"
        ):
            continue
        value = getattr(statement, "value", None)
        if value is not None:
            for one in _words(value):
                found.texts.setdefault(one, name)


def _words(node: ast.AST) -> Iterator[str]:
    """The texts of an expression: a constant, either branch of an if, the values of a table."""
    if isinstance(node, ast.Constant):
        named = isinstance(node.value, str) and re.search(r"[A-Za-z]{2}", node.value)
        if named and not re.search(
            r"^\w+_\w+$|\(\\d", str(node.value)
        ):  # no file names, no patterns
            yield node.value
    elif isinstance(node, ast.Dict):
        for value in node.values:
            yield from _words(value)
    elif isinstance(node, ast.IfExp):
        yield from _words(node.body)
        yield from _words(node.orelse)
    elif isinstance(
        node, ast.Tuple | ast.List | ast.BinOp | ast.Call | ast.GeneratorExp | ast.Starred
    ):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") not in (
            "later",
            "frozenset",
        ):
            return
        for child in ast.iter_child_nodes(node):
            yield from _words(child)


def main(words: list[str]) -> int:
    """Print what is wrong with each language; 1 where anything is."""
    codes = [word for word in words if not word.startswith("--")]
    found, wrong = collected(), 0
    for code in codes or sorted(path.stem for path in LANGUAGES.glob("*.toml")):
        if "--fill" in words:
            print(f"{code}: {fill(code, found)} texts to translate")
        faults = faults_of(code, found)
        wrong += len(faults)
        print(f"{code}: {len(found.texts)} texts, {len(found.nouns)} nouns, {len(faults)} faults")
        print(*(faults if codes else ()), sep="\n")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
