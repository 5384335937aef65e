"""Procedures: model, importers, store, search index, search, evaluation."""
