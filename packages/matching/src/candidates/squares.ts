import { blockSize, countBits, field, head, headSize, lowestBit, recordSize, type Blocks } from './blocks.ts'
import type { WorkerEntry } from './entries.ts'
import type { InSpace } from './grid.ts'

/** A person as the index keeps one: `places[i]` is where the person stands for `occupations[i]`. */
export type Kept = { entry: WorkerEntry; at: InSpace; cell: number; occupations: number[]; places: number[] }
type Standing = { kept: Kept; east: number; north: number }

/** Blocks filled at once leave room for a few who come later. */
const packed = 28
/** A block of so few is joined with another one that has room for them and some more. */
const fewLeft = 4
const roomLeft = 20

/**
 * Who stands in which block. Each occupation has its own squares of the map, each square a list of blocks, and in each
 * block are neighbours: a full one is cut in two across its longer side.
 */
export class Squares {
  readonly #blocks: Blocks
  readonly #cells: number
  readonly #people: ReadonlyMap<number, Kept>
  /** By occupation, made when first needed: the first block of each square, −1: nobody. */
  readonly #first: (Int32Array | undefined)[] = []

  constructor(blocks: Blocks, cells: number, people: ReadonlyMap<number, Kept>) {
    this.#blocks = blocks
    this.#cells = cells
    this.#people = people
  }

  /** The first block of each square; undefined where nobody has ever had this occupation. */
  of(occupation: number): Int32Array | undefined {
    return this.#first[occupation]
  }

