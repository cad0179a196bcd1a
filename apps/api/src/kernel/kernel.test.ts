import { brotliDecompressSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testApp, type TestApp } from '../../test/app.ts'
import { sealAudit } from './audit/seal.ts'
import { verifyAudit } from './audit/verify.ts'
import { scheduleHousekeeping } from './housekeeping/housekeeping.ts'
import { workDueRows, workOutbox } from './outbox/worker.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

const subject = '01900000-0000-7000-8000-00000000aaaa'
const stranger = '01900000-0000-7000-8000-00000000bbbb'

describe('outbox', () => {
  test('a handler runs once per event even when it is claimed again', async () => {
    let runs = 0
    app.registry.on('testHappened', 'test.count', async () => void (runs += 1))
    await app.within(async (ctx) => ctx.emit({ name: 'testHappened', subjectKind: 'test', subjectId: subject }))
    await workOutbox(app.registry)
    await app.deps.db.named(
      'again',
      `update outbox set done_at = null, claimed_until = null where name = 'testHappened'`,
    )
    await workOutbox(app.registry)
    expect(runs).toBe(1)
  })

  test('an event of a transaction that fails is never handled', async () => {
    let runs = 0
    app.registry.on('testUndone', 'test.undone', async () => void (runs += 1))
    const failing = app.within(async (ctx) => {
      ctx.emit({ name: 'testUndone', subjectKind: 'test', subjectId: subject })
      throw new Error('after all not')
    })
    await expect(failing).rejects.toThrow('after all not')
    await workOutbox(app.registry)
    expect(runs).toBe(0)
  })

  test('events handled together are handled once each, and one that fails does not hold up the others', async () => {
    const ids = [1, 2, 3].map((n) => `01900000-0000-7000-8000-00000000ccc${n}`)
    const emit = (name: string) =>
      app.within(async (ctx) => {
        for (const subjectId of ids) ctx.emit({ name, subjectKind: 'test', subjectId })
      })
    const calls: string[][] = []
    app.registry.onMany('testCrowd', 'test.crowd', async (_ctx, events) => {
      calls.push(events.map((event) => event.subjectId).sort())
    })
    await emit('testCrowd')
    await workOutbox(app.registry)
    await app.deps.db.named(
      'crowd-again',
      `update outbox set done_at = null, claimed_until = null where name = 'testCrowd'`,
    )
    await workOutbox(app.registry)
    expect(calls).toEqual([ids])

    const done: string[] = []
    app.registry.onMany('testOneBad', 'test.oneBad', async (ctx, events) => {
      if (events.some((event) => event.subjectId === ids[1])) throw new Error('this one not')
      // Kept only where the transaction holds.
      for (const { subjectId } of events) ctx.emit({ name: 'testGood', subjectKind: 'test', subjectId })
    })
    app.registry.on('testGood', 'test.good', async (_ctx, event) => void done.push(event.subjectId))
    await emit('testOneBad')
    await workOutbox(app.registry)
    await workOutbox(app.registry)
    expect(done.sort()).toEqual([ids[0], ids[2]])
    const rows = await app.deps.db.named(
      'one-bad',
      `select 1 from outbox where name = 'testOneBad' and done_at is null`,
    )
    expect(rows).toHaveLength(1)
    await app.deps.db.named('one-bad-tidy', `delete from outbox where name = 'testOneBad'`)
  })

  test('what keeps failing is tried again later and set aside visibly', async () => {
    app.registry.on('testBroken', 'test.broken', async () => {
      throw new Error('broken for good')
    })
    await app.within(async (ctx) => ctx.emit({ name: 'testBroken', subjectKind: 'test', subjectId: subject }))
    for (let i = 0; i < 8; i++) {
      expect(await workOutbox(app.registry)).toBe(1)
      expect(await workOutbox(app.registry)).toBe(0)
      app.clock.advance(600_000)
    }
    const [row] = await app.deps.db.named<{ attempts: number; last_error: string; set_aside: boolean }>(
      'aside',
      `select attempts, last_error, set_aside_at is not null as set_aside from outbox where name = 'testBroken'`,
    )
    expect(row).toEqual({ attempts: 8, last_error: 'Error: broken for good', set_aside: true })
    expect(await workOutbox(app.registry)).toBe(0)
    await app.deps.db.named('tidy', `delete from outbox where name = 'testBroken'`)
  })
})

