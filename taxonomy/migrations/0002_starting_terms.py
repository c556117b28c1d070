"""The lists a new house begins with. Administrators change them as they like; what is there already is left alone."""

from django.db import migrations
from django.utils.text import slugify

CATEGORIES = [
    ("Dance", "Moving to music, alone, in pairs or in a group."),
    ("Voice", "Singing and speaking: breath, sound, text."),
    ("Instrument", "Playing an instrument, reading and making music."),
    ("Acting", "Being someone else in front of people or a camera."),
]

STYLES = {
    "Dance": [
        "Ballet", "Contemporary", "Jazz", "Commercial", "Hip-hop", "Tap", "Salsa", "Bachata", "Tango", "Swing", "Ballroom",
        "Flamenco", "Folk dance", "Afro", "House", "Musical theatre dance", "Conditioning",
    ],
    "Voice": [
        "Classical", "Bel canto", "Art song", "Pop singing", "Jazz singing", "Gospel", "Musical theatre",
        "Choir", "Beatboxing", "Voice-over", "Breathing and support",
    ],
    "Instrument": [
        "Piano", "Jazz piano", "Guitar", "Fingerstyle guitar", "Bass", "Violin", "Cello", "Flute", "Saxophone", "Trumpet", "Drums",
        "Percussion", "Folk", "Ukulele", "Music theory", "Composition", "Electronic music",
    ],
    "Acting": [
        "Screen acting", "Stage acting", "Improvised theatre", "Monologue", "Physical theatre", "Comedy",
        "Method acting", "Audition", "Stage combat", "Puppetry",
    ],
}

LEVELS = [
    ("All levels", "Everyone can join in."),
    ("Beginner", "No experience needed."),
    ("Elementary", "The first steps are behind you."),
    ("Intermediate", "You have practised for a year or more."),
    ("Advanced", "You work on details and on whole pieces."),
    ("Professional", "You perform, or are about to."),
]


def add_terms(apps, schema_editor):
    category_model = apps.get_model("taxonomy", "Category")
    style_model = apps.get_model("taxonomy", "Style")
    level_model = apps.get_model("taxonomy", "Level")
    for position, (name, description) in enumerate(CATEGORIES, 1):
        category, _ = category_model.objects.get_or_create(
            slug=slugify(name), defaults={"name": name, "description": description, "position": position * 10}
        )
        for place, style in enumerate(STYLES[name], 1):
            style_model.objects.get_or_create(
                slug=slugify(style), defaults={"name": style, "category": category, "position": position * 1000 + place * 10}
            )
    for position, (name, description) in enumerate(LEVELS, 1):
        level_model.objects.get_or_create(
            slug=slugify(name), defaults={"name": name, "description": description, "position": position * 10}
        )


class Migration(migrations.Migration):
    dependencies = [("taxonomy", "0001_initial")]

    operations = [migrations.RunPython(add_terms, migrations.RunPython.noop)]
