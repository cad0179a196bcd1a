import { z } from 'zod'
import * as shapes from '../common.ts'
import { endpoints } from '../endpoint.ts'
import { codeSent } from './access-endpoints.ts'
import { identityPaths as paths } from './paths.ts'
import { assist, assistWay, idNumber, personName, personSummary, smsCode } from './shapes.ts'
import { revealPurposes, type RevealPurpose } from './words.ts'

const params = z.object({ personId: shapes.id })
const revealPurpose = z.enum(Object.keys(revealPurposes) as [RevealPurpose])

export const personEndpoints = endpoints({
  getMyData: {
    ...paths.getMyData,
    summary: 'Everything this module keeps about the signed-in person, in full, to take away',
    right: 'person.self',
    answer: z.object({
      person: z.object({
        id: shapes.id,
        name: z.string(),
        sex: z.string(),
        birthDate: shapes.day,
        idNumber: z.string(),
        phone: z.string().nullable(),
        verification: z.string(),
      }),
      consents: z.array(z.object({ kind: z.string(), version: z.string(), channel: z.string(), at: shapes.instant })),
      employers: z.array(z.object({ id: shapes.id, name: z.string(), role: z.string() })),
      exportedAt: shapes.instant,
    }),
    errors: [],
  },
  listMyViews: {
    ...paths.listMyViews,
    summary: 'Who has seen my full number or phone, or acted for me, and what for',
    right: 'person.self',
    answer: z.object({
      items: z.array(
        z.object({
          at: shapes.instant,
          kind: z.enum(['reveal', 'assist']),
          staffName: z.string(),
          county: z.string().nullable(),
          siteId: shapes.id.nullable(),
          fields: z.array(z.string()),
          sentence: z.string(),
        }),
      ),
    }),
    errors: [],
  },
  requestPhoneCode: {
    ...paths.requestPhoneCode,
    summary: "Send a code to the new phone of a person (the person's own wish, or with a clerk)",
    right: 'worker.orClerk',
    params,
    body: z.object({ phone: shapes.mobile }),
    answer: codeSent,
    errors: ['CodeTooSoon', 'CodesUsedUp', 'ConsentMissing'],
  },
  changePhone: {
    ...paths.changePhone,
    summary: 'Register the new phone that has just proved itself',
    right: 'worker.orClerk',
    params,
    body: z.object({ phone: shapes.mobile, code: smsCode }),
    answer: z.object({ maskedPhone: z.string() }),
    errors: ['CodeWrong', 'CodeExpired', 'TooManyTries', 'ConsentMissing'],
  },
  findPerson: {
    ...paths.findPerson,
    summary: 'Find the person at the counter by the full number, or by phone and name together; recorded',
    right: 'clerk.assist',
    body: z
      .object({ idNumber: idNumber.optional(), phone: shapes.mobile.optional(), name: personName.optional() })
      .refine((body) => body.idNumber !== undefined || (body.phone !== undefined && body.name !== undefined), {
        message: '请填写完整的身份证号码,或者手机号和姓名两项',
        path: ['idNumber'],
      }),
    answer: z.object({
      personId: shapes.id,
      maskedName: z.string(),
      maskedPhone: z.string().nullable(),
      canReceiveCode: z.boolean(),
    }),
    errors: ['PersonNotFound', 'TooManyTries'],
  },
  registerAtCounter: {
    ...paths.registerAtCounter,
    summary: 'Register a person at the counter, with or without a phone; standing there counts as consent to be helped',
    right: 'clerk.assist',
    body: z.object({
      name: personName,
      idNumber,
      phone: shapes.mobile.optional(),
      how: z.enum(['signature', 'idCard']),
      consentVersion: z.string().max(40),
    }),
    answer: z.object({ person: personSummary, assist }),
    status: 201,
    errors: ['NameAndNumberDiffer', 'PersonAlreadyRegistered', 'UnderWorkingAge', 'ConsentTextOld'],
  },
  revealPerson: {
    ...paths.revealPerson,
    summary: 'Show a full number or phone to staff for a stated purpose; the person can read that it happened',
    right: 'staff.any',
    params,
    body: z.object({
      fields: z
        .array(z.enum(['idNumber', 'phone']))
        .min(1)
        .max(2),
      purpose: revealPurpose,
    }),
    answer: z.object({ idNumber: z.string().optional(), phone: z.string().nullable().optional() }),
    errors: ['ConsentMissing'],
  },
  beginAssist: {
    ...paths.beginAssist,
    summary: 'Record that a person or employer has agreed to be helped, or (how: smsCode, no code yet) send that code',
    right: 'clerk.assist',
    body: z
      .object({
        personId: shapes.id.optional(),
        employerId: shapes.id.optional(),
        how: assistWay,
        code: smsCode.optional(),
      })
      .refine((body) => (body.personId === undefined) !== (body.employerId === undefined), {
        message: '请选一位零工人员或一家用工主体',
        path: ['personId'],
      }),
    answer: z.discriminatedUnion('kind', [
      codeSent.extend({ kind: z.literal('codeSent'), maskedPhone: z.string() }),
      z.object({ kind: z.literal('begun'), assist }),
    ]),
    errors: ['NotFound', 'PhoneMissing', 'CodeTooSoon', 'CodesUsedUp', 'CodeWrong', 'CodeExpired', 'TooManyTries'],
  },
  listAssists: {
    ...paths.listAssists,
    summary: 'Whom this clerk may act for now',
    right: 'clerk.assist',
    answer: z.object({ items: z.array(assist) }),
    errors: [],
  },
  endAssist: {
    ...paths.endAssist,
    summary: 'End a consent before it runs out',
    right: 'signedIn',
    params: z.object({ assistId: shapes.id }),
    answer: shapes.done,
    errors: ['NotFound'],
  },
})
