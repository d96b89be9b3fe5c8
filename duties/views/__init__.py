"""Pages and acts of the recurring work."""