describe('deadlines', () => {
  test('a deadline runs when its time has come, once; a moved one only at its new time; a cancelled one never', async () => {
    const ran: string[] = []
    app.registry.atDue('test.due', async (_ctx, row) => void ran.push(row.key))
    const now = app.clock.now()
    const inMinutes = (minutes: number) => new Date(now.getTime() + minutes * 60_000)
    await app.within(async (ctx) => {
      ctx.schedule({ kind: 'test.due', key: 'a', subjectId: subject, dueAt: inMinutes(10) })
      ctx.schedule({ kind: 'test.due', key: 'b', subjectId: subject, dueAt: inMinutes(10) })
      ctx.schedule({ kind: 'test.due', key: 'c', subjectId: subject, dueAt: inMinutes(10) })
    })
    await app.within(async (ctx) => {
      ctx.cancelDue('b')
      ctx.schedule({ kind: 'test.due', key: 'c', subjectId: subject, dueAt: inMinutes(30) })
    })
    await workDueRows(app.registry)
    expect(ran).toEqual([])
    app.clock.advance(11 * 60_000)
    await workDueRows(app.registry)
    await workDueRows(app.registry)
    expect(ran).toEqual(['a'])
    app.clock.advance(20 * 60_000)
    await workDueRows(app.registry)
    expect(ran).toEqual(['a', 'c'])
  })
})

describe('housekeeping', () => {
  test('handled events and remembered answers go after their time; what was set aside stays', async () => {
    await app.within(async (ctx) => {
      ctx.emit({ name: 'testOld', subjectKind: 'test', subjectId: subject })
      ctx.emit({ name: 'testAside', subjectKind: 'test', subjectId: subject })
      scheduleHousekeeping(ctx)
    })
    await workOutbox(app.registry)
    await app.deps.db.named('aside-old', `update outbox set done_at = null, set_aside_at = at where name = 'testAside'`)
    const now = app.clock.now()
    app.clock.advance(40 * 86_400_000)
    await workDueRows(app.registry)
    const left = await app.deps.db.named<{ name: string }>(
      'left',
      `select name from outbox where name in ('testOld', 'testAside')`,
    )
    expect(left).toEqual([{ name: 'testAside' }])
    const [next] = await app.deps.db.named<{ due_at: Date }>(
      'next',
      `select due_at from due_rows where kind = 'kernel.housekeeping' and done_at is null`,
    )
    expect(next!.due_at.getTime()).toBeGreaterThan(now.getTime() + 40 * 86_400_000)
    await app.deps.db.named('tidy-aside', `delete from outbox where name = 'testAside'`)
  })
})

describe('audit', () => {
  const act = (note?: string) =>
    app.within(async (ctx) =>
      ctx.audit({
        subjectKind: 'test',
        subjectId: subject,
        act: 'tried',
        concerns: [subject],
        county: '350981',
        ...(note && { note }),
      }),
    )

  test('entries are chained, and the chain tells when one was changed behind the application', async () => {
    await act('第一次')
    await act()
    await sealAudit(app.deps)
    expect((await verifyAudit(app.deps.db)).problems).toEqual([])
    await expect(
      app.within(async (ctx) => void (await ctx.tx.query(`update audit_entries set act = 'other'`))),
    ).rejects.toThrow(/permission denied|never changed/)
  })

  test('an unsealed tail is reported, not hidden', async () => {
    await act()
    const report = await verifyAudit(app.deps.db)
    expect(report.unsealedEntries).toBe(1)
    expect(report.problems).toEqual([])
  })

  test('only those concerned, their county and the platform see an entry', async () => {
    const seen = (scope: object) =>
      app.within(
        async (ctx) => (await ctx.tx.query('select 1 from audit_entries where subject_id = $1', [subject])).length,
        scope,
      )
    const all = await seen({ system: true })
    expect(all).toBeGreaterThan(0)
    expect(await seen({ persons: [subject] })).toBe(all)
    expect(await seen({ counties: ['350981'] })).toBe(all)
    expect(await seen({ persons: [stranger], counties: ['350982'] })).toBe(0)
    expect(await seen({})).toBe(0)
  })
})

