"""The key file: the secret that makes pseudonyms, and who stands behind each of them.

It lies outside the engagement, in the user's data folder or where `CXWORKBENCH_KEYS` says, so that
an engagement can be handed on without it.
"""

import hashlib
import hmac
import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from platformdirs import user_data_path

from cxworkbench.ground.errors import ParameterProblem, RecordProblem
from cxworkbench.ground.files import read_json, safe_name, write_text
from cxworkbench.records.base import as_json_text

KEYS_FOLDER: Final = "CXWORKBENCH_KEYS"  # environment: the folder of key files
_SCHEMA: Final = 1


@dataclass
class Keyring:
    """The secret of one engagement, and the people behind its pseudonyms as far as known.

    `path` is None for a keyring that is never saved (a check that only reads).
    """

    secret: bytes = field(repr=False)
    path: Path | None = None
    people: dict[str, dict[str, str]] = field(default_factory=dict, repr=False)

    def pseudonym(self, kind: str, identity: str) -> str:
        """The pseudonym of an identity: the same as long as the secret is the same.

        Parameters
        ----------
        kind
            What it stands for: "contact" or "account".
        identity
            What identifies it, e.g. a mail address in small letters.

        Examples
        --------
        >>> Keyring(b"secret").pseudonym("contact", "ada@example.com")
        'contact-a29fa258ce03'
        """
        message = f"{kind}\x1f{identity}".encode("utf-8", "surrogatepass")
        return f"{kind}-{hmac.new(self.secret, message, hashlib.sha256).hexdigest()[:12]}"

    def remember(self, pseudonym: str, **known: str) -> None:
        """Keep who stands behind a pseudonym; what was known before and is not given stays."""
        given = {name: value for name, value in known.items() if value}
        self.people[pseudonym] = {**self.people.get(pseudonym, {}), **given}

    def save(self) -> None:
        """The key file, rewritten with everybody known now and before."""
        if self.path is None:
            return
        before = (
            read_json(self.path, called=str(self.path))["people"] if self.path.is_file() else {}
        )
        people = {name: {**before.get(name, {}), **known} for name, known in self.people.items()}
        _write(self.path, self.secret, {**before, **people})


def key_path(engagement_id: str, key_file: Path | None = None) -> Path:
    """Where the key file of an engagement lies.

    Parameters
    ----------
    engagement_id
        The engagement's `id`.
    key_file
        A place of one's own; else the folder named by `CXWORKBENCH_KEYS`, else the user's data
        folder.
    """
    return key_file or keys_folder() / f"{safe_name(engagement_id)}.json"


def keys_folder() -> Path:
    """The folder of all key files."""
    chosen = os.environ.get(KEYS_FOLDER, "")
    return Path(chosen) if chosen else user_data_path("cxworkbench") / "keys"


def open_keyring(engagement_id: str, folder: Path, *, key_file: Path | None = None) -> Keyring:
    """The keyring of an engagement; its key file is made where there is none yet.

    Raises
    ------
    ParameterProblem
        The key file would lie inside the engagement, where it travels with what it protects.
    RecordProblem
        The key file cannot be written or read.
    """
    path = key_path(engagement_id, key_file)
    if path.resolve().is_relative_to(folder.resolve()):
        raise ParameterProblem(
            f"The key file {path} lies inside the engagement {folder}. Whoever is given the folder "
            f"could undo every pseudonym. Choose a folder elsewhere ({KEYS_FOLDER})."
        )
    if not path.is_file():
        _create(path)
    return _read(path)


def ephemeral_keyring(engagement_id: str, *, key_file: Path | None = None) -> Keyring:
    """A keyring for reading only: the engagement's secret where there is one, and nothing saved."""
    path = key_path(engagement_id, key_file)
    secret = _read(path).secret if path.is_file() else secrets.token_bytes(32)
    return Keyring(secret)


def _create(path: Path) -> None:
    beside = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    try:
        _write(beside, secrets.token_bytes(32), {})
        # A link fails where the name is taken: of two processes that start at once, both go on
        # with the secret of the first.
        os.link(beside, path)
    except FileExistsError:
        pass
    except OSError as problem:
        if not path.is_file():
            _create_without_link(path, beside, problem)
    finally:
        beside.unlink(missing_ok=True)


def _create_without_link(path: Path, beside: Path, problem: OSError) -> None:
    try:
        beside.rename(path)  # file systems without links (exFAT, some network drives)
    except OSError:
        raise RecordProblem(
            f"The key file {path} cannot be written ({problem.strerror}). It holds who stands "
            f"behind each pseudonym. Name a folder that can be written in {KEYS_FOLDER}."
        ) from problem


def _read(path: Path) -> Keyring:
    content = read_json(path, called=str(path))
    try:
        secret, people = bytes.fromhex(content["secret"]), dict(content["people"])
    except (KeyError, TypeError, ValueError) as problem:
        raise RecordProblem(
            f"{path} is not a key file of cxworkbench: it has no secret and people. Put back the "
            "last good copy; without it no pseudonym can be looked up, and new ones would differ."
        ) from problem
    return Keyring(secret, path, people)


def _write(path: Path, secret: bytes, people: dict[str, Any]) -> None:
    content = {
        "schema_version": _SCHEMA,
        "secret": secret.hex(),
        "people": {name: people[name] for name in sorted(people)},
    }
    write_text(path, as_json_text(content))
    path.chmod(0o600)
