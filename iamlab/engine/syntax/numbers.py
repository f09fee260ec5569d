"""Numbers as JSON writes them, exactly: binary fractions would change what conditions compare (G10, O13)."""

from decimal import Decimal, InvalidOperation

_MOST_DIGITS = 4_300
"""As many as Python reads of an integer."""


def exact_number(text: str) -> Decimal:
    """The value of a JSON number with a fraction or an exponent. Raises ValueError for one that has thousands of
    digits when written without an exponent.
    """
    try:
        number = Decimal(text)
    except InvalidOperation as error:
        raise ValueError(text) from error
    exponent = number.as_tuple().exponent
    if not isinstance(exponent, int) or abs(number.adjusted()) > _MOST_DIGITS or abs(exponent) > _MOST_DIGITS:
        if not number:
            return Decimal(0)
        raise ValueError(text)
    return number
