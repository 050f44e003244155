from django.db import migrations, models

from kit.desk.models import seal_of

SEALED = ("Draft", "Wording", "Aside")


def seal_all(apps, _schema_editor):
    """What stands there is taken as it is: nobody can tell any more whether it was whole."""
    for name in SEALED:
        model = apps.get_model("desk", name)
        for row in model.objects.all():
            row.seal = seal_of(row)
            row.save()


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0003_table_seen"),
    ]

    operations = [
        *(
            migrations.AddField(name, "seal", models.CharField(max_length=64, default=""), False)
            for name in SEALED
        ),
        migrations.RunPython(seal_all, migrations.RunPython.noop),
    ]
