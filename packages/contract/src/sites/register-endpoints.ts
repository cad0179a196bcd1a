import { z } from 'zod'
import * as shapes from '../common.ts'
import { endpoints } from '../endpoint.ts'
import { siteLifecycle } from '../lifecycles.ts'
import { registerPaths as paths } from './paths.ts'
import { uscc } from '../identity/shapes.ts'
import * as register from './register-shapes.ts'

const site = z.object({ siteId: shapes.id })
const moveErrors = ['NotFound', 'StateConflict', 'TransitionNotAllowed'] as const
const factErrors = ['NotFound', 'SiteNameTaken', 'SiteNameWrong', 'SiteFactsWrong'] as const

/** A line of the register. */
export const siteLine = z.object({
  id: shapes.id,
  kind: register.siteKind,
  kindLabel: z.string(),
  name: z.string(),
  county: shapes.countyCode,
  countyName: z.string(),
  address: z.string(),
  lat: shapes.latitude,
  lng: shapes.longitude,
  phone: z.string(),
  builder: register.builder,
  builderLabel: z.string(),
  operatorName: z.string().nullable(),
  areaSquareMeters: z.number().nullable(),
  venueLabel: z.string().nullable(),
  staff: z.int(),
  minimumStaff: z.int(),
  overdueSafety: z.int(),
  openedOn: shapes.day,
  state: z.enum(siteLifecycle.states),
  stateLabel: z.string(),
})

export const registerEndpoints = endpoints({
  listRegister: {
    ...paths.listRegister,
    summary: 'Sites of the region (or the own one) in any state, by name',
    right: 'site.read',
    query: shapes.page.extend({
      county: shapes.countyCode.optional(),
      kind: register.siteKind.optional(),
      state: z.enum(siteLifecycle.states).optional(),
      words: z.string().max(60).optional(),
    }),
    answer: shapes.pageOf(siteLine),
    errors: [],
  },
  getSiteFile: {
    ...paths.getSiteFile,
    summary: 'The register’s file of one site: facts, venue, equipment, people, opening, services, what is missing',
    right: 'site.read',
    params: site,
    answer: register.siteRegisterFile,
    errors: ['NotFound'],
  },
  listSiteChanges: {
    ...paths.listSiteChanges,
    summary: 'History of every change of a site’s register, newest first',
    right: 'site.read',
    params: site,
    query: shapes.page,
    answer: shapes.pageOf(
      z.object({
        id: shapes.id,
        at: shapes.instant,
        section: z.string(),
        sectionLabel: z.string(),
        by: z.string(),
        changes: z.array(z.object({ what: z.string(), before: z.string().nullable(), after: z.string().nullable() })),
      }),
    ),
    errors: ['NotFound'],
  },
  checkSiteName: {
    ...paths.checkSiteName,
    summary: 'Whether a name follows the rule of 附1-2, and how it should read if not',
    right: 'site.read',
    query: z.object({ county: shapes.countyCode, kind: register.siteKind, name: z.string().trim().min(1).max(60) }),
    answer: z.object({
      right: z.boolean(),
      county: z.string().nullable(),
      place: z.string().nullable(),
      kind: z.string().nullable(),
      problems: z.array(z.string()),
      suggestion: z.string().nullable(),
      alike: z.array(z.string()),
      pattern: z.string(),
    }),
    errors: ['NotFound'],
  },
  registerSite: {
    ...paths.registerSite,
    summary: 'Put a site that is being set up into the register',
    right: 'site.register',
    body: register.siteFacts.extend({ hours: register.openingHours }),
    answer: z.object({ id: shapes.id }),
    status: 201,
    errors: factErrors,
  },
  changeSiteFacts: {
    ...paths.changeSiteFacts,
    summary: 'Change what others rest on: name, place, area with proof, builder, operator, venue',
    right: 'site.register',
    params: site,
    body: register.siteFacts,
    answer: shapes.done,
    errors: [...factErrors, 'SiteClosed'],
  },
  openSite: {
    ...paths.openSite,
    summary: 'The site that was being set up opens, or opens again',
    right: 'site.manage',
    params: site,
    body: z.object({}),
    answer: shapes.done,
    errors: [...moveErrors, 'SiteNotReady'],
  },
  suspendSite: {
    ...paths.suspendSite,
    summary: 'The site stays shut until told otherwise, with a reason',
    right: 'site.manage',
    params: site,
    body: z.object({ reason: shapes.reasonFor('site.suspend') }),
    answer: shapes.done,
    errors: [...moveErrors, 'ReasonMissing'],
  },
  closeSite: {
    ...paths.closeSite,
    summary: 'The site is closed for good, with a reason',
    right: 'site.register',
    params: site,
    body: z.object({ reason: shapes.reasonFor('site.close') }),
    answer: shapes.done,
    errors: [...moveErrors, 'ReasonMissing'],
  },
  listOperators: {
    ...paths.listOperators,
    summary: 'Who runs sites: organisations, by name',
    right: 'site.read',
    query: shapes.page.extend({ words: z.string().max(60).optional() }),
    answer: shapes.pageOf(register.operatorView),
    errors: [],
  },
  addOperator: {
    ...paths.addOperator,
    summary: 'Record an organisation that runs sites',
    right: 'site.register',
    body: z
      .object({
        kind: register.operatorKind,
        name: shapes.text(80).regex(/\p{L}/u, '机构名称要和执照上一样'),
        uscc,
        agencyLicence: shapes.text(60).nullable().default(null),
        legalPerson: shapes.text(30).regex(/^[\p{L}·\s]+$/u, '法定代表人写姓名'),
        phone: register.siteFacts.shape.phone,
        address: shapes.text(100).nullable().default(null),
      })
      .refine((one) => one.kind !== 'hrAgency' || one.agencyLicence !== null, {
        message: '人力资源服务机构要填许可证号',
        path: ['agencyLicence'],
        // With whatever else is wrong, not after it.
        when: ({ value }) => typeof value === 'object' && value !== null,
      }),
    answer: register.operatorView,
    status: 201,
    errors: ['OperatorRecorded', 'SiteFactsWrong'],
  },
  relateOperators: {
    ...paths.relateOperators,
    summary: 'Two organisations belong together: what one was paid counts for both (二(四)1)',
    right: 'site.register',
    params: z.object({ operatorId: shapes.id }),
    body: z.object({ relatedId: shapes.id, relation: register.operatorRelation }),
    answer: shapes.done,
    status: 201,
    errors: ['NotFound', 'SiteFactsWrong'],
  },
})
