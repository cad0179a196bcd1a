/** A queue of things to happen, earliest first; what happens at one moment keeps the order in which it was put in. */
export type Queue<T> = { push(at: number, what: T): void; pop(): { at: number; what: T } | undefined; size(): number }

export function makeQueue<T>(): Queue<T> {
  const heap: { at: number; order: number; what: T }[] = []
  let order = 0
  const before = (i: number, j: number) => {
    const a = heap[i]
    const b = heap[j]
    return a !== undefined && b !== undefined && (a.at < b.at || (a.at === b.at && a.order < b.order))
  }
  const swap = (i: number, j: number) => {
    const a = heap[i]
    const b = heap[j]
    if (a === undefined || b === undefined) return
    heap[i] = b
    heap[j] = a
  }
  return {
    size: () => heap.length,
    push(at, what) {
      heap.push({ at, order: order++, what })
      let i = heap.length - 1
      while (i > 0 && before(i, (i - 1) >> 1)) {
        swap(i, (i - 1) >> 1)
        i = (i - 1) >> 1
      }
    },
    pop() {
      const first = heap[0]
      const last = heap.pop()
      if (first === undefined || last === undefined) return undefined
      if (heap.length > 0) {
        heap[0] = last
        sink()
      }
      return { at: first.at, what: first.what }
    },
  }
  function sink(): void {
    for (let i = 0; ;) {
      let least = i
      if (before(2 * i + 1, least)) least = 2 * i + 1
      if (before(2 * i + 2, least)) least = 2 * i + 2
      if (least === i) return
      swap(i, least)
      i = least
    }
  }
}
