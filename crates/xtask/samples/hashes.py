"""Records the SHA-256 of evidence in the headers, touching no other byte of them."""

import hashlib
import re

KEY = re.compile(r"^\s*(?:- )?(file|capture|sha256): *(.*?)(?:\s+#.*)?\s*$")


def record(header, keep=()):
    """Fills every `sha256:` line of an artifact.md with the hash of the item's file, or of the capture of a link. Items
    whose id is in `keep` stay as they are."""
    with header.open(encoding="utf-8", newline="") as file:
        lines = file.read().splitlines(keepends=True)
    end = next(i for i, line in enumerate(lines[1:], 1) if line.rstrip() == "---")
    item, source = None, None
    for index, line in enumerate(lines[:end]):
        if found := re.match(r"^\s*- id: *(\S+)", line):
            item, source = found[1], None
        if not (found := KEY.match(line)):
            continue
        if found[1] != "sha256":
            source = found[2].strip("\"'")
        elif item not in keep:
            digest = hashlib.sha256((header.parent / source).read_bytes()).hexdigest()
            lines[index] = line.replace(line[line.index("sha256:") :].rstrip("\r\n"), f"sha256: {digest}")
    header.write_text("".join(lines), encoding="utf-8", newline="")