describe('scope', () => {
  test('nothing of one transaction’s scope is left for the next user of the connection', async () => {
    await app.within(async () => undefined, { persons: [subject], counties: ['350981'], system: true })
    const client = await app.deps.db.pool.connect()
    const { rows } = await client.query<{ left: string | null }>(`select current_setting('app.persons', true) as left`)
    client.release()
    expect(rows[0]?.left ?? '').toBe('')
  })

  test('a scope value that is not an id is refused before it becomes SQL', async () => {
    await expect(app.within(async () => undefined, { persons: [`'; drop table outbox; --`] })).rejects.toThrow(
      'not a valid id',
    )
  })

  test('the application’s role owns nothing and cannot bypass row-level security', async () => {
    const [row] = await app.deps.db.named<{ super: boolean; bypass: boolean; owned: number }>(
      'role',
      `select rolsuper as super, rolbypassrls as bypass,
         (select count(*)::int from pg_class where relowner = r.oid) as owned
       from pg_roles r where rolname = current_user`,
    )
    expect(row).toEqual({ super: false, bypass: false, owned: 0 })
  })

  test('every table has a primary key', async () => {
    const missing = await app.deps.db.named<{ relname: string }>(
      'keys',
      `select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where n.nspname = current_schema() and c.relkind = 'r'
         and not exists (select 1 from pg_constraint k where k.conrelid = c.oid and k.contype = 'p')`,
    )
    expect(missing).toEqual([])
  })
})

describe('requests', () => {
  const key = '01900000-0000-7000-8000-0000000000c1'

  test('a change without a request id is refused in words', async () => {
    const response = await app.server.inject({ method: 'POST', url: '/demonstration/settle', payload: {} })
    expect(response.statusCode).toBe(400)
    expect(response.json().code).toBe('RequestIdMissing')
  })

  test('the same id with another body is refused', async () => {
    const to = (minutes: number) => new Date(app.clock.now().getTime() - minutes * 60_000).toISOString()
    const first = await app.call('moveClock', { body: { to: to(60) } }, { key })
    const again = await app.call('moveClock', { body: { to: to(60) } }, { key })
    expect(again).toEqual(first)
    const other = await app.call('moveClock', { body: { to: to(90) } }, { key })
    expect(other.body).toMatchObject({ code: 'RequestIdReused' })
  })

  test('a long answer comes packed to whom can unpack it, a short one as it is', async () => {
    const get = (url: string, headers: Record<string, string> = {}) => app.server.inject({ url, headers })
    const plain = await get('/occupations?limit=100')
    const packed = await get('/occupations?limit=100', { 'accept-encoding': 'gzip, br' })
    expect(packed.headers).toMatchObject({ 'content-encoding': 'br', vary: 'accept-encoding' })
    expect(brotliDecompressSync(packed.rawPayload).toString()).toBe(plain.body)
    expect(packed.rawPayload.length).toBeLessThan(plain.rawPayload.length / 2)
    const short = await get('/demonstration/clock', { 'accept-encoding': 'gzip, br' })
    expect(short.headers['content-encoding']).toBeUndefined()
  })

  test('bad input names every problem at once and never answers 5xx', async () => {
    const headers = { 'idempotency-key': '01900000-0000-7000-8000-0000000000c2' }
    for (const payload of ['{', '[]', 'null', '"x"', '{"to":5}', '']) {
      const response = await app.server.inject({
        method: 'POST',
        url: '/demonstration/clock',
        payload,
        headers: { ...headers, 'content-type': 'application/json' },
      })
      expect(response.statusCode, payload).toBe(400)
      expect(response.json().problems.length, payload).toBeGreaterThan(0)
    }
  })
})
