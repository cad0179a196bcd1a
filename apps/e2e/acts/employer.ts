import { wireTime } from '../../api/src/kernel/clock.ts'
import type { Place } from '../../api/test/journey/places.ts'
import type { Scene } from '../../api/test/journey/story.ts'
import type { Hand } from './hand.ts'

export type Need = {
  title: string
  /** As people call the work, and as the classification does. */
  work: string
  occupation: string
  place: Place
  county: string
  town: string
  /** Days after the run began. */
  day: number
  from: string
  to: string
  yuan: string
  contact: string
  description: string
}

/** Writes a need on the phone, reads it through and signs it. The page then says what became of it. */
export async function post(scene: Scene, boss: Hand, need: Need): Promise<void> {
  await boss.open('/employer/hire')
  await boss.fill('要找人干什么活', `${need.title},${need.description}`)
  await boss.tap('不用读,自己一项一项填')
  await boss.page.getByRole('heading', { level: 1, name: '填招工单' }).waitFor()
  await boss.fill('标题', need.title)
  await boss.fill('工种', need.work)
  await boss.tap('找一找')
  await boss.choose('是哪一种', new RegExp(`^${need.occupation}`))
  await boss.fill('具体干什么', need.description)
  await boss.fill('要会什么', '不限')
  await boss.fill('哪一天', wireTime(scene.at(need.day, need.from)).slice(0, 10))
  await boss.fill('几点开始', need.from)
  await boss.fill('几点结束', need.to)
  await boss.fill('要几个人', '1')
  await boss.page.getByLabel('县(市、区)').selectOption({ label: need.county })
  await boss.page.getByLabel('乡镇(街道)').selectOption({ label: need.town })
  await boss.fill('地点名称', need.place.placeName)
  await boss.fill('详细地址', need.place.address)
  await boss.goTo(need.place)
  await boss.tap('我就在干活的地方,用现在的位置')
  await boss.see('已经有位置了。')
  await boss.fill('联系人', need.contact)
  await boss.fill('联系电话', boss.phone)
  await boss.choose('怎么算', '按小时')
  await boss.fill('给多少', need.yuan)
  await boss.choose('什么时候发', '干完当天发')
  await boss.choose('还有什么', '工资先托管')
  await boss.choose('招人方式', /先到先得/)
  await boss.tap('下一步:核对、签字、发布')
  await boss.page.getByRole('heading', { level: 1, name: '核对、签字、发布' }).waitFor()
  await boss.tap('发短信验证码')
  await boss.fillCode()
  await boss.tap('签字并发布')
}

/** Looks through who has worked, confirms everybody whose hours are plain, and agrees once more. */
export async function confirmHours(boss: Hand, title: string): Promise<void> {
  await boss.open('/employer/settle')
  await boss.see(title)
  await boss.tap('确认这1个人的工时,发工资')
  await boss.tap('确认,发工资')
  await boss.see(/1个人的工时确认好了/)
}

export async function rateWorker(boss: Hand, engagementId: string): Promise<void> {
  await boss.open(`/employer/rate?engagement=${engagementId}`)
  await boss.choose('干得怎么样', /^5分/)
  await boss.tap('提交评价')
  await boss.see('您评过了')
}
