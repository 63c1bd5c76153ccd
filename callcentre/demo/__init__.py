"""A believable busy desk to look at, made by the program's own services."""

from callcentre.demo.desk import open_demo
from callcentre.demo.making import furnish

__all__ = ["furnish", "open_demo"]
