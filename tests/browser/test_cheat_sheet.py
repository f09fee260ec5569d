"""The cheat sheet is one sheet of paper."""

import re

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_prints_on_one_page_of_a4(page: Page, theme: str) -> None:
    page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
    page.goto("/help/cheat-sheet/")
    printed = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1
    (width, height) = (float(number) for number in re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)", printed).groups())
    assert (round(width), round(height)) == (595, 842)
