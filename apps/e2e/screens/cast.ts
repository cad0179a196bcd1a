import { wireTime } from '../../api/src/kernel/clock.ts'
import { arrive, grabOne, leave, sign, workAndBePaid } from '../../api/test/journey/acts.ts'
import { publishFunded, saveDraft, draftOf, type Job } from '../../api/test/journey/jobs.ts'
import { employer, worker, type Employer, type Worker } from '../../api/test/journey/people.ts'
import { somePlaceIn, type Place } from '../../api/test/journey/places.ts'
import { authenticatorCode, staff } from '../../api/test/journey/staff.ts'
import type { Scene, Taken } from '../../api/test/journey/story.ts'
import { samplePicture } from '../../api/src/seed/certificates.ts'
import { anyWork } from '../../api/test/wishes.ts'
import { programmeScreens } from './programme.ts'
import { staffAccount } from './sign-in.ts'
import { deskStaff, type DeskWho, type Screen } from './who.ts'

/** Words a page's address may carry, by their names in the query. */
export type Query = Record<string, string>

/** What there is to look at, one entry for each state of a thing. */
export type Moment = { name: string; query: Query }

/** People and things at the edges of what a page must hold: long, rare, large. */
export type Cast = {
  worker: Worker
  employer: Employer
  moments: readonly Moment[]
  /** What stands on paper contracts to look them up by. */
  contractCodes: readonly string[]
  /** Where someone at a desk sees other things than the two sides do. */
  desk: Partial<Record<DeskWho, readonly Moment[]>>
  /** The site each desk has to do with. */
  siteOf: Partial<Record<DeskWho, string>>
  /** Matters of the county that the seed holds, by the name of their id in an address: one of each state. */
  listed: Readonly<Record<string, readonly Moment[]>>
  /** States of the programme's pages that an address alone does not tell. */
  programme: readonly Screen[]
  /** Ids that are the same in every state, by the name an address gives them. */
  ids: Query
}

/** The county whose officers the desks belong to. */
const deskCounty = '350982'

/** Where the clerk of the sample accounts works. */
const clerkCounty = '350981'

/** A village name of 20 characters. */
const longVillage: Place = { ...somePlaceIn(deskCounty), placeName: '下白石镇亥里畲族自然村东洋里新村文化活动中心' }

/** Each desk works with a site of its own: staff of a site with theirs, the officer with one of the county. */
async function sitesOfDesks(scene: Scene): Promise<Partial<Record<DeskWho, string>>> {
  const found: Partial<Record<DeskWho, string>> = {}
  for (const who of ['clerk', 'siteManager'] as const) {
    const { posts } = await staff(scene.world, who)
    const own = posts.find((post) => post.siteId !== null)?.siteId
    if (!own) throw new Error(`the ${who} of the cast works at no site`)
    found[who] = own
  }
  const city = await (await staff(scene.world, 'cityOfficer')).as()
  const { items } = await scene.world.call('listRegister', { query: { county: deskCounty, limit: 1 } }, city)
  const [site] = items
  if (!site) throw new Error('the county of the cast has no site')
  return { ...found, countyOfficer: site.id }
}

type Matter = { id: string; county: string; stateLabel: string }

function oneOfEachState(items: readonly Matter[], param: string, of = deskCounty): Moment[] {
  const own = items.filter(({ county }) => county === of)
  const states = Map.groupBy(own, ({ stateLabel }) => stateLabel)
  return [...states].map(([name, [one]]) => ({ name, query: { [param]: one!.id } }))
}

/** The county officer whose eyes the pages are shown to. */
async function countyDesk({ world }: Scene) {
  const account = staffAccount(world, deskStaff.countyOfficer)
  const totpCode = authenticatorCode(world, account)
  const body = { login: account.login, password: account.password ?? '', totpCode }
  const { token } = await world.call('signInStaff', { body }, { channel: 'api' })
  return { token, channel: 'console' as const }
}

