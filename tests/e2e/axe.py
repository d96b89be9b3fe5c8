"""What every page must be: usable by everybody, at every width, without a word of complaint."""

from axe_playwright_python.sync_playwright import Axe

WCAG = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
_axe = Axe()


def violations(page):
    """Return what axe finds against WCAG 2.2 A and AA: rule and the first places."""
    found = _axe.run(page, options=WCAG).response["violations"]
    return [
        (rule["id"], [f"{node['target']} {node.get('failureSummary', '')[:160]}" for node in rule["nodes"][:3]])
        for rule in found
    ]


def overflow(page):
    """Return by how many pixels the page is wider than the window (0: no sideways scrolling)."""
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


def sticking_out(page):
    """Return the elements that stick out to the right, for the message of a failing test."""
    return page.evaluate(
        """() => [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right >
        document.documentElement.clientWidth + 1).slice(0, 5).map(e => e.tagName + '.' + e.className)"""
    )
