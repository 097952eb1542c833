"""Paper, pens, walls and a camera: what the pictures in pictures.py are made with.

Everything random comes from a seed made of the picture's own name, so a picture is the same on every run.
"""

import zlib

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

FONTS = {
    "marker": "/usr/share/fonts/opentype/bwht/BecauseWeConnect-Regular.otf",
    "tidy": "/usr/share/fonts/opentype/bwht/BecauseWeOrganize-Regular.otf",
    "small": "/usr/share/fonts/opentype/bwht/BecauseWeMentor-Regular.otf",
    "pencil": "/usr/share/fonts/truetype/klee/KleeOne-SemiBold.ttf",
    "sans": "/usr/share/fonts/truetype/lato/Lato-Regular.ttf",
    "sans-bold": "/usr/share/fonts/truetype/lato/Lato-Bold.ttf",
}


def seeded(name):
    """A random generator that belongs to this name."""
    return np.random.default_rng(zlib.crc32(name.encode()))


def font(name, size):
    """One of FONTS at a size in pixels."""
    return ImageFont.truetype(FONTS[name], size)


def clouds(rng, size, cell, stretch=1.0):
    """Smooth noise in -1..1; `cell` is the size of a blotch in pixels, `stretch` makes it longer than high."""
    width, height = size
    grid = rng.uniform(-1, 1, (int(height / cell) + 3, int(width / (cell * stretch)) + 3)).astype("float32")
    return np.asarray(Image.fromarray(grid).resize(size, Image.BICUBIC))


def tinted(colour, shade):
    """An RGB picture of one colour, made lighter and darker by `shade` (0 = as it is)."""
    pixels = np.asarray(colour, "float32")[None, None, :] * (1 + shade[..., None])
    return Image.fromarray(np.clip(pixels, 0, 255).astype("uint8"))


def paper(rng, size, colour=(250, 248, 242)):
    """A sheet of paper."""
    return tinted(colour, clouds(rng, size, 300) * 0.012 + rng.normal(0, 0.006, size[::-1])).convert("RGBA")


