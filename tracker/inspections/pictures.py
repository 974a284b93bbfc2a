"""Encoding a photo anew: pixels in, pixels out, nothing else. Pure but for the library.

EXIF, GPS, thumbnails, comments and colour profiles are left behind because the picture is
drawn onto an empty one and written as a new file. A file that is no picture, has too many
pixels or is too large is refused before it is unpacked.
"""

from __future__ import annotations

import io
import warnings
from typing import BinaryIO

from PIL import Image, ImageOps, UnidentifiedImageError

LARGEST_FILE = 15 * 1024 * 1024  # bytes; what phones make today
MOST_PIXELS = 60_000_000
LONGEST_SIDE = 1600  # of what is kept: readable, and small on a bad line
TAKEN = ("JPEG", "PNG", "WEBP")


# What the library raises for what it cannot open, or will not: a bomb is an error of its own.
_NO_PICTURE = (
    UnidentifiedImageError,
    Image.DecompressionBombError,
    OSError,
    SyntaxError,
    ValueError,
    Warning,
)


class NoPictureError(ValueError):
    """It cannot be kept as a photo."""


def encoded_anew(file: BinaryIO) -> bytes:
    """Return the picture as a fresh JPEG, turned upright, at most 1600 pixels wide or high.

    Raises NoPictureError.
    """
    raw = file.read(LARGEST_FILE + 1)
    if len(raw) > LARGEST_FILE:
        raise NoPictureError("too large")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(raw), formats=TAKEN)
            if picture.width * picture.height > MOST_PIXELS:
                raise NoPictureError("too many pixels")
            upright = ImageOps.exif_transpose(picture).convert("RGB")
    except _NO_PICTURE as error:
        raise NoPictureError("no picture") from error
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    bare = Image.new("RGB", upright.size)
    bare.paste(upright)
    out = io.BytesIO()
    bare.save(out, "JPEG", quality=82, optimize=True)
    return out.getvalue()
