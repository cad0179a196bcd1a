import { createHash } from 'node:crypto'
import { dataConsent } from '@linggong/contract'
import { reservedIdNumber } from '@linggong/reference/identifiers.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testApp, type TestApp } from '../../../test/app.ts'
import { codeFor, signInNewPerson, signInNewStaff, type Signed } from '../../../test/people.ts'
import { newEmployer, publishWork, type PublishedWork, type TestEmployer } from '../../../test/work.ts'
import { GatewayError } from '../../gateways/index.ts'
import { contractSeeding, sealContract } from './index.ts'

const siteId = '01900000-0000-7000-8000-0000000000aa'

let app: TestApp
let employer: TestEmployer
let workers: Signed[]
beforeAll(async () => {
  app = await testApp()
  employer = await newEmployer(app, 1)
  workers = []
  for (let n = 0; n < 4; n++) workers.push(await signInNewPerson(app, 10 + n, { name: `工人${'甲乙丙丁'[n]}` }))
})
afterAll(() => app.close())

const shiftOn = (day: string, from = '08:00', to = '17:00') => ({
  startsAt: `2026-${day}T${from}:00+08:00`,
  endsAt: `2026-${day}T${to}:00+08:00`,
  headcount: 3,
})

async function take(work: PublishedWork, worker: Signed, shift = 0): Promise<string> {
  const { engagements } = await app.must(
    'grabShift',
    { params: { shiftId: work.shiftIds[shift]! }, body: {} },
    { token: worker.token },
  )
  await app.drain()
  return engagements[0]!.id
}

async function contractsOf(worker: Signed, work: PublishedWork) {
  const { items } = await app.must('listMyContracts', { query: {} }, { token: worker.token })
  return items.filter((item) => item.postingId === work.postingId)
}

async function askCode(worker: Signed, contractId: string): Promise<string> {
  app.clock.advance(61_000)
  await app.must('requestCode', { body: { purpose: 'signContract', subjectId: contractId } }, { token: worker.token })
  return codeFor(app, worker.phone)
}

const stateOf = async (worker: Signed, engagementId: string) =>
  (await app.must('getEngagement', { params: { engagementId } }, { token: worker.token })).state

