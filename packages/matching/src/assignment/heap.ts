import { sameKind, type Numbers } from './problem.ts'

/** Binary heap of (key, node), the least key first; a node may stand in it several times. */
export class Heap {
  keys: Numbers
  nodes = new Int32Array(1024)
  size = 0

  /** @param like the kind of numbers the keys are */
  constructor(like: Numbers) {
    this.keys = sameKind(like, 1024)
  }

  push(key: number, node: number): void {
    if (this.size === this.keys.length) this.#grow()
    const { keys, nodes } = this
    let i = this.size++
    while (i > 0) {
      const parent = (i - 1) >> 1
      if (keys[parent]! <= key) break
      keys[i] = keys[parent]!
      nodes[i] = nodes[parent]!
      i = parent
    }
    keys[i] = key
    nodes[i] = node
  }

  /** Removes the least entry; read `keys[0]` and `nodes[0]` before. */
  pop(): void {
    const { keys, nodes } = this
    const size = --this.size
    const key = keys[size]!
    const node = nodes[size]!
    let i = 0
    for (;;) {
      let child = 2 * i + 1
      if (child >= size) break
      if (child + 1 < size && keys[child + 1]! < keys[child]!) child += 1
      if (keys[child]! >= key) break
      keys[i] = keys[child]!
      nodes[i] = nodes[child]!
      i = child
    }
    keys[i] = key
    nodes[i] = node
  }

  #grow(): void {
    const keys = sameKind(this.keys, 2 * this.keys.length)
    const nodes = new Int32Array(2 * this.nodes.length)
    keys.set(this.keys)
    nodes.set(this.nodes)
    this.keys = keys
    this.nodes = nodes
  }
}
