"""The recurring work of a school year: duties, occurrences, completions, reminders."""
