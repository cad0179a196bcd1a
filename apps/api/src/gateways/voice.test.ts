import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startTestWorld } from './testing.ts'
import type { TestWorld } from './testing.ts'

const wanted = {
  to: '15400000001',
  templateCode: 'OFFER_CALL',
  params: { start: '明天早上8点', place: '万达广场', title: '搬货', pay: '一天200元' },
  keys: [
    { key: '1', templateCode: 'OFFER_CALL_YES' },
    { key: '2', templateCode: 'OFFER_CALL_NO' },
  ],
  outId: 'c1',
}

describe('against the sandbox', () => {
  let world: TestWorld
  beforeEach(async () => {
    world = await startTestWorld()
  })
  afterEach(() => world.close())
  const reports = () =>
    world.notices.flatMap((notice) =>
      world.gateways.voice!.readReports({ token: notice.url.split('/').at(-1)!, body: JSON.parse(notice.body) }),
    )

  test('电话响起,按键和通话结束送回平台', async () => {
    const { callId } = await world.gateways.voice!.call(wanted)
    const [call] = (await world.act('GET', '/calls?phone=15400000001')) as Array<Record<string, unknown>>
    expect(call).toMatchObject({ callId, state: 'ringing', keys: ['1', '2'], text: expect.stringContaining('搬货') })
    await world.act('POST', `/calls/${callId}/press`, { keys: '1' })
    await world.deliver()
    expect(reports()).toEqual([
      { callId, outId: 'c1', keys: '1', ended: false, code: '300000' },
      { callId, outId: 'c1', keys: '1', ended: true, code: '200000' },
    ])
  })

  test('a call nobody picks up ends without a key', async () => {
    const { callId } = await world.gateways.voice!.call(wanted)
    await world.act('POST', `/calls/${callId}/miss`)
    await world.deliver()
    expect(reports()).toEqual([{ callId, outId: 'c1', keys: '', ended: true, code: '200003' }])
  })

  test('a wrong number is refused, a wrong token not believed, a service that is down unavailable', async () => {
    const { voice } = world.gateways
    await expect(voice!.call({ ...wanted, to: '123' })).rejects.toMatchObject({ code: 'isv.MOBILE_NUMBER_ILLEGAL' })
    expect(() => voice!.readReports({ token: 'x', body: [] })).toThrow(/badToken/)
    await world.fault('voice', 'down')
    await expect(voice!.call(wanted)).rejects.toMatchObject({ kind: 'unavailable' })
  })

  test('短信回复送回平台,重复推送带同一个编号', async () => {
    await world.act('POST', '/sms/replies', { phone: '15400000001', content: '1', times: 2 })
    await world.deliver()
    const replies = world.notices.flatMap((notice) =>
      world.gateways.sms.readReplies({ token: notice.url.split('/').at(-1)!, body: JSON.parse(notice.body) }),
    )
    const reply = { phone: '15400000001', content: '1', sequenceId: '1', sentAt: '2026-09-01T08:00:00+08:00' }
    expect(replies).toEqual([reply, reply])
  })
})
