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
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTCollection, TTFont

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


def main(noto, cjk, emoji):
    for name in OURS:
        font = TTFont(SITE / f"{name}.woff2")
        font.flavor = None
        font.save(HERE / f"{name}.ttf")
    for script in SCRIPTS:
        font = TTFont(Path(noto) / f"Noto{script}-Regular.ttf")
        small(font, font.getBestCmap().keys()).save(HERE / f"noto-{script.lower()}.ttf")
    faces = {face["name"].getDebugName(1): face for face in TTCollection(cjk).fonts}
    small(faces["Noto Sans CJK SC"], of_charsets(), "ccmp").save(HERE / "noto-sanscjk.otf")
    parts = sorted(Path(emoji).glob("noto-emoji-[0-9]*-400-normal.woff2"))
    merged = Merger().merge([str(part) for part in parts])
    merged.flavor = None
    merged.save(HERE / "noto-emoji.ttf")


main(*sys.argv[1:])
