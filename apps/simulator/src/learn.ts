/**
 * What a platform learns from its own records: when people answer, and the chance of a yes from what it knows of pay,
 * way and channel. Fitted to answers of seeds for tuning; it never sees how the simulated people decide.
 */
import { AnswerTimes, chanceOf, dispatchChannels, learnLogistic, type LogisticModel } from '@linggong/matching'
import type { Behaviour } from './behaviour.ts'
import type { PastOffer } from './market.ts'
import type { World } from './world.ts'

/** Channel of the simulated people as the dispatcher numbers them. */
export const channelOf = [0, dispatchChannels.indexOf('sms'), dispatchChannels.indexOf('phone')]

const features = ['payAboveToldWish', 'kilometres', 'rootOfKilometres', 'sms', 'call'] as const

function featuresOf(payFen: number, statedWishFen: number, km: number, channel: number): number[] {
  return [Math.log(payFen / statedWishFen), km, Math.sqrt(km), channel === 1 ? 1 : 0, channel === 2 ? 1 : 0]
}

export type Learnt = { accept: LogisticModel; times: AnswerTimes }

/** Chance of a yes once the offer is looked at. */
export function acceptChanceOf({ accept }: Learnt, payFen: number, statedWishFen: number, km: number, channel: number) {
  return chanceOf(accept, featuresOf(payFen, statedWishFen, km, channel))
}

export function learnFrom(world: World, behaviour: Behaviour, past: readonly PastOffer[]): Learnt {
  const { people, needs } = world
  const examples = past.flatMap(({ worker, shift, answer }) => {
    if (answer === 'silent') return []
    const km = behaviour.km(worker, shift)
    const pay = needs.payFen[shift] ?? 1
    const x = featuresOf(pay, people.statedWishFen[worker] ?? 1, km, people.channel[worker] ?? 0)
    return [{ features: x, happened: answer === 'yes' }]
  })
  const times = past.map(({ worker, answer, before, minutes }) => ({
    channel: channelOf[people.channel[worker] ?? 0] ?? 0,
    before,
    minutes: answer === 'silent' ? null : minutes,
  }))
  return { accept: learnLogistic(examples, { features }), times: new AnswerTimes(times, dispatchChannels.length) }
}
