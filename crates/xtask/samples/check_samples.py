"""Looks at sample/ with other eyes than Artifolio's: the headers against docs/workspace.md, the evidence with other
tools. Prints what is wrong; exit 1 if anything is.
"""

import hashlib
import json
import re
import subprocess
import sys
import tomllib
import zipfile
from itertools import combinations
from pathlib import Path

import pikepdf
import yaml
from PIL import Image

ROOT = Path(__file__).resolve().parents[3]
MAGIC = {
    ".jpg": b"\xff\xd8\xff", ".png": b"\x89PNG\r\n\x1a\n", ".pdf": b"%PDF-", ".docx": b"PK\x03\x04", ".pptx": b"PK\x03\x04",
    ".xlsx": b"PK\x03\x04", ".vtt": b"WEBVTT", ".mp4": b"ftyp", ".m4a": b"ftyp",
}
# The only keys of a header that are there to show that Artifolio leaves foreign keys alone.
FOREIGN = {"obsidian-tags"}


def documented(heading):
    """The keys that the table under a heading of docs/workspace.md names."""
    text = (ROOT / "docs/workspace.md").read_text()
    section = re.split(r"^##+ ", text.split(heading, 1)[1], maxsplit=1, flags=re.M)[0]
    return set(re.findall(r"^\| `([\w.\[\]]+)`", section, re.M))


def split(path):
    """Header and body of a file."""
    text = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    _, header, body = re.split(r"^---\n", text, maxsplit=2, flags=re.M)
    return yaml.safe_load(header), body


def runs(text):
    """Runs of four words, as a text is compared by."""
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[i : i + 4]) for i in range(len(words) - 3)}


def inside(file):
    """What a file gives away of people, machines or places."""
    data = file.read_bytes()
    if not data or MAGIC.get(file.suffix, b"") not in data[:12]:
        yield "is empty or not what its extension says"
        return
    if file.suffix in {".jpg", ".png"}:
        picture = Image.open(file)
        picture.load()
        extra = set(picture.info) - {"jfif", "jfif_version", "jfif_unit", "jfif_density", "dpi", "transparency"}
        if picture.getexif() or extra:
            yield f"holds {extra or 'EXIF'}"
    if file.suffix == ".pdf":
        with pikepdf.open(file) as pdf:
            if set(pdf.docinfo.keys()) != {"/Title"} or "/Metadata" in pdf.Root:
                yield f"has properties {set(pdf.docinfo.keys())}"
    if file.suffix in {".docx", ".pptx", ".xlsx"}:
        with zipfile.ZipFile(file) as office:
            core = office.read("docProps/core.xml").decode()
            if re.findall(r"<(dc:creator|cp:lastModifiedBy|dcterms:\w+)", core) or any("vba" in n for n in office.namelist()):
                yield "has an author, a date or macros"
    if file.suffix in {".mp4", ".m4a"}:
        command = ["ffprobe", "-v", "error", "-show_entries", "format_tags:stream=codec_name", "-of", "json", file]
        said = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
        codecs = [s["codec_name"] for s in said["streams"]]
        if codecs not in (["h264", "aac"], ["aac"]):
            yield f"has codecs {codecs}"
        if set(said["format"].get("tags", {})) - {"major_brand", "minor_version", "compatible_brands"}:
            yield f"has tags {said['format']['tags']}"
    limit = 900_000 if file.suffix == ".mp4" else 400_000 if file.suffix == ".m4a" else 250_000
    if len(data) > limit:
        yield f"has {len(data)} bytes"


