import type { Obstacle } from '../candidates/obstacles.ts'
import type { Reason, WhyNot } from './reasons.ts'

/**
 * «650米», «1.2公里», «37公里»: as `distanceWords` of the contract, which may stand on the same card; but never less than
 * 100 metres, since towns and not homes are compared.
 */
export function distanceZh(meters: number): string {
  const near = Math.max(100, Math.round(meters / 10) * 10)
  if (near < 1_000) return `${near}米`
  const kilometers = meters / 1_000
  return `${kilometers < 10 ? Number(kilometers.toFixed(1)) : Math.round(kilometers)}公里`
}

/** «3元», «2.5元», «0.05元». */
export function yuanZh(fen: number): string {
  return `${String(Number((fen / 100).toFixed(2)))}元`
}

/** To the worker, in plain words. */
export function reasonForWorkerZh(reason: Reason): string {
  switch (reason.kind) {
    case 'near':
      return `离您${distanceZh(reason.meters)}`
    case 'favourite':
      return '这家想请您再去'
    case 'sameEmployer':
      return `您在这家干过${reason.times}次`
    case 'sameWork':
      return `这种活您干过${reason.times}次`
    case 'payAboveWish':
      // A day's wage by the hour is seldom round: no more is promised than there is.
      return `每小时比您想要的多${yuanZh(reason.moreFen < 10 ? reason.moreFen : Math.floor(reason.moreFen / 10) * 10)}`
    case 'urgent':
      return '马上开工,正缺人'
    case 'reliable':
      return '您一向准时到岗'
    case 'fewShifts':
      return '您最近活少,先问您'
  }
}

/** To the employer, about somebody on its list. */
export function reasonForEmployerZh(reason: Reason): string {
  switch (reason.kind) {
    case 'near':
      return `离工地${distanceZh(reason.meters)}`
    case 'favourite':
      return '您收藏过'
    case 'sameEmployer':
      return `在您这里干过${reason.times}次`
    case 'sameWork':
      return `这种活干过${reason.times}次`
    case 'reliable':
      return '一向准时到岗'
    case 'payAboveWish':
    case 'urgent':
    case 'fewShifts':
      throw new RangeError(`${reason.kind} is not for an employer`)
  }
}

type Names = { occupation: string; certificate(kind: number): string }

export function obstacleZh(obstacle: Obstacle, names: Names): string {
  switch (obstacle.kind) {
    case 'occupation':
      return `您的资料里没有选“${names.occupation}”`
    case 'notFree':
      return '这段时间您没空,或者已经有别的活'
    case 'pay':
      return `工钱比您想要的少(您填的是每小时${yuanZh(obstacle.wantedFen)})`
    case 'certificate':
      return `要有${obstacle.missing.map((kind) => `“${names.certificate(kind)}”`).join('、')},您的资料里还没有`
    case 'tooFar':
      return `离您${distanceZh(obstacle.meters)},${obstacle.ownLimit ? '超过您愿意去的路程' : '太远了,没有算进来'}`
    case 'without':
      return '您谢绝过这个班,或者已经在上面了'
  }
}

const othersZh = {
  nearer: '先问了离得更近的人',
  moreUsed: '先问了干这种活更熟的人',
  moreReliable: '先问了到岗更有把握的人',
  likelier: '先问了更可能答应的人',
  needsWork: '这次先问了更需要活的人',
  similar: '条件差不多,名额有限,先问了别人',
} as const

export function whyNotZh(why: WhyNot, names: Names): string[] {
  switch (why.kind) {
    case 'obstacles':
      return why.obstacles.map((one) => obstacleZh(one, names))
    case 'others':
      return [othersZh[why.because]]
    case 'betterPlanned':
      return ['给您留着更合适的活']
  }
}