describe('签合同', () => {
  test('接单后看到大白话的合同和为什么签这种,签字后合同成立、文件盖章,谁都能查验', async () => {
    const [worker] = workers as [Signed]
    const work = await publishWork(app, employer, { shifts: [shiftOn('12-01')] })
    const engagementId = await take(work, worker)
    const [item] = await contractsOf(worker, work)
    const params = { contractId: item!.id }
    const ofEngagement = await app.must('listMyContracts', { query: { engagementId } }, { token: worker.token })
    expect(ofEngagement.items.map(({ id }) => id)).toEqual([item!.id])
    const shown = await app.must('getContract', { params }, { token: worker.token })
    expect(shown).toMatchObject({
      state: 'awaitingWorker',
      kind: 'taskLabour',
      engagementIds: [engagementId],
      possible: ['conclude'],
    })
    expect(shown.signings).toEqual([expect.objectContaining({ party: 'employer', name: '林老板', factor: 'smsCode' })])
    expect(shown.summary.length).toBeGreaterThanOrEqual(3)
    for (const secret of [worker.idNumber, worker.phone]) expect(JSON.stringify(shown)).not.toContain(secret)

    const wrong = await app.call('signContract', { params, body: { code: '000000' } }, { token: worker.token })
    expect(wrong.body).toMatchObject({ code: 'CodeWrong' })
    const code = await askCode(worker, item!.id)
    const changed = await app.call(
      'signContract',
      { params, body: { code, sha256: 'f'.repeat(64) } },
      { token: worker.token },
    )
    expect(changed.body).toMatchObject({ code: 'ContractChanged' })
    const signed = await app.must(
      'signContract',
      { params, body: { code, sha256: shown.sha256 } },
      { token: worker.token },
    )
    expect(signed).toMatchObject({ state: 'concluded', already: false })
    expect(signed.signings.map((signing) => signing.party)).toEqual(['employer', 'worker'])
    expect(await stateOf(worker, engagementId)).toBe('concluded')
    const again = await app.must('signContract', { params, body: { code } }, { token: worker.token })
    expect(again).toMatchObject({ state: 'concluded', already: true })

    await app.drain()
    const file = await app.call('getContractFile', { params }, { token: worker.token })
    const pdf = file.body as unknown as Buffer
    expect(file.status).toBe(200)
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
    const verifyParams = { code: shown.verifyCode.replaceAll('-', '') }
    const verified = await app.must('verifyContract', { params: verifyParams })
    expect(verified).toMatchObject({
      workerName: '工某某',
      state: 'concluded',
      sha256: shown.sha256,
      seal: { valid: true, problems: [] },
    })
    const sha256 = createHash('sha256').update(pdf).digest('hex')
    expect(await app.must('verifyContractFile', { params: verifyParams, body: { sha256 } })).toMatchObject({
      same: true,
    })
    expect(
      await app.must('verifyContractFile', { params: verifyParams, body: { sha256: 'a'.repeat(64) } }),
    ).toMatchObject({ same: false })
  })

  test('别人看不到、签不了、下载不了这份合同', async () => {
    const [worker, stranger] = workers as [Signed, Signed]
    const work = await publishWork(app, employer, { shifts: [shiftOn('12-02')] })
    await take(work, worker)
    const [item] = await contractsOf(worker, work)
    const params = { contractId: item!.id }
    for (const answered of [
      await app.call('getContract', { params }, { token: stranger.token }),
      await app.call('signContract', { params, body: { code: '123456' } }, { token: stranger.token }),
      await app.call('getContractFile', { params }, { token: stranger.token }),
    ]) {
      expect(answered.body).toMatchObject({ code: 'NotFound' })
    }
    expect((await app.call('verifyContract', { params: { code: 'ZZZZ-ZZZZ' } })).body).toMatchObject({
      code: 'NotFound',
    })
  })

  test('库里的合同正文没有身份证号和手机号;签署记录改不了', async () => {
    const rows = await app.within((ctx) => ctx.tx.query<{ document: unknown }>('select document from contracts'))
    const secrets = [employer, ...workers].flatMap((one) => [one.idNumber, one.phone])
    expect(rows.length).toBeGreaterThan(0)
    for (const row of rows) for (const secret of secrets) expect(JSON.stringify(row.document)).not.toContain(secret)
    await expect(
      app.within((ctx) => ctx.tx.query(`update contract_signings set person_name = '别人'`)),
    ).rejects.toThrow('permission denied')
  })

  test('一个人接同一需求的几个班,合同只有一份;退掉一个班,正文跟着变', async () => {
    const worker = workers[2]!
    const work = await publishWork(app, employer, { shifts: [shiftOn('12-03'), shiftOn('12-04')] })
    const first = await take(work, worker, 0)
    const before = (await contractsOf(worker, work))[0]!
    const second = await take(work, worker, 1)
    const found = await contractsOf(worker, work)
    expect(found.map((item) => item.id)).toEqual([before.id])
    const both = await app.must('getContract', { params: { contractId: before.id } }, { token: worker.token })
    expect([...both.engagementIds].sort()).toEqual([first, second].sort())
    await app.must(
      'cancelEngagement',
      { params: { engagementId: second }, body: { reason: { code: 'workerIll' } } },
      { token: worker.token },
    )
    await app.drain()
    const left = await app.must('getContract', { params: { contractId: before.id } }, { token: worker.token })
    expect(left.shifts.map((shift) => shift.engagementId)).toEqual([first])
    expect(left.sha256).not.toBe(both.sha256)
  })

  test('整单接下的活,几个班在同一份合同里', async () => {
    const worker = workers[3]!
    const work = await publishWork(app, employer, {
      span: 'wholeJob',
      shifts: [shiftOn('12-05'), shiftOn('12-06'), shiftOn('12-07')],
    })
    await take(work, worker)
    const found = await contractsOf(worker, work)
    expect(found).toHaveLength(1)
    const shown = await app.must('getContract', { params: { contractId: found[0]!.id } }, { token: worker.token })
    expect(shown.shifts).toHaveLength(3)
  })

  test('过了时间没签:合同失效,用工单取消,写明原因,名额放出来', async () => {
    const worker = workers[1]!
    const work = await publishWork(app, employer, { shifts: [shiftOn('12-08')] })
    const engagementId = await take(work, worker)
    const [item] = await contractsOf(worker, work)
    await app.advanceTo(item!.signBy)
    const ended = await app.must('getEngagement', { params: { engagementId } }, { token: worker.token })
    expect(ended).toMatchObject({ state: 'cancelled', endedBy: 'system', endedReason: 'notSignedInTime' })
    expect((await contractsOf(worker, work))[0]!.state).toBe('lapsed')
    const late = await app.call(
      'signContract',
      { params: { contractId: item!.id }, body: { code: '123456' } },
      { token: worker.token },
    )
    expect(late.body).toMatchObject({ code: 'ContractLapsed' })
  })
})

