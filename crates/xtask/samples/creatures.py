"""Plants and animals as a sixth grader draws them, for the food web poster and the stop-motion film."""

import numpy as np

INK = (38, 38, 44)


def _moved(x, y, scale, points):
    return [(x + scale * px, y + scale * py) for px, py in points]


def sun(pen, x, y, s):
    """The sun with rays."""
    pen.oval((x - 46 * s, y - 46 * s, x + 46 * s, y + 46 * s), (222, 150, 20), 5, (255, 214, 64))
    for angle in np.linspace(0, 2 * np.pi, 13)[:-1]:
        dx, dy = np.cos(angle), np.sin(angle)
        pen.line([(x + 58 * s * dx, y + 58 * s * dy), (x + 84 * s * dx, y + 84 * s * dy)], (228, 160, 20), 5)


def grass(pen, x, y, s):
    """A tuft of grass."""
    for k in range(-6, 7):
        tip = x + s * (k * 13 + pen.rng.normal(0, 5))
        high = y - s * (90 - abs(k) * 7)
        pen.line([(x + s * k * 7, y), (x + s * k * 9, (y + high) / 2), (tip, high)], (52, 138, 62), 5)


def algae(pen, x, y, s):
    """Waving algae."""
    for k in range(-2, 3):
        t = np.linspace(0, 1, 12)
        pen.line(np.stack([x + s * (k * 26 + 12 * np.sin(9 * t + k)), y - s * 92 * t], 1), (30, 128, 118), 7)


def mayfly(pen, x, y, s):
    """A mayfly nymph."""
    pen.oval((x - 42 * s, y - 13 * s, x + 30 * s, y + 13 * s), INK, 4, (176, 146, 92))
    pen.oval((x + 28 * s, y - 12 * s, x + 54 * s, y + 12 * s), INK, 4, (148, 116, 70))
    for k in (-1, 0, 1):
        pen.line([(x - 42 * s, y), (x - 88 * s, y + 22 * k * s)], INK, 3)
        pen.line([(x + 14 * k * s, y + 10 * s), (x + 18 * k * s, y + 36 * s)], INK, 3)
        pen.line([(x + 14 * k * s, y - 10 * s), (x + 18 * k * s, y - 36 * s)], INK, 3)


def minnow(pen, x, y, s):
    """A small fish."""
    body = _moved(x, y, s, [(-60, 0), (-30, -26), (20, -26), (62, 0), (20, 26), (-30, 26), (-60, 0)])
    tail = _moved(x, y, s, [(-56, 0), (-96, -30), (-86, 0), (-96, 30), (-56, 0)])
    for shape in (tail, body):
        pen.fill(shape[:-1], (150, 190, 214))
        pen.line(shape, INK, 4)
    pen.oval((x + 30 * s, y - 11 * s, x + 40 * s, y - 1 * s), INK, 3)
    pen.line(_moved(x, y, s, [(-4, -14), (6, 0), (-4, 14)]), INK, 3)


def frog(pen, x, y, s):
    """A sitting frog."""
    pen.oval((x - 54 * s, y - 34 * s, x + 54 * s, y + 40 * s), INK, 4, (118, 176, 74))
    for side in (-1, 1):
        pen.oval((x + side * 26 * s - 16 * s, y - 58 * s, x + side * 26 * s + 16 * s, y - 26 * s), INK, 4, (150, 200, 100))
        pen.oval((x + side * 26 * s - 4 * s, y - 46 * s, x + side * 26 * s + 4 * s, y - 38 * s), INK, 4)
        pen.line(_moved(x, y, s, [(side * 40, 24), (side * 76, 44), (side * 92, 42)]), INK, 5)
    pen.line(_moved(x, y, s, [(-28, -2), (0, 10), (28, -2)]), INK, 4)


def vole(pen, x, y, s):
    """A vole."""
    pen.oval((x - 62 * s, y - 34 * s, x + 50 * s, y + 34 * s), INK, 4, (172, 128, 92))
    pen.oval((x + 30 * s, y - 30 * s, x + 82 * s, y + 22 * s), INK, 4, (184, 140, 102))
    pen.oval((x + 36 * s, y - 44 * s, x + 56 * s, y - 22 * s), INK, 4, (206, 166, 132))
    pen.oval((x + 62 * s, y - 12 * s, x + 70 * s, y - 4 * s), INK, 3)
    pen.line(_moved(x, y, s, [(-60, 10), (-92, 4), (-112, -18)]), INK, 4)


