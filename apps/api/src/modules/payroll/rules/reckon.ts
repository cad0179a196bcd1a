import type { WorkTerms } from '@linggong/contract/work-terms.ts'

/** What was worked, as both sides (or the deadline) have confirmed it. All breaks are already taken out. */
export type WorkedHours = {
  /** Paid minutes altogether. */
  minutes: number
  /** Of these, minutes beyond the planned end. */
  overtimeMinutes: number
  /** Pieces made, with piece pay. */
  pieces?: number | undefined
  /** Work ended before the job was done (rain, injury, sent home, walked off). */
  brokenOff: boolean
}

export type PayTerms = Pick<WorkTerms, 'payMethod' | 'amountFen' | 'pieceUnit' | 'overtimeAmountFen'>

/** What the policy packs say for the place and the day of the work. */
export type WageRules = {
  minimumHourlyFen: number
  minimumWageClause: string
  /** Least pay of an overtime hour as a share of the ordinary hour, by law; null where the law sets none. */
  overtimeBasisPoints: number | null
  overtimeClause: string | null
}

export type ReckonInput = {
  terms: PayTerms
  hours: WorkedHours
  /** Minutes the shift was to be paid for: its length without unpaid breaks. */
  plannedMinutes: number
  /** Which of how many equal parts of a lump sum this shift earns; one of one unless the job spans shifts. */
  lumpSumShare?: { index: number; of: number }
  rules: WageRules
}

export type WageLine = {
  labelZh: string
  /** Minutes, days, pieces or jobs, by `unit`. */
  quantity: number
  unit: 'minute' | 'day' | 'piece' | 'job'
  quantityZh: string
  /** Price of an hour (for minutes), a day, a piece or a job. */
  unitFen: number
  amountFen: number
  clause?: string
}

export type Reckoning = {
  lines: WageLine[]
  grossFen: number
  /** Part of the gross that only the minimum wage brought. */
  minimumWageTopUpFen: number
  /** Least lawful pay for these minutes. */
  floorFen: number
}

const hourMinutes = 60
const wholeBasisPoints = 10_000

/** Rounded half up to the fen. Exact: products stay within the safe range by the contract's bounds. */
export function share(amountFen: number, part: number, whole: number): number {
  const exact = (BigInt(amountFen) * BigInt(part) * 2n + BigInt(whole)) / (2n * BigInt(whole))
  return Number(exact)
}

/** Least lawful pay: rounded up, so that no rounding brings anybody below the minimum wage. */
export function floorOf(minutes: number, minimumHourlyFen: number): number {
  return Math.ceil((minutes * minimumHourlyFen) / hourMinutes)
}

export function minutesZh(minutes: number): string {
  const hours = Math.floor(minutes / hourMinutes)
  const rest = minutes % hourMinutes
  if (hours === 0) return `${rest}分钟`
  return rest === 0 ? `${hours}小时` : `${hours}小时${rest}分钟`
}

/** The k-th of `of` parts of a sum; all parts together give the sum exactly. */
export function partOf(amountFen: number, index: number, of: number): number {
  return Math.floor((amountFen * (index + 1)) / of) - Math.floor((amountFen * index) / of)
}

/**
 * The wage of one worker for one shift: what was agreed for what was worked, and never less than the
 * minimum wage of the place on that day (最低工资规定 第12条; 宁人社规〔2024〕3号 二(二)). Pure; all amounts in fen.
 * Throws RangeError for hours that cannot be.
 */
export function reckon(input: ReckonInput): Reckoning {
  const { hours, rules } = input
  assertHours(hours, input.plannedMinutes)
  const lines = [...mainLines(input), ...overtimeLines(input)]
  const agreedFen = lines.reduce((sum, line) => sum + line.amountFen, 0)
  const floorFen = floorOf(hours.minutes, rules.minimumHourlyFen)
  const topUpFen = Math.max(0, floorFen - agreedFen)
  if (topUpFen > 0) {
    lines.push({
      labelZh: '补足最低工资',
      quantity: hours.minutes,
      unit: 'minute',
      quantityZh: minutesZh(hours.minutes),
      unitFen: rules.minimumHourlyFen,
      amountFen: topUpFen,
      clause: rules.minimumWageClause,
    })
  }
  return { lines, grossFen: agreedFen + topUpFen, minimumWageTopUpFen: topUpFen, floorFen }
}

function assertHours(hours: WorkedHours, plannedMinutes: number): void {
  const whole = [hours.minutes, hours.overtimeMinutes, hours.pieces ?? 0, plannedMinutes]
  if (whole.some((value) => !Number.isSafeInteger(value) || value < 0))
    throw new RangeError('hours must be whole and not negative')
  if (hours.overtimeMinutes > hours.minutes) throw new RangeError('overtime is part of the minutes worked')
  if (plannedMinutes === 0) throw new RangeError('a shift without planned minutes has no pay to share')
}

