import type { Problem } from '@linggong/contract'

/** Everything wrong with a recognition to be entered, all at once. */
export function statusProblems(
  given: { category: string; validFrom: string; validUntil: string },
  facts: {
    today: string
    categories: ReadonlyArray<{ id: string; label: string }>
    /** Categories the person is recognised in already. */
    inForce: readonly string[]
  },
): Problem[] {
  const problems: Problem[] = []
  const say = (path: string, code: string, message: string) => problems.push({ path, code, message })
  const category = facts.categories.find((one) => one.id === given.category)
  if (!category) {
    const names = facts.categories.map((one) => one.label).join(';')
    say('category', 'categoryUnknown', `没有这个类别,请从这些里选:${names}`)
  } else if (facts.inForce.includes(given.category)) {
    say('category', 'alreadyRecognised', `已经登记过“${category.label}”,还在有效期内;要改请先结束原来的`)
  }
  if (given.validUntil < given.validFrom) {
    say('validUntil', 'endsBeforeBegin', `到期日(${given.validUntil})不能早于开始日(${given.validFrom})`)
  } else if (given.validUntil < facts.today) {
    say('validUntil', 'lapsed', `${given.validUntil}已经过了,请核对证明上的有效期`)
  }
  return problems
}
