import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'

import { businessDay } from '../api/src/kernel/clock.ts'
import { publishFunded } from '../api/test/journey/jobs.ts'
import { employer } from '../api/test/journey/people.ts'
import { somePlaceIn } from '../api/test/journey/places.ts'
import { staff } from '../api/test/journey/staff.ts'
import { tomorrow, type Version } from './acts/hand.ts'
import { browse, play } from './browser/browse.ts'
import { signInAtDesk, staffAccount } from './screens/sign-in.ts'
import { withoutSite } from './screens/without-site.ts'

type Placed = { slip: string; state: string; presses: number; wishes: string }

/** For the next time: what she can do and where she lives, so that the platform knows of her. */
async function writeWishes(page: Page, town: string): Promise<string> {
  const card = page.getByRole('region', { name: '想干什么活' })
  await card.getByRole('button', { name: '替他记下来' }).click()
  await card.getByRole('button', { name: '代办记下来' }).click()
  await card.getByText('请至少加一样会干的活').waitFor()
  await card.getByLabel('住哪个乡镇(街道)').selectOption(town)
  await card.getByLabel('会干什么').fill('摘菜')
  await card.getByLabel('会干什么').press('Enter')
  await card.getByRole('button', { name: /^加上:农艺工/ }).click()
  await card.getByLabel('什么时候有空').selectOption('只有这些时候')
  await card.getByLabel('周一上午').check()
  await card.getByRole('button', { name: '代办记下来' }).click()
  await card.getByText('只有一些时候有空').waitFor()
  return card.innerText()
}

/** The same desk for an account that belongs to no site: it says what that lacks, and the work is still there to take. */
async function seeWithoutSite(page: Page): Promise<void> {
  await withoutSite(page)
  await page.reload()
  await page.getByRole('note').getByText('您的账号还没有挂到站点').waitFor()
  await page.getByLabel('找什么活').waitFor()
}

/** An old woman without a phone comes to the desk; the clerk registers her, takes work and prints her slip. */
async function placeWalkIn(version: Version): Promise<Placed | undefined> {
  const title = version === 'elder' ? '菜场摘菜理货乙' : '菜场摘菜理货甲'
  let placed: Placed | undefined
  await play((scene) =>
    browse(async (visits) => {
      const { world } = scene
      const { posts } = await staff(world, 'clerk')
      const siteId = posts.find((post) => post.siteId !== null)?.siteId ?? ''
      const place = somePlaceIn((await world.call('getSite', { params: { siteId } })).county, 1)
      const firm = await employer(world, { name: '驿站旁菜场', kind: 'soleTrader', place })
      const job = await publishFunded(scene, firm, {
        title,
        occupation: '蔬菜加工工',
        place,
        days: [tomorrow(scene)],
        from: '08:00',
        to: '10:00',
        yuan: 23,
      })
      const name = world.range.personName('female')
      const idNumber = world.range.idNumber('female', 63, businessDay(world.clock.now()))

      const { page } = await visits.open({ device: 'desk' })
      await signInAtDesk(page, world, staffAccount(world, '驿站工作人员'))
      if (version === 'elder') await page.getByRole('button', { name: '大字版' }).click()
      await page.goto('/console/counter')

      let presses = 0
      const press = async (button: string | RegExp): Promise<void> => {
        presses += 1
        await page.getByRole('button', { name: button }).first().click()
      }
      await press(/新人登记/)
      await press('登记,去找活')
      await page.getByText('请把上面的话念给本人听').first().waitFor()
      await page.getByLabel('姓名').fill(name)
      await page.getByLabel('身份证号码').fill(idNumber)
      presses += 1
      await page.getByLabel('已念给本人听,本人同意').check()
      await press('登记,去找活')
      await page.getByRole('heading', { level: 1, name: `代办:${name}` }).waitFor()
      const helped = page.url()
      await page.getByLabel('找什么活').fill(title)
      await page.getByLabel('找什么活').press('Enter')
      await press(new RegExp(`代办接单.*${title}`))
      await world.settle()
      await page.getByRole('heading', { name: '念给本人听,再签字' }).waitFor()
      presses += 1
      await page.getByLabel(/已经当面在纸上签字/).check()
      await press('签字,办好')
      const slip = page.getByRole('article', { name: '上工单' })
      await slip.getByText(name).waitFor()
      await slip.getByRole('img', { name: '扫码核对合同' }).waitFor()
      const work = await world.call('listEmployerEngagements', { params: { employerId: firm.id }, query: {} }, firm.as)
      const state = work.items.find(({ shiftId }) => shiftId === job.first.id)?.state ?? 'none'
      placed = { slip: await slip.innerText(), state, presses, wishes: '' }
      if (version === 'normal') {
        await page.goto(helped)
        placed.wishes = await writeWishes(page, place.town)
        await seeWithoutSite(page)
      }
    }),
  )
  return placed
}

for (const [version, words] of [
  ['normal', '标准版'],
  ['elder', '大字版'],
] as const) {
  test(`没有手机的人走进驿站,不多几下就有活干,带走一张纸(${words})`, async () => {
    const placed = await placeWalkIn(version)
    expect(placed?.state).toBe('concluded')
    expect(placed?.slip).toMatch(/菜场摘菜理货.*23元\/小时/s)
    expect(placed?.presses).toBeLessThanOrEqual(8)
    // Without a phone nobody can be asked: the platform does not try.
    expect(placed?.wishes).toMatch(version === 'normal' ? /先不来问.*农艺工/s : /^$/)
  })
}
