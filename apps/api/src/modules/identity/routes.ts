import { identityEndpoints } from '@linggong/contract'
import type { Ctx } from '../../kernel/context.ts'
import { refuse } from '../../kernel/errors.ts'
import { serve } from '../../kernel/http/serve.ts'
import { actingEmployer, actingWorker } from '../../kernel/rights.ts'
import { beginAssist, endAssist, findAtCounter, listAssists, registerAtCounter } from './actions/assist.ts'
import {
  addMember,
  endMember,
  getEmployer,
  listEmployers,
  listMembers,
  listMyEmployers,
} from './actions/employer-members.ts'
import { endSession, getMe, listSessions, signOut } from './actions/me.ts'
import { changePhone, exportOwnData, listViews, requestPhoneCode, revealPerson } from './actions/own-data.ts'
import { registerEmployer } from './actions/register-employer.ts'
import { registerPerson } from './actions/register-person.ts'
import { signInStaff } from './actions/sign-in-staff.ts'
import { choosePerson, signIn } from './actions/sign-in.ts'
import { restoreEmployer, suspendEmployer, verifyEmployer } from './actions/supervise-employer.ts'
import { issueCode } from './codes.ts'
import { requestCode, type IntentHolder } from './intent.ts'

/** Whose phone gets the code: one's own, or that of whom the clerk helps. */
async function intentHolder(ctx: Ctx, onBehalfOf: string | undefined): Promise<IntentHolder> {
  const { actor } = ctx
  if (actor.kind === 'person') return { personId: actor.personId }
  if (actor.kind !== 'staff' || onBehalfOf === undefined) return refuse('ConsentMissing')
  if (!actor.assists.employers.includes(onBehalfOf)) {
    return { personId: (await actingWorker(ctx, onBehalfOf)).workerId }
  }
  return { employerId: (await actingEmployer(ctx, onBehalfOf)).employerId }
}

export const identityRoutes = serve(identityEndpoints, {
  requestSignInCode: (ctx, { body }) => issueCode(ctx, { purpose: 'signIn', phone: body.phone }),
  signIn: (ctx, { body }) => signIn(ctx, body),
  choosePerson: (ctx, { body }) => choosePerson(ctx, body.personId),
  registerPerson: (ctx, { body }) => registerPerson(ctx, body),
  signInStaff: (ctx, { body }) => signInStaff(ctx, body),
  signOut: (ctx) => signOut(ctx),
  listSessions: (ctx) => listSessions(ctx),
  endSession: (ctx, { params }) => endSession(ctx, params.sessionId),
  getMe: (ctx) => getMe(ctx),
  requestCode: async (ctx, { body }) => requestCode(ctx, { ...body, ...(await intentHolder(ctx, body.onBehalfOf)) }),

  getMyData: (ctx) => exportOwnData(ctx),
  listMyViews: (ctx) => listViews(ctx),
  requestPhoneCode: (ctx, { params, body }) => requestPhoneCode(ctx, params.personId, body.phone),
  changePhone: (ctx, { params, body }) => changePhone(ctx, params.personId, body),
  findPerson: (ctx, { body }) => findAtCounter(ctx, body),
  registerAtCounter: (ctx, { body }) => registerAtCounter(ctx, { ...body, phone: body.phone ?? null }),
  revealPerson: (ctx, { params, body }) => revealPerson(ctx, params.personId, body),
  beginAssist: (ctx, { body }) => beginAssist(ctx, body),
  listAssists: (ctx) => listAssists(ctx),
  endAssist: (ctx, { params }) => endAssist(ctx, params.assistId),

  registerEmployer: (ctx, { body }) => registerEmployer(ctx, body),
  listMyEmployers: (ctx) => listMyEmployers(ctx),
  listEmployers: (ctx, { query }) => listEmployers(ctx, query),
  getEmployer: (ctx, { params }) => getEmployer(ctx, params.employerId),
  verifyEmployer: (ctx, { params, body }) => verifyEmployer(ctx, params.employerId, body.papersSeen),
  suspendEmployer: (ctx, { params, body }) => suspendEmployer(ctx, params.employerId, body.reason),
  restoreEmployer: (ctx, { params, body }) => restoreEmployer(ctx, params.employerId, body.reason),
  listEmployerMembers: (ctx, { params }) => listMembers(ctx, params.employerId),
  addEmployerMember: (ctx, { params, body }) => addMember(ctx, params.employerId, body),
  endEmployerMember: (ctx, { params }) => endMember(ctx, params.employerId, params.personId),
})
