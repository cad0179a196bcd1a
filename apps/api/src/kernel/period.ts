import { refuse } from './errors.ts'

export type Period = { from: string; to: string }

const longestDays = 366

/** Refuses InputInvalid for a period of business days that ends before it begins, or is longer than a year. */
export function requirePeriod({ from, to }: Period): void {
  const days = (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1
  if (days >= 1 && days <= longestDays) return
  refuse('InputInvalid', {
    problems: [{ path: 'query.to', code: 'period', message: '结束日期要在开始日期之后,一次最多看一年' }],
  })
}

/** Refuses InputInvalid where a file would hold more rows than a person can use. */
export function requireRows(found: number, most: number): void {
  if (found <= most) return
  refuse('InputInvalid', {
    problems: [
      { path: 'query.to', code: 'tooMany', message: `这段时间有${most}条以上,一个文件放不下,请把日期范围缩短` },
    ],
  })
}
