import type {
  InspectionResult,
  Problem,
  SiteKind,
  StandardLevel,
  StandardStatus,
  EvidenceKind,
} from '@linggong/contract'
import type { ValueOf } from '@linggong/policy'

export type StandardItem = ValueOf<'site.standard'>[number]
export type FormLayout = ValueOf<'recognition.form'>

/** What the register shows, as an item of the standard asks for it. */
export type Shown = {
  /** Sections of the register by the name a check uses: `zone`, `equipment`, `safety`, `service`; item → there. */
  lists: Readonly<Record<string, ReadonlyMap<string, { met: boolean; note: string | null }>>>
  /** Single facts: `name`, `area`, `areaProof`, `venue`, `staff`, `hours`, `operator`. */
  facts: Readonly<Record<string, { met: boolean; note: string | null }>>
}

export type Checked = {
  id: string
  clause: string
  title: string
  level: StandardLevel
  adjustable: boolean
  evidence: readonly EvidenceKind[]
  status: StandardStatus
  note: string | null
}

function shownOf(item: StandardItem, shown: Shown): { met: boolean; note: string | null } | undefined {
  if (item.check === undefined) return undefined
  return item.check.item === undefined
    ? shown.facts[item.check.of]
    : (shown.lists[item.check.of]?.get(item.check.item) ?? { met: false, note: null })
}

/** The standard for a site of this kind, item by item, beside what the register shows. Source: annex 1 (附件1). */
export function checklistOf(items: readonly StandardItem[], kind: SiteKind, shown: Shown): Checked[] {
  return items
    .filter((item) => item.sites.includes(kind))
    .map((item) => {
      const found = shownOf(item, shown)
      const adjustable = item.adjustable && kind === 'station'
      const { id, article: clause, titleZh: title, level, evidence } = item
      const fact = { id, clause, title, level, adjustable, evidence, note: found?.note ?? null }
      if (found === undefined) return { ...fact, status: 'toInspect' as const }
      if (found.met) return { ...fact, status: 'met' as const }
      return { ...fact, status: adjustable && found.note !== null ? ('adjusted' as const) : ('missing' as const) }
    })
}

export type Filled = {
  version: string
  title: string
  sections: Array<{
    title: string
    fields: Array<{ id: string; label: string; typed: boolean; required: boolean; value: string | null }>
  }>
  opinions: Array<{ title: string; moves: string[] }>
}

/**
 * Fills the layout of a form from facts of the register and what the applicant typed. A field the register knows is
 * never taken from typing.
 */
export function fillForm(
  layout: FormLayout,
  facts: Readonly<Record<string, string | null>>,
  typed: Readonly<Record<string, string>>,
): Filled {
  return {
    version: layout.version,
    title: layout.titleZh,
    sections: layout.sections.map((section) => ({
      title: section.titleZh,
      fields: section.fields.map(({ id, labelZh, fact, required }) => ({
        id,
        label: labelZh,
        typed: fact === undefined,
        required,
        value: fact === undefined ? typed[id]?.trim() || null : (facts[fact] ?? null),
      })),
    })),
    opinions: layout.opinions.map(({ titleZh, moves }) => ({ title: titleZh, moves: [...moves] })),
  }
}

/** Every required field without a value, at once. */
export function emptyFields(form: Filled): Problem[] {
  return form.sections.flatMap(({ fields }) =>
    fields.flatMap(({ id, label, required, value, typed }) =>
      required && value === null
        ? [
            {
              path: typed ? `typed.${id}` : '',
              code: 'missing',
              message: typed ? `请填写${label}` : `登记里还没有${label}`,
            },
          ]
        : [],
    ),
  )
}

export type Seen = { item: string; result: InspectionResult; note: string | null; photoIds: string[] }

/** What of an inspection is not filled in as it must be, at once. */
export function inspectionProblems(
  items: readonly Seen[],
  checklist: readonly Pick<Checked, 'id' | 'title' | 'level' | 'adjustable'>[],
): Problem[] {
  const known = new Map(checklist.map((one) => [one.id, one]))
  const seen = new Set(items.map(({ item }) => item))
  const problems: Problem[] = items.flatMap((one, index) => {
    const item = known.get(one.item)
    const at = (code: string, message: string): Problem[] => [{ path: `items.${index}`, code, message }]
    if (!item) return at('unknownItem', `第${index + 1}项不在标准的清单里`)
    if (one.result === 'fail' && one.note === null) return at('noteMissing', `${item.title}不符合,请写一句哪里不符合`)
    if (one.result === 'notApplicable' && item.level === 'must' && !item.adjustable)
      return at('mustApply', `${item.title}是必须的,不能选不涉及`)
    if (one.result === 'notApplicable' && item.level === 'must' && one.note === null)
      return at('noteMissing', `${item.title}按实际调整的,请写明原因`)
    return []
  })
  for (const one of checklist)
    if (!seen.has(one.id)) problems.push({ path: `items.${one.id}`, code: 'missing', message: `${one.title}还没有看` })
  return problems
}

/** Required items that were seen not to be met: they stand in the way of a recognition. */
export function failedItems(
  items: readonly Seen[],
  checklist: readonly Pick<Checked, 'id' | 'title' | 'level' | 'clause'>[],
) {
  const known = new Map(checklist.map((one) => [one.id, one]))
  return items.flatMap((one) => {
    const item = known.get(one.item)
    return one.result === 'fail' && item?.level === 'must' ? [{ ...item, note: one.note }] : []
  })
}

/** The number on the plaque from the policy's pattern: {year}, {county}, {kind} (市 or 驿), {serial} of three digits. */
export function plaqueNumber(
  pattern: string,
  of: { year: number; county: string; kind: SiteKind; serial: number },
): string {
  const words: Record<string, string> = {
    year: String(of.year),
    county: of.county.replace(/(县|市|区|经济技术开发区)$/u, ''),
    kind: of.kind === 'market' ? '市' : '驿',
    serial: String(of.serial).padStart(3, '0'),
  }
  return pattern.replace(/\{(\w+)\}/g, (_mark, name: string) => {
    const word = words[name]
    if (word === undefined) throw new Error(`the plaque's number knows no ${name}`)
    return word
  })
}

const holders: Record<string, string> = {
  lodged: '县(市、区)人社局受理',
  returned: '申请单位补正',
  accepted: '县(市、区)人社局实地查看',
  inspected: '县(市、区)人社局决定',
  inNotice: '公示中,期满自动往下走',
  cleared: '县(市、区)人社局发认定号',
}
export const holderOf = (state: string): string | null => holders[state] ?? null
