import type { PhotoSide, Problem, QualificationState } from '@linggong/contract'

/** A certificate number with all but its last four signs hidden; of a short one nothing is shown. */
export function maskedNumber(number: string): string {
  const signs = [...number]
  return signs.length <= 6 ? '****' : `****${signs.slice(-4).join('')}`
}

type Given = { number: string | null; validUntil: string | null; photos: readonly PhotoSide[]; mustExpire: boolean }

/** Everything that has still to be given before it can be handed in. `today`: business day. */
export function missingToSubmit(given: Given, today: string): Problem[] {
  const problems: Problem[] = []
  const say = (path: string, code: string, message: string) => problems.push({ path, code, message })
  if (given.number === null) say('number', 'missing', '请填证书编号,证上印着的')
  if (given.validUntil === null && given.mustExpire) say('validUntil', 'missing', '请填有效到哪天,证上写着')
  problems.push(...lapsed(given.validUntil, today))
  if (!given.photos.includes('front')) say('photos.front', 'missing', '请拍证书正面')
  return problems
}

export function lapsed(validUntil: string | null, today: string): Problem[] {
  if (validUntil === null || validUntil >= today) return []
  return [{ path: 'validUntil', code: 'lapsed', message: `这张证${dayZh(validUntil)}就过期了,换了新证再来` }]
}

/** One certificate as far as taking work is concerned. */
export type HeldQualification = { code: string; state: QualificationState; validUntil: string | null }

/** What is in the way: of these certificates (any will do) none is verified and valid on the day. */
export type QualificationGap = {
  anyOf: readonly string[]
  /** The furthest that one of them has come; `ends`: verified, but not valid any more on the day. */
  stands: 'none' | 'entered' | 'submitted' | 'refused' | 'expired' | 'ends'
  /** Last valid day, with `ends`. */
  until: string | null
}

const furthest = ['ends', 'submitted', 'refused', 'entered', 'expired', 'none'] as const

const holds = (one: HeldQualification, lastDay: string): boolean =>
  one.state === 'verified' && (one.validUntil === null || one.validUntil >= lastDay)

/**
 * Which certificates that the work asks for a person lacks on its last day, all at once; empty: the person may take it.
 * Certificates that were taken off are not among `held`.
 */
export function qualificationGaps(
  asked: ReadonlyArray<readonly string[]>,
  held: readonly HeldQualification[],
  lastDay: string,
): QualificationGap[] {
  return asked.flatMap((anyOf): QualificationGap[] => {
    const own = held.filter((one) => anyOf.includes(one.code))
    if (own.some((one) => holds(one, lastDay))) return []
    const ending = own.find((one) => one.state === 'verified')
    const states = new Set<string>(own.map((one) => (one.state === 'verified' ? 'ends' : one.state)))
    return [{ anyOf, stands: furthest.find((one) => states.has(one)) ?? 'none', until: ending?.validUntil ?? null }]
  })
}

/** 2027年1月31日 */
export function dayZh(day: string): string {
  const [year, month, date] = day.split('-').map(Number)
  return `${year}年${month}月${date}日`
}

/** The gap in one plain sentence, with the way out. `nameOf` gives a certificate's everyday name. */
export function gapZh(gap: QualificationGap, nameOf: (code: string) => string): string {
  const wanted = `要有${gap.anyOf.map(nameOf).join('或')}`
  switch (gap.stands) {
    case 'ends':
      return `${wanted},您的${gap.until ? dayZh(gap.until) : '那天前'}就到期了,换了新证请到“我的证书”再拍一次`
    case 'submitted':
      return `${wanted},您的还在核验`
    case 'refused':
      return `${wanted},您的没通过核验,请到“我的证书”改好再交`
    case 'entered':
      return `${wanted},您的还没交,请到“我的证书”拍照交上`
    case 'expired':
      return `${wanted},您的已经过期,换了新证请到“我的证书”再拍一次`
    case 'none':
      return `${wanted},您的资料里还没有;有的话到“我的证书”拍照交上`
  }
}

/** The same for an employer or a crew leader, to whom it is nobody's business how far the certificate has come. */
export const gapForOthersZh = (gap: QualificationGap, nameOf: (code: string) => string): string =>
  `要有${gap.anyOf.map(nameOf).join('或')},还没有核验过的`
