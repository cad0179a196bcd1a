import { systemEndpoints } from '@linggong/contract'
import { isPolicyKey } from '@linggong/policy'
import { businessDay, wireTime } from './kernel/clock.ts'
import type { Deps } from './kernel/context.ts'
import { openDatabase, type Database } from './kernel/database/database.ts'
import { advance, settle } from './kernel/demonstration/settle.ts'
import { refuse } from './kernel/errors.ts'
import { serve } from './kernel/http/serve.ts'

type MovingClock = { now(): Date; moveTo(at: Date): Promise<void>; offsetMs: number }

function moving(deps: Deps): MovingClock {
  if (!('moveTo' in deps.clock)) return refuse('NotFound')
  return deps.clock as MovingClock
}

/**
 * Waiting is done on connections of its own: each request holds one of the pool while it waits, and a dozen
 * at once would otherwise wait for one another.
 */
function waitingDatabase(deps: Deps): () => Database {
  let opened: Database | undefined
  return () => {
    opened ??= openDatabase({
      url: deps.config.databaseUrl,
      schema: deps.config.schema,
      log: deps.log,
      maxConnections: 1,
      applicationName: 'linggong-settle',
    })
    return opened
  }
}

/** The policy on a day, and the demonstration's clock. */
export function systemRoutes(deps: Deps) {
  const waiting = waitingDatabase(deps)
  return serve(systemEndpoints, {
    getPlatform: async (ctx) => {
      const policy = deps.policy.at(businessDay(ctx.now))
      return {
        cityName: policy.text('region.cityName'),
        world: deps.config.world,
        sandbox: deps.config.gateways.world === 'sandbox',
        hotlines: policy
          .value('help.hotlines')
          .map(({ id, number, titleZh, useZh }) => ({ id, number, title: titleZh, use: useZh })),
        now: wireTime(ctx.now),
      }
    },
    getPolicyValue: async (_ctx, { params, query }) => {
      if (!isPolicyKey(params.key)) return refuse('NotFound')
      const answer = deps.policy.answer(params.key, query.date, query.county ? { county: query.county } : undefined)
      if (answer.status === 'inForce') {
        return {
          status: 'inForce' as const,
          key: params.key,
          date: query.date,
          value: answer.value,
          unit: answer.unit,
          validFrom: answer.validFrom,
          validTo: answer.validTo,
          document: answer.source.document,
          clause: answer.source.clause,
          layer: answer.layer,
          packId: answer.packId,
          packVersion: answer.packVersion,
          provisional: answer.provisional,
          message: answer.note ?? null,
        }
      }
      if (answer.reason === 'unknownKey') refuse('NotFound')
      return {
        status: 'noPolicy' as const,
        key: params.key,
        date: query.date,
        value: null,
        unit: null,
        validFrom: answer.startsOn,
        validTo: answer.expiredOn,
        document: null,
        clause: null,
        layer: null,
        packId: null,
        packVersion: null,
        provisional: false,
        message: answer.messageZh,
      }
    },
    getClock: async () => {
      const clock = moving(deps)
      return { now: wireTime(clock.now()), offsetMs: Math.round(clock.offsetMs) }
    },
    moveClock: async (_ctx, { body }) => {
      const clock = moving(deps)
      const target = new Date(body.to)
      if (target < clock.now()) {
        refuse('InputInvalid', { problems: [{ path: 'to', code: 'past', message: '时间只能往后拨' }] })
      }
      const { setAside } = await advance(waiting(), clock, target, deps.wake)
      return { now: wireTime(clock.now()), setAside }
    },
    settleWork: async () => {
      const { setAside } = await settle(waiting(), () => deps.clock.now(), deps.wake)
      return { now: wireTime(deps.clock.now()), setAside }
    },
  })
}
