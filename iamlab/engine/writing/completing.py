"""What could be written at a place of a policy."""

from collections.abc import Iterable, Iterator
from itertools import islice

from iamlab.engine.policy.kinds import PolicyKind
from iamlab.engine.writing import conditions, naming
from iamlab.engine.writing.elements import DOCUMENT, PRINCIPAL, VALUES, statement_elements
from iamlab.engine.writing.offers import MOST_OFFERS, Known, Offer, OfferKind, Offers
from iamlab.engine.writing.scanning import Path, Place, Word, place_at, words_of


def complete(text: str, caret: int, kind: PolicyKind, known: Known) -> Offers | None:
    """What could stand at the offset `caret` of a policy's text; None where nothing of a policy's own could.

    The text need not be valid. The offers begin as what is typed does, or hold it, in any case; MOST_OFFERS at most.
    """
    place = place_at(text, caret)
    if place is None:
        return None
    words = words_of(text)
    wanted = place.typed.lower()
    found = (offer for offer in _offers(place, words, kind, known) if wanted in offer.text.lower())
    listed = list(islice(found, MOST_OFFERS + 1))
    if not listed:
        return None
    shown = sorted(listed[:MOST_OFFERS], key=lambda offer: not offer.text.lower().startswith(wanted))
    return Offers(place.start, place.end, place.quoted, len(listed) <= MOST_OFFERS, tuple(shown))


def within_statement(path: Path) -> tuple[Path, Path] | None:
    """The path of the statement that a path leads into, and the rest of it; None outside statements."""
    if path[:1] != ("Statement",):
        return None
    length = 2 if len(path) > 1 and isinstance(path[1], int) else 1
    return path[:length], path[length:]


def actions_of(statement: Path, words: Iterable[Word]) -> tuple[str, ...]:
    """The actions that a statement lists, as far as it is written."""
    paths = {(*statement, "Action"), (*statement, "NotAction")}
    return tuple(word.text for word in words if not word.is_key and word.path[: len(statement) + 1] in paths)


def _offers(place: Place, words: tuple[Word, ...], kind: PolicyKind, known: Known) -> Iterator[Offer]:
    """Everything that belongs to a place; keys that its object has already are left out."""
    if place.is_key:
        taken = {
            word.text for word in words if word.is_key and word.holder == place.holder and word.start != place.start
        }
        yield from (offer for offer in _keys(place, words, kind) if offer.text not in taken)
    else:
        yield from _values(place, words, kind, known)


def _keys(place: Place, words: tuple[Word, ...], kind: PolicyKind) -> Iterator[Offer]:
    if not place.path:
        yield from _elements(DOCUMENT)
    found = within_statement(place.path)
    match found:
        case (_, ()):
            yield from _elements(statement_elements(kind))
        case (_, ("Principal" | "NotPrincipal",)):
            yield from _elements(PRINCIPAL)
        case (_, ("Condition",)):
            yield from conditions.operators()
        case (statement, ("Condition", str() as operator)):
            yield from conditions.keys(actions_of(statement, words), operator)


def _values(place: Place, words: tuple[Word, ...], kind: PolicyKind, known: Known) -> Iterator[Offer]:
    if place.path == ("Version",):
        yield from _texts("Version")
    match within_statement(place.path):
        case (_, ("Effect",)):
            yield from _texts("Effect")
        case (_, ("Action" | "NotAction", *_)):
            yield from naming.actions(place.typed, kind, known)
        case (statement, ("Resource" | "NotResource", *_)):
            yield from naming.arns(actions_of(statement, words), known)
        case (_, ("Principal" | "NotPrincipal",)):
            yield Offer("*", OfferKind.PRINCIPAL, "everybody")
        case (_, ("Principal" | "NotPrincipal", str() as entry, *_)):
            yield from naming.principals(entry, known)
        case (_, ("Condition", str() as operator, str() as key, *_)):
            yield from conditions.values(operator, key, known)


def _elements(names: dict[str, str]) -> Iterator[Offer]:
    return (Offer(name, OfferKind.ELEMENT, "", about) for name, about in names.items())


def _texts(element: str) -> Iterator[Offer]:
    return (Offer(text, OfferKind.VALUE, "", about) for text, about in VALUES[element].items())
