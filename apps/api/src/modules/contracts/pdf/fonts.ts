import { readFileSync } from 'node:fs'
import { brotliDecompressSync } from 'node:zlib'
import * as fontkit from 'fontkit'
import type { Font } from 'fontkit'

/**
 * The fonts of printed documents. Files are opened once per process; the font
 * of rare characters (CJK extensions B to F, which people do have in their
 * names) is unpacked the first time somebody needs it.
 */

export type Weight = 'regular' | 'bold'
export type FontKey = Weight | 'rare'

const FOLDER = new URL('../../../../assets/fonts/', import.meta.url)
const FILES: Record<FontKey, string> = {
  regular: 'NotoSansSC-Regular.ttf',
  bold: 'NotoSansSC-Bold.ttf',
  rare: 'LinggongRareHan-Regular.ttf.br',
}

const opened = new Map<FontKey, Font>()
const advances = new Map<FontKey, Map<number, number>>()

/** The font itself, opened on first use. Errors: those of the file system, or a file that is no single font. */
export function openFont(key: FontKey): Font {
  const known = opened.get(key)
  if (known) return known
  const file = readFileSync(new URL(FILES[key], FOLDER))
  const font = fontkit.create(FILES[key].endsWith('.br') ? brotliDecompressSync(file) : file)
  if ('fonts' in font) throw new Error(`${FILES[key]} is a collection, one font was expected`)
  opened.set(key, font)
  advances.set(key, new Map())
  return font
}

// Marks that have no picture of their own: joiners, byte order mark, soft hyphen, selectors of emoji style. The
// selectors above U+E0000 stay: they ask for another form of an ideograph, which these fonts do not have.
const INVISIBLE = /[\u{ad}\u{200b}-\u{200f}\u{2060}\u{feff}]|(?![\u{e0100}-\u{e01ef}])\p{Variation_Selector}/gu

/**
 * Text as it is set: composed (NFC, which also replaces compatibility
 * ideographs by the ordinary ones), without invisible marks, tabs as spaces.
 */
export function plainText(text: string): string {
  return text.normalize('NFC').replace(INVISIBLE, '').replace(/\r\n?/g, '\n').replace(/\t/g, ' ')
}

/** Which font draws this character, or null when none does. */
export function fontFor(codePoint: number, weight: Weight): FontKey | null {
  if (openFont(weight).hasGlyphForCodePoint(codePoint)) return weight
  // Only ideographs are in the other font; asking for a smiley need not unpack it.
  if (codePoint < 0x2e80 || (codePoint > 0xffff && codePoint < 0x20000)) return null
  return openFont('rare').hasGlyphForCodePoint(codePoint) ? 'rare' : null
}

/** Width of one character in thousandths of the type size. */
export function advanceOf(codePoint: number, key: FontKey): number {
  const font = openFont(key)
  const known = advances.get(key)!
  const cached = known.get(codePoint)
  if (cached !== undefined) return cached
  const width = (font.glyphForCodePoint(codePoint).advanceWidth * 1000) / font.unitsPerEm
  known.set(codePoint, width)
  return width
}

/**
 * The characters of `text` that no font can draw, each once, in order. A caller
 * refuses such a text with a clear message before anything is signed: a box in
 * place of a name would make a contract nobody can rely on.
 */
export function unprintableCharacters(text: string): string[] {
  const found = new Set<string>()
  for (const character of plainText(text)) {
    if (character === '\n') continue
    if (fontFor(character.codePointAt(0)!, 'regular') === null) found.add(character)
  }
  return [...found]
}

/** Thrown when a document holds characters that cannot be printed. */
export class UnprintableText extends Error {
  readonly characters: string[]
  constructor(characters: string[]) {
    super(`no font draws ${characters.map((c) => `U+${c.codePointAt(0)!.toString(16).toUpperCase()}`).join(', ')}`)
    this.name = 'UnprintableText'
    this.characters = characters
  }
}

type DrawnGlyph = { id: number; advanceWidth: number; codePoints: number[] }
type Position = { xAdvance: number; yAdvance: number; xOffset: number; yOffset: number }

/**
 * The opened font for one document. Chinese needs no shaping, so each character
 * is its glyph: this is several times faster than the full layout, and what
 * text a glyph stands for depends on this document alone (the shared font
 * remembers the first of two characters that look the same, e.g. 人 and the
 * radical ⼈, so bytes would depend on what was printed before).
 */
export function fontForDocument(key: FontKey): Font {
  const font = openFont(key)
  const layout = (text: string) => {
    const glyphs: DrawnGlyph[] = []
    const positions: Position[] = []
    let advanceWidth = 0
    for (const character of text) {
      const codePoint = character.codePointAt(0)!
      const { id, advanceWidth: width } = font.glyphForCodePoint(codePoint)
      glyphs.push({ id, advanceWidth: width, codePoints: [codePoint] })
      positions.push({ xAdvance: width, yAdvance: 0, xOffset: 0, yOffset: 0 })
      advanceWidth += width
    }
    return { glyphs, positions, advanceWidth: (advanceWidth * 1000) / font.unitsPerEm }
  }
  return Object.create(font, { layout: { value: layout }, createSubset: { value: () => font.createSubset() } }) as Font
}
