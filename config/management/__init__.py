"""Commands that run the whole system."""
