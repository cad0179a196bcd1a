import { reservedIdNumber, reservedUscc } from '@linggong/reference/identifiers.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestWorld } from './testing.ts'
import type { TestWorld } from './testing.ts'

let world: TestWorld
beforeAll(async () => {
  world = await startTestWorld()
})
afterAll(() => world.close())

const idNumber = reservedIdNumber(1, '1970-05-01', 'female')
const person = { requestId: 'q1', name: '林阿妹', idNumber }

test('a reserved number matches; the answer says when and under which number', async () => {
  const answer = await world.gateways.identityCheck.checkPerson(person)
  expect(answer).toMatchObject({ result: 'match', checkedAt: '2026-09-01T08:00:00+08:00' })
  expect(answer.referenceNo).not.toBe('')
})

test('markers in the name decide otherwise; a number that may be real never matches', async () => {
  const check = async (change: Partial<typeof person>) =>
    (await world.gateways.identityCheck.checkPerson({ ...person, ...change })).result
  expect(await check({ name: '林不符' })).toBe('mismatch')
  expect(await check({ name: '林查询失败' })).toBe('unavailable')
  expect(await check({ idNumber: '110101199003070011' })).toBe('mismatch')
})

test('organisations: the legal person counts too', async () => {
  const question = { requestId: 'q2', name: '宁德茶厂', uscc: reservedUscc(1), legalPersonName: '陈大山' }
  const { identityCheck } = world.gateways
  expect(await identityCheck.checkOrganisation(question)).toMatchObject({ result: 'match' })
  const other = await identityCheck.checkOrganisation({ ...question, legalPersonName: '陈不符' })
  expect(other).toMatchObject({ result: 'mismatch' })
})

test('a wrong secret proves nothing either way', async () => {
  const wrong = world.gatewaysWith((config) => {
    config.identityCheck.secret = 'wrong'
  })
  await expect(wrong.identityCheck.checkPerson(person)).rejects.toMatchObject({ kind: 'untrusted' })
})

test('an unsigned "match" is a lie', async () => {
  await world.fault('identity', 'lying', 1)
  await expect(world.gateways.identityCheck.checkPerson(person)).rejects.toMatchObject({
    kind: 'untrusted',
    code: 'badSignature',
  })
})

test('down: unavailable after the attempts', async () => {
  await world.fault('identity', 'down', 3)
  await expect(world.gateways.identityCheck.checkPerson(person)).rejects.toMatchObject({ kind: 'unavailable' })
  expect((await world.gateways.identityCheck.checkPerson(person)).result).toBe('match')
})

test('an answer to one question does not pass for another', async () => {
  let kept: Response | undefined
  const replaying = world.gatewaysWith(() => {}, {
    fetch: async (input, init) => {
      kept ??= await fetch(input, init)
      return kept.clone()
    },
  })
  await replaying.identityCheck.checkPerson(person)
  await expect(replaying.identityCheck.checkPerson({ ...person, name: '林不符' })).rejects.toMatchObject({
    kind: 'untrusted',
  })
})
