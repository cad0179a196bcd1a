import { z } from 'zod'
import * as shapes from '../common.ts'
import { endpoints } from '../endpoint.ts'
import { personName, smsCode } from '../identity/shapes.ts'
import { seekersPaths as paths } from './paths.ts'
import { crewMemberStates, reachChannels, type CrewMemberState, type ReachChannel } from './words.ts'

const onBehalf = { onBehalfOf: shapes.id.optional() }
const channel = z.enum(Object.keys(reachChannels) as [ReachChannel])
const memberState = z.enum(Object.keys(crewMemberStates) as [CrewMemberState])

/** Half hours of one day in which the person can work, from 0 (00:00) to 48, end excluded. */
const span = z
  .object({ from: z.int().min(0).max(47), to: z.int().min(1).max(48) })
  .refine(({ from, to }) => to > from, { message: '结束要晚于开始' })

/** A time of the day on the half hour. */
const halfHour = z.string().regex(/^([01]\d|2[0-3]):[03]0$/, '请选整点或半点')

const wishes = {
  /** Town or street of nine digits; the county follows from it. */
  town: z.string().regex(/^\d{9}$/, '请选择乡镇(街道)'),
  occupations: z.array(shapes.occupationCode).max(20),
  /** Seven days from Monday, each with its spans; null: any time. */
  availability: z.array(z.array(span).max(6)).length(7).nullable(),
  maxDistanceMeters: z.int().min(100).max(300_000).nullable(),
  minHourlyFen: shapes.positiveFen.nullable(),
  minDailyFen: shapes.positiveFen.nullable(),
  settlementCycles: z.array(z.enum(['perShift', 'weekly', 'fortnightly', 'onCompletion', 'monthly'])).max(5),
  wantsMeals: z.boolean(),
  wantsLodging: z.boolean(),
  channels: z.array(channel).min(1).max(3),
  takesOffers: z.boolean(),
}

export const workerProfileView = z.object({
  personId: shapes.id,
  county: shapes.countyCode,
  ...wishes,
  /** From when and until when the person may be asked, as it has said; null: as the platform usually asks. */
  askFrom: halfHour.nullable(),
  askUntil: halfHour.nullable(),
  townName: z.string(),
  hasHome: z.boolean(),
  days: z.array(z.object({ day: shapes.day, available: z.boolean() })),
  updatedAt: shapes.instant,
})

export const crewView = z.object({
  id: shapes.id,
  name: z.string(),
  leaderId: shapes.id,
  leaderName: z.string(),
  members: z.array(
    z.object({
      personId: shapes.id,
      name: z.string(),
      state: memberState,
      stateLabel: z.string(),
      since: shapes.instant,
    }),
  ),
})
const crewParams = z.object({ crewId: shapes.id })

export const seekersEndpoints = endpoints({
  getWorkerProfile: {
    ...paths.getWorkerProfile,
    summary: "The worker's own profile, or that of the person a clerk helps",
    right: 'worker.orClerk',
    query: z.object(onBehalf),
    answer: workerProfileView,
    errors: ['WorkerProfileMissing', 'ConsentMissing'],
  },
  putWorkerProfile: {
    ...paths.putWorkerProfile,
    summary: 'Write the profile: place, occupations, weekly availability, wishes, channels',
    right: 'worker.orClerk',
    body: z.object({
      ...wishes,
      // What is not sent stays as it was said before.
      askFrom: halfHour.nullable().optional(),
      askUntil: halfHour.nullable().optional(),
      home: z.string().trim().min(1).max(200).nullable().optional(),
      ...onBehalf,
    }),
    answer: workerProfileView,
    errors: ['TownUnknown', 'ConsentMissing'],
  },
  putWorkerDays: {
    ...paths.putWorkerDays,
    summary: 'Days that differ from the week: off, or free all day; null takes the exception back',
    right: 'worker.orClerk',
    body: z.object({
      days: z
        .array(z.object({ day: shapes.day, available: z.boolean().nullable() }))
        .min(1)
        .max(100),
      ...onBehalf,
    }),
    answer: workerProfileView,
    errors: ['WorkerProfileMissing', 'ConsentMissing'],
  },
  createCrew: {
    ...paths.createCrew,
    summary: 'Found a crew; the person becomes its leader',
    right: 'worker.act',
    body: z.object({ name: shapes.text(40) }),
    answer: crewView,
    status: 201,
    errors: ['PersonNotVerified'],
  },
  listMyCrews: {
    ...paths.listMyCrews,
    summary: 'Crews the person leads, belongs to or is invited to',
    right: 'worker.orClerk',
    query: z.object(onBehalf),
    answer: z.object({ items: z.array(crewView) }),
    errors: ['ConsentMissing'],
  },
  getCrew: {
    ...paths.getCrew,
    summary: 'One crew with its members: all for the leader, oneself for a member',
    right: 'worker.act',
    params: crewParams,
    answer: crewView,
    errors: ['NotFound'],
  },
  inviteCrewMember: {
    ...paths.inviteCrewMember,
    summary: 'Invite a registered person, found by phone and name together; nobody joins without agreeing',
    right: 'worker.lead',
    params: crewParams,
    body: z.object({ phone: shapes.mobile, name: personName }),
    answer: crewView,
    status: 201,
    errors: ['NotFound', 'CrewPersonNotFound', 'CrewFull', 'TooManyTries'],
  },
  answerCrewInvitation: {
    ...paths.answerCrewInvitation,
    summary: 'Agree to join or decline; with a clerk, the code of the SMS shows the agreement',
    right: 'worker.orClerk',
    params: crewParams,
    body: z.object({ agree: z.boolean(), code: smsCode.optional(), ...onBehalf }),
    answer: crewView,
    errors: [
      'NotFound',
      'CrewInvitationGone',
      'CrewFull',
      'ConsentMissing',
      'CodeWrong',
      'CodeExpired',
      'TooManyTries',
    ],
  },
  leaveCrew: {
    ...paths.leaveCrew,
    summary: 'Leave a crew',
    right: 'worker.orClerk',
    params: crewParams,
    body: z.object(onBehalf),
    answer: shapes.done,
    errors: ['NotFound', 'ConsentMissing'],
  },
  removeCrewMember: {
    ...paths.removeCrewMember,
    summary: 'The leader takes a member off, or an invitation back',
    right: 'worker.lead',
    params: crewParams.extend({ personId: shapes.id }),
    answer: crewView,
    errors: ['NotFound'],
  },
})
