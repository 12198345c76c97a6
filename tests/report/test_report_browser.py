"""The page in Chromium: accessibility, reflow, requests, print; with scripts on and off."""

import os
import shutil

import pytest
import report_factory

from pipeline.stages import report

pytestmark = pytest.mark.browser

NAMES = ("chromium", "chromium-browser", "google-chrome")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="module")
def browser():
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        reason = "no Chromium: install the package chromium (make system)"
        if os.environ.get("REQUIRE_BROWSER") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    corpus = report_factory.build(tmp_path_factory.mktemp("browser"))
    report.run(corpus, report_factory.SECTIONS, lambda done, total, what: None)
    return corpus.reports.as_uri()


@pytest.fixture
def opened(browser, address):
    contexts = []

    def open_page(file="index.fr.html", **options):
        context = browser.new_context(**({"viewport": {"width": 1280, "height": 900}} | options))
        contexts.append(context)
        page = context.new_page()
        page.goto(f"{address}/{file}")
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("file", ["index.fr.html", "index.en.html"])
def test_axe_finds_nothing(opened, file, scheme):
    from axe_playwright_python.sync_playwright import Axe

    page = opened(file, color_scheme=scheme, bypass_csp=True)
    page.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")
    results = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]})
    assert [(v["id"], v["nodes"][0]["html"][:200]) for v in results.response["violations"]] == []


def test_nothing_is_requested_and_nothing_complains(browser, address):
    context = browser.new_context(offline=True)
    page = context.new_page()
    asked, said = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(f"{address}/index.html")
    assert (asked, said) == ([f"{address}/index.html"], [])
    context.close()


@pytest.mark.parametrize("width", [320, 768, 1280])
@pytest.mark.parametrize("file", ["index.fr.html", "index.en.html"])
def test_the_page_reflows_and_only_named_regions_scroll(opened, file, width):
    page = opened(file, viewport={"width": width, "height": 800})
    page.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    wide = """[...document.querySelectorAll('main *')].filter(e => e.scrollWidth > e.clientWidth + 1
        && getComputedStyle(e).overflowX !== 'visible' && getComputedStyle(e).display !== 'inline'
        && !(e.getAttribute('aria-label') && e.tabIndex === 0)).map(e => e.outerHTML.slice(0, 120))"""
    assert page.evaluate(wide) == []


@pytest.mark.parametrize("width", [320, 768, 1280])
@pytest.mark.parametrize("file", ["index.fr.html", "index.en.html"])
def test_letters_of_figures_stay_inside_apart_and_legible(opened, file, width):
    page = opened(file, viewport={"width": width, "height": 800})
    faults = page.evaluate(
        """() => [...document.querySelectorAll('.plot svg')].flatMap(svg => {
        const box = svg.getBoundingClientRect(), faults = [];
        const scale = box.width / svg.viewBox.baseVal.width;
        const size = t => parseFloat(getComputedStyle(t).fontSize) * scale;
        const texts = [...svg.querySelectorAll('text')].map(t => [t.textContent, t.getBoundingClientRect(), size(t)]);
        for (const [said, r, letter] of texts) {
            if (r.left < box.left - 1 || r.right > box.right + 1 || r.top < box.top - 1 || r.bottom > box.bottom + 1)
                faults.push(['outside', said]);
            if (letter < 9) faults.push(['small', said, letter]);
        }
        for (let i = 0; i < texts.length; i++) for (let j = i + 1; j < texts.length; j++) {
            const [a, b] = [texts[i][1], texts[j][1]];
            if (Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1
                && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 3) faults.push(['overlap', texts[i][0], texts[j][0]]);
        }
        return faults; })"""
    )
    assert faults == []


def test_findings_stand_on_the_first_screen(opened):
    page = opened()
    assert page.evaluate("document.querySelector('.findings').getBoundingClientRect().bottom") <= 900


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_figures_follow_the_colour_scheme(opened, scheme):
    page = opened(color_scheme=scheme)
    colours = page.evaluate(
        "[getComputedStyle(document.querySelector('.plot svg rect')).fill, getComputedStyle(document.documentElement).backgroundColor]"
    )
    assert colours == [{"light": "rgb(255, 255, 255)", "dark": "rgb(20, 23, 26)"}[scheme]] * 2


def test_forced_colours_keep_the_figures_on_their_own_ground(opened):
    page = opened(forced_colors="active", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.querySelector('.plot')).backgroundColor") == "rgb(255, 255, 255)"


def test_tab_passes_the_skip_link_first_and_focus_is_seen(opened):
    page = opened()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.evaluate("document.activeElement.getBoundingClientRect().left") >= 0
    assert page.evaluate("parseFloat(getComputedStyle(document.activeElement).outlineWidth)") >= 2


def test_without_scripts_everything_is_there(opened):
    page = opened(java_script_enabled=False)
    assert page.locator("figure svg").count() > 5
    assert page.locator("input").count() == 0


def test_the_documents_can_be_filtered(opened):
    page = opened()
    page.locator("#documents summary").click()
    page.locator("#documents input").fill("mot de passe")
    assert page.locator("#documents tbody tr:visible").count() == 1


def test_a_link_to_a_table_opens_it(opened):
    page = opened()
    page.goto(f"{page.url}#tab-terms-rates")
    assert page.evaluate("document.getElementById('tab-terms-rates').open")


def test_print_shows_every_table_in_the_light_scheme(opened):
    page = opened(color_scheme="dark")
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.querySelector('.plot svg rect')).fill") == "rgb(255, 255, 255)"
    hidden = (
        "[...document.querySelectorAll('table')].filter(t => !t.checkVisibility({contentVisibilityAuto: true})).length"
    )
    assert page.evaluate(hidden) == 0
