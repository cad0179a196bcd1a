import { expect, test } from 'vitest'

import { wireTime } from '../api/src/kernel/clock.ts'
import { stateOf } from '../api/test/journey/acts.ts'
import { fundEscrow, jobOf } from '../api/test/journey/jobs.ts'
import { employer, worker } from '../api/test/journey/people.ts'
import { placeNamed } from '../api/test/journey/places.ts'
import type { Scene } from '../api/test/journey/story.ts'
import { later } from '../api/test/journey/world.ts'
import { tomorrow } from './acts/hand.ts'
import { signInOnPhone } from './acts/mini.ts'
import { play } from './browser/browse.ts'
import { onPhones } from './browser/phone.ts'
import type { Phone } from './mini-host/phone.ts'

async function typeCode(scene: Scene, phone: Phone, number: string): Promise<void> {
  await phone.see('短信里的验证码')
  await phone.type('短信里的验证码', await scene.world.codeFor(number))
}

const title = '万达广场卸货丙'

/** The form on a phone in WeChat, field by field. */
async function post(scene: Scene, phone: Phone, number: string): Promise<void> {
  phone.open('/employer/form')
  await phone.type('标题', title)
  await phone.type('工种', '搬货')
  await phone.tap('找一找', 'button')
  await phone.tap(/^装卸搬运工/, 'button')
  await phone.type('要会什么', '不限')
  await phone.pick('哪一天', wireTime(scene.at(tomorrow(scene), '08:00')).slice(0, 10))
  await phone.pick('几点开始', '08:00')
  await phone.pick('几点结束', '12:00')
  await phone.tap('下一步:核对、签字、发布', 'button')
  await phone.see(/还有\d+处要补/)
  expect(phone.text).toContain(title)
  await phone.type('要几个人', '1')
  const place = placeNamed('万达广场')
  await pickNamed(phone, '县(市、区)', '蕉城区')
  await pickNamed(phone, '乡镇(街道)', /街道|镇/)
  await phone.type('地点名称', place.placeName)
  await phone.type('详细地址', place.address)
  await phone.tap('我就在干活的地方,用现在的位置', 'button')
  await phone.see('已经有位置了。')
  await phone.type('联系人', '林老板')
  await phone.type('联系电话', number)
  await phone.tap(/^按小时/, 'button')
  await phone.type('给多少', '25')
  await phone.tap(/^干完当天发/, 'button')
  await phone.tap(/^工资先托管/, 'button')
  await phone.tap(/^先到先得/, 'button')
  await phone.tap('下一步:核对、签字、发布', 'button')
  await phone.at('employer/sign')
  await phone.tap('发短信验证码', 'button')
  await typeCode(scene, phone, number)
  await phone.tap('签字并发布', 'button')
  await phone.see('已经发布,大家都能看到了')
}

/** Chooses by what stands in the list, as a finger on the wheel does. */
async function pickNamed(phone: Phone, label: string, name: string | RegExp): Promise<void> {
  const index = await phone.until(`“${name}” in “${label}”`, () => {
    const range = phone.find(label, 'picker')?.shown.attributes.range
    if (!Array.isArray(range)) return undefined
    const found = range.findIndex((one) => (typeof name === 'string' ? one === name : name.test(String(one))))
    return found < 0 ? undefined : { found }
  })
  await phone.pick(label, index.found)
}

test('在微信小程序里:填招工单发布,绑微信零钱,找到活、看详情、接单、签合同、扫码签到', () =>
  play((scene) =>
    onPhones(async (newPhone) => {
      const { world } = scene
      const place = placeNamed('万达广场')
      const firm = await employer(world, { name: '宁德万达便民超市', place })
      const lin = await worker(world, { age: 52 })
      const boss = newPhone()
      await signInOnPhone(scene, boss, firm.owner.phone ?? '')
      await post(scene, boss, firm.owner.phone ?? '')
      await world.settle()
      const { items } = await world.call(
        'listEmployerPostings',
        { params: { employerId: firm.id }, query: {} },
        firm.as,
      )
      const job = await jobOf(scene, firm, items[0]?.id ?? '')
      await fundEscrow(scene, job)

      const one = newPhone()
      await signInOnPhone(scene, one, lin.phone ?? '')
      one.state.loginCode = await world.outside.loginCode(`mini-${lin.id}`)
      one.open('/worker/pay-settings')
      await one.tap('绑定微信零钱', 'button')
      await one.see(/绑好了/)
      const { settings } = await world.call('getMyPaySettings', { query: {} }, lin.as)
      expect(settings?.hasWallet).toBe(true)
      one.open('/pages/jobs/list')
      await one.type('想找什么活', title)
      await one.tap('搜一搜', 'button')
      await one.tap(new RegExp(title), 'link')
      await one.at('pages/jobs/detail')
      await one.tap('我要去', 'button')
      await one.at('pages/work/detail')
      await world.settle()
      const { items: mine } = await world.call('listMyEngagements', { query: {} }, lin.as)
      const engagement = mine[0]?.id ?? ''
      one.open(`/pages/work/detail?engagement=${engagement}`)
      await one.tap('看合同,签字', 'button')
      await one.at('pages/work/contract')
      await one.tap('看完了,发验证码签字', 'button')
      await typeCode(scene, one, lin.phone ?? '')
      await one.tap('签字', 'button')
      await one.at('pages/work/detail')

      await scene.until(later(job.first.startsAt, -10))
      const code = await world.call('getShiftCode', { params: { shiftId: job.first.id } }, firm.as)
      one.state.scan = code.url
      one.open('/pages/check/index')
      await one.tap('扫用工方的码', 'button')
      await one.at('pages/check/code')
      await one.tap('签到', 'button')
      await one.see('干完了,签退')
      const taken = { id: engagement, shiftId: job.first.id, worker: lin, as: lin.as }
      expect(await stateOf(scene, taken)).toBe('working')
    }),
  ))
