import { Workbook } from '@cj-tech-master/excelts'
import { expect, test } from 'vitest'

import { wireTime } from '../api/src/kernel/clock.ts'
import { collect, sign } from '../api/test/journey/acts.ts'
import { fundEscrow, jobOf } from '../api/test/journey/jobs.ts'
import { registerPerson, workers, type Employer } from '../api/test/journey/people.ts'
import { somePlaceIn } from '../api/test/journey/places.ts'
import type { Scene } from '../api/test/journey/story.ts'
import { later } from '../api/test/journey/world.ts'
import { desk, type Desk } from './acts/desk.ts'
import { kept, readInOffice } from './acts/files.ts'
import { tomorrow } from './acts/hand.ts'
import { browse, play } from './browser/browse.ts'

const place = somePlaceIn('350982', 2)
const title = '沙埕码头卸货'

/** Registers a company: first as somebody in a hurry would, then as it must be. */
async function register(scene: Scene, at: Desk, name: string): Promise<Employer> {
  const { page } = at
  const { owner } = at
  await at.open('/my/register')
  await page.getByLabel('是哪一种').selectOption('company')
  await page.getByLabel('名称').fill(name)
  await page.getByLabel('统一社会信用代码').fill('9135 0902')
  await at.press('登记')
  await at.see('有5处要改一下。')
  await at.see('统一社会信用代码要18位,您填了8位')
  await page.reload()
  await page.getByLabel('统一社会信用代码').fill(scene.world.range.uscc('91'))
  await page.getByLabel('法定代表人(经营者)').fill(owner.name)
  await page.getByLabel('县(市、区)').selectOption({ label: '福鼎市' })
  await page.getByLabel('地址').fill(place.address)
  await page.getByLabel('联系人').fill(owner.name)
  await page.getByRole('button', { name: '登记', exact: true }).dblclick()
  await page.waitForURL(/my\/employer/)
  await at.see('已经认证,发的需求合规就直接公开。')
  const me = await scene.world.call('getMe', {}, owner.as)
  const mine = me.kind === 'person' ? me.employers : []
  // Pressed twice, made once; what was typed before the reload was still there.
  expect(mine.map((one) => one.name)).toEqual([name])
  const accountNo = scene.world.range.bankAccount()
  return { id: mine[0]!.id, name, kind: 'company', county: place.county, owner, as: owner.as, accountNo }
}

/** Fills in the platform's own template: a good row and one in which nothing can be read. */
async function fillTemplate(at: Desk, day: string): Promise<Buffer> {
  const { content } = await kept(at.page, () => at.follow('下载空白模板'))
  const workbook = new Workbook()
  await workbook.xlsx.load(content)
  const sheet = workbook.worksheets[0]!
  const titles = (sheet.getRow(1).values as string[]).slice(1)
  const good: Record<string, string | number> = {
    标题: title,
    工种: '搬货的',
    技能要求: '不限',
    '乡镇(街道)': '沙埕镇',
    地点名称: '沙埕码头',
    详细地址: '码头1号',
    日期: day,
    几点上工: '08:00',
    几点收工: '12:00',
    每天人数: 2,
    怎么算钱: '按小时',
    '多少钱(元)': 30,
    多久结一次: '日结',
    到了找谁: at.owner.name,
    联系电话: at.owner.phone ?? '',
    工资先托管: '是',
    怎么招: '报名',
  }
  const rows = [good, { ...good, 标题: '写坏的', 日期: '后天', '多少钱(元)': '面议', 工种: '' }]
  for (const [index, row] of rows.entries()) {
    for (const [column, head] of titles.entries()) {
      const value = row[head]
      if (value !== undefined && value !== '') sheet.getCell(index + 2, column + 1).value = value
    }
  }
  return Buffer.from(await workbook.xlsx.writeBuffer())
}

async function importAndPublish(scene: Scene, at: Desk, firm: Employer) {
  const { page } = at
  await at.open('/my/postings/import')
  const buffer = await fillTemplate(at, wireTime(scene.at(tomorrow(scene), '08:00')).slice(0, 10))
  const name = '下周.xlsx'
  await page.getByLabel('填好的表格(.xlsx)').setInputFiles({ name, mimeType: '', buffer })
  await at.press('检查')
  await page.getByRole('heading', { name: '1行能存,1行要改' }).waitFor()
  const wrong = page.getByRole('row').filter({ hasText: '写坏的' })
  for (const words of [/“后天”不是日期/, /“面议”不是钱数/, /工种/]) await wrong.getByText(words).waitFor()
  await at.press('先存没问题的1行')
  await at.follow(title)
  await at.press('发送签字验证码')
  await page.getByLabel('短信验证码').fill('000000')
  await at.press('签字并发布')
  await at.see('验证码不对,请看看最新一条短信,再输一次。')
  await page.getByLabel('短信验证码').fill(await scene.world.codeFor(at.owner.phone ?? ''))
  await at.press('签字并发布')
  await at.see('已经发布,正在招人。有人报名或接单会马上通知您。')
  const postingId = new URL(page.url()).pathname.split('/').at(-1)!
  const job = await jobOf(scene, firm, postingId)
  await fundEscrow(scene, job)
  await at.see('工资已托管')
  return job
}

