import { expect, it } from 'vitest'

import { distanceWords } from './distance.ts'

it.each([
  [4, '10米'],
  [296, '300米'],
  [996, '1公里'],
  [1_230, '1.2公里'],
  [15_400, '15公里'],
  [37_675, '38公里'],
])('%i metres are said as %s', (meters, words) => {
  expect(distanceWords(meters)).toBe(words)
})
