import { expect, test } from 'vitest'
import { hoursOf } from './sites.ts'

test('opening hours as one says them', () => {
  expect(hoursOf({ hours: [{ days: [1, 2, 3, 4, 5, 6, 7], from: '06:00', to: '18:00' }] })).toEqual([
    '每天 06:00–18:00',
  ])
  expect(
    hoursOf({
      hours: [
        { days: [1, 2, 3, 4, 5], from: '07:30', to: '17:30' },
        { days: [7, 6], from: '08:00', to: '12:00' },
      ],
    }),
  ).toEqual(['周一到周五 07:30–17:30', '周六、周日 08:00–12:00'])
  expect(hoursOf({ hours: [{ days: [1, 3, 5], from: '08:00', to: '11:00' }] })).toEqual([
    '周一、周三、周五 08:00–11:00',
  ])
})
