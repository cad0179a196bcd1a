import { expect, test } from 'vitest'

import { browse, world } from './browser/browse.ts'

test('地址抄错了:网页说明白,并有路可走', () =>
  browse(async (visits) => {
    const { page } = await visits.open()
    const answer = await page.goto('/no/such/page')
    expect(answer?.status()).toBe(404)
    await page.getByRole('heading', { name: '没有这个网页' }).waitFor()
    expect(await page.getByRole('link').count()).toBe(3)
  }))

test('站点海报上的码:打开就停在那个站点,地址、几点开门、电话都在;停办的站点说清楚', () =>
  browse(async (visits) => {
    const { items } = await (await world()).call('listSites', { query: { limit: 200 } })
    const last = items.at(-1)!
    const { page } = await visits.open()
    await page.goto(`/?site=${last.id}`)
    const own = page.getByRole('listitem').filter({ hasText: '(您扫码的站点)' })
    await own.getByRole('heading', { name: last.name }).waitFor()
    await own.getByText(last.address).waitFor()
    // Brought into view although everything above it came later.
    await expect
      .poll(async () => {
        const box = await own.boundingBox()
        return box !== null && box.y > -box.height && box.y < 844
      })
      .toBe(true)

    await page.goto('/?site=01900000-0000-7000-9999-000000000001')
    await page.getByText('您扫码的站点现在没有开放').waitFor()
  }))
