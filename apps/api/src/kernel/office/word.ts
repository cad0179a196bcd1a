import { AlignmentType, Document, Packer, Paragraph, Table, TableCell, TableRow, TextRun, WidthType } from 'docx'
import type { FileAnswer } from '../http/serve.ts'

/** An official form as a Word file: title, a line under it, tables, texts, places for opinions and seals. */
export type Paper = {
  title: string
  note: string
  tables: ReadonlyArray<{
    title: string
    /** Titles with their share of the width, in hundredths. */
    columns: ReadonlyArray<{ title: string; share: number }>
    rows: ReadonlyArray<readonly string[]>
  }>
  texts: ReadonlyArray<{ title: string; words: string }>
  seals: readonly string[]
}

export const wordType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
/** A font every office machine in China has; Word and LibreOffice take their own where it is missing. */
const font = '宋体'
const half = (points: number): number => points * 2

const line = (text: string, options: { bold?: boolean; size?: number; alignment?: 'center' | 'right' } = {}) =>
  new Paragraph({
    ...(options.alignment && { alignment: AlignmentType[options.alignment === 'center' ? 'CENTER' : 'RIGHT'] }),
    spacing: { after: 80 },
    children: [new TextRun({ text, font, size: half(options.size ?? 11), bold: options.bold ?? false })],
  })

const cell = (text: string, share: number, bold = false) =>
  new TableCell({ width: { size: share, type: WidthType.PERCENTAGE }, children: [line(text, { bold })] })

function tableOf({ columns, rows }: Paper['tables'][number]): Table {
  return new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    rows: [
      new TableRow({ tableHeader: true, children: columns.map(({ title, share }) => cell(title, share, true)) }),
      ...rows.map(
        (row) => new TableRow({ cantSplit: true, children: columns.map(({ share }, i) => cell(row[i] ?? '', share)) }),
      ),
    ],
  })
}

/** @param fileName with its ending, as the person's device will keep it */
export async function wordPaper(fileName: string, paper: Paper): Promise<FileAnswer> {
  const document = new Document({
    sections: [
      {
        children: [
          line(paper.title, { bold: true, size: 16, alignment: 'center' }),
          line(paper.note, { size: 10, alignment: 'center' }),
          ...paper.tables.flatMap((table) => [line(table.title, { bold: true, size: 12 }), tableOf(table), line('')]),
          ...paper.texts.flatMap(({ title, words }) => [
            line(title, { bold: true, size: 12 }),
            ...words.split('\n').map((each) => line(each)),
          ]),
          ...paper.seals.map((seal) => line(`${seal}(盖章)      年   月   日`, { alignment: 'right' })),
        ],
      },
    ],
  })
  return { file: await Packer.toBuffer(document), mediaType: wordType, fileName }
}
