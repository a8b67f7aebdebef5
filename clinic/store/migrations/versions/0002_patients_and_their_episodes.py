"""Patients and their episodes"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Patients and their episodes"""
    op.create_table(
        "patient",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("surname", sa.String(length=500), nullable=False),
        sa.Column("given", sa.String(length=500), nullable=False),
        sa.Column("birth_date", sa.Date(), nullable=True),
        sa.Column("sex", sa.String(length=64), nullable=False),
        sa.Column("number", sa.String(length=500), nullable=False),
        sa.Column("telephone", sa.String(length=500), nullable=False),
        sa.Column("language", sa.String(length=64), nullable=False),
        sa.Column("large_print", sa.Boolean(), nullable=False),
        sa.Column("alerts", sa.String(length=2000), nullable=False),
        sa.Column(
            "sorted_by",
            sa.String(length=200).with_variant(sa.String(length=200, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("clinician_id", sa.String(length=32), nullable=True),
        sa.Column("made_by", sa.String(length=32), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["clinician_id"], ["account.id"], name=op.f("fk_patient_clinician_id")),
        sa.ForeignKeyConstraint(["made_by"], ["account.id"], name=op.f("fk_patient_made_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_patient")),
    )
    op.create_index(op.f("ix_patient_birth_date"), "patient", ["birth_date"], unique=False)
    op.create_index(op.f("ix_patient_clinician_id"), "patient", ["clinician_id"], unique=False)
    op.create_index(op.f("ix_patient_number"), "patient", ["number"], unique=False)
    op.create_index("ix_patient_order", "patient", ["sorted_by", "id"], unique=False)
    op.create_index(op.f("ix_patient_seen_at"), "patient", ["seen_at"], unique=False)
    op.create_table(
        "episode",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("patient_id", sa.String(length=32), nullable=False),
        sa.Column("title", sa.String(length=500), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("made_by", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["made_by"], ["account.id"], name=op.f("fk_episode_made_by")),
        sa.ForeignKeyConstraint(["patient_id"], ["patient.id"], name=op.f("fk_episode_patient_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_episode")),
    )
    op.create_index(op.f("ix_episode_patient_id"), "episode", ["patient_id"], unique=False)
    op.create_table(
        "patient_word",
        sa.Column(
            "word",
            sa.String(length=200).with_variant(sa.String(length=200, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("patient_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patient.id"], name=op.f("fk_patient_word_patient_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("word", "patient_id", name=op.f("pk_patient_word")),
    )
    op.create_index("ix_patient_word_of", "patient_word", ["patient_id", "word"], unique=False)


def downgrade() -> None:
    """Back to the schema before."""
    op.drop_index("ix_patient_word_of", table_name="patient_word")
    op.drop_table("patient_word")
    op.drop_index(op.f("ix_episode_patient_id"), table_name="episode")
    op.drop_table("episode")
    op.drop_index(op.f("ix_patient_seen_at"), table_name="patient")
    op.drop_index("ix_patient_order", table_name="patient")
    op.drop_index(op.f("ix_patient_number"), table_name="patient")
    op.drop_index(op.f("ix_patient_clinician_id"), table_name="patient")
    op.drop_index(op.f("ix_patient_birth_date"), table_name="patient")
    op.drop_table("patient")
