import { afterAll, beforeAll, expect, test } from 'vitest'
import { testApp, testNow, type TestApp } from '../test/app.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app?.close())

test('不用登录就知道:哪个城市、是不是演示、有事打什么电话、平台现在几点', async () => {
  const seen = await app.must('getPlatform', {})
  expect(seen).toMatchObject({ cityName: '宁德市', world: 'demonstration', sandbox: true, now: testNow })
  expect(seen.hotlines[0]).toEqual({ id: 'ambulance', number: '120', title: '急救电话', use: '有人受伤、突发急病' })
  expect(seen.hotlines.map((line) => line.number)).toEqual(expect.arrayContaining(['12333', '12345', '12348']))
})

test('外面的服务是真的,就不再说是沙箱', async () => {
  const { gateways } = app.deps.config
  gateways.world = 'production'
  expect(await app.must('getPlatform', {})).toMatchObject({ sandbox: false })
  gateways.world = 'sandbox'
})
