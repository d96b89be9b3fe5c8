"""Pages of job descriptions."""
