"""Makes LinggongRareHan-Regular.ttf.br from HanaMinB (GlyphWiki's Hanazono fonts).

usage: make-rare-han.py HanaMinB.ttf NotoSansSC-Regular.ttf LinggongRareHan-Regular.ttf.br

Needs Python 3 with fontTools and brotli (Debian: python3-fonttools,
python3-brotli). Takes some minutes. Not needed to run or test the project.
"""
import array
import io
import sys

import brotli
from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import GlyphCoordinates

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
    3: "LinggongRareHan;derived from GlyphWiki Hanazono 20170904",
    4: "LinggongRareHan Regular",
    6: "LinggongRareHan-Regular",
}


def missing_from(font_path):
    known = TTFont(font_path).getBestCmap()
    return [code for low, high in RANGES for code in range(low, high + 1) if code not in known]


def coarsened(points, on_curve, scale):
    """One contour on the coarser grid, without points that are doubled or amid a straight upright or level line."""
    points = [(round(x * scale), round(y * scale)) for x, y in points]
    count = len(points)
    doubled = lambda i, j: points[i] == points[j] and on_curve[i] and on_curve[j] and count > 3
    kept = [i for i in range(count) if not doubled(i, (i + 1) % count)]

    def amid(position):
        before, here, after = kept[position - 1], kept[position], kept[(position + 1) % len(kept)]
        straight = any(points[before][axis] == points[here][axis] == points[after][axis] for axis in (0, 1))
        return straight and on_curve[before] and on_curve[here] and on_curve[after]

    return [(points[i], on_curve[i]) for position, i in enumerate(kept) if not amid(position)]


def coarsen_glyph(glyph, table, scale):
    contours, start = [], 0
    for end in glyph.endPtsOfContours:
        on_curve = [flag & 1 for flag in glyph.flags[start : end + 1]]
        contours.append(coarsened(glyph.coordinates[start : end + 1], on_curve, scale))
        start = end + 1
    contours = [contour for contour in contours if len(contour) >= 3]
    flat = [point for contour in contours for point in contour]
    glyph.coordinates = GlyphCoordinates([place for place, _ in flat])
    glyph.flags = array.array("B", [flag for _, flag in flat])
    glyph.endPtsOfContours = [sum(map(len, contours[: n + 1])) - 1 for n in range(len(contours))]
    glyph.numberOfContours = len(contours)
    glyph.recalcBounds(table)


def coarsen(font):
    scale = UNITS_PER_EM / font["head"].unitsPerEm
    glyphs = font["glyf"]
    for name in font.getGlyphOrder():
        if glyphs[name].numberOfContours > 0:
            coarsen_glyph(glyphs[name], glyphs, scale)
    metrics = font["hmtx"].metrics
    for name, (advance, _) in metrics.items():
        metrics[name] = (round(advance * scale), getattr(glyphs[name], "xMin", 0) or 0)
    font["head"].unitsPerEm = UNITS_PER_EM
    for table, fields in (
        ("hhea", "ascent descent lineGap caretOffset"),
        (
            "OS/2",
            "xAvgCharWidth sTypoAscender sTypoDescender sTypoLineGap usWinAscent usWinDescent"
            " ySubscriptXSize ySubscriptYSize ySubscriptXOffset ySubscriptYOffset ySuperscriptXSize"
            " ySuperscriptYSize ySuperscriptXOffset ySuperscriptYOffset yStrikeoutSize yStrikeoutPosition",
        ),
    ):
        for field in fields.split():
            setattr(font[table], field, round(getattr(font[table], field) * scale))


def main(source, ordinary, target):
    font = TTFont(source)
    options = subset.Options(
        hinting=False,
        layout_features=[],
        notdef_outline=True,
        name_IDs=["*"],
        drop_tables=["GSUB", "GPOS", "vhea", "vmtx", "VORG", "FFTM", "DSIG", "gasp", "BASE"],
    )
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=missing_from(ordinary))
    subsetter.subset(font)
    coarsen(font)
    for record in font["name"].names:
        record.string = NAMES.get(record.nameID, record.string)
    plain = io.BytesIO()
    font.save(plain)
    with open(target, "wb") as out:
        out.write(brotli.compress(plain.getvalue(), quality=11, lgwin=24))


if __name__ == "__main__":
    main(*sys.argv[1:4])
