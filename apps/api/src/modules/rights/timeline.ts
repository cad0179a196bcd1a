import { plainMinutes, plainMoney } from '@linggong/contract/plain-words.ts'
import type { Figure } from './rules.ts'

const acts: Record<string, string> = {
  create: '提出异议',
  propose: '提了新的数',
  agree: '同意,异议谈妥',
  withdraw: '撤回异议',
  take: '接手调解',
  handOver: '交回,等别人接手',
  decide: '作出调解结果',
  escalate: '超过期限,转县里督办',
}

const who: Record<string, string> = {
  worker: '工人',
  employer: '用工方',
  clerk: '驿站工作人员',
  officer: '主管部门',
  mediator: '调解员',
  system: '系统按规则',
}

/** One line of a dispute's timeline in plain words; with the figure where one was put on the table. */
export function timelineSentence(act: string, capacity: string | null, onBehalf: boolean, figure: Figure = {}): string {
  const words = act === 'propose' ? figureWords(figure) : ''
  return `${capacity ? (who[capacity] ?? '') : ''}${onBehalf ? '代办' : ''}${acts[act] ?? act}${words && `:${words}`}`
}

function figureWords({ minutes, amountFen }: Figure): string {
  if (typeof amountFen === 'number') return plainMoney(amountFen)
  return typeof minutes === 'number' ? plainMinutes(minutes) : ''
}
