"""Judges bundles with nothing of ours: zipfile and hashlib, unzip, and bagit-python where it is installed.

Takes a folder of zips and prints one JSON object: name -> {"python": why not or null, "unzip": exit code,
"bagit": why not or null, or "not installed"}.
"""

import hashlib
import json
import logging
import pathlib
import subprocess
import sys
import tempfile
import zipfile

try:
    import bagit

    logging.disable(logging.CRITICAL)
except ImportError:
    bagit = None


class Fault(Exception):
    """Why a bundle is refused."""


def need(holds, why):
    if not holds:
        raise Fault(why)


def lines(files, name):
    """Path -> checksum of a manifest."""
    listed = {}
    for line in files[name].decode("utf-8").splitlines():
        checksum, path = line.split("  ", 1)
        path = path.replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%")
        need(path not in listed, f"{path} twice in {name}")
        listed[path] = checksum
    return listed


def python(path):
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        need(len(names) == len(set(names)), "a name twice")
        need(archive.testzip() is None, "a checksum of the zip")
        tops = {name.split("/")[0] for name in names}
        need(len(tops) == 1, f"top folders {sorted(tops)}")
        top = tops.pop()
        files = {name[len(top) + 1 :]: archive.read(name) for name in names}
    for name in files:
        need(name and not name.startswith("/") and ".." not in name.split("/"), f"name {name!r}")
    need(files.get("bagit.txt") == b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n", "bagit.txt")
    payload = {name for name in files if name.startswith("data/")}
    for algorithm in ("sha256", "sha512"):
        for tags in (False, True):
            manifest = f"{'tag' if tags else ''}manifest-{algorithm}.txt"
            need(tags or manifest in files, f"no {manifest}")
            if manifest not in files:
                continue
            listed = lines(files, manifest)
            need(tags or set(listed) == payload, f"{manifest} does not list the payload")
            for name, checksum in listed.items():
                need(name in files, f"{name} is missing")
                need(hashlib.new(algorithm, files[name]).hexdigest() == checksum, f"{name} differs")
    oxum = f"{sum(len(files[name]) for name in payload)}.{len(payload)}"
    info = files.get("bag-info.txt", b"").decode("utf-8").splitlines()
    said = [line.split(": ", 1)[1] for line in info if line.startswith("Payload-Oxum: ")]
    need(said in ([], [oxum]), f"Payload-Oxum {said}, not {oxum}")


def reason(judge, *arguments):
    """What a judge has against it; anything that stops the judge is a refusal too."""
    try:
        judge(*arguments)
    except Exception as fault:
        return f"{type(fault).__name__}: {fault}"
    return None


def unpacked(path):
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["unzip", "-q", path, "-d", folder], check=True, capture_output=True, stdin=subprocess.DEVNULL)
        tops = list(pathlib.Path(folder).iterdir())
        need(len(tops) == 1, f"top folders {tops}")
        bagit.Bag(str(tops[0])).validate()


def main(folder):
    verdicts = {}
    for path in sorted(pathlib.Path(folder).glob("*.zip")):
        test = subprocess.run(["unzip", "-tq", path], capture_output=True, stdin=subprocess.DEVNULL, check=False)
        verdicts[path.name] = {
            "python": reason(python, path),
            "unzip": test.returncode,
            "bagit": reason(unpacked, path) if bagit else "not installed",
        }
    json.dump(verdicts, sys.stdout)


main(sys.argv[1])
