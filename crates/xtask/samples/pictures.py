"""The photographs and the screen picture of the samples: one function a picture, none of a real place or person."""

import creatures
import numpy as np
from drawing import Pen, Photo, cork, font, paper, save_jpeg, seeded, wall, wood
from PIL import Image, ImageDraw

INK, BLUE, RED, GREEN, PURPLE = (40, 40, 46), (32, 74, 150), (190, 44, 48), (36, 118, 66), (112, 60, 140)
YELLOW_NOTE, PINK_NOTE, BLUE_NOTE, GREEN_NOTE = (252, 236, 128), (250, 178, 196), (166, 214, 240), (190, 230, 160)


def note(rng, rows, colour, ink=INK, face="tidy", size=34, side=330):
    """A sticky note."""
    sheet = paper(rng, (side, side), colour)
    Pen(sheet, rng, 1).lines((22, 34), rows, size, ink, face, gap=1.3)
    return sheet


def tilted(x, y, width, height, lean):
    """Corners of a thing that lies a little askew; `lean` in pixels."""
    return [(x, y + lean), (x + width, y - lean), (x + width + lean, y + height - lean), (x + lean, y + height + lean)]


def choice_board(path):
    """The 3 by 3 choice board on the pin board."""
    rng = seeded("choice board")
    poster = paper(rng, (1180, 1240), (252, 246, 214))
    pen = Pen(poster, rng)
    pen.text((590, 40), "ECOSYSTEMS: choose your way", 70, BLUE, centre=True)
    pen.text((590, 136), "Pick THREE in a row. One must be a SHOW square.", 38, RED, "tidy", centre=True)
    tasks = [
        ("READ", ["Two articles,", "one claim each"], "ASK", ["Ask an expert", "3 questions"], "SHOW", ["Stop-motion", "of a decomposer"]),
        ("BUILD", ["Food web with", "10 living things"], "START", ["What lives in", "OUR creek?"], "MEASURE", ["Count 3 plots,", "make a graph"]),
        ("SHOW", ["Podcast, 2 min.,", "with a partner"], "CODE", ["Change the fox", "and vole model"], "TEACH", ["A page for the", "4th graders"]),
    ]
    colours = [(255, 226, 160), (196, 226, 248), (250, 200, 204), (206, 236, 190), (250, 244, 150), (222, 206, 240)]
    for row, line in enumerate(tasks):
        for column in range(3):
            x, y = 50 + column * 366, 226 + row * 332
            pen.box((x, y, x + 344, y + 308), INK, 4, colours[(row * 2 + column) % 6])
            pen.text((x + 172, y + 30), line[column * 2], 54, PURPLE if line[column * 2] == "SHOW" else INK, centre=True)
            pen.lines((x + 34, y + 132), line[column * 2 + 1], 38, INK, "tidy")
            pen.box((x + 282, y + 252, x + 318, y + 286), INK, 3)
    photo = Photo(cork(rng, (2000, 1500)), rng)
    photo.put(poster, [(352, 66), (1502, 96), (1476, 1416), (376, 1432)], 9)
    stickies = [
        (["I picked", "CODE, I like", "to break", "models!"], YELLOW_NOTE, (70, 150, 258, 258, 12)),
        (["Can we do", "4 squares?"], PINK_NOTE, (64, 560, 250, 250, -10)),
        (["MEASURE", "took 2 days", "bring boots"], GREEN_NOTE, (78, 1010, 254, 254, 8)),
        (["my podcast", "partner is", "from table 5"], BLUE_NOTE, (1620, 240, 256, 256, -9)),
        (["SHOW squares", "due Friday"], YELLOW_NOTE, (1640, 780, 262, 262, 11)),
    ]
    for rows, colour, place in stickies:
        photo.put(note(rng, rows, colour, size=46), tilted(*place), 6)
    for at, colour in [((380, 92), (200, 40, 40)), ((1474, 124), (40, 90, 190)), ((400, 1404), (40, 150, 80)), ((1452, 1388), (210, 170, 30))]:
        photo.pin(at, colour)
    save_jpeg(photo.develop((1400, 1050), (0.3, 0.1)), path)


