import { z } from 'zod'
import { mostFen, tooMuchWords } from './amounts.ts'
import { otherNeedsWords, reasons, type ReasonSubject } from './reasons.ts'

function inReach(text: string): boolean {
  const at = Date.parse(text)
  return at >= Date.UTC(1900, 0, 1) && at < Date.UTC(2100, 0, 1)
}

/** Shapes used by more than one context. Money is integer fen; times are ISO 8601 with offset. */
export const id = z.uuid()
export const fen = z.int().min(-9_007_199_254_740_991).max(9_007_199_254_740_991)
export const positiveFen = z.int().min(1, '金额要大于0').max(mostFen, tooMuchWords)
/** Positive, or nothing at all. */
export const notNegativeFen = z.int().min(0, '金额不能小于0').max(mostFen, tooMuchWords)
/** Instants and days from 1900 to 2099: what lies outside is a slip of the hand. */
export const instant = z.iso.datetime({ offset: true, abort: true }).refine(inReach, '时间不对,请检查年份')
export const day = z.iso.date({ abort: true }).refine(inReach, '日期不对,请检查年份')
export const minutes = z.int().min(0).max(100_000)
/** County or reporting unit: six digits, or 350902500 for 东侨. */
export const countyCode = z.string().regex(/^\d{6}(\d{3})?$/)
/** Town or village: nine or twelve digits. */
export const divisionCode = z.string().regex(/^\d{6}(\d{3}(\d{3})?)?$/)
export const occupationCode = z.string().regex(/^\d-\d{2}-\d{2}-\d{2}$/)
export const latitude = z.number().min(-90).max(90)
export const longitude = z.number().min(-180).max(180)
export const place = z.object({ lat: latitude, lng: longitude })
export const mobile = z.string().regex(/^1\d{10}$/, '手机号要11位数字')
/** Text a person types: trimmed, no control characters, at least one sign. */
export const text = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .regex(/^[^\u0000-\u0008\u000b\u000c\u000e-\u001f]*$/u, '含有不能显示的符号')
/** Number of a paper, as its office writes it: «鼎财社〔2026〕1号». Signs alone are none. */
export const paperNumber = text(60).regex(/\p{N}/u, '号里要有数字,如 鼎财社〔2026〕1号')
export const voucherNumber = text(60).regex(/\p{N}/u, '凭证号里要有数字,如 2026-31')
export const optionalText = (max: number) => text(max).optional()
export const channel = z.enum(['miniProgram', 'h5', 'console', 'counter', 'sms', 'gate', 'api'])
export const done = z.object({ ok: z.literal(true) })
/** Keyset paging: pass back `next` as `after`. */
export const page = z.object({
  after: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
})
export const pageOf = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), next: z.string().nullable() })
/** Why something is done: a code of `reasons.ts`, and words where the person has any. */
export const reason = z.object({ code: z.string().max(60), note: z.string().trim().max(500).optional() })
/** Why an office decides: a code of this subject's list; «其他» says nothing, so words go with it. */
export const reasonFor = <S extends ReasonSubject>(subject: S) =>
  z
    .object({
      code: z.enum(Object.keys(reasons[subject]) as [keyof (typeof reasons)[S] & string], '请选一个原因'),
      note: z.string().trim().max(500).optional(),
    })
    .refine((said) => String(said.code) !== 'other' || Boolean(said.note), { message: otherNeedsWords, path: ['note'] })
