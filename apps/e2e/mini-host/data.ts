/** What crosses from the program to the page: a copy without functions, as WeChat makes it. */
export function crossing<T>(value: T): T {
  if (value === undefined) return value
  const text = JSON.stringify(value)
  return text === undefined ? (undefined as T) : (JSON.parse(text) as T)
}

const step = /([^.[\]]+)|\[(\d+)\]/g

/** Sets `a.b[0].c` in place, making what is missing on the way. */
export function setPath(target: Record<string, unknown>, path: string, value: unknown): void {
  const steps = [...path.matchAll(step)].map(([, name, index]) => (index === undefined ? name! : Number(index)))
  let at: Record<string | number, unknown> = target
  steps.forEach((one, place) => {
    if (place === steps.length - 1) {
      at[one] = value
      return
    }
    const next = at[one]
    if (typeof next !== 'object' || next === null) at[one] = typeof steps[place + 1] === 'number' ? [] : {}
    at = at[one] as Record<string | number, unknown>
  })
}

/** First name of a path: the field that changes. */
export const fieldOf = (path: string): string => /^[^.[]+/.exec(path)?.[0] ?? path
