from django.db import migrations

from tracker.history.guards import place_guards, remove_guards


def place_anew(apps, editor):
    """Installations that have the older guards get the one against INSERT OR REPLACE, too."""
    remove_guards(editor.connection)
    place_guards(editor.connection)


class Migration(migrations.Migration):

    dependencies = [
        ('tracker', '0008_savedviews_tokens'),
    ]

    operations = [
        migrations.RunPython(place_anew, migrations.RunPython.noop),
    ]
