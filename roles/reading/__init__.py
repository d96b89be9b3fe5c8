"""Reading a school's own job description: from a file to a structured role with the deadlines found in its words.

Pure: no Django, so that it runs in the limited process of ``documents.limits``. One direction only:
``files`` (bytes to lines with layout) → ``frame`` (title, institution, who approves …) and ``sections`` → ``items`` →
``binding`` (which post) and ``grammar`` (time words to rules) → ``reader`` (all of it, with coverage).
What a language is like stands in one file of ``languages`` (its form is ``language``); adding one is adding a file.
"""
