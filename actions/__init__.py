"""Rasa's action server: one thin module a topic.

It asks the API and turns the answer into messages and buttons; it knows no facts itself.
``python -m actions.server`` runs it.
"""
