/** Reading a short answer typed on a keypad phone, and the numbers that stand for an offer. */

export type Code = { offerId: string; pair: number; open: boolean }
export type ReadReply = { kind: 'answer'; offerId: string; yes: boolean } | { kind: 'unclear' }

export const yesNumber = (pair: number): number => pair * 2 - 1
export const noNumber = (pair: number): number => pair * 2

/** «去回1,不去回2» */
export const replyHint = (pair: number): string => `去回${yesNumber(pair)},不去回${noNumber(pair)}`

/** The smallest pair of numbers not in `used`. */
export function freePair(used: ReadonlySet<number>): number {
  let pair = 1
  while (used.has(pair)) pair += 1
  return pair
}

const chineseDigits = '零一二三四五六七八九'

/** Full-width and Chinese numerals as digits, without anything around them: «1。», « １ », «一», «回复1». */
function bare(content: string): string {
  return content
    .normalize('NFKC')
    .replace(/^\s*回复?/, '')
    .replace(/[一二三四五六七八九]/g, (sign) => String(chineseDigits.indexOf(sign)))
    .replace(/[\s\p{P}\p{S}]/gu, '')
}

/**
 * What an SMS answers. A number is that of an offer of this phone, be it long past (so that the person can be told);
 * a word counts only while one single offer waits. Everything else is unclear: nothing is guessed.
 */
export function readReply(
  content: string,
  codes: readonly Code[],
  words: { yes: readonly string[]; no: readonly string[] },
): ReadReply {
  const text = bare(content)
  if (/^\d{1,3}$/.test(text)) {
    const number = Number(text)
    const code = codes.find(({ pair }) => number === yesNumber(pair) || number === noNumber(pair))
    if (code) return { kind: 'answer', offerId: code.offerId, yes: number === yesNumber(code.pair) }
    return { kind: 'unclear' }
  }
  const open = codes.filter((code) => code.open)
  const [only] = open
  if (open.length === 1 && only) {
    const plain = content.normalize('NFKC').replace(/[\s\p{P}\p{S}]/gu, '')
    if (words.yes.includes(plain)) return { kind: 'answer', offerId: only.offerId, yes: true }
    if (words.no.includes(plain)) return { kind: 'answer', offerId: only.offerId, yes: false }
  }
  return { kind: 'unclear' }
}

/** Why an answer led to nothing, said back to the person (`offer.answer` of reasons.ts). */
export type AnswerReason = 'late' | 'full' | 'busy' | 'notEligible' | 'takenBefore' | 'declinedBefore'

/** Reason of a refusal's code; undefined for one that is a defect and not an answer. */
export function reasonOfRefusal(code: string): AnswerReason | undefined {
  const reasons: Record<string, AnswerReason> = {
    OfferGone: 'late',
    ShiftStarted: 'late',
    ShiftFull: 'full',
    ShiftClosed: 'full',
    ShiftNotOffered: 'full',
    WorkerBusy: 'busy',
    WorkerNotEligible: 'notEligible',
  }
  return reasons[code]
}

export type Reach = 'app' | 'wechat' | 'sms' | 'phone' | 'clerk'

/**
 * The channel that decides how long an offer stands, and whether a call follows a silent SMS. Who has said nothing
 * is reached in the app and by SMS. A message in WeChat is counted on only where the person has allowed one and wants
 * neither SMS nor calls; before an SMS it goes out as well, and the time to answer stays that of the SMS.
 */
export function reachBy(
  channels: readonly string[] | undefined,
  voice: boolean,
  wechat = false,
): { reach: Reach; sms: boolean; callAfterSms: boolean } {
  const wanted = channels ?? ['app', 'sms']
  const sms = wanted.includes('sms')
  const call = wanted.includes('call')
  if (sms) return { reach: 'sms', sms, callAfterSms: call && voice }
  if (call) return { reach: voice ? 'phone' : 'clerk', sms, callAfterSms: false }
  return { reach: wechat ? 'wechat' : 'app', sms, callAfterSms: false }
}
