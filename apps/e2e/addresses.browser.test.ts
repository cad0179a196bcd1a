import { expect, test } from 'vitest'

import { browse } from './browser/browse.ts'

test('地址抄错了:网页说明白,并有路可走', () =>
  browse(async (visits) => {
    const { page } = await visits.open()
    const answer = await page.goto('/no/such/page')
    expect(answer?.status()).toBe(404)
    await page.getByRole('heading', { name: '没有这个网页' }).waitFor()
    expect(await page.getByRole('link').count()).toBe(3)
  }))