def artifact(path):
    """Faults of one artifact, with its header."""
    header, body = split(path)
    faults = [f"unknown key {key}" for key in set(header) - documented("artifacts/*/artifact.md") - FOREIGN]
    faults += [f"no {key}" for key in ("id", "number", "title", "made", "audience", "summary", "evidence") if not header.get(key)]
    faults += ["no reflection"] if len(body.split()) < 60 else []
    faults += [f"right without source or licence: {r}" for r in header.get("rights", []) if not (r["source"] and r["licence"])]
    faults += [f"consent of {p['who']}" for p in header.get("people", []) if p["consent"] not in {"given", "not-needed"} or "until" in p]
    listed = {"artifact.md"}
    for item in header["evidence"]:
        faults += [f"{item['id']}: unknown key {key}" for key in set(item) - documented("### evidence[]")]
        names = [item[key] for key in ("file", "capture", "viewable", "poster", "captions", "transcript") if key in item]
        listed.update(names)
        main = path.parent / (item.get("file") or item["capture"])
        if hashlib.sha256(main.read_bytes()).hexdigest() != item["sha256"]:
            faults.append(f"{item['id']}: hash")
        if not item.get("alt") or item["alt"] == item["caption"]:
            faults.append(f"{item['id']}: no text alternative of its own")
        if main.suffix in {".docx", ".pptx", ".xlsx"} and "viewable" not in item or main.suffix in {".mp4", ".m4a"} and "transcript" not in item:
            faults.append(f"{item['id']}: no viewable copy or transcript")
        if "link" in item and not ("capture" in item and "checked" in item):
            faults.append(f"{item['id']}: link not captured and checked")
    there = {str(f.relative_to(path.parent)) for f in path.parent.rglob("*") if f.is_file()}
    faults += [f"{name}: listed but missing, or there but not listed" for name in there ^ listed]
    faults += [f"{name}: {fault}" for name in there - {"artifact.md"} for fault in inside(path.parent / name)]
    return header, body, faults


def main():
    """All faults of sample/."""
    sample = ROOT / "sample"
    settings = tomllib.loads((sample / "portfolio.toml").read_text())
    keys = {key.strip("[]").split(".")[0] for key in documented("## portfolio.toml")}
    faults = [f"portfolio.toml: unknown key {key}" for key in set(settings) - keys - {"dates"}]
    artifacts, texts, served = {}, {}, []
    for path in sorted(sample.glob("artifacts/*/artifact.md")):
        header, body, own = artifact(path)
        artifacts[header["id"]] = header
        texts[header["id"]] = body
        faults += [f"{path.parent.name}: {fault}" for fault in own]
    numbers = sorted(a["number"] for a in artifacts.values())
    if numbers != list(range(1, 12)):
        faults.append(f"numbers {numbers}")
    allowed = documented("## reflection.md and criteria/KEY.md")
    for path in [sample / "reflection.md", *sorted(sample.glob("criteria/*.md"))]:
        header, body = split(path)
        texts[path.stem] = body
        faults += [f"{path.name}: unknown key {key}" for key in set(header) - allowed]
        words = len(body.split())
        low, high = (400, 700) if path.stem == "reflection" else (90, 140)
        if not low <= words <= high:
            faults.append(f"{path.name}: {words} words")
        for attached in header.get("artifacts", []):
            served.append((path.stem[0], attached["id"]))
            if attached["id"] not in artifacts:
                faults.append(f"{path.name}: {attached['id']} is no artifact")
            pin = attached.get("pin")
            if pin and (pin["evidence"] not in [e["id"] for e in artifacts[attached["id"]]["evidence"]] or len(pin) != 2):
                faults.append(f"{path.name}: pin {pin}")
    if len(list(sample.glob("criteria/*.md"))) != 24 or {a for _, a in served} != set(artifacts):
        faults.append("a criterion is missing, or an artifact serves none")
    faults += [f"standard {n} rests on one artifact" for n in "1234567" if len({a for s, a in served if s == n}) < 2]
    for (one, a), (two, b) in combinations(texts.items(), 2):
        common = len(runs(a) & runs(b)) / min(len(runs(a)), len(runs(b)))
        if common > 0.1:
            faults.append(f"{one} and {two} share {common:.0%}")
    for name, text in texts.items():
        if found := re.findall(r"\b(?:2\.)?[1-7](?:\.)?[a-d]\b|\S+@\S+|\b\d{3}[ .-]\d{4}\b|\[(?:here|this|link)\]", text):
            faults.append(f"{name}: {found}")
    total = sum(f.stat().st_size for f in sample.rglob("*") if f.is_file())
    faults += [f"{total} bytes in all"] if total > 8_000_000 else []
    print("\n".join(faults) or f"sample/ is as it should be: {total} bytes, {len(texts)} texts")
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
