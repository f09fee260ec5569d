"""What a word of a policy means."""

from iamlab.engine.policy.kinds import PolicyKind
from iamlab.engine.writing import conditions, naming
from iamlab.engine.writing.completing import within_statement
from iamlab.engine.writing.elements import DOCUMENT, PRINCIPAL, STATEMENT, VALUES, operator_about
from iamlab.engine.writing.offers import Description, Known, OfferKind
from iamlab.engine.writing.scanning import Word, words_of

_Said = tuple[OfferKind, tuple[str, ...]]


def describe(text: str, caret: int, kind: PolicyKind, known: Known) -> Description | None:
    """What the word at the offset `caret` means; None where there is none, or nothing is known of it."""
    word = next((word for word in words_of(text) if word.start - 1 <= caret <= word.end), None)
    said = _about(word, known) if word else None
    if word is None or said is None or not any(said[1]):
        return None
    return Description(word.start, word.end, word.text, said[0], tuple(line for line in said[1] if line))


def _about(word: Word, known: Known) -> _Said | None:
    if not word.path:
        return OfferKind.ELEMENT, (DOCUMENT.get(word.text, ""),)
    if word.path == ("Version",):
        return OfferKind.VALUE, (VALUES["Version"].get(word.text, ""),)
    found = within_statement(word.path)
    if found is None:
        return None
    return _about_key(word, found[1]) if word.is_key else _about_value(word, found[1], known)


def _about_key(word: Word, path: tuple[str | int, ...]) -> _Said | None:
    match path:
        case ():
            return OfferKind.ELEMENT, (STATEMENT.get(word.text, ""),)
        case ("Principal" | "NotPrincipal",):
            return OfferKind.ELEMENT, (PRINCIPAL.get(word.text, ""),)
        case ("Condition",):
            return OfferKind.OPERATOR, (operator_about(word.text),)
        case ("Condition", _):
            return OfferKind.KEY, conditions.key_lines(word.text)
    return None


def _about_value(word: Word, path: tuple[str | int, ...], known: Known) -> _Said | None:
    match path:
        case ("Effect",):
            return OfferKind.VALUE, (VALUES["Effect"].get(word.text, ""),)
        case ("Action" | "NotAction", *_):
            return OfferKind.ACTION, naming.action_lines(word.text)
        case ("Resource" | "NotResource", *_):
            return OfferKind.ARN, naming.arn_lines(word.text, known)
    return None
