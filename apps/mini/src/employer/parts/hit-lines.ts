import type { OwnPosting } from './posting-form.ts'

export type Hit = OwnPosting['hits'][number]
/** One thing to put right, with the names of all fields it stands in. */
export type HitShown = Pick<Hit, 'ruleId' | 'severity' | 'words' | 'explanation' | 'wayOut' | 'article'> & {
  key: string
  where: string
}

const order: Record<Hit['severity'], number> = { block: 0, review: 1, warn: 2 }

const fieldNames: Record<string, string> = {
  title: '标题',
  description: '具体干什么',
  skills: '要会什么',
  bring: '自己带什么',
  insurance: '保险',
  placeName: '地点名称',
  address: '详细地址',
  contactName: '联系人',
  ageReason: '限年龄的理由',
}

/** What screening found, each matter once: what stops the posting first, then what waits for a person. */
export function hitsShown(hits: readonly Hit[]): HitShown[] {
  const shown = new Map<string, HitShown & { fields: Set<string> }>()
  for (const { ruleId, severity, words, explanation, wayOut, article, field } of hits) {
    const key = `${ruleId} ${words}`
    const one = shown.get(key) ?? {
      key,
      ruleId,
      severity,
      words,
      explanation,
      wayOut,
      article,
      where: '',
      fields: new Set<string>(),
    }
    const name = fieldNames[field ?? '']
    if (name) one.fields.add(name)
    shown.set(key, one)
  }
  return [...shown.values()]
    .map(({ fields, ...one }) => ({ ...one, where: [...fields].join('、') }))
    .toSorted((a, b) => order[a.severity] - order[b.severity])
}
