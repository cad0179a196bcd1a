import { z } from 'zod'
import * as shapes from '../common.ts'
import { endpoints } from '../endpoint.ts'
import { employerLifecycle } from '../lifecycles.ts'
import { identityPaths as paths } from './paths.ts'
import { employerDetail, employerKind, employerSummary, memberRole, personName, uscc } from './shapes.ts'

const params = z.object({ employerId: shapes.id })

const registration = z
  .object({
    kind: employerKind,
    name: shapes.text(100),
    uscc: uscc.optional(),
    legalPersonName: personName.optional(),
    agencyLicence: shapes.optionalText(60),
    county: shapes.countyCode,
    town: shapes.divisionCode.optional(),
    address: shapes.text(200),
    contactName: personName,
    contactPhone: shapes.mobile.optional(),
    /** The person a clerk registers it for; that person becomes the owner. */
    onBehalfOf: shapes.id.optional(),
  })
  .check((context) => {
    const { kind, uscc: code, legalPersonName } = context.value
    if (kind === 'household') return
    const missing: Array<[string, string]> = []
    if (code === undefined) missing.push(['uscc', '请填写统一社会信用代码,在营业执照右上角'])
    if (legalPersonName === undefined) missing.push(['legalPersonName', '请填写法定代表人(经营者)姓名'])
    for (const [path, message] of missing) {
      context.issues.push({ code: 'custom', input: context.value, path: [path], message })
    }
  })

export const employerEndpoints = endpoints({
  registerEmployer: {
    ...paths.registerEmployer,
    summary: 'Register an employer, checked against the register of organisations; the person becomes its owner',
    right: 'worker.orClerk',
    body: registration,
    answer: employerDetail,
    status: 201,
    errors: ['EmployerAlreadyRegistered', 'EmployerDataDiffer', 'PersonNotVerified', 'ConsentMissing', 'TooManyTries'],
  },
  listMyEmployers: {
    ...paths.listMyEmployers,
    summary: 'Employers the signed-in person is a member of',
    right: 'person.self',
    answer: z.object({ items: z.array(employerDetail.extend({ memberRole })) }),
    errors: [],
  },
  listEmployers: {
    ...paths.listEmployers,
    summary: "Employers of the officer's region, by state and name",
    right: 'employer.supervise',
    query: shapes.page.extend({
      after: shapes.id.optional(),
      state: z.enum(employerLifecycle.states).optional(),
      name: z.string().trim().max(100).optional(),
    }),
    answer: shapes.pageOf(employerDetail),
    errors: [],
  },
  getEmployer: {
    ...paths.getEmployer,
    summary: 'One employer: in full for its members, clerks it has asked and officers; name and state for others',
    right: 'signedIn',
    params,
    answer: z.object({ employer: employerSummary, detail: employerDetail.nullable() }),
    errors: ['NotFound'],
  },
  verifyEmployer: {
    ...paths.verifyEmployer,
    summary: 'Check the employer against the register again (unverified or lapsed), or by an officer by the papers',
    right: 'signedIn',
    params,
    body: z.object({ papersSeen: z.boolean().default(false) }),
    answer: employerDetail,
    errors: ['NotFound', 'StateConflict', 'EmployerDataDiffer', 'EmployerSuspended', 'OutsideServiceDown'],
  },
  suspendEmployer: {
    ...paths.suspendEmployer,
    summary: 'Suspend an employer of the region, with a reason',
    right: 'employer.supervise',
    params,
    body: z.object({ reason: shapes.reason }),
    answer: employerDetail,
    errors: ['NotFound', 'StateConflict', 'ReasonMissing'],
  },
  restoreEmployer: {
    ...paths.restoreEmployer,
    summary: 'Lift a suspension, with a reason',
    right: 'employer.supervise',
    params,
    body: z.object({ reason: shapes.reason }),
    answer: employerDetail,
    errors: ['NotFound', 'StateConflict', 'ReasonMissing'],
  },
  listEmployerMembers: {
    ...paths.listEmployerMembers,
    summary: 'Who may act for this employer',
    right: 'employer.orClerk',
    params,
    answer: z.object({
      items: z.array(
        z.object({
          personId: shapes.id,
          name: z.string(),
          role: memberRole,
          roleLabel: z.string(),
          since: shapes.instant,
        }),
      ),
    }),
    errors: ['NotFound'],
  },
  addEmployerMember: {
    ...paths.addEmployerMember,
    summary: 'Let a registered person act for the employer, found by phone and name together',
    right: 'employer.orClerk',
    params,
    body: z.object({ phone: shapes.mobile, name: personName, role: memberRole }),
    answer: shapes.done,
    status: 201,
    errors: ['NotFound', 'PersonNotFound', 'TooManyTries'],
  },
  endEmployerMember: {
    ...paths.endEmployerMember,
    summary: 'The person no longer acts for the employer',
    right: 'employer.orClerk',
    params: params.extend({ personId: shapes.id }),
    answer: shapes.done,
    errors: ['NotFound', 'LastOwner'],
  },
})
