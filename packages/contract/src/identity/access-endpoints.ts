import { z } from 'zod'
import * as shapes from '../common.ts'
import { endpoints } from '../endpoint.ts'
import { identityPaths as paths } from './paths.ts'
import {
  employerSummary,
  idNumber,
  maskedPerson,
  memberRole,
  personName,
  personSummary,
  session,
  smsCode,
  staffPost,
} from './shapes.ts'
import { signingPurposes } from './words.ts'

/** The same for every phone, known or not. */
export const codeSent = z.object({ expiresInSeconds: z.int(), resendAfterSeconds: z.int() })

const me = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('phone'), persons: z.array(maskedPerson) }),
  z.object({
    kind: z.literal('person'),
    person: personSummary,
    roles: z.array(z.string()),
    employers: z.array(employerSummary.extend({ memberRole })),
    rights: z.array(z.string()),
  }),
  z.object({
    kind: z.literal('staff'),
    staffId: shapes.id,
    login: z.string(),
    name: z.string(),
    roles: z.array(z.string()),
    posts: z.array(staffPost),
    rights: z.array(z.string()),
  }),
])

export const accessEndpoints = endpoints({
  requestSignInCode: {
    ...paths.requestSignInCode,
    summary: 'Send a sign-in code by SMS; answers alike whether the phone is known or not',
    right: 'public',
    body: z.object({ phone: shapes.mobile }),
    answer: codeSent,
    errors: ['CodeTooSoon', 'CodesUsedUp'],
  },
  signIn: {
    ...paths.signIn,
    summary: 'Sign in with a phone and its code; then choose or register a person',
    right: 'public',
    body: z.object({ phone: shapes.mobile, code: smsCode }),
    answer: session.extend({ persons: z.array(maskedPerson) }),
    status: 201,
    errors: ['CodeWrong', 'CodeExpired', 'TooManyTries'],
    session: 'opens',
  },
  choosePerson: {
    ...paths.choosePerson,
    summary: "Choose one of the phone's persons for this session; may be chosen anew",
    right: 'phone',
    body: z.object({ personId: shapes.id }),
    answer: z.object({ person: personSummary }),
    errors: ['NotFound'],
  },
  registerPerson: {
    ...paths.registerPerson,
    summary: 'Register a person on this phone, with a real-name check, and choose it for this session',
    right: 'phone',
    body: z.object({ name: personName, idNumber, consentVersion: z.string().max(40) }),
    answer: z.object({ person: personSummary }),
    status: 201,
    errors: ['NameAndNumberDiffer', 'PersonAlreadyRegistered', 'UnderWorkingAge', 'ConsentTextOld', 'TooManyTries'],
  },
  signInStaff: {
    ...paths.signInStaff,
    summary: 'Sign in as staff with account, password and the second factor (TOTP)',
    right: 'public',
    body: z.object({
      login: z.string().trim().toLowerCase().min(1).max(60),
      password: z.string().min(1).max(200),
      totpCode: z
        .string()
        .trim()
        .regex(/^\d{6}$/, '动态码是6位数字'),
    }),
    answer: session,
    status: 201,
    errors: ['StaffSignInFailed', 'StaffLocked'],
    session: 'opens',
  },
  signOut: {
    ...paths.signOut,
    summary: 'End this session',
    right: 'phone',
    answer: shapes.done,
    errors: [],
    session: 'ends',
  },
  listSessions: {
    ...paths.listSessions,
    summary: 'Where this person or staff member is signed in',
    right: 'signedIn',
    answer: z.object({
      items: z.array(
        z.object({
          id: shapes.id,
          channel: z.string(),
          createdAt: shapes.instant,
          seenAt: shapes.instant,
          expiresAt: shapes.instant,
          current: z.boolean(),
        }),
      ),
    }),
    errors: [],
  },
  endSession: {
    ...paths.endSession,
    summary: 'End one of the own sessions',
    right: 'signedIn',
    params: z.object({ sessionId: shapes.id }),
    answer: shapes.done,
    errors: ['NotFound'],
  },
  getMe: {
    ...paths.getMe,
    summary: 'Who is signed in, with roles, posts and rights',
    right: 'phone',
    answer: me,
    errors: [],
  },
  requestCode: {
    ...paths.requestCode,
    summary: 'Send a code to confirm an intent (signing, receipt) on one matter, to oneself or to whom a clerk helps',
    right: 'signedIn',
    body: z.object({
      purpose: z.enum(signingPurposes),
      subjectId: shapes.id,
      onBehalfOf: shapes.id.optional(),
    }),
    answer: codeSent.extend({ maskedPhone: z.string() }),
    errors: ['CodeTooSoon', 'CodesUsedUp', 'PhoneMissing', 'ConsentMissing'],
  },
})
