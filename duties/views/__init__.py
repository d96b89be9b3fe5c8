"""Pages of the recurring work."""
