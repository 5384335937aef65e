"""Whether all parts are ready."""
