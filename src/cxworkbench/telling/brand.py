"""The client's brand: its logo, and whether its colour can be seen and read on."""

from pathlib import Path
from typing import Final

from cxworkbench.ground.errors import DataProblem
from cxworkbench.records.engagement import Brand
from cxworkbench.telling.theme import INK, PAPER

SEEN: Final = 3.0  # contrast that a bar needs beside paper (WCAG 2.2, criterion 1.4.11)
LARGEST_LOGO: Final = 2_000_000  # bytes; a logo travels in every file of a batch
_KINDS: Final = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}


def contrast(one: str, other: str) -> float:
    """How far two colours are apart in light, 1 to 21.

    References
    ----------
    Contrast ratio: Web Content Accessibility Guidelines 2.2, W3C 2023.

    Examples
    --------
    >>> contrast("#000000", "#ffffff"), round(contrast("#8a1538", "#ffffff"), 1)
    (21.0, 9.4)
    """
    light, dark = sorted((_light(one), _light(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _light(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    return sum(a * b for a, b in zip(linear, (0.2126, 0.7152, 0.0722), strict=True))


def ink_on(colour: str) -> str:
    """The colour of words on a ground: paper's or ink's, whichever is read better.

    Examples
    --------
    >>> ink_on("#8a1538"), ink_on("#ffe08a")
    ('#ffffff', '#1f2730')
    """
    return max((PAPER, INK), key=lambda one: contrast(one, colour))


def describe_brand(brand: Brand) -> str:
    """What is wrong with a brand's colour on paper, in one sentence; empty when nothing is.

    Examples
    --------
    >>> describe_brand(Brand(colour="#8a1538"))
    ''
    >>> describe_brand(Brand(colour="#ffe08a"))
    'The brand colour #ffe08a is too light beside paper (contrast 1.3, 3.0 is needed): the frame \
will hardly be seen. Give a darker colour of the brand in engagement.toml under [brand].'
    """
    found = contrast(brand.colour, PAPER)
    if found >= SEEN:
        return ""
    return (
        f"The brand colour {brand.colour} is too light beside paper (contrast {found:.1f}, {SEEN} "
        "is needed): the frame will hardly be seen. Give a darker colour of the brand in "
        "engagement.toml under [brand]."
    )


def logo_of(brand: Brand, folder: Path) -> bytes | None:
    """The logo's picture; None where the brand names none.

    Parameters
    ----------
    brand
        Its `logo` is a path inside the engagement.
    folder
        The engagement.

    Raises
    ------
    DataProblem
        The file is not there or outside the engagement, is no PNG or JPEG, or is over 2 MB.
    """
    if not brand.logo:
        return None
    path = folder / brand.logo
    if not path.resolve().is_relative_to(folder.resolve()) or not path.is_file():
        raise DataProblem(
            f"The logo {brand.logo!r} is not in the engagement. Put a PNG or JPEG into its folder "
            "and name it in engagement.toml under [brand], or leave logo out."
        )
    content = path.read_bytes()
    if not kind_of_picture(content) or len(content) > LARGEST_LOGO:
        raise DataProblem(
            f"The logo {brand.logo!r} is no PNG or JPEG of at most 2 MB ({len(content):,} bytes). "
            "Save it as one of these, small enough to travel in every report."
        )
    return content


def kind_of_picture(content: bytes) -> str:
    """The media type of a picture; empty where it is neither PNG nor JPEG."""
    return next((kind for sign, kind in _KINDS.items() if content.startswith(sign)), "")
