/** Alibaba Cloud Dyvmsapi 2017-05-25 as seen by a client: calls that say a text and hear a key, and the phones that ring. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { acs3Problem } from './acs3.ts'
import { chinaIso, chinaPlain } from './clock.ts'
import { underFault } from './faults.ts'
import {
  header,
  isRecord,
  jsonBody,
  optionalText,
  param,
  query,
  rawBody,
  SandboxInputError,
  tryParse,
} from './input.ts'
import { NonceMemory } from './signed-json.ts'
import type { Replays, World } from './world.ts'

/** The calling number of the sandbox. */
export const SANDBOX_SHOW_NUMBER = '05930000000'

export interface SandboxCall {
  callId: string
  phone: string
  outId: string
  templateCode: string
  /** What the person would hear. */
  text: string
  keys: string[]
  ringsSince: string
  state: 'ringing' | 'answered' | 'missed'
  /** What was pressed; empty: heard and hung up, or not picked up. */
  pressed: string
}

const REPORTS = '/callbacks/voice'
const LISTED = 200
// https://help.aliyun.com/zh/vms/developer-reference/operators-receipt-error-code
const STATUS = { heard: '200000', noKey: '200008', missed: '200003' }

/** What the sandbox's operator has "approved": code → spoken text. */
const templates: Record<string, string> = {
  OFFER_CALL: '您好,这里是宁德零工。${start},在${place},干${title},${pay}。想去请按一,不去请按二,再听一遍请按井号。',
  OFFER_CALL_YES: '记下了,马上给您安排。',
  OFFER_CALL_NO: '好的,这次不去了。',
  OFFER_CALL_BYE: '再见。',
}

export class VoiceService implements Replays {
  readonly #world: World
  readonly #calls = new Map<string, SandboxCall>()
  readonly #nonces = new NonceMemory()

  constructor(world: World) {
    this.#world = world
  }

  apply(kind: string, data: unknown): void {
    if (kind === 'voice.called') this.#calls.set((data as SandboxCall).callId, data as SandboxCall)
    if (kind === 'voice.ended') {
      const { callId, state, pressed } = data as Pick<SandboxCall, 'callId' | 'state' | 'pressed'>
      const call = this.#calls.get(callId)
      if (call) this.#calls.set(callId, { ...call, state, pressed })
    }
  }

