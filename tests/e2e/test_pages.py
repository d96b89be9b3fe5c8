"""Every page, by everybody who may open it: axe, widths, colours, headings, keyboard, languages."""

import json
import re

import pytest
from django.conf import settings

from config.demo import loader
from duties.models import Duty
from schools import services
from schools.models import Person, School
from tests.e2e import axe
from tests.e2e.conftest import HEIGHT, NARROW, PHONE, WIDE, served
from tests.e2e.demo_pages import NOW, VISITORS, fill, pages_of, pages_of_nobody, school_of, user_of
from tests.factories import BY

pytestmark = pytest.mark.django_db
LOOKS = [(WIDE, "light"), (WIDE, "dark"), (PHONE, "light"), (PHONE, "dark")]


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    """A server on the demo."""
    with served(django_db_blocker, NOW, fill) as server:
        yield server


def faults_of(visitor, name, names, looks=LOOKS):
    """Yield what is wrong with the page that is open."""
    page = visitor.page
    if (count := page.locator("h1").count()) != 1:
        yield name, f"{count} h1"
    title = page.title()
    yield from ((name, f"a name in the title: {title}") for one in names if one in title)
    if not title.endswith("Kord"):
        yield name, f"title: {title}"
    for width, scheme in looks:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        page.emulate_media(color_scheme=scheme)
        visitor.shot(f"{name.replace(':', '-').replace(' ', '-')}-{width}-{scheme}")
        yield from ((f"{name} {width} {scheme}", found) for found in axe.violations(page))
        if axe.overflow(page):
            yield f"{name} {width}", f"scrolls sideways: {axe.sticking_out(page)}"
    page.set_viewport_size({"width": NARROW, "height": HEIGHT})
    if axe.overflow(page):
        yield f"{name} {NARROW}", f"scrolls sideways: {axe.sticking_out(page)}"


def family_names(school=None):
    people = Person.objects.filter(school=school) if school else Person.objects.all()
    return list(people.values_list("family_name", flat=True))


@pytest.mark.parametrize("kind", VISITORS)
def test_pages(demo, visit, kind):
    user, school = user_of(kind), school_of(kind)
    # One principal sees nearly every page there is: those are looked at in all four ways.
    looks = LOOKS if kind == "principal" else [LOOKS[0], LOOKS[3]]
    found, seen = [], 0
    with visit(demo.url, user=user) as visitor:
        for name, path in pages_of(kind):
            status = visitor.go(path)
            seen += 1
            if status != 200:
                found.append((name, f"{path} answers {status}"))
                continue
            label = f"{kind.replace(' ', '-')}-{name}-{path.strip('/').replace('/', '.')[-24:]}"
            found += faults_of(visitor, label, family_names(school), looks)
    assert found == [], "\n".join(map(str, found))
    assert seen > 8


def test_forced_colours_keep_what_a_shadow_or_a_fill_said(demo, visit):
    """Where the system paints, the current place and the line under the views are drawn with borders."""
    with visit(demo.url, user=user_of("principal"), width=PHONE) as visitor:
        visitor.go(f"/s/{school_of('principal').slug}/today/")
        visitor.page.emulate_media(forced_colors="active")
        edge = "(element, side) => getComputedStyle(element)[side]"
        place, tab = (
            visitor.page.locator(one).first for one in (".places [aria-current]", ".switch a:not([aria-current])")
        )
        assert place.evaluate(edge, "borderBlockStartWidth") == "4px"
        assert tab.evaluate(edge, "borderBlockEndWidth") == "0px"
        date = visitor.page.locator(".head .m strong").first
        assert date.evaluate("element => element.getClientRects().length") == 1
        assert date.evaluate("element => element.scrollWidth <= element.clientWidth") is True
        assert date.evaluate("element => element.clientHeight < 30") is True


