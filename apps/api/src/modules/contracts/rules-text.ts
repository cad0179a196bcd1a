import { businessDay, wireTime } from '../../kernel/clock.ts'
import { masked } from './rules.ts'
import type { ContractText, DrawUpInput, Fact, PartyText } from './types.ts'

const cycles = {
  perShift: '日结,当天工时确认后当天付',
  weekly: '每周结一次',
  fortnightly: '每半个月结一次',
  monthly: '每月结一次',
  onCompletion: '干完一次结清',
} as const

/** 1850 → 18.50; whole yuan without decimals. */
export function yuanText(fen: number): string {
  return fen % 100 === 0 ? String(fen / 100) : (fen / 100).toFixed(2)
}

/** 2026年11月18日 */
export function dayZh(day: string): string {
  const [year, month, date] = day.split('-').map(Number)
  return `${year}年${month}月${date}日`
}

export function payText(terms: DrawUpInput['terms']): string {
  const amount = yuanText(terms.amountFen)
  const base = {
    hourly: `每小时${amount}元`,
    daily: `每天${amount}元`,
    piece: `每${terms.pieceUnit ?? '件'}${amount}元`,
    lumpSum: `整个活${amount}元`,
  }[terms.payMethod]
  return terms.overtimeAmountFen === null ? base : `${base},超过约定时间的每小时${yuanText(terms.overtimeAmountFen)}元`
}

export function breakText(terms: Pick<DrawUpInput['terms'], 'breakMinutes' | 'breakPaid'>): string {
  if (terms.breakMinutes === 0) return '中间不另外安排休息'
  return `中间休息${terms.breakMinutes}分钟(${terms.breakPaid ? '算工时' : '不算工时'})`
}

const clockOf = (at: Date) => wireTime(at).slice(11, 16)

function spans(shifts: DrawUpInput['shifts']): { start: string; end: string } {
  const starts = new Set(shifts.map((shift) => clockOf(shift.startsAt)))
  const ends = new Set(shifts.map((shift) => clockOf(shift.endsAt)))
  const [start] = starts
  const [end] = ends
  return {
    start: starts.size === 1 ? (start ?? '') : '各班约定的时间',
    end: ends.size === 1 ? (end ?? '') : '各班约定的时间',
  }
}

/** Values for the marks of a template. Every mark a template may use is here; a missing one is an error. */
function marks(input: DrawUpInput, clear: boolean): Record<string, string> {
  const { terms, employer, worker } = input
  const days = input.shifts.map((shift) => businessDay(shift.startsAt)).sort()
  const { start, end } = spans(input.shifts)
  return {
    employerName: employer.name,
    employerIdentifier: clear ? employer.identifier : masked(employer.identifier, 4, 2),
    employerAddress: employer.address,
    workerName: worker.name,
    workerIdNumber: clear ? worker.idNumber : masked(worker.idNumber, 4, 2),
    workerPhone: worker.phone === '' ? '未登记' : clear ? worker.phone : masked(worker.phone, 3, 4),
    occupationName: terms.occupationName,
    workContent: terms.description,
    workPlace: `${terms.placeName}(${terms.address})`,
    startDate: dayZh(days[0] ?? ''),
    endDate: dayZh(days.at(-1) ?? ''),
    startTime: start,
    endTime: end,
    payText: payText(terms),
    settlementText: cycles[terms.settlementCycle],
    insuranceText: terms.insurance ?? '甲方依照国家规定办理',
    breakText: breakText(terms),
    minimumWageText: input.minimumHourlyFen === null ? '' : `(每小时${yuanText(input.minimumHourlyFen)}元)`,
    safetyText: terms.bring ? `请自带:${terms.bring}` : '开工前听清带班讲的注意事项',
    cancellationText: cancellationText(input.cancellationZh),
    contractNumber: input.number,
    maxHoursPerDay: String(input.maxHoursPerDay),
    maxHoursPerWeek: String(input.maxHoursPerWeek),
    maxPayIntervalDays: String(input.maxPayIntervalDays),
    taskDescription: `“${terms.title}”`,
    natureText: '乙方临时为甲方提供劳务,干完结账',
    platformRulesText: '见平台“规则”页面',
    probationText: '双方不约定试用期',
  }
}