def food_web(path):
    """A group's food web poster on a table."""
    rng = seeded("food web")
    sheet = paper(rng, (1700, 1200), (251, 249, 240))
    pen = Pen(sheet, rng, 2.0)
    pen.text((850, 34), "WHO EATS WHOM AT LARK CREEK?", 74, BLUE, centre=True)
    pen.line([(330, 128), (850, 136), (1370, 126)], RED, 6)
    things = {
        "sun": (creatures.sun, 150, 200, 1.0, "SUN", 96),
        "grass": (creatures.grass, 420, 1090, 1.1, "grasses", 10),
        "algae": (creatures.algae, 1130, 1080, 1.1, "algae", 10),
        "mayfly": (creatures.mayfly, 1010, 800, 1.0, "mayfly nymph", -96),
        "vole": (creatures.vole, 420, 780, 1.0, "vole", 46),
        "frog": (creatures.frog, 740, 600, 1.0, "frog", 54),
        "minnow": (creatures.minnow, 1360, 640, 1.1, "minnow", 42),
        "owl": (creatures.owl, 330, 420, 1.0, "owl", 76),
        "fox": (creatures.fox, 680, 290, 1.1, "fox", 58),
        "heron": (creatures.heron, 1160, 330, 1.1, "heron", 110),
        "fungi": (creatures.mushroom, 1530, 1080, 1.2, "fungi + bacteria", 10),
    }
    for draw, x, y, scale, name, below in things.values():
        draw(pen, x, y, scale)
        pen.text((x, y + below), name, 40, INK, "tidy", centre=True)
    arrows = [
        ((200, 286), (330, 960)), ((440, 970), (425, 880)), ((1120, 960), (1060, 850)), ((395, 735), (350, 560)),
        ((490, 735), (620, 400)), ((920, 720), (830, 640)), ((1110, 790), (1290, 680)), ((735, 520), (690, 425)),
        ((820, 580), (1080, 400)), ((1340, 590), (1230, 420)), ((520, 1040), (880, 830)),
    ]
    for start, end in arrows:
        pen.arrow(start, end, RED, 5)
    for start in ((1220, 1050), (560, 1080), (1400, 720)):
        pen.arrow(start, (1452, 1030), PURPLE, 4, -0.08)
    pen.lines((1330, 150), ["red = energy goes to", "purple = gets broken", "            down by"], 36, INK, "tidy")
    pen.lines((40, 620), ["Ms. E asked:", "what if the", "frogs go?"], 34, GREEN, "small", gap=1.35)
    pen.text((40, 1126), "Table 4  (3rd try!)", 38, GREEN, "small")
    photo = Photo(wood(rng, (2000, 1500)), rng)
    photo.put(sheet, [(128, 176), (1846, 112), (1920, 1372), (84, 1404)], 6)
    for x, y, length, lean, colour in [(1500, 60, 430, 30, RED), (1430, 1440, 420, -24, PURPLE), (60, 60, 400, 40, GREEN)]:
        photo.put(felt_pen(rng, colour), tilted(x, y, length, 44, lean), 9)
    save_jpeg(photo.develop((1400, 1050), (0.6, 0.1), 1.04), path)


def felt_pen(rng, colour):
    """A felt pen lying on a table."""
    pen = Image.new("RGBA", (600, 60), (0, 0, 0, 0))
    draw = ImageDraw.Draw(pen)
    for y in range(4, 56):
        round_light = 0.55 + 0.5 * np.sin(np.pi * (y - 2) / 56)
        body = tuple(int(min(255, 238 * round_light)) for _ in range(3))
        cap = tuple(int(min(255, c * round_light * 1.15)) for c in colour)
        draw.line((170, y, 596, y), fill=(*body, 255))
        draw.line((4, y, 180, y), fill=(*cap, 255))
    draw.rectangle((560, 4, 596, 55), fill=(*colour, 255))
    draw.text((240, 14), "WASHABLE", font=font("sans-bold", 26), fill=(*colour, 255))
    return pen