def test_a_phone_at_double_size_scrolls_in_one_direction(demo, visit):
    with visit(demo.url, user=user_of("principal"), width=PHONE // 2) as visitor:
        for name in ("duties:today", "duties:school", "duties:year", "schools:people", "schools:calendar"):
            visitor.go(next(path for found, path in pages_of("principal") if found == name))
            assert (name, axe.sticking_out(visitor.page) if axe.overflow(visitor.page) else []) == (name, [])


def test_a_message_does_not_lie_over_the_row_it_speaks_of(demo, visit):
    with visit(demo.url, user=user_of("staff"), width=PHONE) as visitor:
        visitor.go(f"/s/{school_of('it').slug}/today/")
        button = visitor.page.locator(".btn--tick").last
        button.evaluate("element => element.closest('.entry').scrollIntoView({block: 'end'})")
        row = visitor.page.locator(f"[id='{button.evaluate('element => element.closest(`.entry`).id')}']")
        button.click()
        message = visitor.page.locator("#toasts .toast")
        message.wait_for()
        visitor.page.wait_for_timeout(300)
        assert row.bounding_box()["y"] + row.bounding_box()["height"] <= message.bounding_box()["y"]


def test_pages_before_the_door(demo, visit):
    found = []
    with visit(demo.url) as visitor:
        for name, path in pages_of_nobody():
            visitor.go(path)
            found += faults_of(visitor, f"nobody-{name}", family_names())
    assert found == [], "\n".join(map(str, found))


def focused(page):
    """What has the focus: how it is called, and how its ring is drawn."""
    return page.evaluate(
        """() => { const e = document.activeElement, r = e.getBoundingClientRect();
        const s = getComputedStyle(e.closest('.pick') || e);
        return {tag: e.tagName, words: (e.innerText || e.getAttribute('aria-label') || '').trim().slice(0, 40),
        ring: s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2,
        seen: r.width > 1 && r.height > 1 && r.bottom > 0 && r.top < innerHeight}; }"""
    )


@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_keyboard_alone(demo, visit, width):
    """The first stop skips to the content; every stop after it is seen and has a ring."""
    with visit(demo.url, user=user_of("principal"), width=width) as visitor:
        for name in ("duties:today", "duties:school", "schools:calendar", "roles:posts"):
            path = next(path for found, path in pages_of("principal") if found == name)
            visitor.go(path)
            visitor.page.keyboard.press("Tab")
            assert focused(visitor.page) | {"words": ""} == {"tag": "A", "words": "", "ring": True, "seen": True}
            visitor.page.keyboard.press("Enter")
            assert visitor.page.evaluate("document.activeElement.id") == "main"
            stops = []
            for _stop in range(40):
                visitor.page.keyboard.press("Tab")
                stops.append(focused(visitor.page))
                if stops[-1]["tag"] == "BODY":
                    stops.pop()
                    break
            assert len(stops) > 5
            unseen = [stop for stop in stops if not (stop["ring"] and stop["seen"])]
            assert unseen == [], f"{name}: {unseen}"


# ── languages ────────────────────────────────────────────────────────────────

SPOKEN = ("duties:today", "duties:school", "duties:year", "roles:role-list", "schools:people", "schools:calendar")


def texts(page):
    """The pieces of text on a page, in which a word of English would be seen; also labels that are only heard."""
    found = page.evaluate(
        """() => { const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
        while (walk.nextNode()) { const p = walk.currentNode.parentElement;
          if (!p.closest('script, style, .languages')) found.push(walk.currentNode.data); }
        for (const e of document.querySelectorAll('[aria-label], [title], [placeholder]'))
          for (const a of ['aria-label', 'title', 'placeholder']) if (e.hasAttribute(a)) found.push(e.getAttribute(a));
        return found; }"""
    )
    return {" ".join(text.split()) for text in found if re.search(r"[^\W\d_]{3}", text)}


def pieces(text):
    """What a text is put together from: a clause that was cut, a class or a share of full time behind it."""
    return [piece for piece in re.split(r"\s*(?:…|,| · |\d+ %)\s*", text) if re.search(r"[^\W\d_]{3}", piece)]


def everything_written():
    """All that the demo's files say, and how duties are called after them: words in no language of ours."""
    files = ["people.json", "calendars.json", "history.json"]
    read = [json.dumps(loader.read(name), ensure_ascii=False) for name in files]
    read += [path.read_text(encoding="utf-8") for path in (loader.FOLDER / "documents").glob("*.json")]
    read += Duty.objects.values_list("title", flat=True)
    return " ".join(" ".join(read).split()).lower()


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES if code != "en"])
def test_no_english_is_left(demo, visit, language):
    """What is the same in English and in another language is only what the school itself has written."""
    user, written = user_of("principal"), everything_written()
    same, spoken = set(), {}
    paths = [path for name, path in pages_of("principal") if name in SPOKEN]
    with visit(demo.url, user=user) as visitor:
        for code in ("en", language):
            services.update_preferences(user=user, language=code, theme="", by=BY, now=NOW)
            for path in paths:
                visitor.go(path)
                assert visitor.page.locator("html").get_attribute("lang") == code
                spoken[code, path] = texts(visitor.page)
    services.update_preferences(user=user, language="lt", theme="", by=BY, now=NOW)
    for path in paths:
        same |= spoken["en", path] & spoken[language, path]
    names = {school.name for school in School.objects.all()} | {person.name for person in Person.objects.all()}
    names |= {zone.rpartition("/")[2] for zone in School.objects.values_list("time_zone", flat=True)}
    names |= {"Kord", *(name for _code, name in settings.LANGUAGES)}
    left = {text for text in same - names if not all(piece.lower() in written for piece in pieces(text))}
    assert sorted(left) == []
