"""Whether a duty's title is the school's own or made from its clause."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("duties", "0002_reminded")]

    operations = [
        migrations.AddField(
            model_name="duty", name="has_own_title", field=models.BooleanField(db_default=False, default=False)
        ),
    ]
