import { describe, expect, it } from 'vitest'

import { memoryStore } from '../device/memory-store.testing.ts'
import { createSendOnce } from './send-once.ts'

class Cut extends Error {}

function world() {
  const sent: string[] = []
  let ids = 0
  let cut = false
  let refusal: Error | undefined
  const store = memoryStore()
  const clock = { now: 1_000 }
  const make = () =>
    createSendOnce({
      store,
      newRequestId: () => `id-${++ids}`,
      now: () => clock.now,
      isNoAnswer: (error) => error instanceof Cut,
      async send(name, _request, requestId) {
        sent.push(`${name} ${requestId}`)
        if (cut) throw new Cut()
        if (refusal) throw refusal
        return 'done'
      },
    })
  return {
    sent,
    clock,
    make,
    once: make(),
    cutOff: (value: boolean) => (cut = value),
    refuse: (error: Error | undefined) => (refusal = error),
  }
}

describe('what was tapped is sent once', () => {
  it('joins a double tap to one request', async () => {
    const { once, sent } = world()
    const answers = await Promise.all([once.send('grab', { id: 1 }), once.send('grab', { id: 1 })])
    expect(answers).toEqual(['done', 'done'])
    expect(sent).toEqual(['grab id-1'])
  })

  it('repeats with the same id after a lost connection, and a new one after an answer', async () => {
    const { once, sent, cutOff } = world()
    cutOff(true)
    await expect(once.send('grab', { id: 1 })).rejects.toBeInstanceOf(Cut)
    cutOff(false)
    await once.send('grab', { id: 1 })
    await once.send('grab', { id: 1 })
    expect(sent).toEqual(['grab id-1', 'grab id-1', 'grab id-2'])
  })

  it('takes a refusal for an answer', async () => {
    const { once, sent, refuse } = world()
    refuse(new Error('full'))
    await expect(once.send('grab', {})).rejects.toThrow('full')
    await expect(once.send('grab', {})).rejects.toThrow('full')
    expect(sent).toEqual(['grab id-1', 'grab id-2'])
  })

  it('keeps the id through a restart and sends by itself what may be sent later', async () => {
    const { once, make, sent, cutOff } = world()
    cutOff(true)
    await expect(once.send('checkIn', { at: 'gate' }, { later: true, about: '签到' })).rejects.toBeInstanceOf(Cut)
    await expect(once.send('sign', { code: '1' })).rejects.toBeInstanceOf(Cut)
    const again = make()
    expect(await again.sendWaiting()).toEqual([])
    cutOff(false)
    expect(await again.sendWaiting()).toEqual([{ about: '签到', name: 'checkIn', answer: 'done' }])
    expect(again.waiting()).toEqual([])
    expect(sent).toEqual(['checkIn id-1', 'sign id-2', 'checkIn id-1', 'checkIn id-1'])
  })

  it('tells what a later sending was refused', async () => {
    const { once, cutOff, refuse } = world()
    cutOff(true)
    await expect(once.send('checkIn', {}, { later: true, about: '签到' })).rejects.toBeInstanceOf(Cut)
    cutOff(false)
    const refusal = new Error('too late')
    refuse(refusal)
    expect(await once.sendWaiting()).toEqual([{ about: '签到', name: 'checkIn', error: refusal }])
    expect(once.waiting()).toEqual([])
  })

  it('forgets after a day, and when another person signs in', async () => {
    const { once, make, clock, cutOff } = world()
    cutOff(true)
    await expect(once.send('checkIn', {}, { later: true })).rejects.toBeInstanceOf(Cut)
    expect(make().waiting()).toHaveLength(1)
    clock.now += 24 * 60 * 60_000
    expect(make().waiting()).toHaveLength(0)
    once.forgetAll()
    expect(once.waiting()).toHaveLength(0)
  })
})
