"""The key file: outside the engagement, made once, kept, readable by its owner alone."""

import os
import stat
from concurrent.futures import ThreadPoolExecutor

import pytest

from cxworkbench.ground.errors import ParameterProblem, RecordProblem
from cxworkbench.intake.keys import ephemeral_keyring, key_path, open_keyring


def test_the_same_engagement_has_the_same_secret_each_time(tmp_path):
    assert open_keyring("trial", tmp_path).secret == open_keyring("trial", tmp_path).secret


def test_two_engagements_have_two_secrets(tmp_path):
    assert open_keyring("one", tmp_path).secret != open_keyring("two", tmp_path).secret


def test_many_that_start_at_once_share_one_secret(tmp_path):
    with ThreadPoolExecutor(8) as pool:
        rings = list(pool.map(lambda _: open_keyring("trial", tmp_path), range(16)))

    assert len({ring.secret for ring in rings}) == 1
    assert [path.name for path in key_path("trial").parent.iterdir()] == ["trial.json"]


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps permissions elsewhere")
def test_only_its_owner_may_read_the_key_file(tmp_path):
    open_keyring("trial", tmp_path).save()

    assert stat.S_IMODE(key_path("trial").stat().st_mode) == 0o600


def test_people_known_before_stay_known(tmp_path):
    for name in ("ada", "bea"):
        ring = open_keyring("trial", tmp_path)
        ring.remember(name, name=name.title())
        ring.save()

    assert open_keyring("trial", tmp_path).people == {
        "ada": {"name": "Ada"},
        "bea": {"name": "Bea"},
    }


def test_a_key_file_inside_the_engagement_is_refused(tmp_path):
    inside = tmp_path / "keys" / "trial.json"

    with pytest.raises(ParameterProblem) as refused:
        open_keyring("trial", tmp_path, key_file=inside)

    assert str(refused.value) == (
        f"The key file {inside} lies inside the engagement {tmp_path}. Whoever is given the folder "
        "could undo every pseudonym. Choose a place elsewhere (--key or CXWORKBENCH_KEYS)."
    )
    assert not inside.exists()


def test_a_file_that_is_no_key_file_is_refused(tmp_path):
    key_path("trial").write_text("{}", encoding="utf-8")

    with pytest.raises(RecordProblem, match="is not a key file of cxworkbench"):
        open_keyring("trial", tmp_path)


def test_reading_only_leaves_no_key_file_behind(tmp_path):
    ephemeral_keyring("trial", tmp_path)

    assert not key_path("trial").exists()


def test_a_keyring_does_not_show_its_secret(tmp_path):
    ring = open_keyring("trial", tmp_path)

    assert ring.secret.hex() not in repr(ring)
    assert str(ring.secret) not in repr(ring)
