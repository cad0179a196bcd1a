import { dataConsent } from '@linggong/contract'
import { reservedIdNumber, reservedPhone } from '@linggong/reference/identifiers.ts'
import { addSites } from '../src/modules/sites/index.ts'
import type { TestApp } from './app.ts'
import { codeFor, signInNewPerson, signInNewStaff, signInPhone, totpNow, type Signed } from './people.ts'
import { newEmployer, publishWork, type TestEmployer } from './work.ts'

export const here = '350981'
export const elsewhere = '350902'
export const siteId = '01900000-0000-7000-8000-0000000000aa'
export const otherSiteId = '01900000-0000-7000-8000-0000000000ab'

const staffPosts = {
  clerk: { role: 'clerk', county: here, siteId },
  clerkElsewhere: { role: 'clerk', county: elsewhere, siteId: otherSiteId },
  siteManager: { role: 'siteManager', county: here, siteId },
  operator: { role: 'operator', county: here, siteId },
  officerHere: { role: 'countyOfficer', county: here, siteId: null },
  officerElsewhere: { role: 'countyOfficer', county: elsewhere, siteId: null },
  cityOfficer: { role: 'cityOfficer', county: null, siteId: null },
  mediator: { role: 'mediator', county: here, siteId: null },
  mediatorElsewhere: { role: 'mediator', county: elsewhere, siteId: null },
  inspector: { role: 'inspector', county: here, siteId: null },
  auditor: { role: 'auditor', county: null, siteId: null },
  countyFinance: { role: 'countyFinance', county: here, siteId: null },
  cityFinance: { role: 'cityFinance', county: null, siteId: null },
} as const

type StaffName = keyof typeof staffPosts

const personActors = ['anonymous', 'phone', 'worker', 'stranger', 'crewLeader', 'employer', 'otherEmployer'] as const
export const actorNames = [...personActors, ...(Object.keys(staffPosts) as StaffName[])]
export type ActorName = (typeof actorNames)[number]

export type Town = {
  /** Session token of each kind of actor; none for the anonymous one. */
  tokens: Record<ActorName, string | undefined>
  worker: Signed
  stranger: Signed
  crewLeader: Signed
  employer: TestEmployer
  otherEmployer: TestEmployer
  crewId: string
  staff: Record<StaffName, { staffId: string; password: string; totpSecret: string }>
}

export const site = (id: string, county: string, town: string, name: string) => ({
  id,
  kind: 'station' as const,
  name,
  county,
  town,
  address: '城南路2号',
  lat: 26.65,
  lng: 119.52,
  phone: '0593-0000000',
  hours: [{ days: [1, 2, 3, 4, 5, 6, 7], from: '05:30', to: '18:00' }],
  builder: 'thirdParty' as const,
  openedOn: '2025-03-01',
  reviewsPostings: false,
  state: 'open' as const,
})

/** One actor of every kind, signed in; nothing has happened between them yet. */
export async function settleTown(app: TestApp): Promise<Town> {
  await app.within((ctx) =>
    addSites(ctx, [
      site(siteId, here, '350981107', '社口镇零工驿站'),
      site(otherSiteId, elsewhere, '350902001', '城南零工驿站'),
    ]),
  )
  const employer = await newEmployer(app, 1)
  const otherEmployer = await newEmployer(app, 2)
  const worker = await signInNewPerson(app, 10, { name: '陈大山' })
  const stranger = await signInNewPerson(app, 11, { name: '吴小路' })
  const crewLeader = await signInNewPerson(app, 12, { name: '雷带班' })
  const crew = await app.must('createCrew', { body: { name: '雷家班' } }, crewLeader)
  const phone = await signInPhone(app, reservedPhone(900))
  const tokens: Partial<Record<ActorName, string>> = {
    phone: phone.token,
    worker: worker.token,
    stranger: stranger.token,
    crewLeader: crewLeader.token,
    employer: employer.token,
    otherEmployer: otherEmployer.token,
  }
  const staff: Partial<Town['staff']> = {}
  for (const [name, post] of Object.entries(staffPosts) as Array<[StaffName, (typeof staffPosts)['clerk']]>) {
    const { token, ...account } = await signInNewStaff(app, name.toLowerCase(), [post])
    tokens[name] = token
    staff[name] = account
  }
  return {
    tokens: { ...tokens, anonymous: undefined } as Town['tokens'],
    worker,
    stranger,
    crewLeader,
    employer,
    otherEmployer,
    crewId: crew.id,
    staff: staff as Town['staff'],
  }
}

