import { errorCatalogue } from '../errors.ts'

export const engagementsErrors = errorCatalogue({
  ShiftFull: { status: 409, message: '名额刚刚招满了。可以看看附近别的活,也可以留意有人退出后重新放出的名额。' },
  ShiftClosed: { status: 409, message: '这个班次已经不招人了,看看别的活吧。' },
  WorkerBusy: { status: 409, message: '这个时间您已经接了别的活,时间撞上了。要换的话,请先取消那一单。' },
  HeadcountBelowTaken: { status: 409, message: '已经有{taken}人接单,人数不能改得比这个少。要减人请先逐个取消。' },
  TooEarlyForNoShow: { status: 409, message: '还没到可以记“没有到岗”的时间,{minutes}分钟后还没来再记。' },
})
