"""Makes the fonts of the PDF, once; what it makes is committed.

    python3 make.py NOTO CJK EMOJI

NOTO   the folder of Debian's fonts-noto-core and fonts-noto-mono, .../truetype/noto
CJK    NotoSansCJK-Regular.ttc of Debian's fonts-noto-cjk
EMOJI  the folder `files` of npm's @fontsource/noto-emoji

Needs fonttools and brotli. Our own two typefaces are the very files of the site, unpacked. Of the others the hints go, which
a PDF does not use; of CJK stay the characters of the national standards, since all of it would be 19 MB.
"""

import sys
from pathlib import Path

from fontTools.merge import Merger
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTCollection, TTFont, newTable

HERE = Path(__file__).parent
SITE = HERE / "../../artifolio-bundle/assets/fonts"
OURS = ["atkinson-hyperlegible-next", "source-serif-4", "source-serif-4-italic"]
# The scripts that people write today, and what stands between letters.
SCRIPTS = """
Sans SansArabic SansHebrew SansDevanagari SansBengali SansGurmukhi SansGujarati SansOriya SansTamil SansTelugu SansKannada
SansMalayalam SansSinhala SansThai SansLao SansMyanmar SansKhmer SerifTibetan SansMongolian SansEthiopic SansGeorgian
SansArmenian SansCherokee SansCanadianAboriginal SansSyriac SansThaana SansNKo SansTifinagh SansAdlam SansYi SansJavanese
SansOsage SansOlChiki SansMeeteiMayek SansLisu SansVai SansMath SansSymbols SansSymbols2 SansMono
""".split()
CHARSETS = ["gb2312", "big5", "shift_jis", "euc_kr"]


def of_charsets():
    """Every character that one of the national standards has."""

    def has(code, charset):
        try:
            chr(code).encode(charset)
            return True
        except UnicodeEncodeError:
            return False

    return {code for code in range(0x20, 0x10000) if any(has(code, charset) for charset in CHARSETS)}


def small(font, unicodes, features="*"):
    options = Options()
    options.hinting = False
    options.layout_features = [features]
    options.notdef_outline = True
    options.name_IDs = ["*"]
    options.drop_tables += ["DSIG", "FFTM", "vhea", "vmtx", "VORG", "BASE"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=unicodes)
    subsetter.subset(font)
    return font


def with_quadratic_outlines(font):
    """The same as TrueType. Cut to what a PDF uses, CJK's own outlines lose the widths that a validator compares."""
    glyphs, order = font.getGlyphSet(), font.getGlyphOrder()
    drawn = {}
    for name in order:
        pen = TTGlyphPen(glyphs)
        # In units of an em of 1,000, and with contours turned as TrueType has them.
        glyphs[name].draw(Cu2QuPen(pen, max_err=1.0, reverse_direction=True))
        drawn[name] = pen.glyph()
    font["loca"] = newTable("loca")
    font["glyf"] = glyf = newTable("glyf")
    glyf.glyphOrder, glyf.glyphs = order, drawn
    for name in order:
        glyf[name].recalcBounds(glyf)
        font["hmtx"][name] = (font["hmtx"][name][0], getattr(glyf[name], "xMin", 0))
    del font["CFF "]
    maxp = font["maxp"]
    maxp.tableVersion, maxp.numGlyphs = 0x00010000, len(order)
    for key in ["maxZones", "maxTwilightPoints", "maxStorage", "maxFunctionDefs", "maxInstructionDefs", "maxStackElements", "maxSizeOfInstructions", "maxComponentElements", "maxComponentDepth"]:
        setattr(maxp, key, 1 if key == "maxZones" else 0)
    font["post"].formatType = 3.0
    font.sfntVersion = "\x00\x01\x00\x00"
    return font


def main(noto, cjk, emoji):
    for name in OURS:
        font = TTFont(SITE / f"{name}.woff2")
        font.flavor = None
        font.save(HERE / f"{name}.ttf")
    for script in SCRIPTS:
        font = TTFont(Path(noto) / f"Noto{script}-Regular.ttf")
        small(font, font.getBestCmap().keys()).save(HERE / f"noto-{script.lower()}.ttf")
    faces = {face["name"].getDebugName(1): face for face in TTCollection(cjk).fonts}
    with_quadratic_outlines(small(faces["Noto Sans CJK SC"], of_charsets(), "ccmp")).save(HERE / "noto-sanscjk.ttf")
    parts = sorted(Path(emoji).glob("noto-emoji-[0-9]*-400-normal.woff2"))
    merged = Merger().merge([str(part) for part in parts])
    merged.flavor = None
    merged.save(HERE / "noto-emoji.ttf")


main(*sys.argv[1:])
