"""Consent by purpose: asked, given, withdrawn."""
