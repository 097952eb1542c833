"""Judges a calendar with PyPI icalendar: no errors, nothing required missing, every UID once, every event at a day."""

import sys
from collections import Counter
from pathlib import Path

from icalendar import Calendar


def faults(data):
    try:
        calendar = Calendar.from_ical(data)
    except ValueError as error:
        return [f"no calendar: {error}"]
    found = []
    uids = Counter()
    for part in calendar.walk():
        name = part.name
        found += [f"{name}: {error}" for error in part.errors]
        found += [f"{name} without {key}" for key in part.required if key not in part]
        if name == "VEVENT" and not part.errors:
            uids[str(part.get("UID"))] += 1
            found += [f"{name} without {key}" for key in ("DTSTART", "SUMMARY", "SEQUENCE") if key not in part]
            if "DTSTART" in part and "DTEND" in part and part["DTEND"].dt <= part["DTSTART"].dt:
                found.append(f"{part['UID']} ends before it begins")
    found += [f"{uid} {count} times" for uid, count in uids.items() if count > 1]
    if not uids:
        found.append("no event")
    found += [f"line of {len(line)} bytes" for line in data.split(b"\r\n") if len(line) > 76]
    if b"\n" in data.replace(b"\r\n", b""):
        found.append("a bare line end")
    return found


told = [f"{path}: {fault}" for path in sys.argv[1:] for fault in faults(Path(path).read_bytes())]
print("\n".join(told))
sys.exit(bool(told))
