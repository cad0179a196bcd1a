/** Alibaba Cloud Dysmsapi 2017-05-25 as seen by a client, and the window on the messages. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { acs3Problem } from './acs3.ts'
import { chinaIso, chinaPlain } from './clock.ts'
import { underFault } from './faults.ts'
import { header, isRecord, jsonBody, query, rawBody, SandboxInputError, text, tryParse } from './input.ts'
import { NonceMemory } from './signed-json.ts'
import type { Replays, World } from './world.ts'

export interface SandboxSms {
  bizId: string
  phone: string
  signName: string
  templateCode: string
  /** The text the person would read. */
  text: string
  params: Record<string, string>
  outId: string
  sentAt: string
}

export interface SandboxReply {
  phone: string
  content: string
  sentAt: string
  sequenceId: number
}

const PATHS = { receipts: '/callbacks/sms', replies: '/callbacks/sms-replies' }
// Alibaba splits at 70 characters; longer messages count 67 each.
const SHORT_SMS = 70
const LONG_SMS_PART = 67
const LISTED = 200

export class SmsService implements Replays {
  readonly #world: World
  readonly #messages: SandboxSms[] = []
  readonly #nonces = new NonceMemory()
  readonly #templates = new Map<string, string>()
  readonly #refused = new Set<string>()
  readonly #replies: SandboxReply[] = []

  constructor(world: World, templates: Record<string, string>) {
    this.#world = world
    this.register(templates)
  }

  register(templates: Record<string, string>): void {
    for (const [code, wording] of Object.entries(templates)) this.#templates.set(code, wording)
  }

  apply(kind: string, data: unknown): void {
    if (kind === 'sms.accepted') this.#messages.push(data as SandboxSms)
    if (kind === 'sms.replied') this.#replies.push(data as SandboxReply)
  }

  /** Newest first. */
  list(phone?: string, limit = LISTED): SandboxSms[] {
    const wanted = phone === undefined ? this.#messages : this.#messages.filter((one) => one.phone === phone)
    return wanted.slice(-limit).reverse()
  }

