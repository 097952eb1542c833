"""The stop-motion film, the podcast and their captions and transcripts. Voices are espeak-ng's, nobody's own."""

import subprocess
import tempfile
import wave
from pathlib import Path

import creatures
import numpy as np
from drawing import Pen, clouds, paper, seeded
from PIL import Image

RATE = 22050
FILM_SIZE, FPS = (960, 540), 12

# Seconds at which each sentence of the film begins.
FILM_WORDS = [
    (1.6, "In autumn a leaf falls."),
    (3.7, "Fungi and worms break it down."),
    (6.2, "Its minerals go back to the soil,"),
    (8.6, "and in spring a new plant uses them."),
]
CREDITS_FROM, FILM_LENGTH = 11.2, 13.5
CREDITS = ["drawings and voice: Table 4", "no music: we found no license", "facts: our reader, chapter 5"]

PODCAST = [
    ("A", "en-us+f3", "Splash! That was Lark Creek, behind our school. This is Creek Voices, episode one."),
    ("B", "en-us+m3", "We are Team Otters. We don't say our names, but we do say our numbers."),
    ("A", "en-us+f3", "Our claim: where the parking lot drains into the creek, there is less oxygen for animals."),
    ("B", "en-us+m3", "Listen. At the bridge, eight point nine. In the pool, seven point six. At the outfall, five point eight."),
    ("A", "en-us+f3", "We shared this with a class that studies tide pools. They said: warm water holds less oxygen there, too."),
    ("B", "en-us+m3", "So here is a question for you. What could a school do to keep a creek cool?"),
    ("A", "en-us+f3", "Recorded and cut by Team Otters. The splash is real. Thank you for listening."),
]


