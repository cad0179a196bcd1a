import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testApp, type TestApp } from '../../../test/app.ts'
import { signInNewPerson, signInNewStaff, smsTo, type Signed } from '../../../test/people.ts'
import { anyWork } from '../../../test/wishes.ts'
import { gapZh, maskedNumber, qualificationGaps, type HeldQualification } from './rules-qualifications.ts'

const town = '350902001'
const electrician = '6-31-01-03'
const number = 'T352201197501010017'
const jpeg = (mark: number) => Buffer.from([0xff, 0xd8, 0xff, 0xe0, mark, ...Buffer.from('a picture')])
const photo = (mark: number) => jpeg(mark).toString('base64')

let app: TestApp
let worker: Signed
let officer: { token: string; staffId: string }
let elsewhere: { token: string }
beforeAll(async () => {
  app = await testApp()
  worker = await signInNewPerson(app, 310, { name: '林电工' })
  const body = anyWork({ town, occupations: [electrician], channels: ['app', 'sms'] })
  await app.must('putWorkerProfile', { body }, worker)
  officer = await signInNewStaff(app, 'officer-cert', [{ role: 'countyOfficer', county: '350902', siteId: null }])
  elsewhere = await signInNewStaff(app, 'officer-far', [{ role: 'countyOfficer', county: '350981', siteId: null }])
})
afterAll(() => app?.close())

const mine = async () => (await app.must('listMyQualifications', { query: {} }, worker)).items
const front = (qualificationId: string) => ({ qualificationId, side: 'front' as const })
const waiting = () => app.must('listQualificationReviews', { query: {} }, officer)