def data_sheet(path):
    """The field data sheet on a clipboard, with pencil and thermometer."""
    rng = seeded("data sheet")
    sheet = paper(rng, (1000, 1320), (253, 252, 248))
    draw = ImageDraw.Draw(sheet)
    pen = Pen(sheet, rng, 1.0)
    draw.text((60, 60), "LARK CREEK WATER STUDY", font=font("sans-bold", 46), fill=INK)
    draw.text((60, 124), "Team: ____________   Weather: ____________   Week: ____", font=font("sans", 30), fill=INK)
    pen.text((160, 106), "Otters", 40, BLUE, "pencil")
    pen.text((520, 106), "cloudy", 40, BLUE, "pencil")
    pen.text((860, 106), "3", 40, BLUE, "pencil")
    edges = [60, 300, 470, 640, 790, 940]
    rows = [("bridge", "14.5", "8.9", "7.0", "11"), ("pool", "15.0", "7.6", "7.0", "18"), ("bend", "15.5", "7.4", "7.5", "22"),
            ("outfall", "17.0", "5.8", "7.5", "41"), ("meadow", "15.0", "8.1", "7.0", "16")]
    for index, head in enumerate(["Site", "Temp °C", "Oxygen", "pH", "Cloudy"]):
        draw.text((edges[index] + 14, 206), head, font=font("sans-bold", 32), fill=INK)
    for y in range(190, 191 + 84 * 6, 84):
        draw.line((60, y, 940, y), fill=(90, 90, 96), width=3)
    for x in edges:
        draw.line((x, 190, x, 190 + 84 * 6), fill=(90, 90, 96), width=3)
    for row, values in enumerate(rows):
        for column, value in enumerate(values):
            pen.text((edges[column] + 20, 286 + row * 84), value, 44, BLUE, "pencil")
    pen.oval((450, 514, 640, 620), RED, 4)
    pen.lines((660, 720), ["lowest - why??"], 38, RED, "small")
    draw.text((60, 790), "What surprised us:", font=font("sans-bold", 34), fill=INK)
    for y in range(900, 1290, 74):
        draw.line((60, y, 940, y), fill=(170, 170, 178), width=2)
    remarks = ["The outfall was warmer AND had less", "oxygen. We measured it twice because", "we did not believe it. Next week:", "measure before and after rain."]
    pen.lines((66, 844), remarks, 42, BLUE, "pencil", gap=74 / 42)
    board = paper(rng, (1120, 1560), (140, 96, 60))
    clip = ImageDraw.Draw(board)
    photo = Photo(wood(rng, (1500, 2000)), rng)
    board.paste(sheet, (60, 150))
    clip.rounded_rectangle((360, 40, 760, 150), 24, fill=(176, 180, 186), outline=(96, 100, 106), width=4)
    clip.rounded_rectangle((400, 60, 720, 96), 16, fill=(214, 218, 224))
    clip.ellipse((530, 20, 590, 80), fill=(120, 80, 50), outline=(96, 100, 106), width=6)
    photo.put(board, [(150, 130), (1180, 96), (1250, 1850), (96, 1880)], 16)
    photo.put(pencil(), [(1210, 500), (1262, 496), (1400, 1560), (1348, 1566)], 10)
    photo.put(thermometer(), [(1270, 90), (1342, 84), (1300, 460), (1228, 456)], 8)
    save_jpeg(photo.develop((1050, 1400), (0.2, 0.15), 1.05), path)