/** Sessions of staff end after some idle time, and a phone's code is kept for a while only: a fresh start for both. */
async function signInAgain(app: TestApp, town: Town): Promise<void> {
  town.tokens.phone = (await signInPhone(app, reservedPhone(900))).token
  for (const [name, { password, totpSecret }] of Object.entries(town.staff) as Array<
    [StaffName, Town['staff']['clerk']]
  >) {
    const body = { login: name.toLowerCase(), password, totpCode: totpNow(app, totpSecret) }
    town.tokens[name] = (await app.must('signInStaff', { body })).token
  }
}

/** Numbers that may reach their owner and no one else. */
export const secrets = {
  workerBank: '6228480012345678903',
  leaderBank: '6228480098765432103',
  home: '福安市溪柄镇某村37号',
  certificate: 'T352227197006010011',
  granny: reservedIdNumber(33, '1950-05-05', 'female'),
}

/** Ids of what came about, by the names of path parameters. */
export type Ids = Record<string, string>

async function fill(app: TestApp, town: Town): Promise<void> {
  const pay = (bankAccount: string) => ({
    body: { preferredRail: 'bank' as const, bankAccount, bankName: '社保卡银行账户' },
  })
  const profile = {
    town: '350981107',
    occupations: ['4-02-05-01'],
    availability: null,
    maxDistanceMeters: null,
    minHourlyFen: null,
    minDailyFen: null,
    settlementCycles: ['perShift' as const],
    wantsMeals: true,
    wantsLodging: false,
    channels: ['app' as const, 'sms' as const],
    takesOffers: true,
    home: secrets.home,
  }
  await app.must('putWorkerProfile', { body: profile }, town.worker)
  await app.must('putMyPaySettings', pay(secrets.workerBank), town.worker)
  await app.must('putMyPaySettings', pay(secrets.leaderBank), town.crewLeader)
}

async function sign(app: TestApp, worker: Signed, postingId: string): Promise<string> {
  const { items } = await app.must('listMyContracts', { query: {} }, worker)
  const contract = items.find((item) => item.postingId === postingId)
  if (!contract) throw new Error('no contract to sign')
  app.clock.advance(61_000)
  await app.must('requestCode', { body: { purpose: 'signContract', subjectId: contract.id } }, worker)
  await app.must(
    'signContract',
    { params: { contractId: contract.id }, body: { code: await codeFor(app, worker.phone) } },
    worker,
  )
  return contract.id
}

async function work(app: TestApp, worker: Signed, engagementId: string): Promise<void> {
  await app.advanceTo('2026-11-19T07:55:00+08:00')
  const { items } = await app.must('getMyWork', { query: {} }, worker)
  const place = items.find((item) => item.engagementId === engagementId)
  if (!place) throw new Error('no work to go to')
  const body = { location: { lat: place.lat, lng: place.lng, accuracyMeters: 20 } }
  await app.must('checkIn', { params: { engagementId }, body }, worker)
}

async function leave(app: TestApp, worker: Signed, engagementId: string): Promise<void> {
  await app.advanceTo('2026-11-19T17:02:00+08:00')
  const sheet = await app.must('getMyWork', { query: {} }, worker)
  const place = sheet.items.find((item) => item.engagementId === engagementId)
  if (!place) throw new Error('no work to leave')
  await app.must(
    'checkOut',
    { params: { engagementId }, body: { location: { lat: place.lat, lng: place.lng, accuracyMeters: 20 } } },
    worker,
  )
}

/** The escrow's account receives the wages. */
async function fund(app: TestApp, town: Town, postingId: string): Promise<void> {
  const as = town.employer
  await app.drain()
  const escrow = await app.must('getEscrow', { params: { postingId } }, as)
  await app.outside.post('/bank/incoming', {
    accountNo: escrow.accountNo,
    amountFen: escrow.requiredFen,
    payerName: '福安市阳光茶业1有限公司',
    bankReference: `pay-in-${postingId}`,
  })
  await app.drain()
}

