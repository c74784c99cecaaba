"""Compares pictures of pages with those that were accepted: small and grey, so that what moves a page is seen and letters are not.

An expected picture is 160 pixels wide, each the mean of a square of the page. Two pictures differ where a block of them does: a text that
has other letters hardly changes the grey of its block, a part that is gone, moved or of another colour does.
"""

import pathlib

from PIL import Image, ImageChops, ImageOps

EXPECTED = pathlib.Path(__file__).resolve().parent / "expected_pictures"
WIDTH = 160
# In pixels of the small picture: 32 by 32 of the page.
BLOCK = 4
# Greys of 255. The same page differs by 0 on one machine; letters of another weight stay below.
MOST_OF_A_BLOCK = 16
MOST_OF_ALL = 2
# So few greys need less than half of the bytes.
GREYS = 32


def small(path):
    with Image.open(path) as picture:
        grey = ImageOps.grayscale(picture.convert("RGB"))
        height = round(WIDTH * grey.height / grey.width)
        step = 256 // GREYS
        return grey.resize((WIDTH, height), Image.BOX).point(lambda value: value // step * step + step // 2)


def difference(one, other):
    """How much two small pictures differ: the mean of all, the most of a block, and a picture of it."""
    if one.size != other.size:
        return 255.0, 255.0, ImageOps.invert(Image.new("L", other.size))
    apart = ImageChops.difference(one, other)
    # Signs count within a block: what moved by a pixel cancels out, what came or went does not.
    blocks = (-(-one.width // BLOCK), -(-one.height // BLOCK))
    coarse = ImageChops.difference(one.resize(blocks, Image.BOX), other.resize(blocks, Image.BOX))
    values = coarse.tobytes()
    return sum(values) / len(values), float(max(values)), ImageOps.autocontrast(apart)


def complaint(name, path, folder):
    """What is wrong with the picture at `path`, or None. Leaves what differs in `folder`."""
    expected = EXPECTED / f"{name}.png"
    taken = small(path)
    if not expected.exists():
        return f"{name}: there is no expected picture"
    with Image.open(expected) as known:
        mean, most, apart = difference(known.convert("L"), taken)
    if mean <= MOST_OF_ALL and most <= MOST_OF_A_BLOCK:
        return None
    folder.mkdir(parents=True, exist_ok=True)
    Image.open(path).save(folder / f"{name}.png")
    apart.resize((apart.width * 4, apart.height * 4), Image.NEAREST).save(folder / f"{name}-difference.png")
    return f"{name}: differs by {mean:.1f} of {MOST_OF_ALL} on the whole, by {most:.0f} of {MOST_OF_A_BLOCK} at most"


def accept(name, path):
    EXPECTED.mkdir(exist_ok=True)
    small(path).save(EXPECTED / f"{name}.png", optimize=True)
