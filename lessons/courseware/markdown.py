"""Markdown to HTML: CommonMark with tables, glossary terms and the site's classes. Raw HTML in a text stays text."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import cycle, pairwise, takewhile
from typing import TYPE_CHECKING

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.colon_fence import colon_fence_plugin

if TYPE_CHECKING:
    from lessons.courseware.course import Term

TERM_SCHEME = "term:"
STACKED_FROM = 4
"""A table with so many columns is too wide for a phone."""
_TAGS = nh3.ALLOWED_TAGS | {"button"}
_ATTRIBUTES = {
    **{tag: set(names) for tag, names in nh3.ALLOWED_ATTRIBUTES.items()},
    "*": {"class", "id"},
    "button": {"type", "aria-describedby"},
    "pre": {"tabindex", "role", "aria-label"},
    "span": {"role"},
    "td": {*nh3.ALLOWED_ATTRIBUTES["td"], "data-label"},
    "th": {*nh3.ALLOWED_ATTRIBUTES["th"], "scope"},
}


class UnknownTerm(KeyError):
    """Raised while rendering a link to a term that the glossary does not have; `slug` is what was asked for."""

    def __init__(self, slug: str) -> None:
        super().__init__(slug)
        self.slug = slug


@cache
def parser() -> MarkdownIt:
    """The one set-up of markdown-it. `:::` fences come out as `colon_fence` tokens, for `directives` to read."""
    markdown = MarkdownIt("commonmark", {"html": False, "typographer": False}).enable("table")
    return markdown.use(colon_fence_plugin)


def render_tokens(tokens: Sequence[Token], terms: Mapping[str, "Term"], prefix: str) -> str:
    """Render block tokens as clean HTML. `prefix` makes the ids of term notes unique on a page.

    Raises UnknownTerm.
    """
    shown = list(tokens)
    _give_classes(shown)
    _label_cells(shown)
    for number, token in enumerate(shown):
        if token.type == "inline" and token.children:
            token.children = list(_with_terms(token.children, terms, f"{prefix}-{number}"))
    markdown = parser()
    return _clean(_reachable(markdown.renderer.render(shown, markdown.options, {})))


@lru_cache(maxsize=1024)
def inline_html(text: str) -> str:
    """Render one paragraph's inside, such as a quiz option, as clean HTML. Links to terms are not followed here."""
    return _clean(str(parser().renderInline(text)))


@lru_cache(maxsize=512)
def block_html(text: str) -> str:
    """Paragraphs, lists and code of a text as HTML, without terms."""
    return render_tokens(parser().parse(text), {}, "text")


def _reachable(html: str) -> str:
    """Let code that is wider than its column be scrolled by keys."""
    return html.replace("<pre>", '<pre tabindex="0" role="group" aria-label="Code">')


def _clean(html: str) -> str:
    return nh3.clean(html, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes={"https"}, link_rel=None).strip()


def _give_classes(tokens: Sequence[Token]) -> None:
    """Mark lists and tables as the style sheet expects them, with headings of columns and rows that are not empty."""
    for before, token in pairwise([Token("", "", 0), *tokens]):
        if token.type == "bullet_list_open":
            token.attrSet("class", "points")
        elif token.type == "table_open":
            token.attrSet("class", "plain-table")
        elif token.type == "th_open":
            token.attrSet("scope", "col")
        elif token.type == "inline" and before.type == "th_open" and not token.content:
            before.tag, before.attrs = "td", {}
            _close_of(tokens, before, "th_close").tag = "td"
        elif token.type == "td_open" and before.type == "tr_open":
            token.type, token.tag = "th_open", "th"
            token.attrSet("scope", "row")
            _close_of(tokens, token, "td_close").tag = "th"


def _label_cells(tokens: Sequence[Token]) -> None:
    """Let the rows of wide tables stack on a phone, where each cell is named after its column."""
    for number, token in enumerate(tokens):
        if token.type == "table_open":
            table = list(_until(tokens[number:], "table_close"))
            heads = [_plain(each) for each in _until(table, "thead_close") if each.type == "inline"]
            if len(heads) >= STACKED_FROM:
                token.attrJoin("class", "stacks")
                cells = (each for each in table if each.type in ("th_open", "td_open"))
                for cell, head in zip(cells, cycle(heads)):
                    if cell.type == "td_open" and head:
                        cell.attrSet("data-label", head)


def _until(tokens: Sequence[Token], type: str) -> Iterator[Token]:
    """The tokens before the first of a type."""
    return takewhile(lambda token: token.type != type, tokens)


def _plain(token: Token) -> str:
    """The words of an inline token, without its marks."""
    return "".join(child.content for child in token.children or ())


def _close_of(tokens: Sequence[Token], opening: Token, type: str) -> Token:
    start = next(number for number, token in enumerate(tokens) if token is opening)
    return next(token for token in tokens[start:] if token.type == type)


def _with_terms(children: Sequence[Token], terms: Mapping[str, "Term"], prefix: str) -> Iterator[Token]:
    """Turn links to `term:slug` into a button with the term's meaning as its tooltip."""
    closing = ""
    for number, token in enumerate(children):
        href = str(token.attrGet("href") or "")
        if token.type == "link_open" and href.startswith(TERM_SCHEME):
            slug = href.removeprefix(TERM_SCHEME)
            if slug not in terms:
                raise UnknownTerm(slug)
            id = f"{prefix}-{number}"
            yield _raw(f'<button class="term" type="button" aria-describedby="{id}">')
            closing = f'<span class="term-note" role="tooltip" id="{id}">{terms[slug].meaning}</span></button>'
        elif token.type == "link_close" and closing:
            yield _raw(closing)
            closing = ""
        else:
            yield token


def _raw(html: str) -> Token:
    return Token("html_inline", "", 0, content=html)
