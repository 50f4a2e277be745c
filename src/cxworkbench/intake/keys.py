"""The key file: the secret that makes pseudonyms, and who stands behind each of them.

It lies outside the engagement, in the user's data folder or where `--key` or `CXWORKBENCH_KEYS`
says, so that an engagement can be handed on without it.
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

KEY_FILE: Final = "CXWORKBENCH_KEY"  # environment: one key file, as --key names it
KEYS_FOLDER: Final = "CXWORKBENCH_KEYS"  # environment: the folder of key files
_SCHEMA: Final = 1


@dataclass
class Keyring:
    """The secret of one engagement, and the people behind its pseudonyms as far as known.

    `path` is None for a keyring that is never saved (a check that only reads). `engagement` is the
    id of the engagement it belongs to.
    """

    secret: bytes = field(repr=False)
    path: Path | None = None
    people: dict[str, dict[str, str]] = field(default_factory=dict, repr=False)
    engagement: str = ""

    @property
    def fingerprint(self) -> str:
        """By what the key is known again; neither the secret nor a pseudonym follows from it."""
        return hmac.new(self.secret, b"fingerprint", hashlib.sha256).hexdigest()[:16]

    def pseudonym(self, kind: str, identity: str) -> str:
        """The pseudonym of an identity: the same as long as the secret is the same.

        Parameters
        ----------
        kind
            What it stands for: "contact", "account", "interviewer" …
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
        _write(self.path, self.secret, {**before, **people}, self.engagement)


def key_path(engagement_id: str, key_file: Path | None = None) -> Path:
    """Where the key file of an engagement lies.

    Parameters
    ----------
    engagement_id
        The engagement's `id`.
    key_file
        A place of one's own; else the file named by `CXWORKBENCH_KEY`, else the folder named by
        `CXWORKBENCH_KEYS`, else the user's data folder.
    """
    return key_file or named_key_file() or keys_folder() / f"{safe_name(engagement_id)}.json"


def named_key_file() -> Path | None:
    """The key file that this process was told to use; None: the usual place."""
    named = os.environ.get(KEY_FILE, "")
    return Path(named) if named else None


def use_key_file(path: Path, folder: Path | None = None) -> None:
    """Use this key file from here on, in this process and in every kernel it starts.

    Parameters
    ----------
    path
        The key file; it is made when evidence is first made, if it is not there.
    folder
        The engagement that it must not lie in.

    Raises
    ------
    ParameterProblem
        It lies inside the engagement, or is a folder.
    """
    if path.is_dir():
        raise ParameterProblem(
            f"{path} is a folder, and --key names a file. Name a file in it, for example "
            f"{path / 'acme-pos.json'}."
        )
    if folder is not None:
        _require_outside(path, folder)
    os.environ[KEY_FILE] = str(path.resolve())


def keys_folder() -> Path:
    """The folder of all key files."""
    chosen = os.environ.get(KEYS_FOLDER, "")
    return Path(chosen) if chosen else user_data_path("cxworkbench") / "keys"


def open_keyring(
    engagement_id: str, folder: Path, *, key_file: Path | None = None, made_with: str = ""
) -> Keyring:
    """The keyring of an engagement; its key file is made where there is none yet.

    Parameters
    ----------
    engagement_id
        The engagement's `id`.
    folder
        The engagement.
    key_file
        As for `key_path`.
    made_with
        Fingerprint of the key that made the pseudonyms in use; "" where there are none yet.

    Raises
    ------
    ParameterProblem
        The key file would lie inside the engagement, where it travels with what it protects; it is
        of another engagement; or it is not the one that made the pseudonyms in use.
    RecordProblem
        The key file cannot be written or read.
    """
    path = key_path(engagement_id, key_file)
    _require_outside(path, folder)
    if not path.is_file():
        if made_with:
            raise ParameterProblem(
                f"The key file of this engagement is not at {path}, and the pseudonyms in "
                f"{folder / 'evidence'} were made with it. {_WAYS_OUT}"
            )
        _create(path, engagement_id)
    return _fitting(path, engagement_id, folder, made_with)


def ephemeral_keyring(
    engagement_id: str, folder: Path, *, key_file: Path | None = None, made_with: str = ""
) -> Keyring:
    """A keyring for reading only: the engagement's secret where there is one, and nothing saved.

    Parameters and errors are those of `open_keyring`, but that a key which is not there is none.
    """
    path = key_path(engagement_id, key_file)
    _require_outside(path, folder)
    if not path.is_file():
        return Keyring(secrets.token_bytes(32))
    return Keyring(_fitting(path, engagement_id, folder, made_with).secret)


def require_key_of(folder: Path, engagement_id: str, made_with: str) -> None:
    """Nothing, where no key was named or it is the one that made the pseudonyms in use.

    Raises
    ------
    ParameterProblem
        As `open_keyring`.
    """
    named = named_key_file()
    if named is not None and made_with:
        open_keyring(engagement_id, folder, key_file=named, made_with=made_with)


_WAYS_OUT: Final = (
    "If you have it elsewhere, name it: --key FILE. If it is lost, remove the folder evidence: new "
    "pseudonyms are made, and those in reports made so far can be looked up no more."
)


def _require_outside(path: Path, folder: Path) -> None:
    if path.resolve().is_relative_to(folder.resolve()):
        raise ParameterProblem(
            f"The key file {path} lies inside the engagement {folder}. Whoever is given the folder "
            f"could undo every pseudonym. Choose a place elsewhere (--key or {KEYS_FOLDER})."
        )


def _fitting(path: Path, engagement_id: str, folder: Path, made_with: str) -> Keyring:
    keyring = read_keyring(path)
    if keyring.engagement not in ("", engagement_id):
        raise ParameterProblem(
            f"The key file {path} is of the engagement {keyring.engagement!r}, and this one is "
            f"{engagement_id!r}. Each has a key of its own, so that nobody can be followed from "
            "one to the other. Name another file with --key."
        )
    if made_with and keyring.fingerprint != made_with:
        raise ParameterProblem(
            f"The key file {path} is not the one that made the pseudonyms in "
            f"{folder / 'evidence'}. {_WAYS_OUT}"
        )
    keyring.engagement = engagement_id
    return keyring


def _create(path: Path, engagement_id: str) -> None:
    beside = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    try:
        _write(beside, secrets.token_bytes(32), {}, engagement_id)
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
            f"behind each pseudonym. Name another place with --key, or a folder in {KEYS_FOLDER}."
        ) from problem


def read_keyring(path: Path) -> Keyring:
    """The keyring in a key file.

    Raises
    ------
    RecordProblem
        The file is not there, or is no key file.
    """
    content = read_json(path, called=str(path))
    try:
        secret, people = bytes.fromhex(content["secret"]), dict(content["people"])
    except (AttributeError, KeyError, TypeError, ValueError) as problem:
        raise RecordProblem(
            f"{path} is not a key file of cxworkbench: it has no secret and people. Put back the "
            "last good copy; without it no pseudonym can be looked up, and new ones would differ."
        ) from problem
    return Keyring(secret, path, people, str(content.get("engagement", "")))


def _write(path: Path, secret: bytes, people: dict[str, Any], engagement_id: str) -> None:
    content = {
        "schema_version": _SCHEMA,
        "engagement": engagement_id,
        "secret": secret.hex(),
        "people": {name: people[name] for name in sorted(people)},
    }
    write_text(path, as_json_text(content))
    path.chmod(0o600)
