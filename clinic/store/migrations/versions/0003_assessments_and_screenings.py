"""Assessments and screenings"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Assessments and screenings"""
    op.create_table(
        "assessment",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("patient_id", sa.String(length=32), nullable=False),
        sa.Column("episode_id", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=64), nullable=False),
        sa.Column("assessed_on", sa.Date(), nullable=False),
        sa.Column("amends_id", sa.String(length=32), nullable=True),
        sa.Column("reason", sa.String(length=2000), nullable=False),
        sa.Column("made_by", sa.String(length=32), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("final_by", sa.String(length=32), nullable=True),
        sa.Column("final_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("case_read", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(["amends_id"], ["assessment.id"], name=op.f("fk_assessment_amends_id")),
        sa.ForeignKeyConstraint(["episode_id"], ["episode.id"], name=op.f("fk_assessment_episode_id")),
        sa.ForeignKeyConstraint(["final_by"], ["account.id"], name=op.f("fk_assessment_final_by")),
        sa.ForeignKeyConstraint(["made_by"], ["account.id"], name=op.f("fk_assessment_made_by")),
        sa.ForeignKeyConstraint(["patient_id"], ["patient.id"], name=op.f("fk_assessment_patient_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessment")),
    )
    op.create_index("ix_assessment_drafts", "assessment", ["state", "made_by", "saved_at"], unique=False)
    op.create_index(op.f("ix_assessment_episode_id"), "assessment", ["episode_id"], unique=False)
    op.create_index(op.f("ix_assessment_patient_id"), "assessment", ["patient_id"], unique=False)
    op.create_table(
        "clearance",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("assessment_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("finding", sa.String(length=64), nullable=False),
        sa.Column("dated", sa.Date(), nullable=False),
        sa.Column("given_by", sa.String(length=300), nullable=False),
        sa.Column("made_by", sa.String(length=32), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["assessment_id"], ["assessment.id"], name=op.f("fk_clearance_assessment_id")),
        sa.ForeignKeyConstraint(["made_by"], ["account.id"], name=op.f("fk_clearance_made_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clearance")),
        sa.UniqueConstraint("assessment_id", "number", name=op.f("uq_clearance_assessment_id_number")),
    )
    op.create_table(
        "measurement",
        sa.Column("assessment_id", sa.String(length=32), nullable=False),
        sa.Column("item", sa.String(length=64), nullable=False),
        sa.Column("side", sa.String(length=64), nullable=False),
        sa.Column("patient_id", sa.String(length=32), nullable=False),
        sa.Column("taken_on", sa.Date(), nullable=False),
        sa.Column("number", sa.Double(), nullable=True),
        sa.Column("words", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(["assessment_id"], ["assessment.id"], name=op.f("fk_measurement_assessment_id")),
        sa.ForeignKeyConstraint(["patient_id"], ["patient.id"], name=op.f("fk_measurement_patient_id")),
        sa.PrimaryKeyConstraint("assessment_id", "item", "side", name=op.f("pk_measurement")),
    )
    op.create_index("ix_measurement_course", "measurement", ["patient_id", "item", "taken_on"], unique=False)
    op.create_table(
        "screening",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("assessment_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("edition", sa.String(length=64), nullable=False),
        sa.Column("disposition", sa.String(length=64), nullable=False),
        sa.Column("made_by", sa.String(length=32), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("case_read", sa.JSON(), nullable=False),
        sa.Column("result", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["assessment_id"], ["assessment.id"], name=op.f("fk_screening_assessment_id")),
        sa.ForeignKeyConstraint(["made_by"], ["account.id"], name=op.f("fk_screening_made_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_screening")),
        sa.UniqueConstraint("assessment_id", "number", name=op.f("uq_screening_assessment_id_number")),
    )


def downgrade() -> None:
    """Back to the schema before."""
    op.drop_table("screening")
    op.drop_index("ix_measurement_course", table_name="measurement")
    op.drop_table("measurement")
    op.drop_table("clearance")
    op.drop_index(op.f("ix_assessment_patient_id"), table_name="assessment")
    op.drop_index(op.f("ix_assessment_episode_id"), table_name="assessment")
    op.drop_index("ix_assessment_drafts", table_name="assessment")
    op.drop_table("assessment")
