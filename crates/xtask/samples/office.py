"""Office files and PDFs without an author, a date or a machine in them; the words are in documents.py."""

import re
import subprocess
import tempfile
import zipfile
from pathlib import Path

import docx
import openpyxl
import pikepdf
import pptx
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from openpyxl.chart import LineChart, Reference
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from pptx.dml.color import RGBColor as SlideColour
from pptx.enum.text import PP_ALIGN
from pptx.util import Inches
from pptx.util import Pt as SlidePt

INK, TEAL = (0x22, 0x2C, 0x30), (0x1E, 0x54, 0x5C)
CORE = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<cp:coreProperties '
    'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{}</dc:title></cp:coreProperties>'
)
APP = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>'
)
KINDS = {".docx": "writer", ".xlsx": "calc", ".pptx": "impress"}


def scrub(path, title):
    """Rewrites an office file with one fixed time, its parts in order, and no properties but the title."""
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    parts["docProps/core.xml"] = CORE.format(title).encode()
    parts["docProps/app.xml"] = APP.encode()
    parts.pop("docProps/thumbnail.jpeg", None)
    parts["_rels/.rels"] = re.sub(rb"<Relationship [^>]*thumbnail[^>]*/>", b"", parts["_rels/.rels"])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(parts, key=lambda n: (n != "[Content_Types].xml", n)):
            new.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), parts[name], zipfile.ZIP_DEFLATED)


def to_pdf(source, target):
    """A tagged PDF of an office file, without author, producer or date."""
    tagged = ":{\"UseTaggedPDF\":{\"type\":\"boolean\",\"value\":\"true\"}}"
    with tempfile.TemporaryDirectory() as folder:
        home = f"-env:UserInstallation=file://{folder}/home"
        form = f"pdf:{KINDS[source.suffix]}_pdf_Export{tagged}"
        command = ["soffice", home, "--headless", "--convert-to", form, "--outdir", folder, source]
        subprocess.run(command, check=True, capture_output=True)
        clean_pdf(Path(folder, source.stem + ".pdf"), target)


def clean_pdf(source, target):
    """Takes every property but the title out of a PDF."""
    with pikepdf.open(source) as pdf:
        title = str(pdf.docinfo.get("/Title", target.stem))
        del pdf.docinfo
        if "/Metadata" in pdf.Root:
            del pdf.Root["/Metadata"]
        for key in ("/ID", "/DocChecksum"):
            if key in pdf.trailer:
                del pdf.trailer[key]
        pdf.docinfo["/Title"] = title
        pdf.save(target, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)


class Letter:
    """A Word document: A letter page, one typeface, headings, paragraphs, lists, tables and pictures."""

    def __init__(self, title, face="Lato", language="en-US"):
        self.title = title
        self.file = docx.Document()
        page = self.file.sections[0]
        page.page_width, page.page_height = Cm(21.59), Cm(27.94)
        page.left_margin = page.right_margin = Cm(2.2)
        page.top_margin = page.bottom_margin = Cm(2)
        for name, size, colour in (("Normal", 11.5, INK), ("Title", 25, TEAL), ("Heading 1", 16, TEAL), ("Heading 2", 13, TEAL), ("List Bullet", 11.5, INK)):
            style = self.file.styles[name]
            style.font.name, style.font.size, style.font.color.rgb = face, Pt(size), RGBColor(*colour)
            fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
            for part in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
                fonts.attrib.pop(qn(part), None)
            for part in ("w:ascii", "w:hAnsi", "w:cs"):
                fonts.set(qn(part), face)
        self.speak(self.file.styles["Normal"].element.get_or_add_rPr(), language)
        self.file.add_heading(title, 0)

    @staticmethod
    def speak(properties, language):
        """Sets the language of a run or a style."""
        tag = OxmlElement("w:lang")
        tag.set(qn("w:val"), language)
        properties.append(tag)

    def head(self, words, level=1):
        """A heading."""
        self.file.add_heading(words, level)

    def text(self, words, language=None, style=None):
        """A paragraph; `**so**` is bold."""
        paragraph = self.file.add_paragraph(style=style)
        for index, part in enumerate(words.split("**")):
            run = paragraph.add_run(part)
            run.bold = index % 2 == 1
            if language:
                self.speak(run._element.get_or_add_rPr(), language)

    def bullets(self, rows, language=None):
        """A bulleted list."""
        for row in rows:
            self.text(row, language, "List Bullet")

    def table(self, rows, widths, heads=(0,), size=10.5, shade="DCE9E6"):
        """A table; widths in centimetres, `heads` are the rows that stand out, the first is its header."""
        table = self.file.add_table(len(rows), len(rows[0]), style="Table Grid")
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        table.autofit = False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Cm(width)
        for y, row in enumerate(rows):
            for x, words in enumerate(row):
                cell = table.cell(y, x)
                cell.width = Cm(widths[x])
                cell.paragraphs[0].paragraph_format.space_before = cell.paragraphs[0].paragraph_format.space_after = Pt(3)
                run = cell.paragraphs[0].add_run(words)
                run.font.size, run.bold = Pt(size), y in heads
                if y in heads:
                    fill = OxmlElement("w:shd")
                    fill.set(qn("w:val"), "clear")
                    fill.set(qn("w:fill"), shade)
                    cell._tc.get_or_add_tcPr().append(fill)
        header = OxmlElement("w:tblHeader")
        table.rows[0]._tr.get_or_add_trPr().append(header)
        self.file.add_paragraph()

    def picture(self, path, alt, width=13):
        """A picture with its text alternative."""
        shape = self.file.add_picture(str(path), width=Cm(width))
        shape._inline.docPr.set("descr", alt)
        shape._inline.docPr.set("name", "Picture")

    def page(self):
        """Begins a new page."""
        self.file.add_page_break()

    def save(self, path, viewable=None):
        """Writes the document and, if wanted, its PDF; with a path that ends in .pdf, the PDF alone."""
        if path.suffix == ".pdf":
            with tempfile.TemporaryDirectory() as folder:
                self.save(Path(folder, path.stem + ".docx"), path)
            return
        self.file.save(path)
        scrub(path, self.title)
        if viewable:
            to_pdf(path, viewable)