async function listedMatters(scene: Scene): Promise<Cast['listed']> {
  const city = await (await staff(scene.world, 'cityOfficer')).as()
  const query = { limit: 100 }
  const county = await countyDesk(scene)
  const clerk = await (await staff(scene.world, 'clerk')).as()
  const certificates = await Promise.all(
    (['waiting', 'decided'] as const).map((show) =>
      scene.world.call('listQualificationReviews', { query: { show } }, county),
    ),
  )
  const [recognitions, subsidies, services, assessments, referrals, flags] = await Promise.all([
    scene.world.call('listRecognitions', { query }, city),
    scene.world.call('listSubsidies', { query }, city),
    scene.world.call('listServiceContracts', { query }, city),
    scene.world.call('listAssessments', { query }, city),
    // The clerk is the first to whom the roster is open: that of the own site.
    scene.world.call('listReferrals', { query }, clerk),
    scene.world.call('listReferralFlags', { query }, city),
  ])
  return {
    recognitionId: oneOfEachState(recognitions.items, 'recognitionId'),
    subsidyId: oneOfEachState(subsidies.items, 'subsidyId'),
    serviceId: oneOfEachState(
      services.items.map((service) => ({ ...service, stateLabel: service.next ?? service.standingLabel })),
      'serviceId',
    ),
    assessmentId: oneOfEachState(assessments.items, 'assessmentId'),
    qualificationId: oneOfEachState(
      certificates.flatMap(({ items }) => items),
      'qualificationId',
    ),
    referralId: oneOfEachState(referrals.items, 'referralId', clerkCounty),
    flagId: oneOfEachState(
      flags.items.map((flag) => ({ ...flag, stateLabel: flag.kind })),
      'flagId',
    ),
  }
}

/** Certificates of the worker: one verified, one refused, one waiting, one not handed in. */
async function holdCertificates(scene: Scene, { as }: Worker, place: Place): Promise<void> {
  const { world } = scene
  const profile = anyWork({ town: place.town, occupations: [], channels: ['app'] })
  await world.call('putWorkerProfile', { body: profile }, as)
  const officer = await countyDesk(scene)
  const photo = samplePicture().toString('base64')
  const handIn = async (code: string, number: string, validUntil: string) => {
    const { id: qualificationId } = await world.call('addQualification', { body: { code, number, validUntil } }, as)
    const front = { qualificationId, side: 'front' as const }
    await world.call('putQualificationPhoto', { params: front, body: { photo } }, as)
    await world.call('submitQualification', { params: { qualificationId }, body: {} }, as)
    return { qualificationId }
  }
  const year = new Date(scene.at(0, '00:00')).getUTCFullYear()
  const last = `${year + 4}-06-30`
  const good = await handIn('forklift', 'TS6NFUJ00017', last)
  await world.call('verifyQualification', { params: good, body: { validUntil: last } }, officer)
  const bad = await handIn('electrician', 'T359900196801010017', last)
  const reasons = [{ code: 'unreadable', note: '右下角反光,编号看不清' }, { code: 'numberDiffers' }]
  await world.call('refuseQualification', { params: bad, body: { reasons } }, officer)
  await handIn('welding', 'T359900196801010025', last)
  await world.call('addQualification', { body: { code: 'healthCertificate' } }, as)
}

/** Worked, and the worker says it was longer than written down; and calls for help, because no money has come. */
async function disputed(scene: Scene, job: Job, one: Taken): Promise<string> {
  await sign(scene, one.worker, job)
  await arrive(scene, job, one)
  await leave(scene, job, one)
  const params = { engagementId: one.id }
  const reason = { code: 'hoursWrong', note: '中午没有休息,一直干到四点半才让走' } as const
  const objection = { params, body: { reason, claim: { minutes: 210 } } }
  const { id } = await scene.world.call('openDispute', objection, one.as)
  const call = { params, body: { kind: 'notPaid', words: '老板说下个月再说' } } as const
  await scene.world.call('raiseTrouble', call, one.as)
  return id
}

