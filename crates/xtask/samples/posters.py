"""Has Artifolio make the previews of the documents and the film, as a teacher would, in the place of those that were there."""

import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
LINE = re.compile(r"^ +poster: (.+\.poster\.(?:jpg|png))\n", re.M)


def make(folder):
    """All of the portfolio in `folder`, by the program of this checkout; FFmpeg is needed for those of films."""
    for header in folder.glob("artifacts/*/artifact.md"):
        text = header.read_bytes().decode("utf-8")
        for name in LINE.findall(text):
            (header.parent / name).unlink(missing_ok=True)
        header.write_bytes(LINE.sub("", text).encode("utf-8"))
    subprocess.run(["cargo", "build", "--workspace", "--bins"], cwd=ROOT, check=True)
    with tempfile.TemporaryDirectory() as data:
        command = [ROOT / "target/debug/artifolio", "viewable", folder]
        subprocess.run(command, env={**os.environ, "ARTIFOLIO_DATA_DIR": data}, check=True)
    # Earlier versions of the headers.
    shutil.rmtree(folder / ".artifolio", ignore_errors=True)