def heron(pen, x, y, s):
    """A heron."""
    pen.oval((x - 60 * s, y - 24 * s, x + 44 * s, y + 34 * s), INK, 4, (138, 158, 186))
    neck = [(36, 0), (66, -30), (40, -66), (58, -98)]
    pen.line(_moved(x, y, s, neck), (110, 130, 160), 10)
    pen.oval((x + 44 * s, y - 116 * s, x + 76 * s, y - 90 * s), INK, 4, (214, 222, 232))
    pen.line(_moved(x, y, s, [(74, -106), (120, -98), (74, -98)]), (206, 140, 30), 5)
    for leg in (-18, 8):
        pen.line(_moved(x, y, s, [(leg, 32), (leg + 4, 92), (leg + 24, 94)]), (150, 110, 40), 5)


def owl(pen, x, y, s):
    """An owl."""
    pen.oval((x - 48 * s, y - 66 * s, x + 48 * s, y + 66 * s), INK, 4, (170, 122, 76))
    for side in (-1, 1):
        middle = x + side * 20 * s
        pen.oval((middle - 19 * s, y - 48 * s, middle + 19 * s, y - 10 * s), INK, 4, (252, 226, 120))
        pen.oval((middle - 6 * s, y - 35 * s, middle + 6 * s, y - 23 * s), INK, 6)
        pen.line(_moved(x, y, s, [(side * 16, -62), (side * 42, -88), (side * 44, -52)]), INK, 4)
    pen.line(_moved(x, y, s, [(-7, -14), (0, 4), (7, -14)]), (206, 120, 20), 6)
    for row in range(3):
        for k in range(-1, 2):
            pen.line(_moved(x, y, s, [(k * 22 - 8, 10 + row * 16), (k * 22, 18 + row * 16), (k * 22 + 8, 10 + row * 16)]), INK, 3)


def fox(pen, x, y, s):
    """The head of a fox."""
    head = [(-62, -40), (-40, -78), (-22, -50), (22, -50), (40, -78), (62, -40), (28, 14), (0, 48), (-28, 14)]
    pen.fill(_moved(x, y, s, head), (226, 122, 52))
    pen.line(_moved(x, y, s, [*head, head[0]]), INK, 4)
    for side in (-1, 1):
        pen.oval((x + side * 24 * s - 6 * s, y - 24 * s, x + side * 24 * s + 6 * s, y - 12 * s), INK, 5)
    pen.oval((x - 9 * s, y + 30 * s, x + 9 * s, y + 46 * s), INK, 5, INK)


def mushroom(pen, x, y, s, colour=(202, 92, 72)):
    """A mushroom; its foot stands at (x, y)."""
    stem = [(-10, 0), (-8, -46), (8, -46), (12, 0)]
    pen.fill(_moved(x, y, s, stem), (238, 226, 202))
    pen.line(_moved(x, y, s, stem), INK, 4)
    cap = [(-46, -40), (-36, -68), (0, -84), (36, -68), (46, -40), (-46, -40)]
    pen.fill(_moved(x, y, s, cap[:-1]), colour)
    pen.line(_moved(x, y, s, cap), INK, 4)


def leaf(pen, x, y, s, holes=0, colour=(206, 128, 44)):
    """A fallen leaf, lying; `holes` of it are eaten."""
    edge = [(-80, 0), (-40, -34), (10, -40), (60, -22), (88, 0), (60, 20), (10, 34), (-40, 30)]
    pen.fill(_moved(x, y, s, edge), colour)
    pen.line(_moved(x, y, s, [*edge, edge[0]]), INK, 4)
    pen.line(_moved(x, y, s, [(-112, 4), (-40, 0), (80, -2)]), INK, 3)
    for px, py in [(-30, -14), (20, 12), (44, -10), (-52, 8), (0, -24), (-8, 18)][:holes]:
        pen.oval((x + s * (px - 13), y + s * (py - 10), x + s * (px + 13), y + s * (py + 10)), INK, 3, (120, 92, 66))


def worm(pen, x, y, s, phase=0.0):
    """An earthworm."""
    t = np.linspace(0, 1, 20)
    pen.line(np.stack([x + s * 120 * t, y + s * 12 * np.sin(8 * t + phase)], 1), (206, 124, 118), 11)


def sprout(pen, x, y, s, grown):
    """A seedling, `grown` from 0 to 1."""
    top = y - 130 * s * grown
    pen.line([(x, y), (x + 5 * s, (y + top) / 2), (x, top)], (70, 148, 66), 7)
    for side in (-1, 1):
        size = 52 * s * grown
        tip = _moved(x, top, size / 52, [(0, 0), (side * 22, -24), (side * 56, -18), (side * 30, 4), (0, 0)])
        pen.fill(tip[:-1], (116, 188, 84))
        pen.line(tip, (50, 120, 56), 4)
