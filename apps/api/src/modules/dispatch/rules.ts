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
  /** What certificates the work asks for and the worker lacks, in words. */
  paperGaps: readonly string[]
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
  for (const message of facts.paperGaps) problems.push({ path: '', code: 'certificateMissing', message })
  if (facts.recentNoShows >= facts.pauseAfterNoShows) {
    problems.push({
      path: '',
      code: 'paused',
      message: `最近${facts.recentNoShows}次接了单没去,暂停自己抢单;有特殊情况可以到驿站说明,由工作人员代办`,
    })
  }
  return problems
}