  /** Gives a person of `people` a place for each occupation. */
  enter(kept: Kept): void {
    kept.places = kept.occupations.map((occupation) => this.#enter(kept, occupation))
  }

  leave(kept: Kept): void {
    kept.places.forEach((place, i) => this.#leave(place, kept.occupations[i]!, kept.cell))
    kept.places = []
  }

  /** Many at once, all of one square: where it is still empty its blocks are well filled and small on the map. */
  enterAll(many: readonly Kept[], occupation: number, cell: number): void {
    const first = (this.#first[occupation] ??= new Int32Array(this.#cells).fill(-1))
    if (first[cell] !== -1) {
      for (const kept of many) kept.places[kept.occupations.indexOf(occupation)] = this.#enter(kept, occupation)
      return
    }
    const standing = many.map((kept) => ({ kept, ...this.#standing(kept) }))
    this.#deal(standing, occupation, first, cell)
  }

  #deal(people: Standing[], occupation: number, first: Int32Array, cell: number): void {
    const count = Math.ceil(people.length / packed)
    if (count <= 1) {
      const block = this.#blocks.take(first[cell]!)
      first[cell] = block
      people.forEach(({ kept }, i) => {
        this.#blocks.write(block * blockSize + i, kept.entry, kept.at)
        kept.places[kept.occupations.indexOf(occupation)] = block * blockSize + i
      })
      return
    }
    const axis = width(people, 'east') > width(people, 'north') ? 'east' : 'north'
    people.sort((a, b) => a[axis] - b[axis])
    const cut = Math.round((people.length * Math.floor(count / 2)) / count)
    this.#deal(people.slice(0, cut), occupation, first, cell)
    this.#deal(people.slice(cut), occupation, first, cell)
  }

  #standing({ at: { x, y, z } }: Kept): { east: number; north: number } {
    return { east: this.#blocks.frame.east(x, y, z), north: this.#blocks.frame.north(x, y, z) }
  }

  #enter(kept: Kept, occupation: number): number {
    const { cell } = kept
    const first = (this.#first[occupation] ??= new Int32Array(this.#cells).fill(-1))
    const standing = this.#standing(kept)
    if (first[cell]! < 0) first[cell] = this.#blocks.take(-1)
    let block = this.#nearest(first[cell]!, standing, blockSize)
    if (this.#used(block) === -1) {
      this.#cut(block, occupation, first, cell)
      block = this.#nearest(first[cell]!, standing, blockSize - 1)
    }
    const place = block * blockSize + lowestBit(~this.#used(block))
    this.#blocks.write(place, kept.entry, kept.at)
    return place
  }

  #used(block: number): number {
    return this.#blocks.head[block * headSize + head.used]!
  }

  /** Of a list, the block of at most `most` people that must grow least to hold one more there. */
  #nearest(first: number, { east, north }: { east: number; north: number }, most: number, except = -1): number {
    const known = this.#blocks.head
    let nearest = -1
    let least = Number.POSITIVE_INFINITY
    for (let block = first; block >= 0; block = known[block * headSize + head.next]!) {
      if (block === except) continue
      const at = block * headSize
      const growth =
        Math.max(0, known[at + head.west]! - east, east - known[at + head.east]!) +
        Math.max(0, known[at + head.south]! - north, north - known[at + head.north]!)
      if (growth >= least || countBits(known[at + head.used]!) > most) continue
      nearest = block
      least = growth
    }
    return nearest
  }

  /** A full block becomes two of half as many, each with its own part of the ground. */
  #cut(block: number, occupation: number, first: Int32Array, cell: number): void {
    const { record, frame } = this.#blocks
    this.#blocks.tidy(block)
    const at = block * headSize
    const known = this.#blocks.head
    const flat = known[at + head.east]! - known[at + head.west]! > known[at + head.north]! - known[at + head.south]!
    const across = (bit: number) => {
      const from = recordSize * (block * blockSize + bit)
      const [x, y, z] = [record[from + field.x]!, record[from + field.y]!, record[from + field.z]!]
      return flat ? frame.east(x, y, z) : frame.north(x, y, z)
    }
    const inOrder = Array.from({ length: blockSize }, (_, bit) => ({ bit, value: across(bit) }))
    inOrder.sort((a, b) => a.value - b.value)
    const moving = inOrder.slice(blockSize / 2).reduce((bits, { bit }) => bits | (1 << bit), 0)
    const other = this.#blocks.take(first[cell]!)
    first[cell] = other
    this.#blocks.move(block, other, moving)
    for (let bits = moving; bits !== 0; bits &= bits - 1) {
      this.#moved(other * blockSize + lowestBit(bits), occupation)
    }
  }

  /** Tells the person at a place that it is theirs now. */
  #moved(place: number, occupation: number): void {
    const kept = this.#people.get(this.#blocks.record[recordSize * place + field.worker]!)!
    kept.places[kept.occupations.indexOf(occupation)] = place
  }

  #leave(place: number, occupation: number, cell: number): void {
    const block = Math.floor(place / blockSize)
    this.#blocks.clear(place)
    const left = countBits(this.#used(block))
    if (left === 0) this.#giveBack(block, occupation, cell)
    else if (left <= fewLeft) this.#join(block, occupation, cell)
  }

  #giveBack(block: number, occupation: number, cell: number): void {
    const first = this.#first[occupation]!
    const known = this.#blocks.head
    const next = known[block * headSize + head.next]!
    if (first[cell] === block) first[cell] = next
    else {
      let before = first[cell]!
      while (known[before * headSize + head.next] !== block) before = known[before * headSize + head.next]!
      known[before * headSize + head.next] = next
    }
    this.#blocks.giveBack(block)
  }

  /** The few who are left in a block go to the nearest other one with room for them, if there is one. */
  #join(block: number, occupation: number, cell: number): void {
    const { record } = this.#blocks
    for (let bits = this.#used(block); bits !== 0; bits &= bits - 1) {
      const place = block * blockSize + lowestBit(bits)
      const kept = this.#people.get(record[recordSize * place + field.worker]!)!
      const other = this.#nearest(this.#first[occupation]![cell]!, this.#standing(kept), roomLeft, block)
      if (other < 0) return
      const free = other * blockSize + lowestBit(~this.#used(other))
      this.#blocks.write(free, kept.entry, kept.at)
      this.#blocks.clear(place)
      this.#moved(free, occupation)
    }
    this.#giveBack(block, occupation, cell)
  }
}

function width(people: readonly Standing[], axis: 'east' | 'north'): number {
  let least = Number.POSITIVE_INFINITY
  let most = Number.NEGATIVE_INFINITY
  for (const one of people) {
    least = Math.min(least, one[axis])
    most = Math.max(most, one[axis])
  }
  return most - least
}