describe('盖章', () => {
  test('时间戳服务停了:合同照样成立,文件过后自动补上', async () => {
    const worker = workers[0]!
    const work = await publishWork(app, employer, { shifts: [shiftOn('12-09')] })
    await take(work, worker)
    const [item] = await contractsOf(worker, work)
    const params = { contractId: item!.id }
    const code = await askCode(worker, item!.id)
    const { timestamp } = app.deps.gateways
    const working = timestamp.stampHash
    timestamp.stampHash = () => Promise.reject(new GatewayError('timestamp', 'unavailable', 'timeout', 'no answer'))
    await app.must('signContract', { params, body: { code } }, { token: worker.token })
    await app.drain()
    const waiting = await app.must('getContract', { params }, { token: worker.token })
    expect(waiting).toMatchObject({
      state: 'concluded',
      sealedAt: null,
      fileStatus: '合同有效;时间戳服务暂时没有回应,文件会自动补上',
    })
    expect((await app.call('getContractFile', { params }, { token: worker.token })).body).toMatchObject({
      code: 'ContractFileNotReady',
    })
    for (let tries = 0; tries < 12; tries++) {
      app.clock.advance(30 * 60_000)
      await app.drain()
    }
    expect((await app.must('getContract', { params }, { token: worker.token })).sealedAt).toBeNull()
    timestamp.stampHash = working
    app.clock.advance(30 * 60_000)
    await app.drain()
    expect((await app.must('getContract', { params }, { token: worker.token })).sealedAt).not.toBeNull()
  })
})

describe('没有手机的人', () => {
  test('在驿站由工作人员陪着,纸上签字,照片留存;有手机的人工作人员不能替签', async () => {
    const clerk = await signInNewStaff(app, 'clerk.fuan', [{ role: 'clerk', county: '350981', siteId }])
    const { person } = await app.must(
      'registerAtCounter',
      {
        body: {
          name: '吴阿婆',
          idNumber: reservedIdNumber(90, '1980-03-01', 'female'),
          how: 'signature',
          consentVersion: dataConsent.version,
        },
      },
      clerk,
    )
    const work = await publishWork(app, employer, { shifts: [shiftOn('12-10')] })
    const onBehalfOf = person.id
    await app.must('grabShift', { params: { shiftId: work.shiftIds[0]! }, body: { onBehalfOf } }, clerk)
    await app.drain()
    const { items } = await app.must('listMyContracts', { query: { onBehalfOf } }, clerk)
    const params = { contractId: items[0]!.id }
    const { items: works } = await app.must('getMyWork', { query: { onBehalfOf } }, clerk)
    const ofWork = { params: { engagementId: works[0]!.engagementId } }
    expect(await app.must('getEngagement', ofWork, clerk)).toMatchObject({ workerName: '吴阿婆' })
    expect(await app.must('getEngagementTimeline', ofWork, clerk)).toMatchObject({ items: [{ onBehalf: true }] })
    const stranger = await signInNewStaff(app, 'clerk.other', [{ role: 'clerk', county: '350902', siteId: null }])
    expect((await app.call('getEngagement', ofWork, stranger)).status).toBe(404)
    const helped = await app.must('listAssists', {}, clerk)
    expect(helped.items).toMatchObject([
      { name: '吴阿婆', person: { id: onBehalfOf, sex: 'female', maskedPhone: null } },
    ])
    expect((await app.call('signContract', { params, body: { onBehalfOf } }, clerk)).status).toBe(400)
    const photo = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]).toString('base64')
    const signed = await app.must('signContract', { params, body: { onBehalfOf, counterSignature: { photo } } }, clerk)
    expect(signed.signings.at(-1)).toMatchObject({ party: 'worker', name: '吴阿婆', factor: 'counterSignature' })
    const [row] = await app.within((ctx) =>
      ctx.tx.query(
        `select assisted_by, photo_document_id from contract_signings where contract_id = $1 and party = 'worker'`,
        [params.contractId],
      ),
    )
    expect(row).toMatchObject({ assisted_by: clerk.staffId, photo_document_id: expect.any(String) })

    const withPhone = workers[0]!
    const other = await publishWork(app, employer, { shifts: [shiftOn('12-11')] })
    await take(other, withPhone)
    const [theirs] = await contractsOf(withPhone, other)
    const unasked = {
      params: { contractId: theirs!.id },
      body: { onBehalfOf: withPhone.personId, counterSignature: {} },
    }
    expect((await app.call('signContract', unasked, clerk)).body).toMatchObject({ code: 'ConsentMissing' })
    const asked = { personId: withPhone.personId, how: 'signature' as const }
    await app.must('beginAssist', { body: asked }, clerk)
    expect((await app.call('signContract', unasked, clerk)).status).toBe(400)
  })
})

