/** For the seed: periods are evaluated and reckoned by the rules that decide every other one. */
export { recordsOf as serviceRecords } from './facts.ts'
export {
  instalmentFen,
  itemsOf,
  outcomeOf,
  periodsOf,
  reckon,
  type Breach,
  type Chosen,
  type Item,
  type Measure,
  type Period,
} from './rules.ts'
