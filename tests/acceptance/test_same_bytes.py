"""The same batch run twice leaves the same files, but for the manifest's time stamps."""

import json
import shutil

import pytest

from cxworkbench.worlds.retail_pos import make_tiny_world
from cxworkbench.worlds.world import write_world

pytestmark = [pytest.mark.slow, pytest.mark.notebooks]
OF_THE_RUN = {"seconds", "ended_at"}


def files_of(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def without_stamps(manifest):
    lines = [json.loads(line) for line in manifest.decode("utf-8").splitlines()]
    kept = [{k: v for k, v in line.items() if k not in OF_THE_RUN} for line in lines]
    return sorted(kept, key=lambda line: json.dumps(line, sort_keys=True))


def test_two_folders_with_the_same_engagement_end_alike(call, tmp_path):
    first, second = tmp_path / "first" / "tiny", tmp_path / "elsewhere" / "second" / "tiny"
    write_world(make_tiny_world(7), first)
    shutil.copytree(first, second)
    chosen = tmp_path / "chosen.csv"
    ids = (first / "accounts-demo.csv").read_text("utf-8").splitlines()[:4]
    chosen.write_text("\n".join(ids) + "\n", "utf-8")

    for folder in (first, second):
        done = call("batch", folder, "--accounts", chosen)
        assert done.returncode == 0, done.stderr

    one, two = files_of(first), files_of(second)
    assert one.keys() == two.keys()
    different = {name for name in one if one[name] != two[name]}
    manifests = {name for name in different if name.endswith("manifest.jsonl")}
    assert different - manifests == set()
    for name in manifests:
        assert without_stamps(one[name]) == without_stamps(two[name])
