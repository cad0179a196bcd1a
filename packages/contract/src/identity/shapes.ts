import { z } from 'zod'
import * as shapes from '../common.ts'
import { employerLifecycle } from '../lifecycles.ts'
import { roles } from '../rights.ts'
import { assistWays, employerKinds, memberRoles, verificationLevels } from './words.ts'

const keys = <T extends Record<string, string>>(table: T) => z.enum(Object.keys(table) as [keyof T & string])

export const verificationLevel = keys(verificationLevels)
export const employerKind = keys(employerKinds)
export const memberRole = keys(memberRoles)
export const assistWay = keys(assistWays)
export const personName = z
  .string()
  .trim()
  .regex(/^[\p{Script=Han}\u00b7]{2,30}$/u, '姓名要和身份证上一样,只填汉字')
export const idNumber = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^\d{17}[\dX]$/, '身份证号码要18位,最后一位可以是X')
export const uscc = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[0-9A-Z]{18}$/, '统一社会信用代码要18位,在营业执照右上角')
export const smsCode = z
  .string()
  .trim()
  .regex(/^\d{4,8}$/, '验证码是短信里的那几位数字')

/** What a phone learns about a person before that person is chosen: never more than this. */
export const maskedPerson = z.object({ id: shapes.id, maskedName: z.string() })

export const session = z.object({
  /** Empty in the console, whose session is a cookie. */
  token: z.string(),
  csrfToken: z.string(),
  expiresAt: shapes.instant,
})

export const personSummary = z.object({
  id: shapes.id,
  name: z.string(),
  sex: z.enum(['male', 'female']),
  age: z.int(),
  maskedPhone: z.string().nullable(),
  maskedIdNumber: z.string(),
  verification: verificationLevel,
})

export const employerSummary = z.object({
  id: shapes.id,
  kind: employerKind,
  kindLabel: z.string(),
  name: z.string(),
  county: shapes.countyCode,
  state: z.enum(employerLifecycle.states),
  stateLabel: z.string(),
  isAgency: z.boolean(),
})
/** What members and the officers of its county see. */
export const employerDetail = employerSummary.extend({
  maskedUscc: z.string().nullable(),
  legalPersonName: z.string().nullable(),
  agencyLicence: z.string().nullable(),
  town: z.string().nullable(),
  address: z.string(),
  contactName: z.string(),
  maskedContactPhone: z.string().nullable(),
  verifiedAt: shapes.instant.nullable(),
  reverifyBy: shapes.instant.nullable(),
  possible: z.array(z.string()),
})

export const staffPost = z.object({
  role: z.enum(roles),
  roleLabel: z.string(),
  county: shapes.countyCode.nullable(),
  siteId: shapes.id.nullable(),
})

export const assist = z.object({
  id: shapes.id,
  personId: shapes.id.nullable(),
  employerId: shapes.id.nullable(),
  name: z.string(),
  /** Whom the clerk helps, as far as the counter needs to know; null for an employer. */
  person: personSummary.nullable(),
  how: assistWay,
  howLabel: z.string(),
  siteId: shapes.id.nullable(),
  createdAt: shapes.instant,
  expiresAt: shapes.instant,
})
