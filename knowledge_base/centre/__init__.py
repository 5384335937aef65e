"""The centre: address, floors, departments, the steps of a visit."""

from knowledge_base.centre.loader import load_centre
from knowledge_base.centre.model import Centre, Department, Gap
from knowledge_base.centre.parts import Address, Branch, DayHours

__all__ = ["Address", "Branch", "Centre", "DayHours", "Department", "Gap", "load_centre"]
