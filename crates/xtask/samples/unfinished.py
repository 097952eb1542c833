"""The evidence of sample-unfinished/: what a librarian has after three months, and one fault in most of it.

The faults, each in the file that tests/fixtures/sample-unfinished.expected.json names: a photograph with a place in it, a
document with another person's name in its properties, a picture that browsers do not show, a JPEG called .png, a PDF with
a password, an empty file, a pointer into a cloud, a file that no header lists. tour.mp4 is missing on purpose.
"""

import io
import tempfile
import zipfile
from pathlib import Path

import hashes
import matplotlib.pyplot as plt
import media
import numpy as np
import pikepdf
import piexif
from drawing import Pen, Photo, paper, save_jpeg, seeded, wall, wood
from office import Letter
from PIL import Image, ImageFilter
from pictures import BLUE, BLUE_NOTE, GREEN, GREEN_NOTE, INK, PINK_NOTE, RED, YELLOW_NOTE, felt_pen, note, tilted

STORY = [
    ("en-us+f2", "Stories from the bus stop. Number one."),
    ("en-us+m4", "It was raining, and a dog got on. He sat down behind the driver. Good morning, said the driver. The dog got off at the library."),
]


def shelf(path):
    """A shelf with books; its EXIF says where a telephone took it (a meadow in Missouri)."""
    rng = seeded("shelf")
    picture = wall(rng, (1200, 900), (224, 214, 198))
    pen = Pen(picture, rng, 1)
    for base in (430, 860):
        x = 40
        while x < 1130:
            width, height = int(rng.integers(34, 78)), int(rng.integers(210, 330))
            colour = tuple(int(c) for c in rng.integers(50, 220, 3))
            spine = paper(rng, (width, height), colour)
            Pen(spine, rng, 0.4).line([(6, 34), (width - 6, 34)], (250, 240, 200), 3)
            Pen(spine, rng, 0.4).line([(6, height - 40), (width - 6, height - 40)], (250, 240, 200), 3)
            picture.paste(spine.convert("RGB"), (x, base - height))
            x += width + int(rng.integers(0, 5))
        picture.paste(wood(rng, (1200, 36)), (0, base))
    for index, words in enumerate(["funny", "sad dog", "maps!", "I cried", "dragons"]):
        card = paper(rng, (150, 84), (255, 252, 236))
        Pen(card, rng, 1).text((75, 22), words, 34, (BLUE, RED, GREEN)[index % 3], "tidy", centre=True)
        picture.paste(card.convert("RGB"), (70 + index * 220, 442))
        pen.line([(145 + index * 220, 436), (145 + index * 220, 456)], INK, 4)
    save_jpeg(Photo(picture, rng).develop((800, 600)), path, 110_000)
    place = {
        piexif.GPSIFD.GPSLatitudeRef: b"N", piexif.GPSIFD.GPSLatitude: ((38, 1), (30, 1), (0, 1)),
        piexif.GPSIFD.GPSLongitudeRef: b"W", piexif.GPSIFD.GPSLongitude: ((92, 1), (15, 1), (0, 1)),
    }
    piexif.insert(piexif.dump({"GPS": place}), str(path))


def cards(path):
    """Two tasting cards, as PNG."""
    rng = seeded("cards")
    sheet = paper(rng, (720, 420), (246, 240, 226))
    pen = Pen(sheet, rng, 1)
    for x, rows in ((30, ["Title:  the moth keeper", "First bite:  strange", "I would read on:  YES"]), (380, ["Title:  bridges", "First bite:  pictures!", "I would read on:  no"])):
        pen.box((x, 40, x + 310, 380), INK, 3, (255, 250, 210))
        pen.lines((x + 20, 80), rows, 24, BLUE, "pencil", gap=3.4)
    sheet.convert("RGB").filter(ImageFilter.MedianFilter(3)).quantize(24, dither=Image.Dither.NONE).save(path, optimize=True)


def bench(path):
    """The workbench, as TIFF, which browsers do not show."""
    rng = seeded("bench")
    photo = Photo(wood(rng, (1000, 750)), rng)
    for x, y, side, lean in ((90, 110, 300, 14), (560, 380, 260, -22), (420, 90, 170, 9)):
        photo.put(paper(rng, (side, side), (206, 166, 116)), tilted(x, y, side, int(side * 0.7), lean), 6)
    robot = Image.new("RGBA", (220, 180), (0, 0, 0, 0))
    pen = Pen(robot, rng, 0.6)
    robot.paste((240, 240, 244, 255), (20, 30, 200, 140))
    for box, colour in (((20, 120, 70, 170), INK), ((150, 120, 200, 170), INK), ((60, 56, 90, 86), BLUE), ((130, 56, 160, 86), BLUE)):
        robot.paste((*colour, 255), box)
    pen.line([(110, 30), (110, 4)], RED, 4)
    photo.put(robot, tilted(300, 430, 200, 160, 10), 9)
    photo.put(felt_pen(rng, GREEN), tilted(620, 200, 250, 28, 30), 5)
    photo.develop((480, 360), grain=0.4).convert("P", palette=Image.Palette.ADAPTIVE, colors=48).save(path, compression="tiff_adobe_deflate")


