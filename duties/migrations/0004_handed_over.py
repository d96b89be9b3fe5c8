"""Who handed an occurrence over, when, with which note, and who had it before."""

import django.db.models.deletion
from django.db import migrations, models

_PERSON = {"blank": True, "null": True, "on_delete": django.db.models.deletion.PROTECT, "related_name": "+"}


class Migration(migrations.Migration):
    dependencies = [("duties", "0003_titles"), ("schools", "0001_initial")]

    operations = [
        migrations.AddField("occurrence", "handed_by", models.ForeignKey(to="schools.person", **_PERSON)),
        migrations.AddField("occurrence", "handed_from", models.ForeignKey(to="schools.person", **_PERSON)),
        migrations.AddField("occurrence", "handed_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField(
            "occurrence", "handed_note", models.CharField(blank=True, db_default="", default="", max_length=500)
        ),
        migrations.AddIndex(
            "occurrence",
            models.Index(
                condition=models.Q(("handed_at__isnull", False), ("state", "open")),
                fields=["school"],
                name="occurrence_handed",
            ),
        ),
    ]
