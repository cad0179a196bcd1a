import { describe, expect, it } from 'vitest'

import { hitsShown, type Hit } from './hit-lines.ts'

const hit = (severity: Hit['severity'], words: string, field: string | null): Hit => ({
  ruleId: words,
  category: 'fees',
  severity,
  words,
  field,
  from: null,
  to: null,
  article: '就业促进法第四十一条',
  explanation: '招工不能收押金。',
  wayOut: '删掉。',
})

describe('what screening found', () => {
  it('is said once with all fields it stands in, what stops the posting first', () => {
    const shown = hitsShown([
      hit('warn', '35岁', 'title'),
      hit('block', '押金', 'title'),
      hit('block', '押金', 'description'),
    ])
    expect(shown.map(({ words, where }) => [words, where])).toEqual([
      ['押金', '标题、具体干什么'],
      ['35岁', '标题'],
    ])
  })

  it('names no field where there is none', () => {
    expect(hitsShown([hit('review', '', null)])[0]?.where).toBe('')
  })
})
