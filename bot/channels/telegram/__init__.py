"""Telegram: updates in, messages with inline keyboards out, through python-telegram-bot."""