/** A welder's certificate with its photo, waiting to be looked at. */
async function handIn(app: TestApp, town: Town): Promise<string> {
  const body = { code: 'welding', number: secrets.certificate, validUntil: '2029-06-30' }
  const { id: qualificationId } = await app.must('addQualification', { body }, town.worker)
  const photo = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]).toString('base64')
  const front = { qualificationId, side: 'front' as const }
  await app.must('putQualificationPhoto', { params: front, body: { photo } }, town.worker)
  await app.must('submitQualification', { params: { qualificationId }, body: {} }, town.worker)
  return qualificationId
}

/** At the counter: a person without a phone is registered and a worker's phone is looked up. */
async function counter(app: TestApp, town: Town, ids: Ids): Promise<void> {
  const as = { token: town.tokens.clerk }
  const granny = {
    name: '吴阿婆',
    idNumber: secrets.granny,
    how: 'idCard' as const,
    consentVersion: dataConsent.version,
  }
  const { person, assist } = await app.must('registerAtCounter', { body: granny }, as)
  ids.grannyId = person.id
  ids.assistId = assist.id
  await app.must(
    'revealPerson',
    { params: { personId: person.id }, body: { fields: ['idNumber'], purpose: 'fillOfficialForm' } },
    as,
  )
}

/**
 * A working day: two take the job, sign, work; one is confirmed and paid, one objects; a second job collects
 * applications and offers; the counter helps somebody. Ends in the evening of 19 November 2026.
 */
export async function workDay(app: TestApp, town: Town): Promise<Ids> {
  const ids: Ids = { siteId, employerId: town.employer.employerId, personId: town.worker.personId, crewId: town.crewId }
  await fill(app, town)
  const job = await publishWork(app, town.employer)
  Object.assign(ids, { postingId: job.postingId, shiftId: job.shiftIds[0] })
  await fund(app, town, job.postingId)
  const grab = async (worker: Signed) => {
    const { engagements } = await app.must(
      'grabShift',
      { params: { shiftId: job.shiftIds[0] ?? '' }, body: {} },
      worker,
    )
    await app.drain()
    return engagements[0]?.id ?? ''
  }
  const first = await grab(town.worker)
  const second = await grab(town.crewLeader)
  ids.contractId = await sign(app, town.worker, job.postingId)
  await sign(app, town.crewLeader, job.postingId)

  const asked = await publishWork(app, town.employer, {
    title: '茶园除草',
    fillMode: 'apply',
    shifts: [{ startsAt: '2026-11-25T08:00:00+08:00', endsAt: '2026-11-25T17:00:00+08:00', headcount: 2 }],
  })
  const application = await app.must(
    'applyForShift',
    { params: { shiftId: asked.shiftIds[0] ?? '' }, body: {} },
    town.worker,
  )
  ids.applicationId = application.id
  ids.qualificationId = await handIn(app, town)

  await work(app, town.worker, first)
  await work(app, town.crewLeader, second)
  await leave(app, town.worker, first)
  await leave(app, town.crewLeader, second)
  const dispute = await app.must(
    'openDispute',
    {
      params: { engagementId: second },
      body: { reason: { code: 'payWrong', note: '说好管饭' }, claim: { amountFen: 25_000 } },
    },
    town.crewLeader,
  )
  ids.disputeId = dispute.id
  const trouble = await app.must(
    'raiseTrouble',
    { params: { engagementId: second }, body: { kind: 'notPaid', words: '说好当天给' } },
    town.crewLeader,
  )
  ids.troubleId = trouble.trouble.id
  const employerId = town.employer.employerId
  await app.must('confirmTimesheets', { params: { employerId }, body: { engagementIds: [first] } }, town.employer)
  ids.engagementId = first
  await app.advanceTo('2026-11-19T21:00:00+08:00')
  await signInAgain(app, town)
  await counter(app, town, ids)
  const slips = await app.must('listMyPayslips', { query: {} }, town.worker)
  ids.payslipId = slips.items[0]?.id ?? ''
  const rating = { about: 'employer' as const, stars: 5, tags: [], words: '老板人好' }
  await app.must('rateEngagement', { params: { engagementId: first }, body: rating }, town.worker)
  const reviews = await app.must('listPostingReviews', { query: {} }, { token: town.tokens.officerHere })
  ids.reviewId = reviews.items[0]?.id ?? ''
  const sessions = await app.must('listSessions', {}, town.worker)
  ids.sessionId = sessions.items[0]?.id ?? ''
  await app.drain()
  return ids
}
