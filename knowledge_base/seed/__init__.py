"""The seed knowledge: one curated YAML file a procedure."""

from knowledge_base.seed.loader import load_seed, load_seed_file

__all__ = ["load_seed", "load_seed_file"]
