/** A small writer of SVG: bars with intervals, one group a figure. No script, no font, no address from outside. */
import type { Interval } from './intervals.ts'

export type Bar = { label: string; interval: Interval | null }

const width = 640
const rowHeight = 34
const left = 170
const right = 90
const top = 56

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** Bars from 0; the whisker is the 95 % interval. A bar without data says so in words. */
export function barChart(title: string, note: string, bars: readonly Bar[], digits: number): string {
  const most = Math.max(
    1e-9,
    ...bars.map(({ interval }) => (interval ? (Number.isNaN(interval.high) ? interval.mean : interval.high) : 0)),
  )
  const x = (value: number) => left + (Math.max(0, value) / most) * (width - left - right)
  const height = top + rowHeight * bars.length + 16
  const rows = bars.map(({ label, interval }, i) => {
    const y = top + i * rowHeight
    const name = `<text x="${left - 10}" y="${y + 19}" text-anchor="end">${escaped(label)}</text>`
    if (!interval) return `${name}<text x="${left}" y="${y + 19}" class="note">没有数据</text>`
    const bar = `<rect x="${left}" y="${y + 4}" width="${(x(interval.mean) - left).toFixed(1)}" height="20"/>`
    const whisker = Number.isNaN(interval.low)
      ? ''
      : `<path d="M${x(interval.low).toFixed(1)} ${y + 14}H${x(interval.high).toFixed(1)}"/>`
    const end = x(Number.isNaN(interval.high) ? interval.mean : interval.high) + 8
    return `${name}${bar}${whisker}<text x="${end.toFixed(1)}" y="${y + 19}">${interval.mean.toFixed(digits)}</text>`
  })
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(title)}">`,
    '<style>text{font:14px sans-serif;fill:#1b1b1b}.title{font-size:17px;font-weight:600}.note{fill:#555}rect{fill:#2f6f9f}path{stroke:#1b1b1b;stroke-width:2}</style>',
    `<rect width="${width}" height="${height}" style="fill:#fff"/>`,
    `<text x="16" y="24" class="title">${escaped(title)}</text><text x="16" y="44" class="note">${escaped(note)}</text>`,
    ...rows,
    '</svg>',
    '',
  ].join('\n')
}
