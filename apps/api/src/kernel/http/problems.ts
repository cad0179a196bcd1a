import { fieldLabels, type Problem } from '@linggong/contract'
import type { z } from 'zod'

type Issue = z.core.$ZodIssue

function labelOf(path: PropertyKey[]): string {
  const name = path.findLast((part) => typeof part === 'string')
  const label = name ? ((fieldLabels as Record<string, string>)[name] ?? '这一项') : '内容'
  const index = path.find((part) => typeof part === 'number')
  return index === undefined ? label : `第${Number(index) + 1}条的${label}`
}

const hasOwnSentence = /[\u4e00-\u9fff]/

function sentence(issue: Issue, label: string): string {
  // A schema that speaks Chinese has said it better than a general rule could.
  if (hasOwnSentence.test(issue.message)) return issue.message
  if (issue.code === 'invalid_type') {
    return issue.input === undefined || issue.input === null ? `请填写${label}` : `${label}的格式不对`
  }
  if (issue.code === 'too_small') {
    if (issue.origin === 'string')
      return Number(issue.minimum) <= 1 ? `请填写${label}` : `${label}至少${issue.minimum}个字`
    if (issue.origin === 'array') return `${label}至少要有${issue.minimum}项`
    return `${label}不能小于${issue.minimum}`
  }
  if (issue.code === 'too_big') {
    if (issue.origin === 'string') return `${label}最多${issue.maximum}个字`
    if (issue.origin === 'array') return `${label}最多${issue.maximum}项`
    return `${label}不能大于${issue.maximum}`
  }
  if (issue.code === 'invalid_value') return `${label}不在可选的范围内`
  if (issue.code === 'unrecognized_keys') return `不认识的内容:${issue.keys.join('、')}`
  return `${label}的格式不对,请检查`
}

/** A number beyond all reckoning breaks two bounds: the library's own and the field's, which says it better. */
function saidBetter(issue: Issue, issues: readonly Issue[]): boolean {
  if (issue.code !== 'too_big' || issue.origin !== 'int') return false
  const path = issue.path.join('.')
  return issues.some((other) => other !== issue && other.code === 'too_big' && other.path.join('.') === path)
}

/** Every issue at once, each at its field, in words that say what to do. */
export function problemsOf(part: 'params' | 'query' | 'body', issues: readonly Issue[]): Problem[] {
  return issues
    .filter((issue) => !saidBetter(issue, issues))
    .map((issue) => ({
      path: [...(part === 'body' ? [] : [part]), ...issue.path.map(String)].join('.'),
      code: issue.code,
      message: sentence(issue, labelOf([...issue.path])),
    }))
}