async function momentOf(scene: Scene, name: string, job: Job, one: Taken): Promise<Moment> {
  await scene.world.settle()
  const { items } = await scene.world.call('listMyContracts', { query: { limit: 50 } }, one.worker.as)
  const contract = items.find(({ postingId }) => postingId === job.postingId)
  const wages = { params: { engagementId: one.id }, query: {} }
  const [slip] = (await scene.world.call('getEngagementWages', wages, one.worker.as)).payslips
  return {
    name,
    query: {
      posting: job.postingId,
      shift: one.shiftId,
      engagement: one.id,
      ...(contract && { contract: contract.id }),
      ...(slip && { payslip: slip.id }),
      day: wireTime(job.first.startsAt).slice(0, 10),
    },
  }
}

const withDispute = ({ name, query }: Moment, dispute: string): Moment => ({ name, query: { ...query, dispute } })

/**
 * Makes them over HTTP and moves the platform's clock by some days: one engagement paid, one disputed, one signed, one
 * whose contract waits, a posting nobody has taken, a draft.
 */
export async function makeCast(scene: Scene): Promise<Cast> {
  const place = longVillage
  const [lin, firm] = await Promise.all([
    worker(scene.world, { name: '欧阳𠮷福', age: 58 }),
    employer(scene.world, {
      name: '宁德市蕉城区霍童溪两岸生态农业综合开发专业合作社联合社',
      kind: 'cooperative',
      place,
    }),
  ])
  await holdCertificates(scene, lin, place)
  const wishes = { occupation: '茶园工', place, to: '16:00', cycle: 'perShift' } as const
  const paidJob = await publishFunded(scene, firm, { ...wishes, title: '采茶青', yuan: 30 })
  const paid = await grabOne(scene, lin, paidJob)
  await sign(scene, lin, paidJob)
  await workAndBePaid(scene, paidJob, [paid])
  const disputedJob = await publishFunded(scene, firm, {
    ...wishes,
    title: '茶叶装车',
    days: [2],
    from: '13:00',
    yuan: 28,
  })
  const disputedOne = await grabOne(scene, lin, disputedJob)
  const disputeId = await disputed(scene, disputedJob, disputedOne)
  const signedJob = await publishFunded(scene, firm, { ...wishes, title: '茶园除草', days: [3], yuan: 26 })
  const signed = await grabOne(scene, lin, signedJob)
  await sign(scene, lin, signedJob)
  const dearJob = await publishFunded(scene, firm, {
    ...wishes,
    title: '高空修剪古树和吊装大件',
    days: [4, 5],
    by: 'daily',
    yuan: 1_000,
    headcount: 3,
  })
  const waiting = await grabOne(scene, lin, dearJob)
  await saveDraft(scene, firm, draftOf(scene, firm, { ...wishes, title: '包装白茶', days: [6], yuan: 24 }))
  const { items: contracts } = await scene.world.call('listMyContracts', { query: { limit: 50 } }, lin.as)
  const sealed = contracts.find(({ postingId }) => postingId === paidJob.postingId)
  if (!sealed) throw new Error('the paid engagement has no contract')
  const { verifyCode } = await scene.world.call('getContract', { params: { contractId: sealed.id } }, lin.as)
  // The worker stands at the counter and has agreed to be helped.
  const clerk = await staff(scene.world, 'clerk')
  await scene.world.call('beginAssist', { body: { personId: lin.id, how: 'idCard' } }, await clerk.as())
  const siteOf = await sitesOfDesks(scene)
  return {
    worker: lin,
    employer: firm,
    moments: [
      await momentOf(scene, '等签合同', dearJob, waiting),
      await momentOf(scene, '已签合同', signedJob, signed),
      await momentOf(scene, '已到账', paidJob, paid),
      withDispute(await momentOf(scene, '有异议', disputedJob, disputedOne), disputeId),
    ],
    contractCodes: [verifyCode],
    desk: {},
    siteOf,
    listed: await listedMatters(scene),
    programme: await programmeScreens(scene),
    ids: { employerId: firm.id, personId: lin.id, disputeId },
  }
}