def pencil():
    """A yellow pencil, point down."""
    image = Image.new("RGBA", (40, 700), (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    for x in range(40):
        light = 0.6 + 0.45 * np.sin(np.pi * (x + 4) / 48)
        draw.line((x, 70, x, 600), fill=tuple(int(c * light) for c in (246, 190, 40)) + (255,))
        draw.line((x, 0, x, 44), fill=tuple(int(c * light) for c in (232, 130, 130)) + (255,))
        draw.line((x, 44, x, 72), fill=tuple(int(c * light) for c in (190, 194, 200)) + (255,))
    draw.polygon([(0, 600), (39, 600), (20, 690)], fill=(232, 202, 160, 255))
    draw.polygon([(13, 660), (27, 660), (20, 692)], fill=(44, 42, 46, 255))
    return image


def thermometer():
    """A glass thermometer."""
    image = Image.new("RGBA", (70, 380), (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    draw.rounded_rectangle((14, 4, 56, 376), 20, fill=(244, 248, 250, 245), outline=(150, 160, 170, 255), width=3)
    draw.line((35, 120, 35, 350), fill=(200, 40, 40, 255), width=7)
    draw.ellipse((22, 336, 48, 366), fill=(200, 40, 40, 255))
    for y in range(30, 330, 14):
        draw.line((42, y, 54, y), fill=(60, 60, 66, 255), width=2)
    return image


def charter(path):
    """The comment charter on the classroom wall."""
    rng = seeded("charter")
    sheet = paper(rng, (1150, 1300), (255, 252, 244))
    pen = Pen(sheet, rng, 1.8)
    pen.text((575, 50), "OUR COMMENT CHARTER", 82, PURPLE, centre=True)
    pen.line([(150, 160), (575, 168), (1000, 158)], (240, 170, 40), 9)
    rules = [("1", "Say ONE thing you learned.", BLUE), ("2", "Ask a question you really have.", GREEN), ("3", "Disagree with ideas, not people.", RED),
             ("4", "Initials only. No faces.", PURPLE), ("5", "Link where it came from.", BLUE), ("6", "Would you say it at the lunch table?", GREEN)]
    for row, (number, words, colour) in enumerate(rules):
        y = 216 + row * 124
        pen.oval((70, y, 150, y + 80), colour, 5)
        pen.text((110, y + 12), number, 50, colour, centre=True)
        pen.text((186, y + 12), words, 48, INK, "tidy")
    pen.text((90, 976), "Signed with our thumbs:", 40, INK, "small")
    for row in range(3):
        for column in range(11):
            x, y = 90 + column * 88 + rng.normal(0, 7), 1046 + row * 76 + rng.normal(0, 6)
            colour = [(190, 60, 70), (50, 90, 170), (60, 140, 80), (130, 70, 150), (220, 140, 40)][int(rng.integers(5))]
            for ring in range(4):
                pen.oval((x + ring * 5, y + ring * 6, x + 46 - ring * 5, y + 58 - ring * 6), colour, 2, turn=rng.normal(0, 0.3))
    photo = Photo(wall(rng, (1500, 1700), (214, 222, 206)), rng)
    photo.put(sheet, [(196, 170), (1322, 214), (1298, 1500), (214, 1532)], 7)
    for x, y, turn in [(150, 150, 26), (1240, 190, -22), (160, 1470, -24), (1230, 1450, 22)]:
        tape = Image.new("RGBA", (170, 50), (226, 206, 150, 190))
        photo.put(tape, [(x, y + turn), (x + 150, y - turn), (x + 158, y + 44 - turn), (x + 8, y + 44 + turn)], 2)
    save_jpeg(photo.develop((1050, 1190), (0.75, 0.1), 1.02), path)


def storyboard(path):
    """Sticky notes with the plan of a podcast."""
    rng = seeded("storyboard")
    photo = Photo(wood(rng, (2000, 1400)), rng)
    plan = [
        (["0:00 HOOK", "splash! sound", "of the creek"], YELLOW_NOTE), (["0:08 WHO", "WE ARE", "(first names", "NO)"], PINK_NOTE), (["0:15 CLAIM", "less oxygen", "at the outfall"], BLUE_NOTE),
        (["0:25 PROOF", "read 3 numbers", "SLOWLY"], GREEN_NOTE), (["0:30 OTHER", "CLASS says...", "(tide pools)"], BLUE_NOTE), (["0:40 ASK", "the listener", "a question"], PINK_NOTE),
        (["CREDITS", "who recorded", "what"], YELLOW_NOTE), (["? music", "make our own", "or none!"], (250, 200, 140)),
    ]
    for index, (rows, colour) in enumerate(plan):
        x, y = 120 + (index % 4) * 465 + rng.normal(0, 14), 150 + (index // 4) * 660 + rng.normal(0, 16)
        photo.put(note(rng, rows, colour, side=420, size=48), tilted(x, y, 410, 410, rng.normal(0, 12)), 8)
    strip = paper(rng, (900, 110), (255, 255, 250))
    Pen(strip, rng).text((450, 22), "CREEK VOICES - episode 1 plan", 54, RED, centre=True)
    photo.put(strip, tilted(520, 610, 920, 110, 7), 5)
    photo.put(felt_pen(rng, BLUE), tilted(1500, 670, 400, 42, -30), 9)
    save_jpeg(photo.develop((1400, 980), (0.4, 0.0), 1.05), path)


def flowchart(path):
    """The whiteboard with the watering programme's flow chart."""
    rng = seeded("flowchart")
    board = paper(rng, (1760, 1180), (248, 250, 250))
    pen = Pen(board, rng, 2.2)
    for _ in range(26):
        x, y = rng.uniform(100, 1600), rng.uniform(100, 1100)
        pen.line([(x, y), (x + rng.normal(0, 160), y + rng.normal(0, 60))], (226, 232, 238), 22, 0.5)
    pen.text((70, 40), "WATERING ROBOT - Team Fern", 66, BLUE)
    pen.box((116, 190, 460, 310), INK, 6)
    pen.text((285, 216), "wait 1 hour", 50, INK, centre=True)
    pen.arrow((285, 320), (285, 420), INK, 6, 0.05)
    pen.box((90, 430, 480, 560), INK, 6)
    pen.lines((120, 446), ["read soil sensor", "3 times, AVERAGE"], 40, GREEN, "tidy")
    pen.arrow((285, 570), (285, 660), INK, 6, -0.05)
    pen.line([(285, 660), (520, 790), (285, 920), (50, 790), (285, 660)], BLUE, 6)
    pen.text((285, 740), "drier than", 44, BLUE, "tidy", centre=True)
    pen.text((285, 796), "limit?", 44, BLUE, "tidy", centre=True)
    pen.arrow((525, 790), (760, 790), GREEN, 6, 0.06)
    pen.text((590, 712), "YES", 48, GREEN)
    pen.box((770, 720, 1140, 860), INK, 6)
    pen.lines((800, 742), ["pump ON 2 s", "then OFF!!"], 46, INK)
    pen.line([(955, 715), (955, 250), (480, 250)], RED, 6)
    pen.arrow((560, 251), (470, 250), RED, 6, 0.0)
    pen.text((620, 186), "loop again", 44, RED, "tidy")
    pen.arrow((46, 770), (104, 240), RED, 6, -0.09)
    pen.text((60, 880), "NO", 48, RED)
    pen.lines((1200, 170), ["TEST LOG", "1  flood!! pump", "    never stopped", "2  sensor was", "    upside down", "3  works, but only", "    1 reading = jumpy", "4  average of 3 :)"], 44, PURPLE, "tidy", gap=1.35)
    pen.box((1170, 150, 1690, 690), PURPLE, 5)
    pen.lines((640, 960), ["Limit: 300 (we tried 200, 300, 400 -", "200 = sad basil, 400 = swamp)"], 46, INK, "small", gap=1.3)
    pen.text((1240, 760), "who checks Mon?", 44, RED, "tidy")
    creatures.sprout(pen, 1480, 1090, 1.5, 1.0)
    photo = Photo(wall(rng, (2000, 1500), (226, 220, 204)), rng)
    frame = Image.new("RGBA", (1840, 1280), (182, 186, 192, 255))
    frame.paste(board, (40, 40))
    photo.put(frame, [(90, 120), (1900, 70), (1930, 1390), (70, 1350)], 10)
    for x, colour in [(420, BLUE), (860, RED), (1240, GREEN)]:
        photo.put(felt_pen(rng, colour), tilted(x, 1352, 330, 38, 4), 5)
    save_jpeg(photo.develop((1400, 1050), (0.8, 0.05), 0.985), path)


def blog_post(path):
    """A picture of the class blog's page: a post with comments under initials."""
    page = Image.new("RGB", (1180, 1320), (246, 247, 244))
    draw = ImageDraw.Draw(page)
    draw.rectangle((0, 0, 1180, 116), fill=(30, 84, 92))
    draw.text((56, 30), "Room 14 Field Notes", font=font("sans-bold", 44), fill=(255, 255, 255))
    draw.text((760, 46), "class members only", font=font("sans", 26), fill=(206, 230, 228))
    draw.rounded_rectangle((56, 156, 1124, 720), 14, fill=(255, 255, 255), outline=(214, 220, 214), width=2)
    draw.text((96, 186), "Why is the outfall warmer?", font=font("sans-bold", 42), fill=(28, 40, 44))
    draw.text((96, 250), "by Team Otters, week 3", font=font("sans", 26), fill=(84, 96, 98))
    body = ["We measured five places along Lark Creek. Four of them were 14 to 16 degrees.",
            "The outfall was 17 and had the least oxygen. At first we thought we read the",
            "meter wrong, so two other people measured it again. Same number.",
            "Our idea: the water comes from the parking lot, which gets hot.",
            "How could we test that without waiting for summer?"]
    for row, line in enumerate(body):
        draw.text((96, 306 + row * 42), line, font=font("sans", 28), fill=(44, 54, 56))
    for index, height in enumerate((58, 62, 66, 98, 62)):
        x = 110 + index * 120
        draw.rectangle((x, 690 - height, x + 76, 690), fill=(202, 90, 62) if index == 3 else (90, 150, 156))
    draw.text((760, 620), "Temperature at the five sites", font=font("sans", 24), fill=(84, 96, 98))
    comments = [("K. R.", "I learned that warm water holds less oxygen. Did you check if it had", "rained the day before?"),
                ("T. V.", "I disagree a little: the bend is sunny too and it was cooler. Maybe test", "at night?"),
                ("Team Otters", "Good point! We will measure at eight in the morning next time and put", "both numbers in the table.")]
    for row, (who, first, second) in enumerate(comments):
        top = 762 + row * 176
        draw.rounded_rectangle((96 if row < 2 else 156, top, 1124, top + 152), 14, fill=(255, 255, 255), outline=(214, 220, 214), width=2)
        left = 126 if row < 2 else 186
        draw.ellipse((left, top + 24, left + 58, top + 82), fill=[(236, 178, 84), (140, 170, 220), (120, 180, 140)][row])
        draw.text((left + 78, top + 18), who, font=font("sans-bold", 27), fill=(28, 40, 44))
        draw.text((left + 78, top + 58), first, font=font("sans", 26), fill=(44, 54, 56))
        draw.text((left + 78, top + 94), second, font=font("sans", 26), fill=(44, 54, 56))
    page.quantize(96, dither=Image.Dither.NONE).save(path, optimize=True)


def creature(name, path):
    """One plant or animal on a round of paper, for a slide."""
    rng = seeded(name)
    sheet = paper(rng, (420, 420), (255, 253, 246))
    heights = {"owl": 220, "heron": 220, "mushroom": 330, "fox": 230}
    getattr(creatures, name)(Pen(sheet, rng), 200, heights.get(name, 205), 2.6 if name == "mushroom" else 1.55)
    round_mask = Image.new("L", (840, 840), 0)
    ImageDraw.Draw(round_mask).ellipse((8, 8, 832, 832), fill=255)
    sheet.putalpha(round_mask.resize((420, 420), Image.LANCZOS))
    sheet.quantize(64).save(path, optimize=True)