describe('证书', () => {
  let id: string

  test('记下、拍照、交上;差什么一次说清,坏照片说明白,编号和照片都加密', async () => {
    const unknown = await app.call('addQualification', { body: { code: 'flying', validUntil: '2020-01-01' } }, worker)
    expect(unknown).toMatchObject({
      status: 422,
      body: { code: 'QualificationInvalid', problems: [{ path: 'code' }, { path: 'validUntil' }] },
    })
    const added = await app.must('addQualification', { body: { code: 'electrician' } }, worker)
    id = added.id
    expect(added).toMatchObject({ name: '电工证', state: 'entered', stateLabel: '还没交' })
    const params = { qualificationId: id }
    expect(await app.call('submitQualification', { params, body: {} }, worker)).toMatchObject({
      status: 422,
      body: {
        code: 'QualificationIncomplete',
        problems: [{ path: 'number' }, { path: 'validUntil' }, { path: 'photos.front' }],
      },
    })
    await app.must('changeQualification', { params, body: { number, validUntil: '2027-05-31' } }, worker)
    const web = Buffer.from('<html>').toString('base64')
    const large = Buffer.concat([jpeg(1), Buffer.alloc(710_000)]).toString('base64')
    for (const [bytes, code] of [[web, 'kind'] as const, [large, 'tooLarge'] as const])
      expect(
        await app.call('putQualificationPhoto', { params: front(id), body: { photo: bytes } }, worker),
      ).toMatchObject({ status: 422, body: { code: 'FileUnreadable', problems: [{ path: 'photo', code }] } })
    await app.must('putQualificationPhoto', { params: front(id), body: { photo: photo(1) } }, worker)
    await app.must('putQualificationPhoto', { params: front(id), body: { photo: photo(2) } }, worker)
    const handedIn = await app.must('submitQualification', { params, body: {} }, worker)
    expect(handedIn).toMatchObject({
      state: 'submitted',
      number,
      numberMasked: '****0017',
      photos: ['front'],
      missing: [],
      // Sixteen working hours, seven a day, from Wednesday morning.
      dueAt: '2026-11-20T10:00:00+08:00',
    })

    const own = await app.server.inject({
      url: `/my/qualifications/${id}/photos/front`,
      headers: { authorization: `Bearer ${worker.token}` },
    })
    expect([own.statusCode, own.headers['content-type']]).toEqual([200, 'image/jpeg'])
    expect(own.rawPayload).toEqual(jpeg(2))
    const folder = join(app.deps.config.dataDir, 'objects')
    const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((one) => one.isFile())
    expect(files.length).toBeGreaterThan(0)
    for (const one of files)
      expect((await readFile(join(one.parentPath, one.name))).includes('a picture'), one.name).toBe(false)
    const stored = await app.within((ctx) => ctx.tx.query('select * from worker_qualifications'))
    expect(JSON.stringify(stored)).not.toContain(number)
  })

  test('交了就不能改;别人的、别县的看不到', async () => {
    const params = { qualificationId: id }
    expect(await app.call('changeQualification', { params, body: { number: '1' } }, worker)).toMatchObject({
      status: 409,
      body: { code: 'QualificationFixed' },
    })
    const stranger = await signInNewPerson(app, 311)
    for (const act of ['endQualification', 'submitQualification'] as const)
      expect(await app.call(act, { params, body: {} }, stranger)).toMatchObject({ status: 404 })
    expect(await app.must('listQualificationReviews', { query: {} }, elsewhere)).toEqual({ items: [], total: 0 })
    expect(await app.call('openQualificationReview', { params, body: {} }, elsewhere)).toMatchObject({ status: 404 })
  })

  test('县里先打开再看照片,本人查得到谁看过;退回时原因一次说完,本人改好再交', async () => {
    const photoOf = () =>
      app.server.inject({
        url: `/qualification-reviews/${id}/photos/front`,
        headers: { authorization: `Bearer ${officer.token}` },
      })
    const params = { qualificationId: id }
    const queue = await waiting()
    expect(queue).toMatchObject({ total: 1, items: [{ id, personName: '林电工', numberMasked: '****0017' }] })
    expect(JSON.stringify(queue)).not.toContain(number)
    const toDos = await app.must('getToDos', { query: {} }, officer)
    expect(toDos.items).toContainEqual(expect.objectContaining({ kind: 'qualificationToReview', count: 1 }))
    expect((await photoOf()).statusCode).toBe(404)
    const review = await app.must('openQualificationReview', { params, body: {} }, officer)
    expect(review).toMatchObject({
      number,
      officialName: '特种作业操作证(电工作业)',
      person: { name: '林电工', verified: true },
      photos: ['front'],
      possible: ['verify', 'refuse'],
    })
    expect(review.requiredFor).toContain('电工')
    expect((await photoOf()).rawPayload).toEqual(jpeg(2))
    const views = await app.must('listMyViews', {}, worker)
    expect(views.items[0]?.sentence).toMatch(/看了您的证书编号和照片,用途:核验证书$/)

    const reasons = [{ code: 'unreadable' }, { code: 'other', note: '请把四个角都拍进去' }]
    expect(
      await app.call('refuseQualification', { params, body: { reasons: [{ code: 'other' }, { code: 'x' }] } }, officer),
    ).toMatchObject({
      body: { code: 'QualificationInvalid', problems: [{ path: 'reasons.0.note' }, { path: 'reasons.1.code' }] },
    })
    await app.must('refuseQualification', { params, body: { reasons } }, officer)
    await app.drain()
    expect(await mine()).toMatchObject([
      {
        state: 'refused',
        reasons: [
          { label: '照片看不清', note: null },
          { label: '其他', note: '请把四个角都拍进去' },
        ],
      },
    ])
    expect((await smsTo(app, worker.phone))[0]?.text).toContain('您的电工证没通过核验:照片看不清')
    const toMend = await app.must('getToDos', { query: {} }, worker)
    expect(toMend.items.map(({ kind }) => kind)).toContain('qualificationToMend')
    await app.must('putQualificationPhoto', { params: front(id), body: { photo: photo(3) } }, worker)
    expect(await app.must('submitQualification', { params, body: {} }, worker)).toMatchObject({ state: 'submitted' })
    // A new photo is a new matter: it is opened again first.
    app.clock.advance(1_000)
  })

  test('核验照证上的日期;换证时旧的还算,新的核验了才顶掉', async () => {
    const params = { qualificationId: id }
    for (const validUntil of [null, '2026-11-17'])
      expect(await app.call('verifyQualification', { params, body: { validUntil } }, officer)).toMatchObject({
        body: { code: 'QualificationInvalid', problems: [{ path: 'validUntil' }] },
      })
    const verified = await app.must('verifyQualification', { params, body: { validUntil: '2027-01-31' } }, officer)
    expect(verified).toMatchObject({ state: 'verified', validUntil: '2027-01-31' })
    // Again is calm, and the queue is empty.
    await app.must('verifyQualification', { params, body: { validUntil: '2027-01-31' } }, officer)
    expect(await waiting()).toEqual({ items: [], total: 0 })
    const audit = await app.within((ctx) =>
      ctx.tx.query<{ act: string }>(`select act from audit_entries where subject_id = $1 order by at, id`, [id]),
    )
    expect(audit.map(({ act }) => act)).toEqual([
      'create',
      'change',
      'photograph',
      'photograph',
      'submit',
      'refuse',
      'photograph',
      'submit',
      'verify',
    ])

    // The next one is entered while the old one counts, and takes its place when it is verified.
    const next = await app.must('addQualification', { body: { code: 'electrician', number: 'T9' } }, worker)
    expect((await mine()).map(({ state }) => state)).toEqual(['verified', 'entered'])
    await app.must('endQualification', { params: { qualificationId: next.id }, body: {} }, worker)
  })

  test('去掉以后照片再也打不开,编号不留', async () => {
    const made = await app.must(
      'addQualification',
      { body: { code: 'welding', number: 'T88', validUntil: '2030-01-01' } },
      worker,
    )
    await app.must('putQualificationPhoto', { params: front(made.id), body: { photo: photo(4) } }, worker)
    await app.must('endQualification', { params: { qualificationId: made.id }, body: {} }, worker)
    const rows = await app.within((ctx) =>
      ctx.tx.query(
        `select p.key_enc, q.number_enc from qualification_photos p join worker_qualifications q on q.id = p.qualification_id
         where q.id = $1`,
        [made.id],
      ),
    )
    expect(rows).toEqual([{ key_enc: null, number_enc: null }])
  })

  test('驿站的人经本人同意可以代办,看不到编号全文;以前没加密的编号,平台补上加密', async () => {
    const siteId = '01900000-0000-7000-8000-0000000000aa'
    const clerk = await signInNewStaff(app, 'clerk-cert', [{ role: 'clerk', county: '350902', siteId }])
    const body = { code: 'forklift', number: 'TS6NFUJ00017', onBehalfOf: worker.personId }
    expect(await app.call('addQualification', { body }, clerk)).toMatchObject({ body: { code: 'ConsentMissing' } })
    const consent = { personId: worker.personId, how: 'idCard' as const }
    await app.must('beginAssist', { body: consent }, clerk)
    const made = await app.must('addQualification', { body }, clerk)
    expect(made).toMatchObject({ number: null, numberMasked: '****0017' })

    await app.within(async (ctx) => {
      await ctx.tx.query(
        `update worker_qualifications set number = 'OLD-1', number_enc = null, name = null where id = $1`,
        [made.id],
      )
      const kind = 'seekers.sealQualifications'
      ctx.schedule({ kind, key: kind, subjectId: made.id, dueAt: ctx.now })
    })
    await app.drain()
    const [row] = await app.within((ctx) =>
      ctx.tx.query<{ number: string | null; name: string }>(
        'select number, name from worker_qualifications where id = $1',
        [made.id],
      ),
    )
    expect(row).toEqual({ number: null, name: '叉车证' })
    expect((await mine()).find((one) => one.id === made.id)?.number).toBe('OLD-1')
  })

  test('到期前提醒,过了那天就不算', async () => {
    const states = () =>
      app.within(async (ctx) => {
        const rows = await ctx.tx.query<{ state: string }>('select state from worker_qualifications where id = $1', [
          id,
        ])
        return rows.map(({ state }) => state)
      })
    const told = async () => (await smsTo(app, worker.phone))[0]?.text
    await app.advanceTo('2026-12-02T10:00:00+08:00')
    expect(await told()).toContain('您的电工证2027年1月31日到期')
    await app.advanceTo('2027-01-31T23:00:00+08:00')
    expect(await states()).toEqual(['verified'])
    await app.advanceTo('2027-02-01T00:01:00+08:00')
    expect(await states()).toEqual(['expired'])
  })
})

