"""How counts, shares and amounts are written: the one place where sentences are rounded."""

import math

from cxworkbench.ground.language import counted, figures, say


def count_of(number: int, noun: str) -> str:
    """The number with its noun, which takes an s for all but one.

    Examples
    --------
    >>> count_of(1, "account"), count_of(1811, "voice")
    ('1 account', '1,811 voices')
    """
    return counted(number, noun)


def percent(share: float) -> str:
    """A share of 0 to 1 as whole per cent; below 1 % it says so; missing is a dash.

    Examples
    --------
    >>> percent(0.203), percent(0.004), percent(0.0), percent(float("nan"))
    ('20 %', 'under 1 %', '0 %', '–')
    """
    if math.isnan(share):
        return "–"
    if 0 < share < 0.01:
        return say("under 1 %")
    return f"{number(100 * share, 0)} %"


def money(amount: float, currency: str = "", *, exact: bool = False) -> str:
    """An amount with thousands separators, whole or to the cent, and its currency.

    Examples
    --------
    >>> money(1265793.0395, "USD", exact=True), money(1265793.0395), money(float("nan"))
    ('1,265,793.04 USD', '1,265,793', '–')
    """
    if math.isnan(amount):
        return "–"
    text = figures(f"{amount:,.2f}" if exact else f"{amount:,.0f}")
    return f"{text} {currency}".strip()


def number(value: float, digits: int = 1) -> str:
    """A figure with that many decimals, a real minus sign, and a dash when missing.

    Examples
    --------
    >>> number(-3.25), number(7.89, 2), number(float("nan"))
    ('−3.2', '7.89', '–')
    """
    if math.isnan(value):
        return "–"
    # Adding 0 turns the minus of a rounded −0 into a plain 0.
    return figures(f"{round(value, digits) + 0:,.{digits}f}").replace("-", "−")


def signed(value: float) -> str:
    """A feeling as it is written: one decimal, with its sign.

    Examples
    --------
    >>> signed(0.62), signed(-1.25), signed(0.04)
    ('+0.6', '−1.2', '0.0')
    """
    text = f"{value:+.1f}"
    return figures("0.0" if text in ("+0.0", "-0.0") else text.replace("-", "−"))
