import type { Hand } from './hand.ts'

/** Finds the work by its words and reads about it. */
export async function find(worker: Hand, title: string): Promise<void> {
  await worker.open('/pages/jobs/list')
  await worker.fill('想找什么活', title)
  await worker.tap('搜一搜')
  await worker.page
    .getByRole('link', { name: new RegExp(title) })
    .first()
    .click()
  await worker.page.getByRole('heading', { level: 1, name: title }).waitFor()
}

/** Takes it; the page goes on to what was taken. Answers the engagement's id, as the address names it. */
export async function take(worker: Hand): Promise<string> {
  await worker.tap('我要去')
  await worker.page.waitForURL(/engagement=/)
  return new URL(worker.page.url().replace('/#/', '/')).searchParams.get('engagement') ?? ''
}

/** Reads the contract and signs it with the code of the SMS. */
export async function conclude(worker: Hand, engagementId: string): Promise<void> {
  await worker.open(`/pages/work/detail?engagement=${engagementId}`)
  await worker.tap('看合同,签字')
  await worker.tap('看完了,发验证码签字')
  await worker.fillCode()
  await worker.tap('签字')
  await worker.page.waitForURL(/work\/detail/)
  await worker.see('已签合同')
}

/** Scans the code at the gate with the phone's own scanner, which opens the address it holds. */
export async function scan(worker: Hand, url: string): Promise<void> {
  await worker.page.goto(url)
}

export async function rateEmployer(worker: Hand, engagementId: string): Promise<void> {
  await worker.open(`/worker/rate?engagement=${engagementId}`)
  await worker.choose('怎么样', /^5分/)
  await worker.tap('提交对雇主的评价')
  await worker.gone(/提交对雇主的评价|正在/)
}
