/**
 * Named rights and who holds them. A right opens a route; which rows it reaches is decided by the
 * scope function of the module («which of these ids») and by row-level security.
 */
export const roles = [
  'worker',
  'employer',
  'crewLeader',
  'clerk',
  'siteManager',
  'operator',
  'countyOfficer',
  'countyFinance',
  'cityOfficer',
  'cityFinance',
  'mediator',
  'inspector',
  'auditor',
] as const
export type Role = (typeof roles)[number]

const person = ['worker', 'employer', 'crewLeader'] as const
const counter = ['clerk', 'siteManager'] as const
const county = ['countyOfficer', 'cityOfficer'] as const

/** `public` needs no sign-in; `signedIn` any session with a chosen person or a staff account. */
export const rights = {
  public: [],
  /** A phone has proved itself, but no person has been chosen yet. */
  phone: [],
  signedIn: roles,
  'person.self': person,
  'worker.act': ['worker', 'crewLeader'],
  'worker.lead': ['crewLeader'],
  'employer.act': ['employer'],
  /** The employer itself, or a clerk acting for it at the counter. */
  'employer.orClerk': ['employer', ...counter],
  /** The worker, or a clerk acting with recorded consent. */
  'worker.orClerk': ['worker', 'crewLeader', ...counter],
  /** Either side of an engagement, the crew's leader, or a clerk acting for the worker. */
  'engagement.party': ['worker', 'crewLeader', 'employer', ...counter],
  /** Parties and the staff whose region or site it is. */
  'engagement.read': ['worker', 'crewLeader', 'employer', ...counter, ...county, 'mediator'],
  'staff.any': [
    'clerk',
    'siteManager',
    'operator',
    'countyOfficer',
    'countyFinance',
    'cityOfficer',
    'cityFinance',
    'mediator',
    'inspector',
    'auditor',
  ],
  'clerk.assist': counter,
  /** Recognition as hard to employ: at the counter, with the person's recorded consent (附1-10). */
  'seeker.status': counter,
  /** Looking at certificates: the county in which the person lives (附1-10). */
  'qualification.review': ['countyOfficer'],
  /** The site's own people and its county. */
  'site.read': ['clerk', 'siteManager', 'operator', ...county, 'countyFinance', 'cityFinance', 'inspector', 'auditor'],
  /** Everyday records at the desk: opening log, visitors, tools. */
  'site.desk': ['clerk', 'siteManager', 'operator', ...county],
  /** What the site declares about itself. */
  'site.manage': ['siteManager', 'operator', ...county],
  /** Facts that others rest on: place, area, builder, operator, opening and closing. */
  'site.register': county,
  'posting.review': [...county, 'siteManager'],
  'posting.takeDown': county,
  'employer.supervise': county,
  'dispute.mediate': ['mediator', ...county],
  /** Calls for help: the site that helped, the county's officers and mediators. */
  'trouble.answer': [...counter, 'mediator', ...county],
  'trouble.solve': ['worker', 'crewLeader', ...counter, 'mediator', ...county],
  'audit.read': ['auditor', 'cityOfficer'],
  'subsidy.lodge': ['operator', 'siteManager', 'countyOfficer'],
  'subsidy.decide': ['countyOfficer'],
  'subsidy.finance': ['countyFinance'],
  'fund.read': [...county, 'countyFinance', 'cityFinance', 'auditor'],
  'subsidy.read': ['operator', 'siteManager', ...county, 'countyFinance', 'cityFinance', 'auditor'],
  /** The account a site's subsidies are paid to: named by whoever receives, never by who decides. */
  'subsidy.account': ['operator', 'siteManager'],
  'recognition.read': ['operator', 'siteManager', ...county, 'countyFinance', 'cityFinance', 'auditor'],
  'recognition.apply': ['operator', 'siteManager'],
  'recognition.decide': ['countyOfficer'],
  /** City record and appeals. */
  'recognition.record': ['cityOfficer'],
  /** The roster of the own site, county or city. */
  'referral.read': [...counter, 'operator', ...county, 'countyFinance', 'cityFinance', 'inspector', 'auditor'],
  /** Findings of the flags, and what was made of them: not for the site itself. */
  'referral.inspect': ['inspector', ...county, 'auditor'],
  'referral.decide': ['inspector', 'countyOfficer'],
  /** A site declares who is related to its people. */
  'referral.declare': ['siteManager', 'operator'],
  'assessment.read': ['operator', 'siteManager', ...county, 'countyFinance', 'cityFinance', 'auditor'],
  'assessment.self': ['operator', 'siteManager'],
  'assessment.score': ['countyOfficer'],
  /** Sample checks of the city. */
  'assessment.check': ['cityOfficer'],
  'report.read': [...county, 'auditor'],
  'report.write': ['countyOfficer'],
  /** The city's report and building tasks. */
  'report.merge': ['cityOfficer'],
  'overview.read': ['countyOfficer', 'cityOfficer', 'auditor'],
  /** What waits, is late, looks wrong: each figure asks for the right to its rows besides. */
  'cockpit.read': ['siteManager', 'operator', ...county, 'countyFinance', 'cityFinance', 'auditor'],
} as const satisfies Record<string, readonly Role[]>
export type Right = keyof typeof rights

export function holdsRight(held: Iterable<Role>, right: Right): boolean {
  const holders: readonly Role[] = rights[right]
  for (const role of held) if (holders.includes(role)) return true
  return false
}