describe('历史导入', () => {
  test('导入的合同照样能看,写明是历史导入;需要时可以打印成文件', async () => {
    const worker = workers[1]!
    const work = await publishWork(app, employer, { shifts: [shiftOn('12-12')] })
    const { engagements } = await app.must(
      'grabShift',
      { params: { shiftId: work.shiftIds[0]! }, body: {} },
      { token: worker.token },
    )
    const contract: contractSeeding.SeedContract = {
      id: app.deps.ids.next(app.clock.now()),
      engagementId: engagements[0]!.id,
      shiftId: work.shiftIds[0]!,
      postingId: work.postingId,
      employer: { id: employer.employerId, name: '阳光茶业', kind: 'company' },
      worker: { id: worker.personId, name: worker.name },
      county: '350981',
      siteId: null,
      kind: 'taskLabour',
      kindLabel: '以完成一定工作任务为期限的劳动合同',
      reasonZh: '活干完就结束。',
      article: '劳动合同法第十五条',
      workTitle: '拣茶',
      terms: [{ label: '工钱', value: '每天200元' }],
      state: 'ended',
      createdAt: new Date('2026-05-01T08:00:00+08:00'),
      concludedAt: new Date('2026-05-01T08:05:00+08:00'),
      createdDay: '2026-05-01',
      startsAt: '2026-05-02T08:00:00+08:00',
      endsAt: '2026-05-02T17:00:00+08:00',
    }
    await app.within(async (ctx) => {
      const marks = (columns: readonly string[]) => columns.map((_column, index) => `$${index + 1}`).join(', ')
      const { contractColumns, contractRow, contractEngagementColumns, contractEngagementRow } = contractSeeding
      await ctx.tx.query(
        `insert into contracts (${contractColumns.join(', ')}) values (${marks(contractColumns)})`,
        contractRow(app.deps, contract),
      )
      await ctx.tx.query(
        `insert into contract_engagements (${contractEngagementColumns.join(', ')}) values (${marks(contractEngagementColumns)})`,
        contractEngagementRow(contract),
      )
    })
    const params = { contractId: contract.id }
    const shown = await app.must('getContract', { params }, { token: worker.token })
    expect(shown).toMatchObject({ imported: true, state: 'ended', fileStatus: '历史导入,没有电子文件' })
    expect((await app.call('getContractFile', { params }, { token: worker.token })).body).toMatchObject({
      code: 'ContractWithoutFile',
    })
    await app.within((ctx) => sealContract(ctx, contract.id))
    const file = await app.call('getContractFile', { params }, { token: worker.token })
    expect((file.body as unknown as Buffer).subarray(0, 5).toString()).toBe('%PDF-')
    // An engagement that history covers gets no second contract.
    await app.drain()
    expect((await contractsOf(worker, work)).map((item) => item.id)).toEqual([contract.id])
  })
})
