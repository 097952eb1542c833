"""Opens an Alignment Map with python-docx and says what is not as docs/bundle.md has it.

Usage: judge_docx.py MAP.docx DATA_FOLDER
"""

import sys
from pathlib import Path

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn

document = docx.Document(sys.argv[1])
data = Path(sys.argv[2])
faults = []

properties = document.core_properties
for name, expected in [
    ("title", "Alignment Map – ISTE Certification portfolio of Maya Ellison"),
    ("author", "Maya Ellison"),
    ("language", "en"),
    ("last_modified_by", ""),
]:
    if getattr(properties, name) != expected:
        faults.append(f"{name} is {getattr(properties, name)!r}")
if document.styles.element.find(f".//{qn('w:lang')}").get(qn("w:val")) != "en-US":
    faults.append("the text has no language")

headings = [p.style.name for p in document.paragraphs if p.style.name.startswith("Heading")]
if headings[:2] != ["Heading 1", "Heading 2"]:
    faults.append(f"the headings are {headings}")
if any(not p.text.strip() for p in document.paragraphs):
    faults.append("an empty paragraph stands for room")

[table] = document.tables
first = table.rows[0]._tr.trPr
if first is None or first.find(qn("w:tblHeader")) is None:
    faults.append("the first row is no header row")
if len(table.rows) != 26:
    faults.append(f"{len(table.rows)} rows")
for number, row in enumerate(table.rows[1:], 1):
    if f"Criterion {number}:" not in row.cells[0].text:
        faults.append(f"row {number} begins with {row.cells[0].text!r}")

targets = [
    r.target_ref
    for r in document.part.rels.values()
    if r.reltype == RELATIONSHIP_TYPE.HYPERLINK
]
relative = [t for t in targets if not t.startswith(("http://", "https://"))]
if len(relative) < 40:
    faults.append(f"{len(relative)} relative links")
for target in relative:
    if not (data / target.split("#")[0]).is_file():
        faults.append(f"{target} leads nowhere")

print("\n".join(faults))
sys.exit(bool(faults))
