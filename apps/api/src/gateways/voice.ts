/** Recorded calls that are answered by a key, through Alibaba Cloud Dyvmsapi 2017-05-25 (语音 IVR). */
import { randomUUID, timingSafeEqual } from 'node:crypto'
import { signAcs3 } from './acs3-signature.ts'
import { call, GatewayError, isRecord, jsonObject, textField } from './call.ts'
import type { GatewayTools } from './call.ts'

export interface VoiceCall {
  /** Mobile number of mainland China, 11 digits. */
  to: string
  /** Our code of the spoken text; its bye text is `CODE_BYE`. */
  templateCode: string
  params: Record<string, string>
  /** Keys the person may press, each with our code of what is said then. */
  keys: ReadonlyArray<{ key: string; templateCode: string }>
  /** Comes back in the reports; at most 15 characters. */
  outId: string
}

export interface VoiceReport {
  callId: string
  outId: string
  /** Pressed keys in order; empty where none was. */
  keys: string
  /** Whether the call is over; until then keys are told while it goes on. */
  ended: boolean
  /** The provider's code, `200000` when the person heard all of it. */
  code: string
}

export interface VoiceGateway {
  /**
   * Has the number called. What becomes of the call comes as reports. After a lost answer the retry may ring a
   * second time; both carry the same `outId`.
   * @throws GatewayError `rejected` with the provider's code (`isv.…`), `unavailable`, `untrusted`
   */
  call(call: VoiceCall): Promise<{ callId: string }>
  /**
   * Reads a pushed batch of VoiceCallReport (keys, while the call goes on) and VoiceReport (its end). The protocol
   * does not sign them: the callback's address carries a secret. Answer the push with `receiptsTaken`.
   * @throws GatewayError `untrusted` when the token or the form is wrong
   */
  readReports(push: { token: string; body: unknown }): VoiceReport[]
}

export interface VoiceConfig {
  /** `https://dyvmsapi.aliyuncs.com/` */
  endpoint: string
  accessKeyId: string
  accessKeySecret: string
  /** The number that calls, as bought from the provider. */
  showNumber: string
  /** Our template code → the provider's (`TTS_…`); a code not listed is used as it is. */
  templates?: Record<string, string>
  /** Secret part of the callback's address. */
  receiptToken: string
}

const SERVICE = 'voice'
/** Waiting for a key, in milliseconds, and how often the text is said. */
const KEY_WAIT_MS = '8000'
const PLAY_TIMES = '2'
/** Keys pressed while the call goes on come with this status. */
const KEY_STATUS = '300000'

export function createVoiceGateway(config: VoiceConfig, tools: GatewayTools): VoiceGateway {
  return {
    call: (wanted) => ring(config, tools, wanted),
    readReports: ({ token, body }) => {
      if (!sameSecret(token, config.receiptToken)) throw untrusted('badToken', 'the callback token is wrong')
      if (!Array.isArray(body)) throw untrusted('badForm', 'reports must be an array')
      return body.flatMap((one) => readReport(one) ?? [])
    },
  }
}

// https://help.aliyun.com/document_detail/114037.html
async function ring(config: VoiceConfig, tools: GatewayTools, wanted: VoiceCall): Promise<{ callId: string }> {
  const providers = (code: string) => config.templates?.[code] ?? code
  const query: Record<string, string> = {
    CalledShowNumber: config.showNumber,
    CalledNumber: wanted.to,
    StartCode: providers(wanted.templateCode),
    StartTtsParams: JSON.stringify(wanted.params),
    ByeCode: providers(`${wanted.templateCode}_BYE`),
    Timeout: KEY_WAIT_MS,
    PlayTimes: PLAY_TIMES,
    OutId: wanted.outId,
  }
  wanted.keys.forEach(({ key, templateCode }, n) => {
    query[`MenuKeyMap.${n + 1}.Key`] = key
    query[`MenuKeyMap.${n + 1}.Code`] = providers(templateCode)
  })
  const answer = await call(SERVICE, tools, () => {
    const { accessKeyId, accessKeySecret, endpoint } = config
    const signing = { accessKeyId, accessKeySecret, now: tools.clock(), nonce: randomUUID() }
    const signed = signAcs3({ method: 'POST', endpoint, query, action: 'IvrCall', version: '2017-05-25', ...signing })
    return { method: 'POST', ...signed }
  })
  const result = jsonObject(answer.body)
  if (!result) throw untrusted('badAnswer', 'the answer is not JSON')
  const code = textField(SERVICE, result, 'Code')
  if (code === 'OK') return { callId: textField(SERVICE, result, 'CallId') }
  const kind = code.startsWith('isp.') ? 'unavailable' : 'rejected'
  throw new GatewayError(SERVICE, kind, code, String(result['Message'] ?? ''))
}

/**
 * https://help.aliyun.com/zh/vms/developer-reference/voicecallreport-4 and voicereport-3. Other statuses of a call
 * that goes on (ringing, answered) say nothing we need.
 */
function readReport(value: unknown): VoiceReport | undefined {
  if (!isRecord(value)) throw untrusted('badForm', 'not a report')
  const text = (name: string) => (typeof value[name] === 'string' ? value[name] : '')
  const code = textField(SERVICE, value, 'status_code')
  const ended = value['status_time'] === undefined
  if (!ended && code !== KEY_STATUS) return undefined
  return { callId: textField(SERVICE, value, 'call_id'), outId: text('out_id'), keys: text('dtmf'), ended, code }
}

function untrusted(code: string, message: string): GatewayError {
  return new GatewayError(SERVICE, 'untrusted', code, message)
}

function sameSecret(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)]
  return a.length === b.length && timingSafeEqual(a, b)
}
