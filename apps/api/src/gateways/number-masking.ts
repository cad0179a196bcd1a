/** Numbers that stand between two phones, through Alibaba Cloud Dyplsapi 2017-05-25 (号码隐私保护, AXB). */
import { randomUUID } from 'node:crypto'
import { signAcs3 } from './acs3-signature.ts'
import { call, GatewayError, isRecord, jsonObject, textField } from './call.ts'
import type { GatewayTools } from './call.ts'

export interface MaskedNumber {
  /** What both dial; each sees it instead of the other's number. */
  number: string
  /** The provider's id of the binding. */
  bindingId: string
}

export interface NumberMaskingGateway {
  /**
   * Binds two phones to a number between them until `until` (at least a minute away). After a lost answer the
   * retry may bind a second number; the first then ends by itself at `until`.
   * @throws GatewayError `rejected` with the provider's code, `unavailable`, `untrusted`
   */
  bind(pair: { phoneA: string; phoneB: string; until: Date; outId: string }): Promise<MaskedNumber>
  /** Ends a binding before its time. @throws GatewayError as above */
  unbind(masked: MaskedNumber): Promise<void>
}

export interface NumberMaskingConfig {
  /** `https://dyplsapi.aliyuncs.com/` */
  endpoint: string
  accessKeyId: string
  accessKeySecret: string
  /** 号码池 Key, `FC…`, of the pool of AXB numbers. */
  poolKey: string
}

const SERVICE = 'numberMasking'

export function createNumberMaskingGateway(config: NumberMaskingConfig, tools: GatewayTools): NumberMaskingGateway {
  return {
    // https://help.aliyun.com/document_detail/400482.htm
    async bind({ phoneA, phoneB, until, outId }) {
      const answer = await ask(config, tools, 'BindAxb', {
        PhoneNoA: phoneA,
        PhoneNoB: phoneB,
        Expiration: plainChina(until),
        OutId: outId,
      })
      const bound = answer['SecretBindDTO']
      if (!isRecord(bound)) throw new GatewayError(SERVICE, 'untrusted', 'badAnswer', 'the answer lacks SecretBindDTO')
      return { number: textField(SERVICE, bound, 'SecretNo'), bindingId: textField(SERVICE, bound, 'SubsId') }
    },
    // https://help.aliyun.com/document_detail/400490.html
    async unbind({ number, bindingId }) {
      await ask(config, tools, 'UnbindSubscription', { SubsId: bindingId, SecretNo: number })
    },
  }
}

async function ask(
  config: NumberMaskingConfig,
  tools: GatewayTools,
  action: string,
  params: Record<string, string>,
): Promise<Record<string, unknown>> {
  const { accessKeyId, accessKeySecret, endpoint, poolKey } = config
  const query = { PoolKey: poolKey, ...params }
  const answer = await call(SERVICE, tools, () => {
    const signing = { accessKeyId, accessKeySecret, now: tools.clock(), nonce: randomUUID() }
    const signed = signAcs3({ method: 'POST', endpoint, query, action, version: '2017-05-25', ...signing })
    return { method: 'POST', ...signed }
  })
  const result = jsonObject(answer.body)
  if (!result) throw new GatewayError(SERVICE, 'untrusted', 'badAnswer', 'the answer is not JSON')
  const code = textField(SERVICE, result, 'Code')
  if (code === 'OK') return result
  const kind = code.startsWith('isp.') ? 'unavailable' : 'rejected'
  throw new GatewayError(SERVICE, kind, code, String(result['Message'] ?? ''))
}

/** `2021-09-05 12:00:00`, in China's time, as the provider writes it. */
function plainChina(at: Date): string {
  return new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ')
}