def spoken(words, voice, speed=155):
    """A sentence as samples."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "voice.wav")
        subprocess.run(["espeak-ng", "-v", voice, "-s", str(speed), "-w", file, words], check=True)
        with wave.open(str(file)) as sound:
            assert sound.getframerate() == RATE
            samples = np.frombuffer(sound.readframes(sound.getnframes()), "<i2").astype("float32")
    loud = np.flatnonzero(np.abs(samples) > 200)
    return samples[: loud[-1] + RATE // 10]


def splash(rng, seconds=1.3):
    """Water: noise that rises fast and dies away."""
    t = np.arange(int(RATE * seconds)) / RATE
    hiss = np.convolve(rng.normal(0, 1, t.size), np.ones(9) / 9, "same")
    return (9000 * hiss * np.minimum(t * 30, 1) * np.exp(-3.2 * t)).astype("float32")


def write_wav(path, samples):
    """Mono, 16 bit."""
    with wave.open(str(path), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(RATE)
        sound.writeframes(np.clip(samples, -32000, 32000).astype("<i2").tobytes())


def encode(arguments, path):
    """Runs ffmpeg so that nothing of this machine or this day is in the file."""
    plain = ["-map_metadata", "-1", "-fflags", "+bitexact", "-flags:v", "+bitexact", "-flags:a", "+bitexact", "-threads", "1"]
    subprocess.run(["ffmpeg", "-v", "error", "-y", *arguments, *plain, "-movflags", "+faststart", path], check=True)


def stamp(seconds):
    """A WebVTT time."""
    return f"00:{int(seconds // 60):02d}:{seconds % 60:06.3f}"


def film(folder):
    """decomposers.mp4 with its captions and transcript."""
    track = np.zeros(int(RATE * FILM_LENGTH), "float32")
    cues = []
    for start, words in FILM_WORDS:
        voice = spoken(words, "en-us+f4", 150)
        at = int(start * RATE)
        track[at : at + voice.size] += voice[: track.size - at]
        cues.append((start, start + voice.size / RATE, words))
    credits = f"Credits: {'; '.join(CREDITS)}."
    cues.append((CREDITS_FROM, FILM_LENGTH, f"[no speech] {credits}"))
    with tempfile.TemporaryDirectory() as temporary:
        work = Path(temporary)
        write_wav(work / "voice.wav", track * 0.8)
        # On twos, as stop-motion is shot: each drawing stands for two frames.
        for index in range(int(FILM_LENGTH * FPS / 2)):
            film_frame(index * 2 / FPS).save(work / f"{index:04d}.png")
        video = ["-c:v", "libx264", "-preset", "slow", "-crf", "27", "-pix_fmt", "yuv420p", "-r", str(FPS), "-bsf:v", "filter_units=remove_types=6"]
        sound = ["-c:a", "aac", "-b:a", "64k", "-ar", "44100"]
        encode(["-framerate", str(FPS / 2), "-i", work / "%04d.png", "-i", work / "voice.wav", *video, *sound], folder / "decomposers.mp4")
    captions = "".join(f"\n{stamp(a)} --> {stamp(b)}\n{words}\n" for a, b, words in cues)
    (folder / "decomposers.vtt").write_text("WEBVTT\n" + captions)
    shown = [
        "What decomposers do. Stop-motion by Table 4.", "",
        "[A title card on brown paper. Then a bare patch of soil under a tree.]", FILM_WORDS[0][1], "[A brown leaf sinks to the ground.]", FILM_WORDS[1][1],
        "[A worm crosses below the leaf, three mushrooms grow beside it, holes appear in the leaf.]", FILM_WORDS[2][1],
        "[The leaf is gone. Small dots sink into the soil.]", FILM_WORDS[3][1], "[A seedling comes up and opens two leaves.]", "", credits, "",
    ]
    (folder / "decomposers-transcript.txt").write_text("\n".join(shown))


def film_ground():
    """Sky, tree and soil of cut paper."""
    rng = seeded("film ground")
    picture = paper(rng, FILM_SIZE, (226, 238, 244))
    soil = paper(rng, (960, 190), (150, 112, 82))
    picture.paste(soil, (0, 350))
    pen = Pen(picture, rng, 1.5)
    pen.fill([(40, 360), (60, 120), (20, 0), (170, 0), (130, 130), (150, 360)], (142, 100, 66), 0.9)
    for x, y in [(60, 30), (150, 60), (250, 20), (330, 70)]:
        creatures.leaf(pen, x, y, 0.8, colour=(226, 164, 60))
    pen.line([(0, 352), (320, 346), (640, 356), (960, 350)], (96, 70, 50), 6)
    for _ in range(30):
        x, y = rng.uniform(20, 940), rng.uniform(380, 530)
        pen.oval((x, y, x + 12, y + 7), (110, 82, 60), 3)
    return picture


GROUND = []


def card(rows, colour):
    """A card with words."""
    rng = seeded(rows[0])
    picture = paper(rng, FILM_SIZE, (214, 190, 150))
    pen = Pen(picture, rng)
    for index, (words, size) in enumerate(zip(rows, (64, 38, 38, 38), strict=False)):
        pen.text((480, 150 + index * 84), words, size, colour if index == 0 else (50, 44, 40), "marker" if index == 0 else "tidy", centre=True)
    return picture.convert("RGB")


def film_frame(t):
    """The picture at `t` seconds."""
    if t < 1.5:
        return card(["What decomposers do", "a stop-motion by Table 4"], (120, 52, 30))
    if t >= CREDITS_FROM:
        return card(["Credits", *CREDITS], (30, 84, 92))
    if not GROUND:
        GROUND.append(film_ground())
    picture = GROUND[0].copy()
    rng = seeded(f"film {t:.2f}")
    pen = Pen(picture, rng, 0.8)
    fallen = min(1.0, max(0.0, (t - 1.6) / 1.8))
    eaten = min(6, max(0, int((t - 3.8) / 0.42)))
    if t < 6.6:
        sway = np.sin(fallen * 9) * 50 * (1 - fallen)
        creatures.leaf(pen, 480 + sway, 60 + 272 * fallen, 1.25, eaten)
    for index, (x, begins) in enumerate([(380, 3.9), (590, 4.4), (650, 5.0)]):
        grown = min(1.0, max(0.0, (t - begins) / 1.0))
        if grown > 0.1:
            creatures.mushroom(pen, x, 354, 0.85 * grown, [(202, 92, 72), (222, 170, 90), (190, 110, 130)][index])
    if t > 3.7:
        creatures.worm(pen, -120 + (t - 3.7) * 150, 420, 1.0, t * 6)
    if t > 6.2:
        deep = min(1.0, (t - 6.2) / 2.0)
        for k in range(14):
            x = 390 + k * 14 + 6 * np.sin(k * 5)
            y = 352 + deep * (30 + (k * 37) % 90)
            pen.oval((x, y, x + 9, y + 9), (214, 150, 40), 4)
    if t > 8.2:
        creatures.sprout(pen, 490, 354, 1.5, min(1.0, (t - 8.2) / 2.2))
    dim = 1 + clouds(rng, FILM_SIZE, 500) * 0.015
    return Image.fromarray(np.clip(np.asarray(picture.convert("RGB"), "float32") * dim[..., None], 0, 255).astype("uint8"))


def podcast(folder):
    """episode-1.m4a with its transcript."""
    rng = seeded("podcast")
    parts = [splash(rng)]
    for _, voice, words in PODCAST:
        parts += [spoken(words, voice), np.zeros(int(RATE * 0.35), "float32")]
    parts.append(splash(rng) * 0.6)
    with tempfile.TemporaryDirectory() as temporary:
        file = Path(temporary, "all.wav")
        write_wav(file, np.concatenate(parts) * 0.85)
        encode(["-i", file, "-c:a", "aac", "-b:a", "48k", "-ar", "44100"], folder / "episode-1.m4a")
    said = [f"Speaker {who}: {words}" for who, _, words in PODCAST]
    (folder / "episode-1-transcript.txt").write_text("\n\n".join(["Creek Voices, episode 1. Transcript.", "[Splash of water]", *said, "[Splash of water]"]) + "\n")
