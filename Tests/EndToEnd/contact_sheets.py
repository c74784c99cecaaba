"""Puts pictures together on sheets, a few on each, so that all pages can be looked through."""

from PIL import Image, ImageDraw

CELL = (760, 540)
TITLE = 22
COLUMNS, ROWS = 2, 2


def contact_sheets(pictures, folder, name):
    """Writes `name-1.png` and so on; returns how many."""
    each = COLUMNS * ROWS
    for number, start in enumerate(range(0, len(pictures), each), 1):
        sheet(pictures[start : start + each]).save(folder / f"{name}-{number}.png", optimize=True)
    return -(-len(pictures) // each)


def sheet(pictures):
    width, height = CELL
    whole = Image.new("RGB", (COLUMNS * width, ROWS * (height + TITLE)), "white")
    pen = ImageDraw.Draw(whole)
    for place, path in enumerate(pictures):
        x, y = place % COLUMNS * width, place // COLUMNS * (height + TITLE)
        pen.text((x + 6, y + 5), path.stem, fill="black")
        with Image.open(path) as picture:
            whole.paste(fitted(picture.convert("RGB")), (x + 4, y + TITLE))
    return whole


def fitted(picture):
    """The top of a picture as wide as a cell; a phone's as high as one."""
    width, height = CELL[0] - 8, CELL[1] - 4
    if picture.width < width:
        return picture.crop((0, 0, picture.width, min(picture.height, height)))
    scale = width / picture.width
    picture = picture.crop((0, 0, picture.width, min(picture.height, int(height / scale))))
    return picture.resize((width, int(picture.height * scale)), Image.LANCZOS)