describe('what stands between a person and work that asks for a certificate', () => {
  const asked = [['electrician'], ['crane', 'forklift']]
  const names: Record<string, string> = { electrician: '电工证', crane: '行车证', forklift: '叉车证' }
  const told = (held: HeldQualification[]) =>
    qualificationGaps(asked, held, '2026-11-20').map((gap) => gapZh(gap, (code) => names[code] ?? code))
  const held = (
    code: string,
    state: HeldQualification['state'],
    validUntil: string | null = null,
  ): HeldQualification => ({ code, state, validUntil })

  test('every certificate asked for must be verified and valid on the last day; of alternatives one will do', () => {
    expect(told([held('electrician', 'verified', '2026-11-20'), held('forklift', 'verified')])).toEqual([])
    expect(told([held('electrician', 'verified', '2026-11-19'), held('crane', 'submitted')])).toEqual([
      '要有电工证,您的2026年11月19日就到期了,换了新证请到“我的证书”再拍一次',
      '要有行车证或叉车证,您的还在核验',
    ])
    expect(told([held('electrician', 'refused')])).toEqual([
      '要有电工证,您的没通过核验,请到“我的证书”改好再交',
      '要有行车证或叉车证,您的资料里还没有;有的话到“我的证书”拍照交上',
    ])
    // A renewed one on its way tells more than the one that ran out.
    expect(told([held('electrician', 'expired'), held('electrician', 'submitted')])[0]).toBe('要有电工证,您的还在核验')
  })

  test('of a number only the end is shown, of a short one nothing', () => {
    expect([maskedNumber(number), maskedNumber('A1')]).toEqual(['****0017', '****'])
  })
})
