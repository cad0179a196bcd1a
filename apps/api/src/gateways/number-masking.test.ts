import { afterEach, beforeEach, expect, test } from 'vitest'
import { missingInGatewayConfig } from './config.ts'
import { START, startTestWorld, type TestWorld } from './testing.ts'

let world: TestWorld
beforeEach(async () => {
  world = await startTestWorld()
})
afterEach(() => world.close())

const until = new Date(Date.parse(START) + 3_600_000)
const pair = { phoneA: '15400000001', phoneB: '15400000002', until, outId: 'c1' }
const bindings = () => world.act('GET', '/masked-numbers')
const gateway = () => world.gateways.numberMasking!

test('两部电话绑上一个中间号,到时候自己失效', async () => {
  const masked = await gateway().bind(pair)
  expect(await bindings()).toEqual([
    {
      subsId: masked.bindingId,
      secretNo: masked.number,
      phoneA: pair.phoneA,
      phoneB: pair.phoneB,
      outId: 'c1',
      until: '2026-09-01T09:00:00+08:00',
    },
  ])
  await world.setClock('2026-09-01T09:00:01+08:00')
  expect(await bindings()).toEqual([])
})

test('解绑以后不再有;再解一次,对方说没有', async () => {
  const masked = await gateway().bind(pair)
  const other = await gateway().bind({ ...pair, phoneB: '15400000003' })
  expect(other.number).not.toBe(masked.number)
  await gateway().unbind(masked)
  expect(await bindings()).toMatchObject([{ subsId: other.bindingId }])
  await expect(gateway().unbind(masked)).rejects.toMatchObject({ kind: 'rejected', code: 'isv.BIND_NOT_EXIST' })
})

test('a wrong secret, a wrong pool and a time that is past are refused', async () => {
  const wrong = world.gatewaysWith((config) => {
    config.numberMasking!.accessKeySecret = 'wrong'
  })
  await expect(wrong.numberMasking!.bind(pair)).rejects.toMatchObject({ code: 'SignatureDoesNotMatch' })
  const pool = world.gatewaysWith((config) => {
    config.numberMasking!.poolKey = 'FC0'
  })
  await expect(pool.numberMasking!.bind(pair)).rejects.toMatchObject({ code: 'POOLKEY_NOT_EXIST' })
  await expect(gateway().bind({ ...pair, until: new Date(START) })).rejects.toMatchObject({
    kind: 'rejected',
    code: 'isv.ILLEGAL_ARGUMENT',
  })
  expect(await bindings()).toEqual([])
})

test('down, or lying without a number: no number is believed', async () => {
  await world.fault('numberMasking', 'down')
  await expect(gateway().bind(pair)).rejects.toMatchObject({ kind: 'unavailable', code: 'http503' })
  await world.fault('numberMasking', 'lying', 1)
  await expect(gateway().bind(pair)).rejects.toMatchObject({ kind: 'untrusted', code: 'badAnswer' })
})

test('the part may be left out whole, not by halves', () => {
  const { numberMasking, ...without } = world.config
  expect(missingInGatewayConfig(without)).toEqual([])
  expect(missingInGatewayConfig({ ...without, numberMasking: { ...numberMasking, poolKey: '' } })).toEqual([
    'numberMasking.poolKey',
  ])
})