def wood(rng, size):
    """A table of broad boards."""
    shade = clouds(rng, size, 7, 60) * 0.05 + clouds(rng, size, 2, 90) * 0.05 + clouds(rng, size, 90, 5) * 0.05
    rows = np.arange(size[1]) // (size[1] // 4)
    shade = shade + np.array([0.02, -0.05, 0.05, -0.02, 0.0])[rows][:, None]
    seams = np.abs((np.arange(size[1]) % (size[1] // 4)) - 2) < 2
    shade[seams] -= 0.22
    return tinted((196, 156, 110), shade)


def cork(rng, size):
    """A pin board."""
    grains = clouds(rng, size, 5) * 0.10 + clouds(rng, size, 11) * 0.10 + clouds(rng, size, 2) * 0.08
    dark = (clouds(rng, size, 7) > 0.62) * -0.22
    return tinted((188, 142, 94), grains + dark)


def wall(rng, size, colour):
    """A painted wall of concrete blocks."""
    shade = clouds(rng, size, 3) * 0.025 + clouds(rng, size, 240) * 0.03
    image = tinted(colour, shade)
    joints = Image.new("L", size, 0)
    draw = ImageDraw.Draw(joints)
    for row, y in enumerate(range(60, size[1], 250)):
        draw.line((0, y, size[0], y), fill=150, width=7)
        for x in range(120 + (row % 2) * 260, size[0], 520):
            draw.line((x, y, x, y + 250), fill=150, width=7)
    dark = tinted(tuple(int(c * 0.86) for c in colour), shade)
    image.paste(dark, (0, 0), joints.filter(ImageFilter.GaussianBlur(2.2)))
    return image


class Pen:
    """Draws on a picture as a hand does: strokes that waver, ink that is uneven, letters that do not stand in line."""

    def __init__(self, image, rng, wobble=1.6):
        self.image, self.rng, self.wobble = image, rng, wobble

    def _ink(self, mask, corner, colour, strength):
        ink = Image.new("RGB", mask.size, colour)
        below = self.image.crop((*corner, corner[0] + mask.width, corner[1] + mask.height))
        mixed = ImageChops.multiply(below.convert("RGB"), ink) if sum(colour) < 700 else ink
        uneven = 1 + clouds(self.rng, mask.size, 9) * 0.10
        weight = np.clip(np.asarray(mask, "float32") * strength * uneven, 0, 255).astype("uint8")
        alpha = below.getchannel("A") if below.mode == "RGBA" else None
        done = Image.composite(mixed, below.convert("RGB"), Image.fromarray(weight))
        if alpha:
            done.putalpha(alpha)
        self.image.paste(done, corner)

    def _path(self, points):
        points = np.asarray(points, "float32")
        steps = np.hypot(*np.diff(points, axis=0).T)
        along = np.concatenate([[0], np.cumsum(steps)])
        at = np.linspace(0, along[-1], max(6, int(along[-1] / 4)))
        knots = np.linspace(0, along[-1], max(3, int(along[-1] / 22)))
        drift = self.rng.normal(0, self.wobble, (len(knots), 2)) * min(1, along[-1] / 160)
        return np.stack([np.interp(at, along, points[:, k]) + np.interp(at, knots, drift[:, k]) for k in (0, 1)], 1)

    def _masked(self, path, margin, paint):
        low = np.floor(path.min(0) - margin).astype(int)
        high = np.ceil(path.max(0) + margin).astype(int)
        mask = Image.new("L", tuple(2 * (high - low)), 0)
        paint(ImageDraw.Draw(mask), [tuple(2 * (p - low)) for p in path])
        return mask.resize(tuple(high - low), Image.LANCZOS), tuple(int(v) for v in low)

    def line(self, points, colour, width=5, strength=0.92):
        """A stroke through the points."""
        path = self._path(points)

        def paint(draw, at):
            draw.line(at, fill=255, width=2 * width, joint="curve")
            for x, y in (at[0], at[-1]):
                draw.ellipse((x - width, y - width, x + width, y + width), fill=255)

        mask, corner = self._masked(path, width + 3, paint)
        self._ink(mask, corner, colour, strength)

    def fill(self, points, colour, strength=0.75, gaps=0.35):
        """A shape coloured in with a felt pen: streaks and gaps."""
        path = self._path([*points, points[0]])
        mask, corner = self._masked(path, 3, lambda draw, at: draw.polygon(at, fill=255))
        streaks = 1 - gaps * (clouds(self.rng, mask.size, 5, 9) > 0.25)
        mask = Image.fromarray((np.asarray(mask) * streaks).astype("uint8")).filter(ImageFilter.GaussianBlur(0.8))
        self._ink(mask, corner, colour, strength)

    def oval(self, box, colour, width=5, filled=None, turn=0.0):
        """An ellipse in a box (left, top, right, bottom), turned by `turn` radians."""
        points = oval_points(box, turn)
        if filled:
            self.fill(points, filled)
        self.line(points, colour, width)

    def box(self, box, colour, width=5, filled=None):
        """A rectangle."""
        left, top, right, bottom = box
        corners = [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)]
        if filled:
            self.fill(corners[:-1], filled)
        self.line(corners, colour, width)

    def arrow(self, start, end, colour, width=5, bend=0.12):
        """A bent arrow."""
        a, b = np.array(start, "float32"), np.array(end, "float32")
        along = b - a
        side = np.array([-along[1], along[0]]) * bend
        t = np.linspace(0, 1, 12)[:, None]
        curve = a + along * t + side * (4 * t * (1 - t))
        self.line(curve, colour, width)
        back = curve[-3] - curve[-1]
        back = back / (np.hypot(*back) or 1) * (16 + 2.2 * width)
        for angle in (0.5, -0.5):
            turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
            self.line([curve[-1], curve[-1] + turn @ back], colour, width)

    def text(self, at, words, size, colour, face="marker", jitter=0.03, centre=False, strength=0.95):
        """One line of handwriting; `at` is its top left, or its top middle with `centre`."""
        letters = font(face, size * 2)
        spaces = np.cumsum([0, *(letter == " " for letter in words)]) * size * 0.28
        width, height = int(letters.getlength(words) + spaces[-1]) + size, int(size * 3.2)
        mask = Image.new("L", (width, height), 0)
        draw = ImageDraw.Draw(mask)
        for index, letter in enumerate(words):
            x = letters.getlength(words[:index]) + spaces[index] + size / 4
            draw.text((x, size * 0.4 + self.rng.normal(0, jitter) * size), letter, font=letters, fill=255)
        mask = mask.resize((width // 2, height // 2), Image.LANCZOS)
        x = at[0] - (mask.width // 2 if centre else size // 8)
        self._ink(mask, (int(x), int(at[1] - size * 0.2)), colour, strength)

    def lines(self, at, rows, size, colour, face="marker", gap=1.25, **how):
        """Several lines of handwriting."""
        for index, row in enumerate(rows):
            self.text((at[0], at[1] + index * size * gap), row, size, colour, face, **how)


def oval_points(box, turn=0.0):
    """Points of an ellipse in a box, turned by `turn` radians."""
    left, top, right, bottom = box
    angle = np.linspace(0, 2 * np.pi, 40)
    x, y = np.cos(angle) * (right - left) / 2, np.sin(angle) * (bottom - top) / 2
    middle = np.array([(left + right) / 2, (top + bottom) / 2])
    return np.stack([x * np.cos(turn) - y * np.sin(turn), x * np.sin(turn) + y * np.cos(turn)], 1) + middle


class Photo:
    """A scene in front of a camera: flat things laid on a ground, then light, lens and grain."""

    def __init__(self, ground, rng):
        self.image, self.rng = ground.convert("RGB"), rng

    def put(self, art, corners, lift=10):
        """Lays `art` so that its corners (from top left, clockwise) come to these points; `lift` is how far its shadow falls."""
        art = art.convert("RGBA")
        flat = [(0, 0), (art.width, 0), (art.width, art.height), (0, art.height)]
        rows, values = [], []
        for (x, y), (u, v) in zip(corners, flat, strict=True):
            rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
            values += [u, v]
        lens = np.linalg.solve(np.array(rows, float), np.array(values, float))
        laid = art.transform(self.image.size, Image.PERSPECTIVE, tuple(lens), Image.BICUBIC)
        shadow = laid.getchannel("A").point(lambda a: a * 0.42).filter(ImageFilter.GaussianBlur(2 + lift * 0.8))
        self.image.paste((24, 18, 14), (lift, int(lift * 1.3)), shadow)
        self.image.paste(laid.convert("RGB"), (0, 0), laid.getchannel("A"))

    def pin(self, at, colour):
        """A drawing pin."""
        x, y = at
        draw = ImageDraw.Draw(self.image, "RGBA")
        draw.ellipse((x - 6, y - 2, x + 24, y + 24), fill=(20, 14, 10, 70))
        draw.ellipse((x - 13, y - 13, x + 13, y + 13), fill=colour)
        draw.ellipse((x - 8, y - 9, x, y - 2), fill=(255, 255, 255, 150))

    def develop(self, size, light=(0.35, 0.25), warmth=1.03, grain=2.4):
        """The finished picture: a lamp at `light` (0..1), darker corners, soft lens, grain."""
        width, height = self.image.size
        y, x = np.mgrid[0:height, 0:width].astype("float32")
        reach = np.hypot((x / width - light[0]), (y / height - light[1]) * height / width)
        corner = np.hypot(x / width - 0.5, y / height - 0.5)
        glow = 1.06 - 0.30 * reach - 0.22 * np.clip(corner - 0.35, 0, 1) + clouds(self.rng, self.image.size, 420) * 0.02
        cast = np.array([warmth, 1.0, 2 - warmth], "float32")
        pixels = np.asarray(self.image.filter(ImageFilter.GaussianBlur(0.9)), "float32") * glow[..., None] * cast
        pixels = 255 * np.clip(pixels / 255, 0, 1) ** 1.05 * 0.97 + 5
        small = Image.fromarray(np.clip(pixels, 0, 255).astype("uint8")).resize(size, Image.LANCZOS)
        grains = self.rng.normal(0, grain, (size[1], size[0], 1)) + self.rng.normal(0, grain / 2, (size[1], size[0], 3))
        return Image.fromarray(np.clip(np.asarray(small, "float32") + grains, 0, 255).astype("uint8"))


def save_jpeg(image, path, limit=240_000):
    """Writes a JPEG without metadata, at the best quality that keeps it under `limit` bytes."""
    for quality in range(86, 40, -4):
        image.save(path, "JPEG", quality=quality, optimize=True, progressive=False)
        if path.stat().st_size <= limit:
            return
    raise ValueError(f"{path} does not go below {limit} bytes")
