"""Whether clauses of a text read anew are those of the text before: questions and their answers."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("roles", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="ClauseQuestion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                ("clause", models.UUIDField()),
                ("before", models.UUIDField()),
                ("likeness", models.PositiveSmallIntegerField()),
                ("is_same", models.BooleanField(blank=True, null=True)),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="questions", to="roles.roleversion"
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
                "constraints": [
                    models.UniqueConstraint(fields=("version", "clause"), name="question_clause_once"),
                    models.UniqueConstraint(fields=("version", "before"), name="question_before_once"),
                ],
            },
        ),
    ]
