import type { Transport } from '@linggong/client'

/** No answer came: the way was cut, or nothing came within the time limit. */
export class NoAnswer extends Error {
  readonly slow: boolean

  constructor(slow: boolean) {
    super(slow ? 'no answer within the time limit' : 'no connection')
    this.name = 'NoAnswer'
    this.slow = slow
  }
}

const timeLimitMs = 15_000
/** A photo on a village's network: as long again as ten thousand signs a second take. */
const signsPerMs = 10

/** One transport for H5 and WeChat: `uni.request` with a time limit; the body stays text. */
export const uniTransport: Transport = (request) =>
  new Promise((resolve, reject) => {
    uni.request({
      url: request.url,
      method: request.method as 'GET' | 'POST' | 'PUT' | 'DELETE',
      header: request.headers,
      ...(request.body !== undefined && { data: request.body }),
      dataType: 'text',
      responseType: 'text',
      timeout: timeLimitMs + Math.ceil((request.body?.length ?? 0) / signsPerMs),
      success: ({ statusCode, data }) => resolve({ status: statusCode, body: typeof data === 'string' ? data : '' }),
      fail: ({ errMsg }) => reject(new NoAnswer(/timeout/i.test(errMsg ?? ''))),
    })
  })
