"""Date operators: ISO 8601 in the W3C profile, or seconds since 1970, compared as instants (O14)."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from fractions import Fraction

from iamlab.engine.conditions.relations import RELATIONS
from iamlab.engine.policy.operators import Relation
from iamlab.engine.remembering import remembered

_EPOCH = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,9})?")
_W3C = re.compile(
    r"(?P<year>[0-9]{4})(-(?P<month>[0-9]{2})(-(?P<day>[0-9]{2})"
    r"(T(?P<hour>[0-9]{2}):(?P<minute>[0-9]{2})(:(?P<second>[0-9]{2})(?P<fraction>\.[0-9]{1,9})?)?"
    r"(?P<zone>Z|[+-][0-9]{2}:?[0-9]{2})?)?)?)?"
)
_START = datetime(1970, 1, 1, tzinfo=UTC)


@remembered(1024)
def parse(text: str) -> Fraction | None:
    """Seconds since 1970 of the instant that a text names, or None. A time without a zone is taken as UTC."""
    if _EPOCH.fullmatch(text):
        return Fraction(text)
    written = _W3C.fullmatch(text)
    if written is None:
        return None
    try:
        moment = datetime(
            int(written["year"]),
            int(written["month"] or 1),
            int(written["day"] or 1),
            int(written["hour"] or 0),
            int(written["minute"] or 0),
            int(written["second"] or 0),
            tzinfo=UTC,
        )
    except ValueError:
        return None
    whole = (moment - _START - _offset(written["zone"])).total_seconds()
    return Fraction(int(whole)) + Fraction(f"0{written['fraction'] or '.0'}")


def _offset(zone: str | None) -> timedelta:
    if zone is None or zone == "Z":
        return timedelta()
    digits = zone[1:].replace(":", "")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return -offset if zone[0] == "-" else offset


def matcher(text: str, relation: Relation) -> Callable[[str], bool]:
    """A test for instants that stand in the relation to `text`."""
    wanted = parse(text)
    compare = RELATIONS[relation]

    def matches(value: str) -> bool:
        moment = parse(value)
        return moment is not None and wanted is not None and compare(moment, wanted)

    return matches
