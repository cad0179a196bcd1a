import { z } from 'zod'
import * as shapes from './common.ts'

export const payMethods = ['hourly', 'daily', 'piece', 'lumpSum'] as const
export const settlementCycles = ['perShift', 'weekly', 'fortnightly', 'onCompletion', 'monthly'] as const

/**
 * What the work is and what it pays, as published. Copied onto each engagement when it is made, so that
 * a later edit of the posting changes nothing that was agreed. Required fields: 附1-9.
 */
export const workTerms = z.object({
  title: shapes.text(40),
  occupationCode: shapes.occupationCode,
  occupationName: z.string(),
  description: z.string(),
  /** Skills and requirements in words; «不限» where none. */
  skills: z.string(),
  /** Codes of certificates the employer asks for, beside those the law does; only whose are verified can take it. */
  qualifications: z.array(z.string()).optional(),
  placeName: z.string(),
  address: z.string(),
  town: shapes.divisionCode.nullable(),
  lat: shapes.latitude,
  lng: shapes.longitude,
  payMethod: z.enum(payMethods),
  /** Per hour, day, piece or for the whole job, by `payMethod`. */
  amountFen: shapes.positiveFen,
  /** What one piece is (斤, 件, 车); with `piece` only. */
  pieceUnit: z.string().max(10).nullable(),
  /** Per hour beyond the planned end; null where overtime is not foreseen. */
  overtimeAmountFen: shapes.positiveFen.nullable(),
  breakMinutes: shapes.minutes,
  breakPaid: z.boolean(),
  settlementCycle: z.enum(settlementCycles),
  meals: z.boolean(),
  lodging: z.boolean(),
  bring: z.string().nullable(),
  insurance: z.string().nullable(),
  contactName: z.string(),
  /** The employer sets the wages aside before work starts. */
  escrow: z.boolean(),
})
export type WorkTerms = z.output<typeof workTerms>
