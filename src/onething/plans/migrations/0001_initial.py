"""The table of releases."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Make it."""

    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="Release",
            fields=[
                ("hash", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("thing", models.CharField(max_length=60)),
                ("region", models.CharField(max_length=6)),
                ("content", models.BinaryField()),
                ("published_at", models.BigIntegerField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["thing", "region", "-published_at"], name="plans_release_current"),
                ],
            },
        ),
    ]
