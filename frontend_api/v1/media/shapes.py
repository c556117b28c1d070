"""How pictures are described, for the API's document and for the answers that name one."""

from rest_framework import serializers

from media.models.placeholders import MOST_LETTERS


class FocalPointShape(serializers.Serializer):
    """What must stay in sight where the picture is cropped: parts of its width and height, from 0 to 1."""

    x = serializers.FloatField(min_value=0, max_value=1)
    y = serializers.FloatField(min_value=0, max_value=1)


class LookShape(serializers.Serializer):
    width = serializers.IntegerField()
    height = serializers.IntegerField()
    focal_point = FocalPointShape(allow_null=True, help_text="Null for the middle.")
    placeholder = serializers.CharField(
        allow_null=True,
        max_length=MOST_LETTERS,
        help_text=(
            "A data address of the picture in a few pixels, to be shown until it has come. Null where there is none:"
            " it lets light through, or was not looked at yet."
        ),
    )
