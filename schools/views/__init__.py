"""Pages of the ground floor, one subject a file."""
