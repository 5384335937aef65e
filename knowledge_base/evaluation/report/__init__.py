"""The report of a run: one HTML file that needs nothing beside it."""

from knowledge_base.evaluation.report.page import report_page, write_report

__all__ = ["report_page", "write_report"]
