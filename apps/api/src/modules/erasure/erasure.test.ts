import { dataConsent } from '@linggong/contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testApp, type TestApp } from '../../../test/app.ts'
import { codeFor, signInPhone } from '../../../test/people.ts'
import { secrets, settleTown, workDay, type Ids, type Town } from '../../../test/town.ts'
import { erasureRules, staysAsItIs } from './index.ts'
import { blockersOf, keptOf } from './rules.ts'

let app: TestApp
let town: Town
let ids: Ids
beforeAll(async () => {
  app = await testApp()
  town = await settleTown(app)
  ids = await workDay(app, town)
})
afterAll(() => app.close())

const rowsWith = (table: string, column: string, text?: string) =>
  app.within(async (ctx) => {
    const [row] = await ctx.tx.query<{ n: number }>(
      `select count(*)::int as n from ${table} t where t.${column} = $1 and ($2::text is null or t::text like '%' || $2 || '%')`,
      [town.worker.personId, text ?? null],
    )
    return row?.n ?? 0
  })

/** How often the market has been told to look at the worker anew. */
const timesTold = () =>
  app.within(async (ctx) => {
    const rows = await ctx.tx.query(`select 1 from outbox where name = 'workerProfileChanged' and subject_id = $1`, [
      town.worker.personId,
    ])
    return rows.length
  })

/** Tables in which the worker's name stands in a row of theirs. */
async function namedIn(): Promise<string[]> {
  const found = await Promise.all(
    erasureRules.map(async ({ table, person }) => ((await rowsWith(table, person, '陈大山')) > 0 ? [table] : [])),
  )
  return [...new Set(found.flat())]
}

test('every table that knows a person says what erasing does to it, or why it stays', async () => {
  const rows = await app.within((ctx) =>
    ctx.tx.query<{ name: string }>(
      `select distinct c.table_name as name from information_schema.columns c
       join information_schema.tables t using (table_schema, table_name)
       where c.table_schema = $1 and t.table_type = 'BASE TABLE'
         and (c.column_name in ('person_id', 'worker_id', 'leader_id', 'worker_name')
           or (c.column_name like '%\\_enc' and c.data_type = 'bytea'))
       order by 1`,
      [app.database.schema],
    ),
  )
  const ruled = new Set(erasureRules.map(({ table }) => table))
  // Whose column of the person has another name.
  ruled.delete('notice_preferences')
  expect(rows.map(({ name }) => name)).toEqual([...ruled, ...Object.keys(staysAsItIs)].toSorted())
})

describe('注销', () => {
  test('还有没办完的不让删,一次说全;验证码不对什么也不删', async () => {
    const { token } = town.worker
    const before = await app.must('getErasure', {}, { token })
    expect(before.blockers).toEqual([{ kind: 'answerOpen', words: '还有1个报名或邀约没有答复。先撤回或谢绝,再来。' }])
    expect((await app.call('requestErasureCode', { body: {} }, { token })).body).toMatchObject({
      code: 'ErasureNotYet',
      problems: [{ code: 'answerOpen' }],
    })
    // Who is at odds about hours and pay hears of both.
    const leader = await app.must('getErasure', {}, town.crewLeader)
    expect(leader.blockers.map(({ kind }) => kind)).toEqual(['workAhead', 'disputeOpen', 'troubleOpen'])
    await app.must('withdrawApplication', { params: { applicationId: ids.applicationId! }, body: {} }, { token })
    app.clock.advance(61_000)
    await app.must('requestErasureCode', { body: {} }, { token })
    expect((await app.call('askErasure', { body: { code: '000000' } }, { token })).body).toMatchObject({
      code: 'CodeWrong',
    })
    expect(await rowsWith('erasures', 'person_id')).toBe(0)
    expect((await app.must('getMe', {}, { token })).kind).toBe('person')
  })

  test('答应以后登录不了,法律不要求留的删掉,要留的说清依据和到哪天;同一个人可以重新登记', async () => {
    const { token, phone, idNumber, name } = town.worker
    const before = await timesTold()
    const told = await app.must('askErasure', { body: { code: await codeFor(app, phone) } }, { token })
    expect(told.kept).toMatchObject([
      { part: 'work', months: 36, until: '2029-11-18' },
      { part: 'contract', months: 24, until: '2028-11-18', clause: '第五十条' },
      { part: 'ledger', months: 36, until: '2029-11-18', clause: '第十五条' },
    ])
    await app.drain()
    expect((await app.call('getMe', {}, { token })).status).toBe(401)
    const deleted = erasureRules.filter((rule) => rule.when === 'now' && 'do' in rule)
    for (const { table, person } of deleted)
      expect({ table, left: await rowsWith(table, person) }).toEqual({ table, left: 0 })
    expect((await namedIn()).toSorted()).toEqual(['contracts', 'engagements', 'persons', 'timesheets'])
    expect(await timesTold()).toBe(before + 1)
    // Nothing of what only they could tell is left in the database in clear.
    for (const secret of [secrets.home, secrets.workerBank, phone, idNumber])
      expect(await rowsWith('persons', 'id', secret)).toBe(0)

    // The employer keeps its books.
    const params = { employerId: town.employer.employerId }
    const work = await app.must('listEmployerEngagements', { params, query: {} }, town.employer)
    expect(work.items.map(({ workerName }) => workerName)).toContain(name)
    await app.must('getEmployerStatement', { params, query: { from: '2026-11-01', to: '2026-11-30' } }, town.employer)

    app.clock.advance(61_000)
    const phoneOnly = await signInPhone(app, phone)
    const body = { name, idNumber, consentVersion: dataConsent.version }
    const again = await app.must('registerPerson', { body }, { token: phoneOnly.token })
    expect(again.person.id).not.toBe(town.worker.personId)
  })

  test('法定期限一到,那一部分的名字也去掉;最后连姓名和号码都没有了', async () => {
    await app.advanceTo('2028-11-20T09:00:00+08:00')
    expect((await namedIn()).toSorted()).toEqual(['engagements', 'persons', 'timesheets'])
    await app.advanceTo('2029-11-20T09:00:00+08:00')
    expect(await namedIn()).toEqual([])
    const [left] = await app.within((ctx) =>
      ctx.tx.query(
        `select p.name, p.birth_date::text, e.id_number_enc, array(select unnest(e.ended) order by 1) as ended from persons p join erasures e on e.person_id = p.id
         where p.id = $1`,
        [town.worker.personId],
      ),
    )
    expect(left).toEqual({
      name: '已注销',
      birth_date: '1975-01-01',
      id_number_enc: null,
      ended: ['contract', 'ledger', 'work'],
    })
  })
})

test('what a law keeps is counted from the last day there was something of it', () => {
  const limit = { months: 36, document: 'd', clause: 'c', provisional: false }
  const limits = { work: limit, contract: { ...limit, months: 24 }, ledger: limit, voucher: limit }
  const last = { work: '2026-11-19', contract: '2024-11-19', ledger: null, voucher: null }
  expect(keptOf(last, limits, '2026-11-20')).toEqual([{ part: 'work', ...limit, until: '2029-11-18' }])
  const none = { workAhead: 0, wageUnpaid: 0, answerOpen: 0, disputeOpen: 0, troubleOpen: 0, loanOut: 0, ownerOf: 0 }
  expect(blockersOf(none)).toEqual([])
  expect(blockersOf({ ...none, wageUnpaid: 2 }).map(({ words }) => words)).toEqual([
    '还有2笔工钱没到账。到账以后再来,没给的可以到“工资”里催。',
  ])
})