  /** Newest first. */
  list(phone?: string, limit = LISTED): SandboxCall[] {
    const all = [...this.#calls.values()]
    return (phone === undefined ? all : all.filter((one) => one.phone === phone)).slice(-limit).reverse()
  }

  routes(app: FastifyInstance): void {
    app.route({ method: ['GET', 'POST'], url: '/dyvms/', handler: (request, reply) => this.#rpc(request, reply) })
    app.get('/calls', (request) => this.list(query(request, 'phone'), Number(query(request, 'limit') ?? LISTED)))
    // The person picks up and presses; without keys: listens and hangs up. `times` repeats the report.
    app.post('/calls/:callId/press', (request) => {
      const body = jsonBody(request)
      return this.#end(
        param(request, 'callId'),
        'answered',
        optionalText(body, 'keys') ?? '',
        Number(body['times'] ?? 1),
      )
    })
    app.post('/calls/:callId/press/:keys', (request) =>
      this.#end(param(request, 'callId'), 'answered', param(request, 'keys'), 1),
    )
    app.post('/calls/:callId/miss', (request) => this.#end(param(request, 'callId'), 'missed', '', 1))
  }

  async #rpc(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const now = this.#world.clock.now()
    const signed = { method: request.method, url: request.url, headers: request.headers, body: rawBody(request) }
    const RequestId = this.#world.newId()
    const wrong = (code: string) =>
      reply.code(code === 'InvalidAccessKeyId.NotFound' ? 404 : 400).send({ RequestId, Code: code, Message: code })
    const problem = acs3Problem(signed, this.#world.credentials.sms, now)
    const fault = this.#world.faults.strike('voice')
    if (problem) return wrong(problem)
    if (!this.#nonces.take(header(request, 'x-acs-signature-nonce'), now)) return wrong('SignatureNonceUsed')
    if (header(request, 'x-acs-action') !== 'IvrCall' || header(request, 'x-acs-version') !== '2017-05-25') {
      return wrong('InvalidAction.NotFound')
    }
    const lie = () => reply.send({ RequestId, Code: 'OK', Message: 'OK', CallId: `${this.#world.newId()}^0` })
    return underFault(fault, reply, () => this.#ring(request, reply, RequestId), lie)
  }

  async #ring(request: FastifyRequest, reply: FastifyReply, RequestId: string): Promise<FastifyReply> {
    const field = (name: string) => query(request, name) ?? ''
    const refuse = (Code: string, Message: string) => reply.send({ RequestId, Code, Message })
    if (!/^1\d{10}$/.test(field('CalledNumber'))) return refuse('isv.MOBILE_NUMBER_ILLEGAL', '号码格式错误')
    if (field('CalledShowNumber') !== SANDBOX_SHOW_NUMBER) return refuse('isv.DISPLAY_NUMBER_ILLEGAL', '显号不合法')
    if (field('OutId').length > 15) return refuse('isv.OUT_ID_ILLEGAL', 'OutId 过长')
    const wording = templates[field('StartCode')]
    if (wording === undefined) return refuse('isv.TTS_TEMPLATE_ILLEGAL', '文本转语音模板不合法')
    const params = tryParse(field('StartTtsParams') || '{}')
    if (!isRecord(params)) return refuse('isv.INVALID_JSON_PARAM', 'JSON参数不合法')
    const missing = [...wording.matchAll(/\$\{(\w+)\}/g)].some((match) => typeof params[match[1] ?? ''] !== 'string')
    if (missing) return refuse('isv.TEMPLATE_MISSING_PARAMETERS', '模板变量缺少对应参数值')
    const keys: string[] = []
    for (let n = 1; field(`MenuKeyMap.${n}.Key`) !== ''; n++) {
      if (templates[field(`MenuKeyMap.${n}.Code`)] === undefined)
        return refuse('isv.TTS_TEMPLATE_ILLEGAL', '按键模板不合法')
      keys.push(field(`MenuKeyMap.${n}.Key`))
    }
    const call: SandboxCall = {
      callId: `${this.#world.newId()}^0`,
      phone: field('CalledNumber'),
      outId: field('OutId'),
      templateCode: field('StartCode'),
      text: wording.replace(/\$\{(\w+)\}/g, (_whole, name: string) => String(params[name])),
      keys,
      ringsSince: chinaIso(this.#world.clock.now()),
      state: 'ringing',
      pressed: '',
    }
    await this.#world.record('voice.called', call)
    return reply.send({ RequestId, Code: 'OK', Message: 'OK', CallId: call.callId })
  }

  /** The key is told while the call goes on, its end afterwards, as the provider does. */
  async #end(callId: string, state: 'answered' | 'missed', pressed: string, times: number): Promise<SandboxCall> {
    const call = this.#calls.get(callId)
    if (!call) throw new SandboxInputError('no such call')
    if (call.state === 'ringing') await this.#world.record('voice.ended', { callId, state, pressed })
    const at = chinaPlain(this.#world.clock.now())
    const told = { call_id: callId, out_id: call.outId }
    const answered = state === 'answered'
    const status_code = answered ? (pressed === '' ? STATUS.noKey : STATUS.heard) : STATUS.missed
    for (let n = 0; n < times; n++) {
      if (pressed !== '') await this.#report({ ...told, status_code: '300000', dtmf: pressed, status_time: at })
      await this.#report({
        ...told,
        status_code,
        status_msg: answered ? '用户听完语音' : '用户收到呼叫但未接听',
        dtmf: pressed,
        originate_time: call.ringsSince.slice(0, 19).replace('T', ' '),
        ring_time: call.ringsSince.slice(0, 19).replace('T', ' '),
        start_time: answered ? at : '',
        end_time: answered ? at : '',
        duration: answered ? '20' : '0',
        caller: SANDBOX_SHOW_NUMBER,
        callee: call.phone,
        hangup_direction: answered ? '机器' : '用户',
        voice_type: 'voice',
      })
    }
    return this.#calls.get(callId) ?? call
  }

  async #report(one: Record<string, string>): Promise<void> {
    const { callbackBaseUrl, callbacks, credentials } = this.#world
    if (callbackBaseUrl === undefined) return
    const url = `${callbackBaseUrl}${REPORTS}/${credentials.sms.receiptToken}`
    await callbacks.make({ id: this.#world.newId(), url, signer: 'none', body: JSON.stringify([one]) })
  }
}
