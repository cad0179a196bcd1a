import type { Asked } from '@linggong/matching'
import { expect, test } from 'vitest'
import { lessonOf, timesOf } from './learn.ts'

const beliefs = { accept: 0.5, show: 0.95, strength: 10 }
/** Who has been asked to go far says no, whatever else there is; every tenth says the contrary. */
const answer = (n: number): Asked => {
  const far = n % 2 === 1
  return {
    payFen: 2_500,
    wantedFen: 2_000,
    meters: far ? 18_000 : 1_000,
    hoursToStart: 12 + (n % 7),
    sameWork: n % 3,
    sameEmployer: 0,
    askedBefore: n % 5,
    acceptedBefore: 0,
    byVoice: n % 4 === 0,
    accepted: n % 10 === 3 ? far : !far,
  }
}
const history = Array.from({ length: 400 }, (_none, n) => answer(n))

test('learns from answers and judges itself on those it has not seen', () => {
  const { model, calibration, examples } = lessonOf(history, beliefs, 200)
  expect(examples).toBe(400)
  expect(model!.weights[model!.features.indexOf('kilometres')]).toBeLessThan(0)
  expect(calibration!.count).toBe(80)
  expect(calibration!.brier).toBeLessThan(calibration!.brierOfMean)
})

test('no model where too little was answered, all said the same, or it helps nothing', () => {
  expect(lessonOf(history.slice(0, 199), beliefs, 200)).toEqual({ examples: 199, model: null, calibration: null })
  const yes = history.map((one) => ({ ...one, accepted: true }))
  expect(lessonOf(yes, beliefs, 200)).toMatchObject({ examples: 400, model: null })
  // The later answers are the contrary of the earlier: what was learnt foretells worse than the mean.
  const turned = history.map((one, n) => (n < 320 ? one : { ...one, accepted: !one.accepted }))
  const lesson = lessonOf(turned, beliefs, 200)
  expect(lesson.model).toBeNull()
  expect(lesson.calibration!.brier).toBeGreaterThan(lesson.calibration!.brierOfMean)
})

test('a few who were silent do not teach that nobody answers; enough answers do teach when', () => {
  const bySms = 2
  const silent = Array.from({ length: 25 }, () => ({ channel: bySms, before: 0, minutes: null }))
  const believed = timesOf([], 200, [10, 15, 20, 30, 30])
  expect(believed.within(bySms, 0, 20)).toBeCloseTo(0.5)
  expect(timesOf(silent, 200, [10, 15, 20, 30, 30]).share).toEqual(believed.share)
  const quick = Array.from({ length: 200 }, () => ({ channel: bySms, before: 0, minutes: 1 }))
  const learnt = timesOf([...silent, ...quick], 200, [10, 15, 20, 30, 30])
  expect(learnt.within(bySms, 0, 2)).toBeGreaterThan(0.7)
  expect(learnt.share[0]).toEqual(believed.share[0])
})
