/** The outside world of a demonstration, steered over HTTP: what a phone reads, a wallet taps, a bank receives. */
export type Sms = { phone: string; text: string; params: Record<string, string>; sentAt: string }

type Transfer = { outBillNo: string; state: string }
type PayrollFile = { fileNo: string; results?: unknown }

export type Outside = {
  /** Messages of one phone, newest first. */
  smsTo(phone: string): Promise<Sms[]>
  /** The person taps 收款 on everything that waits in this wallet; answers how many. */
  tapAll(openid: string): Promise<number>
  setWallet(openid: string, wallet: { verified: boolean }): Promise<void>
  /** What `wx.login` gives on the phone with this wallet. */
  loginCode(openid: string): Promise<string>
  /** The person taps 允许 under «may send one message». */
  allowMessage(openid: string): Promise<void>
  /** Messages in WeChat, newest last. */
  messagesTo(openid: string): Promise<Array<{ page: string; data: Record<string, string> }>>
  /** Money arrives at the bank for this account number. */
  payIn(transfer: {
    accountNo: string
    amountFen: number
    payerName: string
    payerAccountNo: string
    bankReference: string
  }): Promise<void>
  /** Whatever rings on this phone rings in vain. */
  missCalls(phone: string): Promise<void>
  /** Notices that wait on their way to the platform are delivered now. */
  deliver(): Promise<void>
  /** The bank finishes the files it has. */
  settleFiles(): Promise<void>
}

export function outsideAt(sandboxUrl: string): Outside {
  async function ask<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(sandboxUrl + path, {
      method,
      ...(body !== undefined && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(30_000),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`sandbox ${method} ${path}: ${response.status} ${text.slice(0, 200)}`)
    return JSON.parse(text) as T
  }
  return {
    smsTo: (phone) => ask('GET', `/sms?phone=${phone}&limit=200`),
    async tapAll(openid) {
      const transfers = await ask<Transfer[]>('GET', `/wechat/transfers?openid=${encodeURIComponent(openid)}`)
      const waiting = transfers.filter(({ state }) => state === 'WAIT_USER_CONFIRM')
      for (const { outBillNo } of waiting) await ask('POST', `/wechat/transfers/${outBillNo}/confirm`)
      return waiting.length
    },
    setWallet: async (openid, wallet) => {
      await ask('PUT', `/wechat/wallets/${encodeURIComponent(openid)}`, wallet)
    },
    loginCode: async (openid) => (await ask<{ code: string }>('POST', '/wechat/login-codes', { openid })).code,
    allowMessage: async (openid) => {
      await ask('POST', '/wechat/allowed-messages', { openid })
    },
    messagesTo: (openid) => ask('GET', `/wechat/messages?openid=${encodeURIComponent(openid)}`),
    payIn: async (transfer) => {
      await ask('POST', '/bank/incoming', transfer)
    },
    missCalls: async (phone) => {
      const calls = await ask<Array<{ callId: string; state: string }>>('GET', `/calls?phone=${phone}`)
      for (const { callId, state } of calls) if (state === 'ringing') await ask('POST', `/calls/${callId}/miss`)
      await ask('POST', '/notices/deliver')
    },
    deliver: async () => {
      await ask('POST', '/notices/deliver')
    },
    async settleFiles() {
      const files = await ask<PayrollFile[]>('GET', '/bank/payroll-files')
      for (const file of files) if (!file.results) await ask('POST', `/bank/payroll-files/${file.fileNo}/settle`)
    },
  }
}