  routes(app: FastifyInstance): void {
    app.route({
      method: ['GET', 'POST'],
      url: '/dysms/',
      handler: (request, reply) => this.#rpc(request, reply),
    })
    app.get('/sms', (request) => this.list(query(request, 'phone'), Number(query(request, 'limit') ?? LISTED)))
    app.get('/sms/templates', () => Object.fromEntries(this.#templates))
    app.put('/sms/templates', async (request) => {
      const templates = jsonBody(request)
      for (const [code, wording] of Object.entries(templates)) {
        if (typeof wording !== 'string') throw new SandboxInputError(`template ${code}: text is needed`)
        this.#templates.set(code, wording)
      }
      return Object.fromEntries(this.#templates)
    })
    // A keypad phone writes back; `times` pushes the same reply again, as the provider may.
    app.post('/sms/replies', async (request) => {
      // Of the window's own form, or JSON.
      const form = header(request, 'content-type').startsWith('application/x-www-form-urlencoded')
      const body = form ? Object.fromEntries(new URLSearchParams(rawBody(request))) : jsonBody(request)
      return this.#reply(text(body, 'phone'), text(body, 'content'), Number(body['times'] ?? 1))
    })
    app.get('/sms/replies', (request) => this.replies(query(request, 'phone')))
    // Phones that cannot be reached: their receipts say so.
    app.put('/sms/unreachable/:phone', (request) => this.#unreachable(request, true))
    app.delete('/sms/unreachable/:phone', (request) => this.#unreachable(request, false))
  }

  /** Newest first. */
  replies(phone?: string): SandboxReply[] {
    return this.#replies.filter((one) => phone === undefined || one.phone === phone).reverse()
  }

  // SmsUp by HTTP batch push: one array, unsigned; the address is the secret.
  async #reply(phone: string, content: string, times: number): Promise<SandboxReply> {
    const { callbackBaseUrl, callbacks, clock, credentials } = this.#world
    const reply = { phone, content, sentAt: chinaIso(clock.now()), sequenceId: this.#replies.length + 1 }
    await this.#world.record('sms.replied', reply)
    if (callbackBaseUrl === undefined) return reply
    for (let n = 0; n < times; n++) {
      await callbacks.make({
        id: this.#world.newId(),
        url: `${callbackBaseUrl}${PATHS.replies}/${credentials.sms.receiptToken}`,
        signer: 'none',
        body: JSON.stringify([
          {
            phone_number: phone,
            send_time: chinaPlain(clock.now()),
            content,
            sign_name: credentials.sms.signName,
            dest_code: '01',
            sequence_id: reply.sequenceId,
          },
        ]),
      })
    }
    return reply
  }

  #unreachable(request: FastifyRequest, yes: boolean): { unreachable: string[] } {
    const params: unknown = request.params
    if (isRecord(params) && typeof params['phone'] === 'string') {
      if (yes) this.#refused.add(params['phone'])
      else this.#refused.delete(params['phone'])
    }
    return { unreachable: [...this.#refused] }
  }

  async #rpc(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const now = this.#world.clock.now()
    const problem = acs3Problem(
      // The stand-in lives under a prefix; a client signs the path it asks for.
      { method: request.method, url: request.url, headers: request.headers, body: rawBody(request) },
      this.#world.credentials.sms,
      now,
    )
    const fault = this.#world.faults.strike('sms')
    const requestId = this.#world.newId()
    if (problem) return this.#protocolError(reply, requestId, problem)
    if (!this.#nonces.take(header(request, 'x-acs-signature-nonce'), now)) {
      return this.#protocolError(reply, requestId, 'SignatureNonceUsed')
    }
    const lie = () => reply.send({ RequestId: requestId, Code: 'OK', Message: 'OK', BizId: `${this.#world.newId()}^0` })
    return underFault(fault, reply, () => this.#send(request, reply, requestId), lie)
  }

  #protocolError(reply: FastifyReply, requestId: string, code: string): FastifyReply {
    const status = code === 'InvalidAccessKeyId.NotFound' ? 404 : 400
    return reply.code(status).send({ RequestId: requestId, HostId: 'sandbox', Code: code, Message: `Sandbox: ${code}` })
  }

  async #send(request: FastifyRequest, reply: FastifyReply, requestId: string): Promise<FastifyReply> {
    const refuse = (code: string, message: string) => reply.send({ RequestId: requestId, Code: code, Message: message })
    if (header(request, 'x-acs-action') !== 'SendSms' || header(request, 'x-acs-version') !== '2017-05-25') {
      return this.#protocolError(reply, requestId, 'InvalidAction.NotFound')
    }
    const field = (name: string) => query(request, name) ?? ''
    const phone = field('PhoneNumbers').replace(/^\+?86(?=1\d{10}$)/, '')
    if (!/^1\d{10}$/.test(phone)) return refuse('isv.MOBILE_NUMBER_ILLEGAL', '手机号码格式错误')
    if (field('SignName') !== this.#world.credentials.sms.signName) {
      return refuse('isv.SMS_SIGNATURE_ILLEGAL', '短信签名不合法')
    }
    const wording = this.#templates.get(field('TemplateCode'))
    if (wording === undefined) return refuse('isv.SMS_TEMPLATE_ILLEGAL', '短信模板不合法')
    const params = tryParse(field('TemplateParam') || '{}')
    if (!isTexts(params)) return refuse('isv.INVALID_JSON_PARAM', 'JSON参数不合法,只接受字符串值')
    const missing = placeholders(wording).filter((name) => params[name] === undefined)
    if (missing.length > 0) return refuse('isv.TEMPLATE_MISSING_PARAMETERS', '模板变量缺少对应参数值')
    const message = this.#message(phone, field('TemplateCode'), render(wording, params), params, field('OutId'))
    await this.#world.record('sms.accepted', message)
    await this.#receipt(message)
    return reply.send({ RequestId: requestId, Code: 'OK', Message: 'OK', BizId: message.bizId })
  }

  #message(
    phone: string,
    templateCode: string,
    wording: string,
    params: Record<string, string>,
    outId: string,
  ): SandboxSms {
    const { signName } = this.#world.credentials.sms
    return {
      bizId: `${this.#world.newId()}^0`,
      phone,
      signName,
      templateCode,
      text: `【${signName}】${wording}`,
      params,
      outId,
      sentAt: chinaIso(this.#world.clock.now()),
    }
  }

  // https://help.aliyun.com/zh/sms/developer-reference/smsreport-2 : one array, unsigned; the address is the secret.
  async #receipt(message: SandboxSms): Promise<void> {
    const { callbackBaseUrl, credentials, clock } = this.#world
    if (callbackBaseUrl === undefined) return
    const reached = !this.#refused.has(message.phone)
    const parts = message.text.length <= SHORT_SMS ? 1 : Math.ceil(message.text.length / LONG_SMS_PART)
    await this.#world.callbacks.make({
      id: this.#world.newId(),
      url: `${callbackBaseUrl}${PATHS.receipts}/${credentials.sms.receiptToken}`,
      signer: 'none',
      body: JSON.stringify([
        {
          phone_number: message.phone,
          send_time: chinaPlain(new Date(message.sentAt)),
          report_time: chinaPlain(clock.now()),
          success: reached,
          err_code: reached ? 'DELIVERED' : 'MOBILE_NOT_ON_SERVICE',
          err_msg: reached ? '用户接收成功' : '停机或空号',
          sms_size: String(parts),
          biz_id: message.bizId,
          out_id: message.outId,
        },
      ]),
    })
  }
}

function isTexts(value: unknown): value is Record<string, string> {
  return isRecord(value) && Object.values(value).every((one) => typeof one === 'string')
}

function placeholders(wording: string): string[] {
  return [...wording.matchAll(/\$\{(\w+)\}/g)].map((match) => match[1] ?? '')
}

function render(wording: string, params: Record<string, string>): string {
  return wording.replace(/\$\{(\w+)\}/g, (_whole, name: string) => params[name] ?? '')
}
