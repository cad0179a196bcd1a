type Entry = { id: string }

/** The one before or behind the open one; null at the ends, the first where none of them is open. */
export function neighbour<T extends Entry>(items: readonly T[], openId: string | null, by: 1 | -1): T | null {
  const at = items.findIndex(({ id }) => id === openId)
  return (at === -1 ? items[0] : items[at + by]) ?? null
}

/** What opens once the open one is decided: the next, at the end the one before it; null when nothing is left. */
export function afterDecision<T extends Entry>(items: readonly T[], openId: string | null): T | null {
  return neighbour(items, openId, 1) ?? neighbour(items, openId, -1)
}
