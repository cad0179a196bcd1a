import { seekersEndpoints } from '@linggong/contract'
import { serve } from '../../kernel/http/serve.ts'
import {
  answerInvitation,
  createCrew,
  getCrew,
  inviteMember,
  leaveCrew,
  listMyCrews,
  removeMember,
} from './actions/crews.ts'
import { readProfile, writeDays, writeProfile } from './actions/profile.ts'

export const seekersRoutes = serve(seekersEndpoints, {
  getWorkerProfile: (ctx, { query }) => readProfile(ctx, query.onBehalfOf),
  putWorkerProfile: (ctx, { body }) => writeProfile(ctx, body),
  putWorkerDays: (ctx, { body }) => writeDays(ctx, body),
  createCrew: (ctx, { body }) => createCrew(ctx, body.name),
  listMyCrews: (ctx, { query }) => listMyCrews(ctx, query.onBehalfOf),
  getCrew: (ctx, { params }) => getCrew(ctx, params.crewId),
  inviteCrewMember: (ctx, { params, body }) => inviteMember(ctx, params.crewId, body),
  answerCrewInvitation: (ctx, { params, body }) => answerInvitation(ctx, params.crewId, body),
  leaveCrew: (ctx, { params, body }) => leaveCrew(ctx, params.crewId, body.onBehalfOf),
  removeCrewMember: (ctx, { params }) => removeMember(ctx, params.crewId, params.personId),
})
