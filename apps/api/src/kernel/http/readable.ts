import type { Problem } from '@linggong/contract'

/** Deeper than any input of the contract. */
const maxDepth = 20
const maxProblems = 20

/**
 * Text no database row, contract or SMS could carry: the NUL sign, which PostgreSQL refuses, and halves of
 * surrogate pairs, which are no characters at all. Found before anything else looks at the input, so that no
 * module has to think of them; keys count too. One problem per field, none where everything can be read.
 */
export function unreadable(part: 'params' | 'query' | 'body', input: unknown): Problem[] {
  const problems: Problem[] = []
  const open: Array<{ value: unknown; path: string[] }> = [{ value: input, path: part === 'body' ? [] : [part] }]
  const report = (path: string[], message: string) =>
    problems.push({ path: path.join('.'), code: 'unreadable', message })
  for (let next = open.pop(); next && problems.length < maxProblems; next = open.pop()) {
    const { value, path } = next
    if (typeof value === 'string') {
      if (!isReadable(value)) report(path, '含有不能显示的符号,请删掉再填一次')
    } else if (typeof value === 'object' && value !== null) {
      if (path.length > maxDepth) report([], '内容层次太多,看不懂,请检查')
      else
        for (const [key, inner] of Object.entries(value)) {
          if (isReadable(key)) open.push({ value: inner, path: [...path, key] })
          else report(path, '含有不能显示的符号,请删掉再填一次')
        }
    }
  }
  return problems
}

function isReadable(text: string): boolean {
  return !text.includes('\u0000') && text.isWellFormed()
}
