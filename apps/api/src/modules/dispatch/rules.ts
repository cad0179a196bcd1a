import type { Problem } from '@linggong/contract'

/** What taking a shift asks of a worker, beyond a free place and free time. */
export type Eligibility = {
  verification: 'none' | 'nameAndNumber' | 'live'
  /** Age in full years on the day of the shift. */
  age: number | null
  minorsForbidden: boolean
  minimumAge: number
  adultAge: number
  levelToEngage: string
  recentNoShows: number
  pauseAfterNoShows: number
  pauseDays: number
}

const levels = ['none', 'nameAndNumber', 'live']

/** Everything that stands in the way, all at once; empty when the worker may take the shift. */
export function eligibilityProblems(facts: Eligibility): Problem[] {
  const problems: Problem[] = []
  if (levels.indexOf(facts.verification) < levels.indexOf(facts.levelToEngage)) {
    problems.push({ path: '', code: 'notVerified', message: '还没有实名认证,先用身份证认证一下,一分钟就好' })
  }
  if (facts.age === null) {
    problems.push({ path: '', code: 'ageUnknown', message: '还不知道您的年龄,请先完成实名认证' })
  } else if (facts.age < facts.minimumAge) {
    problems.push({ path: '', code: 'tooYoung', message: `未满${facts.minimumAge}周岁不能务工` })
  } else if (facts.age < facts.adultAge && facts.minorsForbidden) {
    problems.push({ path: '', code: 'minorForbidden', message: `这个工种有危险,未满${facts.adultAge}周岁不能做` })
  }
  if (facts.recentNoShows >= facts.pauseAfterNoShows) {
    problems.push({
      path: '',
      code: 'paused',
      message: `最近${facts.recentNoShows}次接了单没去,暂停自己抢单;有特殊情况可以到驿站说明,由工作人员代办`,
    })
  }
  return problems
}

/** How many to ask now: some decline or stay silent, so more than there are places, less those still asked. */
export function waveSize(openPlaces: number, waitingOffers: number, offersPerOpenPlace: number): number {
  return Math.max(0, Math.ceil(openPlaces * offersPerOpenPlace) - waitingOffers)
}

/** The first moment from `now` on that lies in one of the daily windows `HH:MM` (Asia/Shanghai); now itself if it does. */
export function nextAllowed(windows: ReadonlyArray<{ from: string; to: string }>, now: Date): Date {
  const local = new Date(now.getTime() + 8 * 3_600_000).toISOString()
  const time = local.slice(11, 16)
  if (windows.length === 0 || windows.some(({ from, to }) => time >= from && time < to)) return now
  const starts = windows.map(({ from }) => from).sort()
  const later = starts.find((from) => from > time)
  const day = Date.parse(`${local.slice(0, 10)}T${later ?? starts[0]}:00+08:00`)
  return new Date(later ? day : day + 86_400_000)
}

/** Limits that keep a person from being pestered (policy `offer.*`). */
export type OfferLimits = { maxOpen: number; maxPerDay: number; coolDownMinutes: number }

/** Whether the platform may ask this person once more now. */
export function mayBeAsked(
  load: { open: number; today: number; lastDeclinedAt: Date | null } | undefined,
  limits: OfferLimits,
  at: Date,
): boolean {
  if (!load) return true
  if (load.open >= limits.maxOpen || load.today >= limits.maxPerDay) return false
  return load.lastDeclinedAt === null || at.getTime() - load.lastDeclinedAt.getTime() >= limits.coolDownMinutes * 60_000
}
