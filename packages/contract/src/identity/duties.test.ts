import { expect, test } from 'vitest'
import { allEndpoints } from '../all-endpoints.ts'
import { rights } from '../rights.ts'
import { dutyOf } from './duties.ts'

/** What every member of an employer may do: reading who comes, telling and rating what one has seen. */
const everybody = new Set([
  'contactOtherSide',
  'endEmployerMember',
  'getContract',
  'getContractFile',
  'getDispute',
  'getEngagement',
  'getEngagementRatings',
  'getEngagementTimeline',
  'getEngagementWages',
  'getEmployerStanding',
  'getEscrow',
  'getOwnPosting',
  'getEngagementNeeds',
  'getEngagementPayCheck',
  'getPayslip',
  'getPayslipPdf',
  'getPostingTemplate',
  'getTimesheet',
  'listApplicants',
  'listEmployerContracts',
  'listEmployerDisputes',
  'listEmployerEngagements',
  'listEmployerMembers',
  'listEmployerPostings',
  'listEmployerShifts',
  'listFavourites',
  'listShiftOffers',
  'listTimesheets',
  'listToday',
  'raiseTrouble',
  'rateEngagement',
])

test('every endpoint a member uses for an employer belongs to a duty, or is decided to be for every member', () => {
  const forMembers = Object.entries(allEndpoints).filter(([, { right }]) => {
    const holders: readonly string[] = rights[right]
    return holders.includes('employer') && !['signedIn', 'person.self'].includes(right)
  })
  const undecided = forMembers.filter(([name]) => dutyOf(name) === undefined && !everybody.has(name))
  expect(undecided.map(([name]) => name)).toEqual([])
  const twice = [...everybody].filter((name) => dutyOf(name) !== undefined || !(name in allEndpoints))
  expect(twice).toEqual([])
})
