"""A made-up paper to hand in: a photograph of a page, as a phone would send it."""

import io

from PIL import Image, ImageDraw

PAGE = (620, 877)


def made_up_paper() -> bytes:
    """Give a one-page JPEG."""
    page = Image.new("RGB", PAGE, "white")
    draw = ImageDraw.Draw(page)
    draw.rectangle((40, 40, PAGE[0] - 40, PAGE[1] - 40), outline="black", width=2)
    draw.text((80, 80), "made-up paper for the demo", fill="black")
    content = io.BytesIO()
    page.save(content, "JPEG")
    return content.getvalue()
