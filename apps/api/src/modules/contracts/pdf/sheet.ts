import PDFDocument from 'pdfkit'
import { fontForDocument } from './fonts.ts'
import type { FontKey, Weight } from './fonts.ts'
import { breakLines, widthOf } from './lines.ts'
import type { Line } from './lines.ts'

/** A4 in points; the margins leave room for a punch and a seal. */
const PAGE = { width: 595.28, height: 841.89, left: 62, right: 56, top: 78, bottom: 70 }
export const CONTENT_WIDTH = PAGE.width - PAGE.left - PAGE.right

export const INK = '#111111'
// 7:1 on white, so that grey stays readable for old eyes and on a bad printer.
export const QUIET = '#4a4a4a'
export const WARNING = '#9b1c1c'
const RULE = '#8a8a8a'

export type TextStyle = {
  size?: number
  weight?: Weight
  colour?: string
  align?: 'left' | 'centre' | 'right' | undefined
  /** Points from the left edge of the content. */
  indent?: number
  width?: number
  spaceAfter?: number
}

export type SheetHead = {
  title: string
  left: string
  right: string
  /** When the document was drawn up: the only time in its metadata. */
  createdAt: Date
  keywords: string
}

const LINE_HEIGHT = 1.55

/**
 * A document that flows down A4 pages with the same head and a page number on
 * each. The same calls give the same bytes.
 */
export class Sheet {
  readonly doc: PDFKit.PDFDocument
  y = PAGE.top
  private readonly head: SheetHead
  private readonly fonts = new Map<FontKey, unknown>()

  constructor(head: SheetHead) {
    this.head = head
    const application = '宁德零工'
    this.doc = new PDFDocument({
      size: 'A4',
      margin: 0,
      bufferPages: true,
      lang: 'zh-CN',
      displayTitle: true,
      // No standard font: reading its metrics takes time and it has no Chinese.
      font: '',
      info: {
        Title: head.title,
        Author: application,
        Creator: application,
        Producer: application,
        Keywords: head.keywords,
        CreationDate: head.createdAt,
        ModDate: head.createdAt,
      },
    })
  }

  /** Starts a new page unless `height` points still fit on this one. */
  reserve(height: number): void {
    if (this.y + height > PAGE.height - PAGE.bottom) this.newPage()
  }

  newPage(): void {
    this.doc.addPage()
    this.y = PAGE.top
  }

  get atTop(): boolean {
    return this.y === PAGE.top
  }

  space(points: number): void {
    if (!this.atTop) this.y += points
  }

  /** A paragraph; runs over to the next page line by line. */
  text(text: string, style: TextStyle = {}): void {
    const { size = 12, indent = 0, width = CONTENT_WIDTH - indent } = style
    for (const line of breakLines(text, style.weight ?? 'regular', size, width)) {
      this.reserve(size * LINE_HEIGHT)
      this.drawLine(line, PAGE.left + indent, this.y, { ...style, size, width })
      this.y += size * LINE_HEIGHT
    }
    this.y += style.spaceAfter ?? size * 0.4
  }

  /** A heading that never stands alone at the foot of a page. */
  heading(text: string, size = 14): void {
    this.space(size * 0.5)
    this.reserve(size * LINE_HEIGHT + 48)
    this.text(text, { size, weight: 'bold', spaceAfter: 3 })
  }

  /** Rows of label and value with rules between; a long value runs over to the next page. */
  table(rows: readonly { label: string; value: string }[], labelWidth = 118, size = 12): void {
    const step = size * LINE_HEIGHT
    for (const row of rows) {
      const columns = [
        { x: 6, width: labelWidth - 12, lines: breakLines(row.label, 'regular', size, labelWidth - 12), colour: QUIET },
        {
          x: labelWidth + 6,
          width: CONTENT_WIDTH - labelWidth - 12,
          lines: breakLines(row.value, 'regular', size, CONTENT_WIDTH - labelWidth - 12),
          colour: INK,
        },
      ]
      this.row(columns, size, step)
    }
    this.y += 8
  }

  /** Rows of several columns; `widths` in points; the last column, the amounts, stands to the right. */
  grid(header: readonly string[], rows: readonly (readonly string[])[], widths: readonly number[], size = 11): void {
    const draw = (cells: readonly string[], weight: Weight) => {
      let x = 0
      const columns = cells.map((cell, index) => {
        const width = widths[index]! - 10
        const column = {
          x: x + 5,
          width,
          lines: breakLines(cell, weight, size, width),
          colour: INK,
          align: index === cells.length - 1 ? ('right' as const) : ('left' as const),
        }
        x += widths[index]!
        return column
      })
      this.row(columns, size, size * LINE_HEIGHT)
    }
    draw(header, 'bold')
    for (const row of rows) draw(row, 'regular')
    this.y += 8
  }

