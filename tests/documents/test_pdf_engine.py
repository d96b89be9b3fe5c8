"""WeasyPrint in this process: only here, and only to try what it refuses."""

from pathlib import Path

import pytest
from weasyprint.urls import FatalURLFetchingError

from documents.pdf_engine import Engine

from .test_pdf import question

STATIC = Path(__file__).resolve().parents[2] / "static"


@pytest.mark.parametrize(
    "body",
    [
        '<img alt="x" src="http://127.0.0.1:9/x.png">',
        '<img alt="x" src="file:///etc/hostname">',
        '<img alt="x" src="http://127.0.0.1:9/css/print-document.css">',
        '<img alt="x" src="file:///css/print-document.css">',
        '<img alt="x" src="asset:///../manage.py">',
        '<img alt="x" src="asset:///%2e%2e/manage.py">',
        '<img alt="x" src="asset:///css/missing.png">',
        '<style>@import "file:///etc/hostname";</style>',
        "<style>@font-face { font-family: x; src: url(http://127.0.0.1/x.woff) } p { font-family: x }</style>x",
        '<p style="background: url(ftp://127.0.0.1/x.png)">x</p>',
        '<object data="file:///etc/hostname">x</object>',
        '<link rel="attachment" href="file:///etc/hostname">',
        '<link rel="stylesheet" href="http://127.0.0.1:9/x.css">',
    ],
)
def test_everything_that_is_not_ours_is_refused(body):
    with pytest.raises(FatalURLFetchingError, match=r"^blocked: "):
        Engine(STATIC).render(**question(body))


def test_our_own_file_is_given():
    style = '<link rel="stylesheet" href="asset:///css/print-document.css">'
    assert Engine(STATIC).render(**question(style + "<p>x</p>"))[:5] == b"%PDF-"
