"""Makes LinggongRareHan-Regular.ttf.br from HanaMinB (GlyphWiki's Hanazono fonts).

usage: make-rare-han.py HanaMinB.ttf NotoSansSC-Regular.ttf LinggongRareHan-Regular.ttf.br

Needs Python 3 with fontTools and brotli (Debian: python3-fonttools,
python3-brotli). Takes some minutes. Not needed to run or test the project.
"""
import io
import sys

import brotli
from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.ttLib.scaleUpem import scale_upem

# The ideographs of GB 18030-2022, implementation level 3: the basic block, extensions A to F.
RANGES = [
    (0x4E00, 0x9FFF),
    (0x3400, 0x4DBF),
    (0x20000, 0x2A6DF),
    (0x2A700, 0x2B739),
    (0x2B740, 0x2B81D),
    (0x2B820, 0x2CEA1),
    (0x2CEB0, 0x2EBE0),
]
# Enough for type of 12 points; a quarter of the original's grid compresses far better.
UNITS_PER_EM = 256
# The licence allows changes; the name says that this is one.
NAMES = {
    1: "LinggongRareHan",
    3: "LinggongRareHan; derived from GlyphWiki Hanazono 20170904 (HanaMinB)",
    4: "LinggongRareHan Regular",
    6: "LinggongRareHan-Regular",
}


def missing_from(font_path):
    known = TTFont(font_path).getBestCmap()
    return [code for low, high in RANGES for code in range(low, high + 1) if code not in known]


def main(source, ordinary, target):
    font = TTFont(source)
    options = subset.Options(
        hinting=False,
        layout_features=[],
        notdef_outline=True,
        name_IDs=["*"],
        drop_tables=["GSUB", "GPOS", "GDEF", "vhea", "vmtx", "VORG", "FFTM", "DSIG", "gasp", "BASE"],
    )
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=missing_from(ordinary))
    subsetter.subset(font)
    scale_upem(font, UNITS_PER_EM)
    for record in font["name"].names:
        record.string = NAMES.get(record.nameID, record.string)
    plain = io.BytesIO()
    font.save(plain)
    with open(target, "wb") as out:
        out.write(brotli.compress(plain.getvalue(), quality=11, lgwin=24))


if __name__ == "__main__":
    main(*sys.argv[1:4])
