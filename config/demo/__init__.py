"""The demo as data: our own documents, people, calendars and history, all relative to the day of loading."""