function mainLines(input: ReckonInput): WageLine[] {
  const regularMinutes = input.hours.minutes - input.hours.overtimeMinutes
  switch (input.terms.payMethod) {
    case 'hourly':
      return regularMinutes === 0 ? [] : [hourlyLine('计时工资', regularMinutes, input.terms.amountFen)]
    case 'daily':
      return dailyLines(input, regularMinutes)
    case 'piece':
      return pieceLines(input)
    case 'lumpSum':
      return lumpSumLines(input, regularMinutes)
  }
}

function hourlyLine(labelZh: string, minutes: number, hourFen: number, clause?: string): WageLine {
  return {
    labelZh,
    quantity: minutes,
    unit: 'minute',
    quantityZh: minutesZh(minutes),
    unitFen: hourFen,
    amountFen: share(hourFen, minutes, hourMinutes),
    ...(clause === undefined ? {} : { clause }),
  }
}

/**
 * A whole day is owed for the planned minutes; less is paid in proportion ✎ (the posting says nothing
 * else about a day that ends early, and the law leaves it to the agreement).
 */
function dailyLines({ terms, plannedMinutes }: ReckonInput, regularMinutes: number): WageLine[] {
  if (regularMinutes === 0) return []
  if (regularMinutes >= plannedMinutes) {
    return [
      {
        labelZh: '日工资',
        quantity: 1,
        unit: 'day',
        quantityZh: '1天',
        unitFen: terms.amountFen,
        amountFen: terms.amountFen,
      },
    ]
  }
  return [
    {
      labelZh: '日工资(按实际工时折算)',
      quantity: regularMinutes,
      unit: 'minute',
      quantityZh: `${minutesZh(regularMinutes)}(一天算${minutesZh(plannedMinutes)})`,
      unitFen: terms.amountFen,
      amountFen: share(terms.amountFen, regularMinutes, plannedMinutes),
    },
  ]
}

function pieceLines({ terms, hours }: ReckonInput): WageLine[] {
  const pieces = hours.pieces ?? 0
  if (pieces === 0) return []
  return [
    {
      labelZh: '计件工资',
      quantity: pieces,
      unit: 'piece',
      quantityZh: `${pieces}${terms.pieceUnit ?? '件'}`,
      unitFen: terms.amountFen,
      amountFen: pieces * terms.amountFen,
    },
  ]
}

/** The sum is for the result, not the time: paid whole when the job was done, in proportion ✎ when it broke off. */
function lumpSumLines({ terms, hours, plannedMinutes, lumpSumShare }: ReckonInput, regularMinutes: number): WageLine[] {
  const { index, of } = lumpSumShare ?? { index: 0, of: 1 }
  const fullFen = partOf(terms.amountFen, index, of)
  const done = !hours.brokenOff || regularMinutes >= plannedMinutes
  if (hours.minutes === 0) return []
  return [
    {
      labelZh: done ? '包干工钱' : '包干工钱(按实际工时折算)',
      quantity: done ? 1 : regularMinutes,
      unit: done ? 'job' : 'minute',
      quantityZh: done
        ? of > 1
          ? `${of}班中的1班`
          : '1项'
        : `${minutesZh(regularMinutes)}(全部算${minutesZh(plannedMinutes)})`,
      unitFen: fullFen,
      amountFen: done ? fullFen : share(fullFen, regularMinutes, plannedMinutes),
    },
  ]
}

/** Overtime is time: with piece and lump-sum pay it earns only what was agreed for an overtime hour. */
function overtimeLines({ terms, hours, plannedMinutes, rules }: ReckonInput): WageLine[] {
  if (hours.overtimeMinutes === 0) return []
  const ordinaryFen = ordinaryHourFen(terms, plannedMinutes)
  const lawfulFen =
    ordinaryFen === null || rules.overtimeBasisPoints === null
      ? 0
      : Math.ceil((ordinaryFen * rules.overtimeBasisPoints) / wholeBasisPoints)
  const agreedFen = terms.overtimeAmountFen ?? ordinaryFen ?? 0
  const hourFen = Math.max(agreedFen, lawfulFen)
  if (hourFen === 0) return []
  const clause = lawfulFen > agreedFen ? (rules.overtimeClause ?? undefined) : undefined
  return [hourlyLine('加班工资', hours.overtimeMinutes, hourFen, clause)]
}

