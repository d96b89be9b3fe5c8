"""Steps between a new school and Start: what the place "start-steps" is filled with.

A provider gets schools as subjects (one on the page Start, many on the owner's page) and the day as context, and
answers for all of them in one query: ``{school: [StartStep, …]}``.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Todo:
    """One line below a step."""

    text: str
    is_done: bool = False
    label: str = ""
    url: str = ""


@dataclass(frozen=True)
class StartStep:
    """One step, with its state from the data. ``order`` sorts the steps; ``blocker`` says what keeps Start shut.

    ``warnings`` (text, url) say what is not as it should be though the step is done: Start stays possible;
    ``warning_words`` is the sentence above them.

    Orders: 10 calendar, 20 people, 30 document, 40 posts, 50 duties.
    """

    order: int
    title: str
    is_done: bool
    words: str
    url: str
    act_label: str
    todo: tuple[Todo, ...] = ()
    blocker: str = ""
    warnings: tuple[tuple[str, str], ...] = ()
    warning_words: str = ""
