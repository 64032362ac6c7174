"""Chapter 05: how does a network of many layers get all its slopes in one pass?"""

from .chain_rule import chain_rule
from .formula_graph import formula_graph
from .toy_data import make_moons
from .training import training

__all__ = ["chain_rule", "figures", "formula_graph", "make_moons", "training"]


def figures():
    """Return a function that makes each live figure, by name."""
    return {"chain_rule": chain_rule, "formula_graph": formula_graph, "training": training}
