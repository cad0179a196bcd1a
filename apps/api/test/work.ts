import { reservedPhone, reservedUscc } from '@linggong/reference/identifiers.ts'
import type { RequestOf, AllEndpoints } from '@linggong/contract'
import type { TestApp } from './app.ts'
import { codeFor, signInNewPerson, type Signed } from './people.ts'

export type TestEmployer = Signed & { employerId: string }
export type PublishedWork = { postingId: string; shiftIds: string[]; employer: TestEmployer }
type Draft = Omit<RequestOf<AllEndpoints['createPosting']>['body'], 'employerId'>

/** A verified company with its owner signed in. */
export async function newEmployer(app: TestApp, n: number): Promise<TestEmployer> {
  const owner = await signInNewPerson(app, n, { name: '林老板' })
  const { id } = await app.must(
    'registerEmployer',
    {
      body: {
        kind: 'company',
        name: `福安市阳光茶业${n}有限公司`,
        uscc: reservedUscc(n),
        legalPersonName: '林老板',
        county: '350981',
        address: '福安市社口镇工业路8号',
        contactName: '林老板',
        contactPhone: reservedPhone(n),
      },
    },
    { token: owner.token },
  )
  return { ...owner, employerId: id }
}

/** A job as an employer would post it; tests change what they are about. */
export function workDraft(more: Partial<Draft> = {}): Draft {
  return {
    title: '茶厂拣茶',
    occupation: '做茶的',
    description: '坐着拣茶,把老叶和杂物挑出来,会现教。',
    skills: '不限',
    placeName: '社口镇茶厂',
    address: '福安市社口镇工业路8号',
    town: '350981107',
    shifts: [{ startsAt: '2026-11-19T08:00:00+08:00', endsAt: '2026-11-19T17:00:00+08:00', headcount: 2 }],
    payMethod: 'daily',
    amountFen: 20_000,
    breakMinutes: 60,
    settlementCycle: 'perShift',
    meals: true,
    // A new employer sets the wages aside.
    escrow: true,
    contactName: '林老板',
    contactPhone: reservedPhone(77),
    fillMode: 'grab',
    ...more,
  }
}

/** Saved, signed with a code, and public. Fails the test when the platform holds it back. */
export async function publishWork(
  app: TestApp,
  employer: TestEmployer,
  more: Partial<Draft> = {},
): Promise<PublishedWork> {
  const as = { token: employer.token }
  const { id: postingId } = await app.must(
    'createPosting',
    { body: { employerId: employer.employerId, ...workDraft(more) } },
    as,
  )
  // One code a minute and phone.
  app.clock.advance(61_000)
  await app.must('requestCode', { body: { purpose: 'signPosting', subjectId: postingId } }, as)
  const submitted = await app.must(
    'submitPosting',
    { params: { postingId }, body: { code: await codeFor(app, employer.phone) } },
    as,
  )
  if (submitted.state !== 'published')
    throw new Error(`the posting is ${submitted.state}: ${JSON.stringify(submitted.hits)}`)
  const own = await app.must('getOwnPosting', { params: { postingId } }, as)
  await app.drain()
  return { postingId, shiftIds: own.shifts.map((shift) => shift.id), employer }
}

/** The wages of a job are paid into its escrow account at the bank; `moreFen` for hours beyond the plan. */
export async function fundWork(app: TestApp, work: PublishedWork, moreFen = 0): Promise<void> {
  const as = { token: work.employer.token }
  const params = { postingId: work.postingId }
  // Publication has asked for it: the draft promises escrow.
  const escrow = await app.must('getEscrow', { params }, as)
  await app.outside.post('/bank/incoming', {
    accountNo: escrow.accountNo,
    amountFen: escrow.requiredFen - escrow.receivedFen + moreFen,
    payerName: '林老板',
    payerAccountNo: '6200000000000001',
    bankReference: work.postingId,
    remark: '工资',
  })
  await app.outside.post('/notices/deliver')
  await app.drain()
}
