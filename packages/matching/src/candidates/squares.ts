import { countBits, lowestBit } from './bits.ts'
import type { Blocks } from './blocks.ts'
import type { WorkerEntry } from './entries.ts'
import type { InSpace } from './grid.ts'
import { blockSize, fact, field, recordSize } from './layout.ts'

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
    if (this.#blocks.used(block) === -1) {
      this.#cut(block, occupation, first, cell)
      block = this.#nearest(first[cell]!, standing, blockSize - 1)
    }
    const place = block * blockSize + lowestBit(~this.#blocks.used(block))
    this.#blocks.write(place, kept.entry, kept.at)
    return place
  }

  /** Of a list, the block of at most `most` people that must grow least to hold one more there. */
  #nearest(first: number, { east, north }: { east: number; north: number }, most: number, except = -1): number {
    const { facts, factsSize, next } = this.#blocks
    let nearest = -1
    let least = Number.POSITIVE_INFINITY
    for (let block = first; block >= 0; block = next[block]!) {
      if (block === except) continue
      const at = block * factsSize
      const growth =
        Math.max(0, facts[at + fact.west]! - east, east - facts[at + fact.east]!) +
        Math.max(0, facts[at + fact.south]! - north, north - facts[at + fact.north]!)
      if (growth >= least || countBits(facts[at + fact.used]!) > most) continue
      nearest = block
      least = growth
    }
    return nearest
  }

  /** A full block becomes two of half as many, each with its own part of the ground. */
  #cut(block: number, occupation: number, first: Int32Array, cell: number): void {
    this.#blocks.tidy(block)
    const { facts, factsSize, record, frame } = this.#blocks
    const at = block * factsSize
    const flat = facts[at + fact.east]! - facts[at + fact.west]! > facts[at + fact.north]! - facts[at + fact.south]!
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
    const left = countBits(this.#blocks.used(block))
    if (left === 0) this.#giveBack(block, occupation, cell)
    else if (left <= fewLeft) this.#join(block, occupation, cell)
  }

  #giveBack(block: number, occupation: number, cell: number): void {
    const first = this.#first[occupation]!
    const { next } = this.#blocks
    if (first[cell] === block) first[cell] = next[block]!
    else {
      let before = first[cell]!
      while (next[before] !== block) before = next[before]!
      next[before] = next[block]!
    }
    this.#blocks.giveBack(block)
  }

  /** The few who are left in a block go to the nearest other one with room for them, if there is one. */
  #join(block: number, occupation: number, cell: number): void {
    const { record } = this.#blocks
    for (let bits = this.#blocks.used(block); bits !== 0; bits &= bits - 1) {
      const place = block * blockSize + lowestBit(bits)
      const kept = this.#people.get(record[recordSize * place + field.worker]!)!
      const other = this.#nearest(this.#first[occupation]![cell]!, this.#standing(kept), roomLeft, block)
      if (other < 0) return
      const free = other * blockSize + lowestBit(~this.#blocks.used(other))
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
