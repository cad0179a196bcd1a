/** The bank: payroll files, virtual accounts and money coming in. Our own gateway protocol, see README.md. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { readPayrollFile, writeResultFile } from './bank-files.ts'
import type { PayrollFile, PayrollLine, ResultLine } from './bank-files.ts'
import { chinaIso } from './clock.ts'
import { underFault } from './faults.ts'
import { jsonBody, optionalText, param, positiveInteger, query, SandboxInputError, sha256Hex, text } from './input.ts'
import { NonceMemory, sendSigned, signatureProblem } from './signed-json.ts'
import type { Replays, World } from './world.ts'

export interface IncomingTransfer {
  noticeId: string
  accountNo: string
  amountFen: number
  payerName: string
  payerAccountNo: string
  bankReference: string
  remark: string
  receivedAt: string
}

export interface KeptPayrollFile extends PayrollFile {
  contentHash: string
  receivedAt: string
  results: ResultLine[] | undefined
}

interface VirtualAccount {
  ownerRef: string
  ownerName: string
  accountNo: string
}

type Answer = { status: number; value: Record<string, unknown> }
type Act = (request: FastifyRequest) => Promise<Answer>

const FIRST_VIRTUAL_ACCOUNT = 9_910_000_000_000_001n
const PAGE = 100

export class BankService implements Replays {
  readonly files = new Map<string, KeptPayrollFile>()
  readonly incoming: IncomingTransfer[] = []
  readonly #accounts = new Map<string, VirtualAccount>()
  readonly #asked = new Set<string>()
  readonly #nonces = new NonceMemory()
  readonly #world: World
  readonly #mismatchMarker: string

  constructor(world: World, mismatchMarker: string) {
    this.#world = world
    this.#mismatchMarker = mismatchMarker
  }

  apply(kind: string, data: unknown): void {
    if (kind === 'bank.file') this.files.set((data as KeptPayrollFile).fileNo, data as KeptPayrollFile)
    if (kind === 'bank.account') this.#accounts.set((data as VirtualAccount).ownerRef, data as VirtualAccount)
    if (kind === 'bank.incoming') this.incoming.push(data as IncomingTransfer)
  }

  routes(app: FastifyInstance): void {
    const api = (method: 'GET' | 'POST', url: string, act: Act) =>
      app.route({ method, url, handler: (request, reply) => this.#api(request, reply, act) })
    api('POST', '/bank/v1/payroll-files', (request) => this.#submit(request))
    api('GET', '/bank/v1/payroll-files/:no', (request) => this.#state(request))
    api('POST', '/bank/v1/virtual-accounts', (request) => this.#open(request))
    api('GET', '/bank/v1/incoming-transfers', async (request) => this.#since(query(request, 'after')))
    app.get('/bank/incoming', () => [...this.incoming].reverse())
    app.post('/bank/incoming', (request) => this.#receive(jsonBody(request)))
    app.get('/bank/payroll-files', () => [...this.files.values()].reverse())
    app.get('/bank/virtual-accounts', () => [...this.#accounts.values()])
    app.post('/bank/payroll-files/:no/settle', async (request, reply) => {
      const file = this.files.get(param(request, 'no'))
      if (!file) return reply.code(404).send({ message: 'no such file' })
      return reply.send(await this.#settle(file))
    })
  }

  async #api(request: FastifyRequest, reply: FastifyReply, act: Act): Promise<FastifyReply> {
    const key = this.#world.credentials.bank
    const now = this.#world.clock.now()
    const problem = signatureProblem(request, key, now, this.#nonces)
    if (problem) return reply.code(401).send({ code: problem, message: `Sandbox: ${problem}` })
    const lie = () => reply.send({ fileNo: param(request, 'no'), state: 'finished', accountNo: '0', notices: [] })
    const work = async () => {
      const { status, value } = await answered(request, act)
      await this.#world.flushed()
      return sendSigned(request, reply, key, now, status, value)
    }
    return underFault(this.#world.faults.strike('bank'), reply, work, lie)
  }

  async #submit(request: FastifyRequest): Promise<Answer> {
    const body = jsonBody(request)
    const content = text(body, 'content')
    const contentHash = sha256Hex(content)
    const known = this.files.get(text(body, 'fileNo'))
    if (known && known.contentHash !== contentHash) {
      return { status: 409, value: { code: 'fileNoTaken', message: 'another file has this number' } }
    }
    const file = known ?? this.#accept(content, text(body, 'fileNo'), contentHash)
    if (!known) await this.#world.record('bank.file', file)
    return { status: 200, value: { fileNo: file.fileNo, state: 'received', receivedAt: file.receivedAt } }
  }

  #accept(content: string, fileNo: string, contentHash: string): KeptPayrollFile {
    const file = readPayrollFile(content)
    if (file.fileNo !== fileNo) throw new SandboxInputError('the file names another number')
    if (file.payerAccountNo !== this.#world.credentials.bank.payrollAccountNo) {
      throw new SandboxInputError('the payer account is not ours')
    }
    return { ...file, contentHash, receivedAt: chinaIso(this.#world.clock.now()), results: undefined }
  }

  // The bank takes its time: the first question finds the file in work, the second its result.
  async #state(request: FastifyRequest): Promise<Answer> {
    const file = this.files.get(param(request, 'no'))
    if (!file) return { status: 404, value: { code: 'notFound', message: 'no such file' } }
    const first = file.results === undefined && !this.#asked.has(file.fileNo)
    this.#asked.add(file.fileNo)
    if (first) return { status: 200, value: { fileNo: file.fileNo, state: 'processing' } }
    const { results } = await this.#settle(file)
    const result = writeResultFile(file.fileNo, results ?? [])
    return { status: 200, value: { fileNo: file.fileNo, state: 'finished', result } }
  }

  async #settle(file: KeptPayrollFile): Promise<KeptPayrollFile> {
    if (file.results) return file
    const settled = { ...file, results: file.lines.map((line) => this.#pay(line)) }
    await this.#world.record('bank.file', settled)
    return settled
  }

  #pay(line: PayrollLine): ResultLine {
    const reason = this.#refusal(line)
    const outcome = reason === '' ? 'paid' : 'failed'
    const bankReference = outcome === 'paid' ? this.#world.newId() : ''
    return { lineNo: line.lineNo, payoutId: line.payoutId, outcome, bankReference, reason }
  }

  #refusal(line: PayrollLine): string {
    if (line.accountNo.endsWith('0000')) return 'accountNotFound'
    return line.accountName.includes(this.#mismatchMarker) ? 'nameMismatch' : ''
  }

  async #open(request: FastifyRequest): Promise<Answer> {
    const body = jsonBody(request)
    const ownerRef = text(body, 'ownerRef')
    const account = this.#accounts.get(ownerRef) ?? {
      ownerRef,
      ownerName: text(body, 'ownerName'),
      accountNo: String(FIRST_VIRTUAL_ACCOUNT + BigInt(this.#accounts.size)),
    }
    if (!this.#accounts.has(ownerRef)) await this.#world.record('bank.account', account)
    return {
      status: 200,
      value: { accountNo: account.accountNo, accountName: account.ownerName, bankName: '沙箱银行' },
    }
  }

  #since(after: string | undefined): Answer {
    const from = after === undefined ? 0 : this.incoming.findIndex((one) => one.noticeId === after) + 1
    return { status: 200, value: { notices: this.incoming.slice(from, from + PAGE) } }
  }

  /** `{accountNo, amountFen, payerName, payerAccountNo?, bankReference?, remark?}`: an employer's money arrives. */
  async #receive(body: Record<string, unknown>): Promise<IncomingTransfer> {
    const bankReference = optionalText(body, 'bankReference') ?? this.#world.newId()
    const known = this.incoming.find((one) => one.bankReference === bankReference)
    const transfer: IncomingTransfer = known ?? {
      noticeId: this.#world.newId(),
      accountNo: text(body, 'accountNo'),
      amountFen: positiveInteger(body, 'amountFen'),
      payerName: text(body, 'payerName'),
      payerAccountNo: optionalText(body, 'payerAccountNo') ?? '',
      bankReference,
      remark: optionalText(body, 'remark') ?? '',
      receivedAt: chinaIso(this.#world.clock.now()),
    }
    if (!known) await this.#world.record('bank.incoming', transfer)
    // A repeat is told again: the platform must take the same notice twice calmly.
    await this.#tell(transfer)
    return transfer
  }

  async #tell(transfer: IncomingTransfer): Promise<void> {
    const { callbackBaseUrl } = this.#world
    if (callbackBaseUrl === undefined) return
    const body = JSON.stringify({ type: 'incomingTransfer', ...transfer })
    await this.#world.callbacks.make({
      id: this.#world.newId(),
      url: `${callbackBaseUrl}/callbacks/bank`,
      body,
      signer: 'hmac',
    })
  }
}

async function answered(request: FastifyRequest, act: Act): Promise<Answer> {
  try {
    return await act(request)
  } catch (error) {
    if (error instanceof SandboxInputError) {
      return { status: 422, value: { code: 'badRequest', message: error.message } }
    }
    throw error
  }
}
