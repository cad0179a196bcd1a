import { heldValue } from '../modules/programmes/index.ts'
import type { Frame } from './frame.ts'
import type { Lane } from './lane.ts'
import { middayOf, triedCounty, type Office } from './programme-steps.ts'
import type { Random } from './random.ts'

/** One county has still to set its targets: the other one whose officers are sample accounts. */
const untouched = '350981'

/** Targets of the fund for this year, set with the appropriation: what the policy proposes, more of it where money is tried out. */
export function addFundYears(lane: Lane, frame: Frame, random: Random, offices: ReadonlyMap<string, Office>): void {
  const year = Number(frame.today.slice(0, 4))
  for (const [county, office] of offices) {
    const indicators = heldValue(frame.policy, 'fund.indicators', frame.today, county)
    if (county === untouched || indicators === null) continue
    const at = middayOf(`${year}-02-20`)
    const more = county === triedCounty ? 2 : 1
    const targets = indicators.map(({ id, asks, target }) => ({
      indicator: id,
      target: asks === 'count' && id === 'sitesSupported' ? target * more : target,
    }))
    const [officer] = office.officers
    const row = [random.id(at.getTime()), county, year, 'planned', JSON.stringify(targets)]
    lane.add('fund_years', [...row, JSON.stringify(indicators), officer.id, officer.name, at])
  }
}
