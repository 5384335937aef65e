"""The seed knowledge: one curated YAML file a procedure."""

from knowledge_base.seed.loader import load_seed, load_seed_file
from knowledge_base.seed.publish import publish_seed

__all__ = ["load_seed", "load_seed_file", "publish_seed"]
