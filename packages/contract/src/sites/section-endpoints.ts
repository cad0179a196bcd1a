import { z } from 'zod'
import * as shapes from '../common.ts'
import { endpoints } from '../endpoint.ts'
import { registerPaths as paths } from './paths.ts'
import { idNumber, personName } from '../identity/shapes.ts'
import { otherNeedsWords } from '../reasons.ts'
import * as register from './register-shapes.ts'

const site = z.object({ siteId: shapes.id })
const note = shapes.text(200).nullable().default(null)
const changeErrors = ['NotFound', 'SiteClosed'] as const

/** The sections of a site's file, each changed by itself, and the daily records at the desk. */
export const siteSectionEndpoints = endpoints({
  setSiteHours: {
    ...paths.setSiteHours,
    summary: 'Opening hours and the desk’s phone',
    right: 'site.manage',
    params: site,
    body: z.object({ hours: register.openingHours, phone: register.siteFacts.shape.phone }),
    answer: shapes.done,
    errors: changeErrors,
  },
  setSiteZones: {
    ...paths.setSiteZones,
    summary: 'Zones, the timetable of a shared venue, desks of partners (附1-3, 附1-4)',
    right: 'site.manage',
    params: site,
    body: z.object({
      zones: z
        .array(z.object({ zone: register.item, areaSquareMeters: register.area.nullable().default(null), note }))
        .max(20),
      timetable: z
        .array(
          z
            .object({ zone: register.item, days: register.weekdays, ...register.span })
            .refine((one) => one.from < one.to, '结束时间要在开始时间之后'),
        )
        .max(60)
        .default([]),
      partnerDesks: z
        .array(z.object({ kind: register.item, name: shapes.text(80), hoursNote: note, since: shapes.day }))
        .max(20)
        .default([]),
    }),
    answer: shapes.done,
    errors: [...changeErrors, 'SiteFactsWrong'],
  },
  setSiteEquipment: {
    ...paths.setSiteEquipment,
    summary: 'Equipment, wall boards and networks against the standard (附1-5 … 附1-7)',
    right: 'site.manage',
    params: site,
    body: z.object({
      equipment: z
        .array(
          z.object({
            item: register.item,
            count: z.int().min(0).max(9_999),
            working: z.boolean(),
            /** A station that does without says why (附1-7). */
            adjustedReason: note,
            note,
          }),
        )
        .max(80),
    }),
    answer: shapes.done,
    errors: [...changeErrors, 'SiteFactsWrong'],
  },
  recordSafetyCheck: {
    ...paths.recordSafetyCheck,
    summary: 'A safety check of one or more items; the policy says when the next is due (附1-5)',
    right: 'site.manage',
    params: site,
    body: z.object({
      checkedOn: shapes.day,
      items: z
        .array(z.object({ item: register.item, passed: z.boolean(), note }))
        .min(1, '至少查一项')
        .max(20),
    }),
    answer: shapes.done,
    status: 201,
    errors: [...changeErrors, 'SiteFactsWrong'],
  },
  addSiteStaff: {
    ...paths.addSiteStaff,
    summary: 'Somebody begins to work at the site; who pays for the post (附1-19, 三(二))',
    right: 'site.manage',
    params: site,
    body: z.object({
      name: personName,
      idNumber,
      duty: shapes.text(30),
      fullTime: z.boolean(),
      source: z.string().trim().min(1, '请选人员来源').max(60),
      since: shapes.day,
    }),
    answer: z.object({ id: shapes.id }),
    status: 201,
    errors: [...changeErrors, 'SiteFactsWrong', 'SiteStaffFundedTwice', 'SiteStaffThere'],
  },
  endSiteStaff: {
    ...paths.endSiteStaff,
    summary: 'Somebody no longer works at the site from the next day on',
    right: 'site.manage',
    params: site.extend({ staffId: shapes.id }),
    body: z.object({ until: shapes.day }),
    answer: shapes.done,
    errors: [...changeErrors, 'SiteFactsWrong'],
  },
  explainStaffing: {
    ...paths.explainStaffing,
    summary: 'Why fewer people work there than 附1-19 asks in principle',
    right: 'site.manage',
    params: site,
    body: z.object({ reason: shapes.text(200) }),
    answer: shapes.done,
    errors: changeErrors,
  },
  announceClosure: {
    ...paths.announceClosure,
    summary: 'Announce days on which the site stays shut; the public sees them',
    right: 'site.manage',
    params: site,
    body: z
      .object({ from: shapes.day, to: shapes.day, reason: register.shutReason, note })
      .refine((one) => one.to >= one.from, { message: '最后一天不能在第一天之前', path: ['to'] })
      .refine((one) => one.reason !== 'other' || one.note !== null, {
        message: otherNeedsWords,
        path: ['note'],
      }),
    answer: z.object({ id: shapes.id }),
    status: 201,
    errors: [...changeErrors, 'SiteClosureOverlaps'],
  },
  cancelClosure: {
    ...paths.cancelClosure,
    summary: 'The announced rest does not take place',
    right: 'site.manage',
    params: site.extend({ closureId: shapes.id }),
    body: z.object({}),
    answer: shapes.done,
    errors: changeErrors,
  },
  logSiteDay: {
    ...paths.logSiteDay,
    summary: 'A day of the opening log: opened, closed, visitors, meals; or why the doors stayed shut (附1-8)',
    right: 'site.desk',
    params: site.extend({ day: shapes.day }),
    body: z
      .object({
        openedAt: register.clockTime.nullable(),
        closedAt: register.clockTime.nullable().default(null),
        visitors: z.int().min(0).max(100_000).nullable().default(null),
        mealsHeated: z.int().min(0).max(100_000).nullable().default(null),
        shutReason: register.shutReason.nullable().default(null),
        shutNote: note,
      })
      .refine((one) => (one.openedAt === null) !== (one.shutReason === null), {
        message: '写几点开门,或者选没开门的原因,两样填一样',
        path: ['openedAt'],
      })
      .refine((one) => one.closedAt === null || (one.openedAt !== null && one.closedAt > one.openedAt), {
        message: '关门时间要在开门时间之后',
        path: ['closedAt'],
      })
      .refine((one) => one.shutReason !== 'other' || one.shutNote !== null, {
        message: otherNeedsWords,
        path: ['shutNote'],
      }),
    answer: register.siteDayLogView,
    errors: [...changeErrors, 'SiteDayAhead'],
  },
  addSiteTool: {
    ...paths.addSiteTool,
    summary: 'A kind of tool or locker people may borrow, or another number of it (附1-6)',
    right: 'site.manage',
    params: site,
    body: z.object({ kind: register.toolKind, name: shapes.text(30), count: z.int().min(0).max(999) }),
    answer: shapes.done,
    errors: [...changeErrors, 'SiteToolLent'],
  },
  lendTool: {
    ...paths.lendTool,
    summary: 'A tool is lent or a locker given',
    right: 'site.desk',
    params: site,
    body: z.object({ toolId: shapes.id, borrowerName: shapes.text(30) }),
    answer: register.loanView,
    status: 201,
    errors: [...changeErrors, 'SiteToolAllLent'],
  },
  returnTool: {
    ...paths.returnTool,
    summary: 'A tool or locker came back, whole or not',
    right: 'site.desk',
    params: site.extend({ loanId: shapes.id }),
    body: z.object({ whole: z.boolean(), note }),
    answer: shapes.done,
    errors: changeErrors,
  },
  setSiteServices: {
    ...paths.setSiteServices,
    summary: 'What the site offers, each with its guide (附1-1, 附1-20): public',
    right: 'site.manage',
    params: site,
    body: z.object({
      services: z
        .array(
          z.object({
            service: register.item,
            guide: shapes.text(500),
            bring: shapes.text(200).nullable().default(null),
            takes: shapes.text(60).nullable().default(null),
          }),
        )
        .max(40),
    }),
    answer: shapes.done,
    errors: [...changeErrors, 'SiteFactsWrong'],
  },
  addSiteFile: {
    ...paths.addSiteFile,
    summary: 'A proof or picture (PDF, JPEG or PNG, base64), at most 700 KB',
    right: 'site.manage',
    params: site,
    body: z.object({
      kind: register.siteFileKind,
      title: shapes.text(80),
      file: z.base64('请选择一个文件').min(4, '请选择一个文件').max(960_000, '文件太大了,最多700KB'),
    }),
    answer: register.siteFileView,
    status: 201,
    errors: ['NotFound', 'FileUnreadable'],
  },
  getSiteFileBytes: {
    ...paths.getSiteFileBytes,
    summary: 'The file itself',
    right: 'site.read',
    params: site.extend({ fileId: shapes.id }),
    answer: z.any(),
    produces: 'application/pdf',
    errors: ['NotFound'],
  },
})
