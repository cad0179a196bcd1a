import { advanceOf, fontFor, plainText, UnprintableText } from './fonts.ts'
import type { FontKey, Weight } from './fonts.ts'

/** A stretch of text in one font. `width` in points. */
export type Run = { text: string; font: FontKey; width: number }
export type Line = Run[]

// Line-breaking habits of Chinese print (GB/T 15834-2011, 5.1): these may not begin, or end, a line.
const NOT_FIRST = new Set('、。，．；：？！〉》」』】〕）］｝”’…—·％℃㎡〗,.;:?!)]}%')
const NOT_LAST = new Set('（〈《「『【〔［｛“‘￥¥〖([{')

type Piece = { text: string; width: number; runs: Run[] }

const isWordCharacter = (character: string): boolean => /[A-Za-z0-9_.,:+%@#&=¥*~'-]/.test(character)

/**
 * Breaks text into lines of at most `width` points. Latin words and numbers
 * stay whole unless longer than a line; `\n` begins a new line.
 * Errors: `UnprintableText`.
 */
export function breakLines(text: string, weight: Weight, size: number, width: number): Line[] {
  return plainText(text)
    .split('\n')
    .flatMap((paragraph) => breakParagraph(pieces(paragraph, weight, size), width))
}

/** Width in points of text set on one line. Errors: `UnprintableText`. */
export function widthOf(text: string, weight: Weight, size: number): number {
  return pieces(plainText(text), weight, size).reduce((sum, piece) => sum + piece.width, 0)
}

function measure(character: string, weight: Weight, size: number): Run {
  const codePoint = character.codePointAt(0)!
  const font = fontFor(codePoint, weight)
  if (font === null) throw new UnprintableText([character])
  return { text: character, font, width: (advanceOf(codePoint, font) * size) / 1000 }
}

/** Groups characters that must stay on one line. */
function pieces(text: string, weight: Weight, size: number): Piece[] {
  const result: Piece[] = []
  let previous = ''
  for (const character of text) {
    const run = measure(character, weight, size)
    const open = result.at(-1)
    const together =
      open !== undefined &&
      ((isWordCharacter(previous) && isWordCharacter(character)) || NOT_FIRST.has(character) || NOT_LAST.has(previous))
    if (together) {
      open.text += character
      open.width += run.width
      open.runs.push(run)
    } else {
      result.push({ text: character, width: run.width, runs: [run] })
    }
    previous = character
  }
  return result
}

function breakParagraph(parts: Piece[], width: number): Line[] {
  const lines: Line[] = []
  let line: Line = []
  let used = 0
  const next = () => {
    lines.push(line)
    line = []
    used = 0
  }
  for (const part of parts) {
    if (used > 0 && used + part.width > width) next()
    if (used === 0 && lines.length > 0 && part.text === ' ') continue
    // A piece longer than a whole line (a web address) is cut anywhere.
    for (const run of part.runs) {
      if (used > 0 && used + run.width > width) next()
      append(line, run)
      used += run.width
    }
  }
  lines.push(line)
  return lines
}

function append(line: Line, run: Run): void {
  const last = line.at(-1)
  if (last && last.font === run.font) {
    last.text += run.text
    last.width += run.width
  } else {
    line.push({ ...run })
  }
}