test('用工主体坐在电脑前的一周:登记、批量写需求、挑人、记到岗、报没来、改工时、确认发工资、评价', () =>
  play((scene) =>
    browse(async (visits) => {
      const { world } = scene
      const owner = await registerPerson(world, { name: '欧阳𠮷福', age: 48 }, 'h5')
      const helper = await registerPerson(world, { age: 33 }, 'h5')
      const [one, absent, third] = await workers(world, 3)
      const at = await desk(scene, visits, owner)
      const { page } = at
      const firm = await register(scene, at, `福鼎沙埕水产${world.range.next()}`)

      await page.getByLabel('姓名').fill(helper.name)
      await page.getByLabel('手机号').fill(helper.phone ?? '')
      await page.getByLabel('身份').selectOption('foreman')
      await at.press('加进来')
      await at.see(`${helper.name}现在可以替“${firm.name}”办事了。`)
      const leave = page.getByRole('button', { name: /^退出\s*欧阳𠮷福$/ })
      await leave.click()
      await page.keyboard.press('Escape')
      // Whoever works by keyboard goes on where they were.
      await page.waitForFunction('document.activeElement.innerText.startsWith("退出")')

      const job = await importAndPublish(scene, at, firm)
      const params = { shiftId: job.first.id }
      for (const { as } of [one!, absent!, third!]) await world.call('applyForShift', { params, body: {} }, as)
      await at.press(new RegExp(`^不选\\s*${third!.name}`))
      await at.answer('不选')
      await at.see(`没有选${third!.name},已经告诉本人。`)
      for (const { name } of [one!, absent!]) {
        await at.press(new RegExp(`^选\\s*${name}`))
        await at.see(`选了${name},已经通知本人签合同。`)
      }
      await at.see('人招齐了。有人不来,名额会自动再放出来招。')
      for (const worker of [one!, absent!]) await sign(scene, worker, job)

      await scene.until(later(job.first.startsAt, -5))
      await at.open(`/my/code/${job.postingId}/${job.first.id}`)
      await at.press('换一个')
      await at.answer('换新码')
      await at.see('换好了,旧的码已经作废。')
      await at.open('/my/today')
      await page.getByLabel(`选${one!.name}`).check()
      await at.press('记到岗(1人)')
      await at.see('1人签到记好了。')
      await scene.until(later(job.first.startsAt, 35))
      await at.open('/my/today')
      await at.press(new RegExp(`^没来\\s*${absent!.name}`))
      await page.getByLabel('到点没来').check()
      await at.answer('报没来')
      await at.see('已记下')
      expect(await page.getByRole('button', { name: /^没来/ }).count()).toBe(0)

      await scene.until(later(job.first.endsAt, 3))
      await at.open('/my/today')
      await page.getByLabel(`选${one!.name}`).check()
      await at.press('记离开(1人)')
      await at.see('1人签退记好了,请接着确认工时。')
      await at.open('/my/hours')
      await at.press('确认工时,发工资(1人)')
      await at.answer('确认工时,发工资')
      await at.see('没有等您确认的工时')
      await at.open('/my/work')
      await at.follow(one!.name)
      await page.getByRole('radio', { name: '5星' }).check({ force: true })
      await at.press(`评价${one!.name}`)
      await at.see('评价好了。双方都评完,或者过了期限,才会互相看到。')

      const { items } = await world.call(
        'listEmployerEngagements',
        { params: { employerId: firm.id }, query: {} },
        firm.as,
      )
      const worked = items.find(({ workerId }) => workerId === one!.id)!
      await collect(scene, [{ id: worked.id, shiftId: worked.shiftId, worker: one!, as: one!.as }])
      await at.open('/my/wages')
      await page.getByRole('row').filter({ hasText: one!.name }).getByText('已到账').waitFor()
      const { content } = await kept(page, () => at.press('导出Excel'))
      const book = new Workbook()
      await book.xlsx.load(content)
      expect((book.worksheets[0]!.getRow(2).values as unknown[]).slice(1, 3)).toEqual([one!.name, title])
      expect(readInOffice(content, ([, row]) => row?.[0] === one!.name && row[1] === title)).toBe(true)
    }),
  ))
