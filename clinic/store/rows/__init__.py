"""The tables. Rows stay inside the store; what leaves it are frozen records."""

from clinic.store.rows import assessments, audit, house, patients, people, programmes
from clinic.store.rows.base import Row

__all__ = ["Row", "assessments", "audit", "house", "patients", "people", "programmes"]
