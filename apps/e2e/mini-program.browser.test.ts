import { expect, test } from 'vitest'

import { publishFunded } from '../api/test/journey/jobs.ts'
import { employer } from '../api/test/journey/people.ts'
import { somePlaceIn } from '../api/test/journey/places.ts'
import type { Scene } from '../api/test/journey/story.ts'
import { tomorrow } from './acts/hand.ts'
import { play, world } from './browser/browse.ts'
import { onPhones } from './browser/phone.ts'
import { compiledMini } from './mini-host/compiled.ts'
import { missingComponents, packageSizes } from './mini-host/sizes.ts'

const KB = 1_000

test('the main package stays below 500 KB, every package below 1.8 MB', () => {
  const [main, ...others] = packageSizes(compiledMini)
  expect(main!.bytes).toBeLessThan(500 * KB)
  for (const { name, bytes } of others) expect(bytes, name).toBeLessThan(1_800 * KB)
})

test('every component that is named has been built', () => {
  expect(missingComponents(compiledMini)).toEqual([])
})

test('every page of the mini-program loads, shows its frame, and leaves no error', () =>
  onPhones(async (newPhone) => {
    const phone = newPhone()
    for (const page of phone.package.pages) {
      phone.open(`/${page}`)
      await phone.see('宁德市零工平台')
      await phone.quiet()
      expect(phone.errors, page).toEqual([])
    }
  }))

/** Work on the board, whatever day it has become: work of the sample data may have begun by now. */
async function somethingToDo(scene: Scene): Promise<void> {
  const place = somePlaceIn('350902', 1)
  const firm = await employer(scene.world, { name: '宁德城南仓储', place })
  const wishes = { title: '理货上架', occupation: '装卸搬运工', place, days: [tomorrow(scene)], yuan: 25 }
  await publishFunded(scene, firm, wishes)
  await scene.world.settle()
}

test('a newcomer registers in the mini-program, sees the board, searches it and comes back signed in', () =>
  onPhones(async (newPhone) => {
    const { range, codeFor, clock } = await world()
    await play(somethingToDo)
    const number = range.phone()
    const name = range.personName('female')
    const phone = newPhone()
    phone.open('/pages/sign-in/phone')
    await phone.type('手机号', '139')
    await phone.tap('发送验证码', 'button')
    await phone.see('手机号要11位数字,您填了3位')
    await phone.type('手机号', number)
    await phone.tap('发送验证码', 'button')
    await phone.see('短信里的验证码')
    await phone.type('短信里的验证码', await codeFor(number))
    await phone.tap('登录', 'button')
    await phone.at('pages/sign-in/person')
    await phone.tap('登记', 'button')
    await phone.see('看过说明、同意了,才能登记')
    await phone.type('姓名', name)
    await phone.type('身份证号码', range.idNumber('female', 40, clock.now().toISOString().slice(0, 10)))
    await phone.tap('我看过了,同意')
    await phone.tap('登记', 'button')
    await phone.at('pages/jobs/list')
    await phone.see(`${name},您好!`)
    await phone.see(/还差\d+人/)
    await phone.type('想找什么活', '没有这样的活')
    await phone.tap('搜一搜', 'button')
    await phone.see(/没有找到这样的活|没有全部对得上的/)
    const words = encodeURIComponent('没有这样的活')
    expect(phone.requests.filter(({ url }) => url.includes(words))).toHaveLength(1)
    expect(phone.requests.filter(({ status }) => status !== 200 && status !== 201)).toEqual([])
  }))
