import { findOccupation } from '@linggong/reference'
import { expect, test } from 'vitest'

import { publishFunded } from '../api/test/journey/jobs.ts'
import { employer, worker } from '../api/test/journey/people.ts'
import { placeNamed } from '../api/test/journey/places.ts'
import { anyWork } from '../api/test/wishes.ts'
import { signInOnPhone } from './acts/mini.ts'
import { play } from './browser/browse.ts'
import { onPhones } from './browser/phone.ts'

/** A kind of work nobody else of the demonstration offers: only who is named here can be asked. */
const occupation = '宠物美容师'

test('在微信里:写好资料后点允许,不肯的、关掉消息的说清楚;来了活微信里告诉一次,点开就能答应;用掉了再问', () =>
  play((scene) =>
    onPhones(async (newPhone) => {
      const { world } = scene
      await scene.until(scene.at(1, '09:00'))
      const place = placeNamed('万达广场')
      const firm = await employer(world, { name: '宁德宠物店', place })
      const lin = await worker(world, { age: 52 })
      const code = findOccupation(occupation, 1)[0]?.occupation.code ?? ''
      const body = anyWork({ town: place.town, occupations: [code], channels: ['sms'] })
      await world.call('putWorkerProfile', { body }, lin.as)
      const left = async (): Promise<number> => (await world.call('getWechatMessages', {}, lin.as)).left

      const phone = newPhone()
      await signInOnPhone(scene, phone, lin.phone ?? '')
      phone.open('/worker/profile')
      await phone.tap('记下来', 'button')
      await phone.see('有活,微信里告诉我')
      phone.state.allows = 'reject'
      await phone.tap('好,微信告诉我', 'button')
      await phone.see('没有允许。不要紧')
      phone.state.allows = 'off'
      await phone.tap('好,微信告诉我', 'button')
      await phone.see('微信里把本程序的消息关掉了')
      expect(await left()).toBe(0)
      const openid = `mini-${lin.id}`
      phone.state.allows = 'accept'
      phone.state.loginCode = await world.outside.loginCode(openid)
      await world.outside.allowMessage(openid)
      await phone.tap('好,微信告诉我', 'button')
      await phone.see('现在还能告诉您1次')
      expect(await left()).toBe(1)

      await publishFunded(scene, firm, {
        title: '给狗洗澡',
        occupation,
        place,
        days: [3],
        yuan: 30,
        fillMode: 'dispatch',
      })
      await world.settle()
      const [message, ...more] = await world.outside.messagesTo(openid)
      expect(more).toEqual([])
      expect(message?.data.thing1).toBe('给狗洗澡')
      phone.open(`/${message?.page}`)
      await phone.see('请您去,等您答复')
      await phone.tap('我要去', 'button')
      await phone.at('pages/work/detail')
      await phone.see('好,微信告诉我')
      expect(await left()).toBe(0)
      phone.open('/worker/preferences')
      await phone.see('用完了,还照原来的办法告诉您')
    }),
  ))