def problems(path):
    """The wall of problems."""
    rng = seeded("problems")
    photo = Photo(wall(rng, (1400, 1050), (206, 216, 222)), rng)
    rows = [["mittens get", "lost"], ["door bangs"], ["robot only", "turns left"], ["too loud at", "eight"], ["short people", "vs top shelf"],
            ["glue takes", "forever"], ["whose turn", "is it??"], ["dark corner"], ["the fish is", "bored"]]
    for index, words in enumerate(rows):
        x, y = 90 + (index % 3) * 420 + rng.normal(0, 14), 60 + (index // 3) * 320 + rng.normal(0, 10)
        sheet = note(rng, words, (YELLOW_NOTE, PINK_NOTE, BLUE_NOTE, GREEN_NOTE)[index % 4], size=40, side=300, face="pencil")
        if index in (0, 2, 3, 8):
            Pen(sheet, rng).line([(30, 40), (270, 250)], RED, 7)
        photo.put(sheet, tilted(x, y, 285, 285, rng.normal(0, 9)), 6)
    save_jpeg(photo.develop((880, 660), (0.6, 0.2)), path, 120_000)


def survey(path):
    """A chart of the survey: a JPEG whose name says PNG."""
    figure, axes = plt.subplots(figsize=(7, 4))
    axes.barh(["longer hours", "robots", "comics", "quiet places"], [18, 33, 47, 61], color="#1e545c")
    axes.set_title("What readers want more of (votes)")
    axes.spines[["top", "right"]].set_visible(False)
    figure.tight_layout()
    drawn = io.BytesIO()
    figure.savefig(drawn, format="png", dpi=90)
    plt.close(figure)
    Image.open(drawn).convert("RGB").save(path, "JPEG", quality=82)


def coaching_log(folder):
    """The coaching log as a document with somebody's name in its properties, and as PDF."""
    log = Letter("Coaching log")
    log.table([["Week", "We planned", "What happened", "I would ask"],
               ["Aug 24", "Fractions with recipes, grade 3", "The recipe was too good; nobody counted.", "What should they remember on Friday?"],
               ["Sep 14", "Book tasting with a fourth grade", "Too quiet.", "Who is allowed to talk?"],
               ["Oct 5", "A blank page, grade 5", "Best lesson of the semester.", "Nothing. I kept quiet."],
               ["Nov 9", "Bridges, grade 3", "Two bridges fell, one on purpose.", "What did you expect to see?"]], (2.0, 5.0, 5.2, 5.0))
    log.save(folder / "coaching-log.docx", folder / "coaching-log.pdf")
    with zipfile.ZipFile(folder / "coaching-log.docx") as old:
        parts = [(info, old.read(info)) for info in old.infolist()]
    with zipfile.ZipFile(folder / "coaching-log.docx", "w", zipfile.ZIP_DEFLATED) as new:
        for info, data in parts:
            if info.filename == "docProps/core.xml":
                data = data.replace(b"</dc:title>", b"</dc:title><dc:creator>Front Desk Two</dc:creator>")
            new.writestr(info, data)


def papers(at):
    """Short PDFs, one of them behind a password, one of them empty."""
    questions = Letter("Five questions for a planning talk")
    questions.bullets(["What should they remember on Friday?", "Where do they get stuck every year?", "What may be left out?", "Who will be bored?", "What would make you smile?"])
    questions.save(at / "coaching-log/questions.pdf")
    trail = Letter("Follow the picture")
    trail.bullets(["Where did I find it?", "Who does that page say made it?", "Does a second page agree?", "What may I do with it?"])
    trail.save(at / "media-lessons/trail.pdf")
    (at / "orientation/plan.pdf").write_bytes(b"")
    locked = at / "library-survey/report.pdf"
    if not locked.exists():
        report = Letter("Library survey, report for the principal")
        report.text("Readers ask for quiet places first. Eleven wrote so in the margin.")
        with tempfile.TemporaryDirectory() as work:
            plain = Path(work, "report.pdf")
            report.save(plain)
            with pikepdf.open(plain) as pdf:
                pdf.save(locked, encryption=pikepdf.Encryption(user="quiet", owner="quieter"))


def make(folder):
    """All of it, and the hashes of all but the one that is to differ."""
    at = folder / "artifacts"
    shelf(at / "book-tastings/shelf.jpg")
    cards(at / "book-tastings/cards.png")
    bench(at / "makerspace/bench.tif")
    problems(at / "makerspace/wall.jpg")
    survey(at / "library-survey/results.png")
    coaching_log(at / "coaching-log")
    papers(at)
    pointer = '{"": "WARNING! DO NOT EDIT THIS FILE! ANY CHANGES MADE WILL BE LOST!", "doc_id": "1made-up-Qk9v2Zb7", "resource_key": ""}'
    (at / "library-survey/answers.gdoc").write_text(pointer)
    (at / "orientation/old").mkdir(exist_ok=True)
    (at / "orientation/old/tour ideas.txt").write_text("quiet corner\nbook drop, from inside!\nwho guards the fish?\n")
    with tempfile.TemporaryDirectory() as work:
        sound = Path(work, "story.wav")
        media.write_wav(sound, np.concatenate([media.spoken(words, voice) for voice, words in STORY]))
        media.encode(["-i", sound, "-c:a", "libmp3lame", "-b:a", "32k", "-ar", "22050", "-id3v2_version", "0"], at / "story-podcast/bus-stop.mp3")
    for header in sorted(at.glob("*/artifact.md")):
        hashes.record(header, keep={"questions"})