  private row(
    columns: readonly { x: number; width: number; lines: Line[]; colour: string; align?: TextStyle['align'] }[],
    size: number,
    step: number,
  ): void {
    const height = Math.max(...columns.map((column) => column.lines.length))
    this.reserve(Math.min(height, 4) * step + 8)
    this.rule()
    this.y += 4
    for (let index = 0; index < height; index++) {
      this.reserve(step + 4)
      for (const column of columns) {
        const line = column.lines[index]
        if (line)
          this.drawLine(line, PAGE.left + column.x, this.y, {
            size,
            colour: column.colour,
            width: column.width,
            align: column.align,
          })
      }
      this.y += step
    }
    this.y += 4
    this.rule()
  }

  rule(): void {
    this.doc
      .lineWidth(0.6)
      .strokeColor(RULE)
      .moveTo(PAGE.left, this.y)
      .lineTo(PAGE.left + CONTENT_WIDTH, this.y)
      .stroke()
  }

  /** A passage with a bar at its left, under a bold title unless that is empty. */
  box(title: string, text: string, colour = INK): void {
    const size = 12
    const step = size * LINE_HEIGHT
    const width = CONTENT_WIDTH - 24
    const lines = [
      ...(title ? breakLines(title, 'bold', size + 0.5, width) : []).map((line) => ({ line, weight: 'bold' as const })),
      ...breakLines(text, 'regular', size, width).map((line) => ({ line, weight: 'regular' as const })),
    ]
    this.reserve(Math.min(lines.length, 6) * step + 12)
    for (const { line, weight } of lines) {
      this.reserve(step)
      this.doc.rect(PAGE.left, this.y, 3, step).fill(colour)
      this.drawLine(line, PAGE.left + 14, this.y, { size, weight, width, colour })
      this.y += step
    }
    this.y += 10
  }

  /** Black squares of a code, `side` points wide, its left upper corner at `x` from the content's edge. */
  squares(modules: { size: number; data: ArrayLike<number> }, x: number, y: number, side: number): void {
    const unit = side / modules.size
    for (let row = 0; row < modules.size; row++) {
      for (let column = 0; column < modules.size; column++) {
        // Neighbours in a row are one rectangle: fewer bytes, no hair lines between.
        let length = 0
        while (column + length < modules.size && modules.data[row * modules.size + column + length]) length++
        if (length === 0) continue
        this.doc.rect(PAGE.left + x + column * unit, y + row * unit, length * unit, unit)
        column += length
      }
    }
    this.doc.fill('#000000')
  }

  /** Writes heads and page numbers and returns the file. */
  finish(): Buffer {
    const { start, count } = this.doc.bufferedPageRange()
    for (let index = 0; index < count; index++) {
      this.doc.switchToPage(start + index)
      this.pageHead(index + 1, count)
    }
    this.doc.end()
    // pdfkit writes synchronously: after `end` the whole file stands in the stream's buffer.
    const file: unknown = this.doc.read()
    if (!Buffer.isBuffer(file)) throw new Error('pdfkit gave no file')
    return file
  }

  private pageHead(page: number, pages: number): void {
    const style = { size: 10, colour: QUIET, width: CONTENT_WIDTH }
    const one = (text: string, y: number, align: TextStyle['align']) => {
      const [line] = breakLines(text, 'regular', style.size, CONTENT_WIDTH)
      if (line) this.drawLine(line, PAGE.left, y, { ...style, align })
    }
    // A long title keeps out of the number's way.
    const room = CONTENT_WIDTH - widthOf(this.head.right, 'regular', style.size) - 16
    const [left = []] = breakLines(this.head.left, 'regular', style.size, room)
    this.drawLine(left, PAGE.left, 40, { ...style, align: 'left' })
    one(this.head.right, 40, 'right')
    this.y = 60
    this.rule()
    one(`第 ${page} 页 / 共 ${pages} 页`, PAGE.height - 48, 'centre')
  }

  private drawLine(line: Line, x: number, y: number, style: TextStyle & { size: number; width: number }): void {
    const total = line.reduce((sum, run) => sum + run.width, 0)
    const slack = style.width - total
    let at = x + (style.align === 'right' ? slack : style.align === 'centre' ? slack / 2 : 0)
    const baseline = y + style.size * 1.13
    this.doc.fillColor(style.colour ?? INK).fontSize(style.size)
    for (const run of line) {
      this.useFont(run.font)
      this.doc.text(run.text, at, baseline, { lineBreak: false, baseline: 'alphabetic' })
      at += run.width
    }
  }

  private useFont(key: FontKey): void {
    let source = this.fonts.get(key)
    if (!source) {
      source = fontForDocument(key)
      this.fonts.set(key, source)
    }
    // pdfkit takes an opened font too; its typings know only files and bytes.
    this.doc.font(source as string, key)
  }
}
