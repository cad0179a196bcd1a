import { createClient, RequestRefused } from '@linggong/client'
import type { AllEndpoints, EndpointName, EndpointPath, ReceivedOf, RequestOf } from '@linggong/contract'
import {
  contactPaths,
  contractsPaths,
  dispatchPaths,
  engagementsPaths,
  erasurePaths,
  feedbackPaths,
  identityPaths,
  insightsPaths,
  messagingPaths,
  payrollPaths,
  postingsPaths,
  rightsPaths,
  seekersPaths,
  sitesPaths,
  systemPaths,
  troublePaths,
  worktimePaths,
} from '@linggong/contract/paths.ts'

import { newRequestId, phoneNow } from '../device/chance.ts'
import { onH5 } from '../device/build.ts'
import { firstAnswer } from '../device/first.ts'
import { phoneStore } from '../device/store.ts'
import { NoAnswer, uniTransport } from '../device/transport.ts'
import { createSendOnce } from './send-once.ts'
import { forgetSession, session } from './session.ts'

const paths: Partial<Record<EndpointName, EndpointPath>> = {
  ...contactPaths,
  ...contractsPaths,
  ...dispatchPaths,
  ...engagementsPaths,
  ...erasurePaths,
  ...feedbackPaths,
  ...identityPaths,
  ...insightsPaths,
  ...messagingPaths,
  ...payrollPaths,
  ...postingsPaths,
  ...rightsPaths,
  ...seekersPaths,
  ...sitesPaths,
  ...systemPaths,
  ...troublePaths,
  ...worktimePaths,
}

/** Where the platform answers: H5 its own origin, the mini-program the address it was built for. */
export const platformUrl: string = onH5 ? '' : import.meta.env.VITE_PLATFORM_URL

/** Answered alike whoever asks. */
const forAnybody = /^\/(platform|sites|board)(\?|$)/

const client = createClient({
  baseUrl: platformUrl,
  transport: async (request) => {
    // Answered as to anybody: what someone signed in sees may be more.
    const already = session.token === undefined || forAnybody.test(request.url) ? firstAnswer(request.url) : undefined
    if (request.method === 'GET' && already !== undefined) {
      // In a task of its own: a slow phone that lays out page and content in one go hears no tap meanwhile.
      await new Promise((go) => setTimeout(go))
      return { status: 200, body: already }
    }
    const answered = await uniTransport(request)
    // A gateway on the way answers with a page of its own where the platform is away: that is no answer.
    if (answered.status >= 502 && !answered.body.startsWith('{')) throw new NoAnswer(false)
    return answered
  },
  paths,
  newRequestId,
  channel: onH5 ? 'h5' : 'miniProgram',
  token: () => session.token,
})

/** A session that has ended is forgotten at once; pages then lead to signing in. */
function noteRefusal(error: unknown): void {
  if (error instanceof RequestRefused && error.status === 401 && error.body.code === 'NotSignedIn') forgetSession()
}

const once = createSendOnce({
  store: phoneStore,
  newRequestId,
  now: phoneNow,
  isNoAnswer: (error) => error instanceof NoAnswer,
  send: (name, request, requestId) => client.call(name as EndpointName, request as never, { requestId }),
})

/** Reads. Nothing is changed, so a repeat does no harm and needs no id. */
export async function ask<N extends EndpointName>(
  name: N,
  request: RequestOf<AllEndpoints[N]>,
): Promise<ReceivedOf<AllEndpoints[N]>> {
  try {
    return await client.call(name, request)
  } catch (error) {
    noteRefusal(error)
    throw error
  }
}

/** A change that does no harm when it is repeated and is too large to keep on the phone: a photo. Goes as a read does. */
export const sendLarge = ask

/**
 * Changes something. The same content tapped again while unanswered is the same request.
 * @param how `later`: sent by itself when the connection is back; `about`: what the notice then says it was
 */
export async function act<N extends EndpointName>(
  name: N,
  request: RequestOf<AllEndpoints[N]>,
  how: { later?: boolean; about?: string } = {},
): Promise<ReceivedOf<AllEndpoints[N]>> {
  try {
    return (await once.send(name, request, how)) as ReceivedOf<AllEndpoints[N]>
  } catch (error) {
    noteRefusal(error)
    throw error
  }
}

export const sendWaiting = (): ReturnType<typeof once.sendWaiting> => once.sendWaiting()
export const forgetWaiting = (): void => once.forgetAll()

/** What an endpoint answers. */
export type Answer<N extends EndpointName> = ReceivedOf<AllEndpoints[N]>
/** One row of a list an endpoint answers. */
export type Item<N extends EndpointName> = Answer<N> extends { items: Array<infer T> } ? T : never
