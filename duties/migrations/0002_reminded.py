"""How far reminders have been planned, and of which due day each spoke."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("duties", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="planning", name="reminded_until", field=models.DateTimeField(blank=True, null=True)
        ),
        # No release has written reminders yet, so there is no row to fill.
        migrations.AddField(
            model_name="reminder", name="due_on", field=models.DateField(default="2026-01-01"), preserve_default=False
        ),
    ]
