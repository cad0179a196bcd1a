import { dataConsent, type Role } from '@linggong/contract'
import { reservedIdNumber, reservedPhone } from '@linggong/reference/identifiers.ts'
import { generateSync } from 'otplib'
import { seeding } from '../src/modules/identity/index.ts'
import type { TestApp } from './app.ts'
import type { SmsSeen } from './gateways.ts'

export type Signed = { token: string; personId: string; phone: string; idNumber: string; name: string }

/** SMS to this phone, newest first, after everything waiting has been sent. */
export async function smsTo(app: TestApp, phone: string): Promise<SmsSeen[]> {
  await app.drain()
  return app.outside.get<SmsSeen[]>(`/sms?phone=${phone}`)
}

/** The newest code that reached this phone. */
export async function codeFor(app: TestApp, phone: string): Promise<string> {
  const code = (await smsTo(app, phone)).find((sms) => sms.params.code !== undefined)?.params.code
  if (!code) throw new Error(`no code reached ${phone}`)
  return code
}

/** A phone that has proved itself; nobody is chosen yet. */
export async function signInPhone(app: TestApp, phone: string) {
  await app.must('requestSignInCode', { body: { phone } })
  return app.must('signIn', { body: { phone, code: await codeFor(app, phone) } })
}

/** A registered, verified person on a phone of its own (the n-th reserved one), signed in. */
export async function signInNewPerson(
  app: TestApp,
  n: number,
  given: { name?: string; birthDate?: string; sex?: 'male' | 'female' } = {},
): Promise<Signed> {
  const phone = reservedPhone(n)
  const name = given.name ?? '陈大山'
  const idNumber = reservedIdNumber(n, given.birthDate ?? '1975-06-01', given.sex ?? 'male')
  const { token } = await signInPhone(app, phone)
  const { person } = await app.must(
    'registerPerson',
    { body: { name, idNumber, consentVersion: dataConsent.version } },
    { token },
  )
  return { token, personId: person.id, phone, idNumber, name }
}

/** An account with these posts, signed in with password and second factor. */
export async function signInNewStaff(
  app: TestApp,
  login: string,
  posts: ReadonlyArray<{ role: Role; county: string | null; siteId: string | null }>,
  name = '林小青',
) {
  const secret = { password: `pass-of-${login}`, totpSecret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP' }
  const staffId = app.deps.ids.next(app.clock.now())
  await app.within((ctx) => seeding.createStaff(ctx, { id: staffId, login, name, ...secret, posts }))
  const { token } = await app.must('signInStaff', {
    body: { login, password: secret.password, totpCode: totpNow(app, secret.totpSecret) },
  })
  return { token, staffId, ...secret }
}

export function totpNow(app: TestApp, secret: string): string {
  return generateSync({ secret, epoch: Math.floor(app.clock.now().getTime() / 1_000) })
}