/** What an ordinary hour earns; null where pay does not go by time. */
function ordinaryHourFen(terms: PayTerms, plannedMinutes: number): number | null {
  if (terms.payMethod === 'hourly') return terms.amountFen
  if (terms.payMethod === 'daily') return share(terms.amountFen, hourMinutes, plannedMinutes)
  return null
}

/** Minutes a shift is paid for: its length, without the break unless that is paid. */
export function plannedMinutesOf(
  shift: { startsAt: Date; endsAt: Date },
  terms: Pick<WorkTerms, 'breakMinutes' | 'breakPaid'>,
): number {
  const length = Math.round((shift.endsAt.getTime() - shift.startsAt.getTime()) / 60_000)
  return Math.max(1, length - (terms.breakPaid ? 0 : terms.breakMinutes))
}

/** The part of the hours that nobody disputes: overtime and the end of the job are what is disputed. */
export function undisputedHours(hours: WorkedHours, undisputedMinutes: number): WorkedHours {
  const minutes = Math.min(undisputedMinutes, hours.minutes)
  const regular = hours.minutes - hours.overtimeMinutes
  const pieces =
    hours.pieces === undefined || hours.minutes === 0 ? undefined : Math.floor((hours.pieces * minutes) / hours.minutes)
  return { minutes, overtimeMinutes: Math.max(0, minutes - regular), pieces, brokenOff: true }
}

/**
 * While the amount itself is disputed, only what the lower claim grants is paid, and never less than the
 * minimum wage for the undisputed time: that much nobody can dispute.
 */
export function holdBack(reckoning: Reckoning, claimedFen: number | null): Reckoning {
  if (claimedFen === null || claimedFen >= reckoning.grossFen) return reckoning
  const grossFen = Math.max(claimedFen, reckoning.floorFen)
  const heldFen = reckoning.grossFen - grossFen
  if (heldFen === 0) return reckoning
  const held: WageLine = {
    labelZh: '减:有争议部分,处理后再发',
    quantity: 1,
    unit: 'job',
    quantityZh: '1笔',
    unitFen: -heldFen,
    amountFen: -heldFen,
  }
  return { ...reckoning, lines: [...reckoning.lines, held], grossFen }
}

/**
 * Both sides or the mediator have settled on a sum: it stands instead of what the hours earn, and is never less than
 * the minimum wage for them.
 * @param minimumWageClause where the minimum comes from, for the payslip
 */
export function agreedSum(whole: Reckoning, agreedFen: number, minimumWageClause: string): Reckoning {
  const topUpFen = Math.max(0, whole.floorFen - agreedFen)
  const one = (labelZh: string, fen: number): WageLine => ({
    labelZh,
    quantity: 1,
    unit: 'job',
    quantityZh: '1笔',
    unitFen: fen,
    amountFen: fen,
  })
  const topUp = { ...one('补足最低工资', topUpFen), clause: minimumWageClause }
  return {
    lines: [one('谈定的工钱', agreedFen), ...(topUpFen > 0 ? [topUp] : [])],
    grossFen: agreedFen + topUpFen,
    minimumWageTopUpFen: topUpFen,
    floorFen: whole.floorFen,
  }
}

/**
 * What an employer owes for cancelling shortly before the start (policy `cancellation.windows`): a part of what the
 * shift was agreed to pay. Nobody has worked, so no minimum wage applies to it.
 * @param agreedFen pay of the whole shift as agreed
 * @param clause where the part comes from, for the payslip
 */
export function compensation(agreedFen: number, basisPoints: number, clause: string): Reckoning {
  const amountFen = share(agreedFen, basisPoints, wholeBasisPoints)
  const line: WageLine = {
    labelZh: '临近开工取消的补偿',
    quantity: 1,
    unit: 'job',
    quantityZh: `这一班约定工钱的${basisPoints / 100}%`,
    unitFen: amountFen,
    amountFen,
    clause,
  }
  return { lines: [line], grossFen: amountFen, minimumWageTopUpFen: 0, floorFen: 0 }
}

/** What is left to pay after the undisputed part: the difference line by line would mislead, so it is one line. */
export function settledRest(whole: Reckoning, alreadyFen: number): Reckoning {
  const restFen = Math.max(0, whole.grossFen - alreadyFen)
  const lines: WageLine[] = [
    ...whole.lines,
    {
      labelZh: '减:无争议部分已发',
      quantity: 1,
      unit: 'job',
      quantityZh: '1笔',
      unitFen: -alreadyFen,
      amountFen: restFen - whole.grossFen,
    },
  ]
  return {
    lines,
    grossFen: restFen,
    minimumWageTopUpFen: Math.min(whole.minimumWageTopUpFen, restFen),
    floorFen: whole.floorFen,
  }
}