def slides(title, pages, path, viewable):
    """A presentation; each page is (heading, lines, speaker's notes, picture, its text alternative)."""
    deck = pptx.Presentation()
    deck.slide_width, deck.slide_height = Inches(13.333), Inches(7.5)
    for index, (heading, lines, notes, picture, alt) in enumerate(pages):
        slide = deck.slides.add_slide(deck.slide_layouts[5])
        back = slide.background.fill
        back.solid()
        back.fore_color.rgb = SlideColour(*(TEAL if index == 0 else (0xFB, 0xF8, 0xEF)))
        colour = SlideColour(255, 255, 255) if index == 0 else SlideColour(*INK)
        shown = slide.shapes.add_picture(str(picture), Inches(9.3), Inches(3.5), height=Inches(3.4))
        shown._element.nvPicPr.cNvPr.set("descr", alt)
        head = slide.shapes.title
        head.left, head.top, head.width, head.height = Inches(0.8), Inches(0.5), Inches(11.7), Inches(1.3)
        body = slide.shapes.add_textbox(Inches(0.8), Inches(2.0), Inches(8.6), Inches(4.8))
        head.text_frame.text = heading
        body.text_frame.word_wrap = True
        body.text_frame.text = lines[0]
        for line in lines[1:]:
            body.text_frame.add_paragraph().text = line
        for frame, size in ((head.text_frame, 44), (body.text_frame, 30)):
            for paragraph in frame.paragraphs:
                paragraph.space_after, paragraph.alignment = SlidePt(14), PP_ALIGN.LEFT
                for run in paragraph.runs:
                    run.font.size, run.font.name, run.font.bold = SlidePt(size), "Lato", size == 44
                    run.font.color.rgb = colour
        slide.notes_slide.notes_text_frame.text = notes
    deck.save(path)
    scrub(path, title)
    to_pdf(path, viewable)


def sheets(title, tables, path, viewable, chart=None):
    """A workbook; `tables` maps a sheet's name to (explanation, rows, widths); `chart` is (sheet, first row, last row, title)."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    edge = Border(*[Side("thin", "B8C4C2")] * 4)
    for name, (explanation, rows, widths) in tables.items():
        sheet = book.create_sheet(name)
        sheet["A1"] = explanation
        sheet["A1"].font = Font(name="Lato", italic=True)
        for row in rows:
            sheet.append(row)
        for row in sheet.iter_rows(min_row=2):
            for cell in row:
                number = isinstance(cell.value, int | float)
                cell.font, cell.border = Font(name="Lato", bold=cell.row == 2), edge
                cell.alignment = Alignment(wrap_text=True, vertical="top", horizontal="center" if number else "left")
                if cell.row == 2:
                    cell.fill = PatternFill("solid", fgColor="DCE9E6")
                if isinstance(cell.value, float):
                    cell.number_format = "0.0"
            lines = max(-(-len(str(cell.value or "")) // (width - 3)) for cell, width in zip(row, widths, strict=True))
            sheet.row_dimensions[row[0].row].height = 15 * lines
        for index, width in enumerate(widths):
            sheet.column_dimensions["ABCDEFGHIJ"[index]].width = width
        sheet.freeze_panes = "A3"
        sheet.page_setup.paperSize, sheet.page_setup.orientation = sheet.PAPERSIZE_LETTER, "landscape"
    if chart:
        name, first, last, heading = chart
        sheet = book[name]
        lines = LineChart()
        lines.title, lines.height, lines.width = heading, 8, 20
        lines.add_data(Reference(sheet, min_col=1, max_col=7, min_row=first, max_row=last), from_rows=True, titles_from_data=True)
        lines.set_categories(Reference(sheet, min_col=2, max_col=7, min_row=2))
        for line in lines.series:
            line.smooth = False
        sheet.add_chart(lines, f"A{last + 2}")
    book.save(path)
    scrub(path, title)
    to_pdf(path, viewable)
