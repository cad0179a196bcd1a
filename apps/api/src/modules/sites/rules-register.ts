import type { Problem, SiteKind } from '@linggong/contract'
import { addMonths } from '@linggong/policy'

export type ListItem = { item: string; title: string; required: boolean; clause: string }
export type Gap = { clause: string; message: string; must: boolean; section: string }

export type Facts = {
  kind: SiteKind
  areaSquareMeters: number | null
  areaProofId: string | null
  operatorId: string | null
  venue: string | null
  venueUntil: string | null
  hostKind: string | null
  understaffedReason: string | null
}

export type Gathered = {
  facts: Facts
  nameProblems: readonly string[]
  minimumAreaSquareMeters: number
  minimumStaff: number
  staffNow: number
  stationAdjustable: boolean
  zones: ReadonlyArray<ListItem & { present: boolean }>
  timetableRows: number
  equipment: ReadonlyArray<ListItem & { count: number | null; working: boolean | null; adjustedReason: string | null }>
  safety: ReadonlyArray<ListItem & { checkedOn: string | null; passed: boolean | null; nextDueOn: string | null }>
  services: ReadonlyArray<ListItem & { offered: boolean }>
}

/** The day a safety item is due again. Days `YYYY-MM-DD`. */
export const nextCheckOn = (checkedOn: string, months: number): string => addMonths(checkedOn, months)

type Slot = { zone: string; days: readonly number[]; from: string; to: string }

/** Rows of a shared venue's timetable that end before they begin, or give a zone twice at one hour (附1-3). */
export function timetableProblems(rows: readonly Slot[]): Problem[] {
  return rows.flatMap((one, index): Problem[] => {
    const at = (code: string, message: string) => [{ path: `timetable.${index}`, code, message }]
    if (one.from >= one.to) return at('order', `安排表第${index + 1}行:到几点要晚于从几点`)
    const clash = rows.findIndex(
      (other, n) =>
        n < index &&
        other.zone === one.zone &&
        other.days.some((day) => one.days.includes(day)) &&
        other.from < one.to &&
        one.from < other.to,
    )
    return clash < 0 ? [] : at('overlaps', `安排表第${index + 1}行和第${clash + 1}行是同一个区、同一时间`)
  })
}

const venueAsks: Record<string, string> = {
  leased: '租期到哪天',
  shared: '共享到哪天',
  converted: '',
  new: '',
  own: '',
}

/**
 * What of the standard the register does not show, all at once (一次性告知). `must` items are asked for by the standard,
 * the others are reminders (原则上, 有条件的, where a station adjusts). Source: 附1-2 … 附1-7, 附1-19, 附1-20.
 */
export function gapsOf(known: Gathered, today: string): Gap[] {
  return [
    ...factGaps(known, today),
    ...known.zones
      .filter((one) => one.required && !one.present)
      .map((one) => ({ clause: one.clause, message: `还没有${one.title}`, must: false, section: 'zones' })),
    ...equipmentGaps(known),
    ...safetyGaps(known, today),
    ...staffGaps(known),
    ...known.services
      .filter((one) => one.required && !one.offered)
      .map((one) => ({ clause: one.clause, message: `服务项目里没有${one.title}`, must: true, section: 'services' })),
  ]
}

function factGaps({ facts, nameProblems, minimumAreaSquareMeters, timetableRows }: Gathered, today: string): Gap[] {
  const gaps: Gap[] = nameProblems.map((message) => ({ clause: '附1-2', message, must: true, section: 'facts' }))
  const add = (clause: string, message: string, must = true) => gaps.push({ clause, message, must, section: 'facts' })
  const area = facts.areaSquareMeters
  if (area === null) add('附1-3', '还没有量过面积')
  else if (area < minimumAreaSquareMeters)
    add('附1-3', `面积${area}平方米,标准是不少于${minimumAreaSquareMeters}平方米`)
  if (area !== null && facts.areaProofId === null) add('附1-3', '面积还没有证明材料(测绘图、产权证或租赁合同)')
  if (facts.operatorId === null) add('二(四)1', '还没有写运营机构')
  if (facts.venue === null) add('附1-3', '还没有写场地从哪里来(自有、租用、共享、改造、新建)')
  if (facts.venue === 'shared' && facts.hostKind === null) add('附1-3', '共享场地要写明是哪一类单位的')
  if (facts.venue === 'shared' && timetableRows === 0) add('附1-3', '共享场地要有分时分区的安排表')
  const ask = facts.venue === null ? '' : (venueAsks[facts.venue] ?? '')
  if (ask !== '' && facts.venueUntil === null) add('附1-3', `场地还没有写${ask}`, false)
  if (facts.venueUntil !== null && facts.venueUntil < today) add('附1-3', `场地${facts.venueUntil}已经到期,请更新`)
  return gaps
}

function equipmentGaps({ facts, equipment, stationAdjustable }: Gathered): Gap[] {
  const adjustable = facts.kind === 'station' && stationAdjustable
  return equipment.flatMap((one): Gap[] => {
    const there = one.count !== null && one.count > 0
    if (there && one.working === false)
      return [{ clause: one.clause, message: `${one.title}坏了,要修`, must: one.required, section: 'equipment' }]
    if (there || !one.required) return []
    if (adjustable && one.adjustedReason !== null) return []
    const way = adjustable ? ';驿站可以按实际调整,请写明原因' : ''
    return [{ clause: one.clause, message: `还没有${one.title}${way}`, must: true, section: 'equipment' }]
  })
}

function safetyGaps({ safety }: Gathered, today: string): Gap[] {
  return safety.flatMap((one): Gap[] => {
    const gap = (message: string): Gap[] => [{ clause: one.clause, message, must: one.required, section: 'safety' }]
    if (one.checkedOn === null) return gap(`${one.title}还没有查过`)
    if (one.passed === false) return gap(`${one.title}上次检查不合格`)
    if (one.nextDueOn !== null && one.nextDueOn < today) return gap(`${one.title}该查了,应在${one.nextDueOn}前查`)
    return []
  })
}

/** «原则上»: fewer people than the standard is a reminder that asks for the reason, no bar. */
function staffGaps({ facts, minimumStaff, staffNow }: Gathered): Gap[] {
  if (staffNow >= minimumStaff) return []
  const why = facts.understaffedReason === null ? ',请写明原因' : `(原因:${facts.understaffedReason})`
  const message = `现在有${staffNow}名工作人员,原则上要${minimumStaff}名以上${why}`
  return [{ clause: '附1-19', message, must: false, section: 'staff' }]
}

/** What changed between two versions of a section, as words: only fields that differ. */
export function changesOf(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): Array<{ what: string; before: string | null; after: string | null }> {
  const said = (value: unknown): string | null => {
    if (value === null || value === undefined || value === '') return null
    return typeof value === 'object' ? JSON.stringify(value) : String(value)
  }
  return Object.keys(after).flatMap((what) => {
    const [was, is] = [said(before[what]), said(after[what])]
    return was === is ? [] : [{ what, before: was, after: is }]
  })
}
