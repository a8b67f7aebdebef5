"""The clinical content as TOML, its strict reader and its cross-checks."""

from clinic.knowledge.files import packaged_folder
from clinic.knowledge.mistakes import KnowledgeError
from clinic.knowledge.read import packaged_json, read_knowledge

__all__ = ["KnowledgeError", "packaged_folder", "packaged_json", "read_knowledge"]