/** Who cancels bears what follows: 甲方 is the employer, 乙方 the worker. */
function cancellationText({ worker, employer }: DrawUpInput['cancellationZh']): string {
  return `乙方取消的:${worker.join('')}甲方取消的:${employer.join('')}`.replace(/[。]+$/u, '')
}

export function filled(text: string, values: Record<string, string>): string {
  return text.replace(/\{([A-Za-z0-9]+)\}/g, (_whole, name: string) => {
    const value = values[name]
    if (value === undefined) throw new Error(`the contract template asks for {${name}}, which nobody fills`)
    return value
  })
}

function termFacts(input: DrawUpInput): Fact[] {
  const { terms } = input
  const facts: Fact[] = [
    { label: '工种', value: terms.occupationName },
    { label: '干什么', value: terms.description },
    { label: '在哪里', value: `${terms.placeName}(${terms.address})` },
    { label: '时间', value: input.shifts.map((shift) => shiftZh(shift)).join(';') },
    { label: '休息', value: breakText(terms) },
    { label: '工钱', value: payText(terms) },
    { label: '什么时候给钱', value: cycles[terms.settlementCycle] },
    { label: '吃住', value: `${terms.meals ? '包吃' : '不包吃'},${terms.lodging ? '包住' : '不包住'}` },
    { label: '保险', value: terms.insurance ?? '依照国家规定办理' },
  ]
  if (terms.escrow) facts.push({ label: '工资托管', value: '用工方开工前把工钱存进托管账户' })
  if (terms.bring) facts.push({ label: '自带', value: terms.bring })
  facts.push({ label: '到了找谁', value: terms.contactName })
  return facts
}

/** 11月18日 08:00–17:00; the end's day is named when it is another. */
export function shiftZh(shift: { startsAt: Date; endsAt: Date }): string {
  const zh = (at: Date) => dayZh(businessDay(at)).replace(/^\d+年/, '')
  const sameDay = businessDay(shift.startsAt) === businessDay(shift.endsAt)
  return `${zh(shift.startsAt)} ${clockOf(shift.startsAt)}–${sameDay ? '' : `${zh(shift.endsAt)} `}${clockOf(shift.endsAt)}`
}

function parties(input: DrawUpInput, clear: boolean): { employer: PartyText; worker: PartyText } {
  const values = marks(input, clear)
  const phone = (text: string) => (text === '' ? '未登记' : clear ? text : masked(text, 3, 4))
  return {
    employer: {
      id: input.employer.id,
      roleZh: `甲方(${input.template.partiesZh.employer})`,
      name: input.employer.name,
      identity: [
        { label: input.employer.identifierLabel, value: values.employerIdentifier! },
        { label: '地址', value: input.employer.address },
        { label: '联系人', value: input.employer.contactName },
        { label: '电话', value: phone(input.employer.phone) },
      ],
    },
    worker: {
      id: input.worker.id,
      roleZh: `乙方(${input.template.partiesZh.worker})`,
      name: input.worker.name,
      identity: [
        { label: '身份证号码', value: values.workerIdNumber! },
        { label: '电话', value: values.workerPhone! },
      ],
    },
  }
}

/**
 * Draws up the text from the template in force. `clear` writes identity numbers and phones in full (the text
 * that is hashed and signed); otherwise they are masked (the text that screens show). Pure.
 */
export function drawUp(input: DrawUpInput, clear: boolean): ContractText {
  const values = marks(input, clear)
  return {
    format: 1,
    number: input.number,
    kind: input.decision.kind,
    title: input.template.titleZh,
    templateVersion: input.template.version,
    drawnUpAt: wireTime(input.drawnUpAt),
    county: input.county,
    postingId: input.postingId,
    postingTermsSha256: input.postingTermsSha256,
    workTitle: input.terms.title,
    ...parties(input, clear),
    terms: termFacts(input),
    shifts: input.shifts.map((shift) => ({
      engagementId: shift.engagementId,
      shiftId: shift.shiftId,
      startsAt: wireTime(shift.startsAt),
      endsAt: wireTime(shift.endsAt),
    })),
    summary: input.template.summaryZh.map((text) => filled(text, values)),
    clauses: input.template.clauses.map((clause) => ({
      heading: clause.titleZh,
      text: filled(clause.textZh, values),
      article: clause.article,
    })),
    whyThisKind: input.decision.reasonZh,
    article: input.decision.article,
  }
}
