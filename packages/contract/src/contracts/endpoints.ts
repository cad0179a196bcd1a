import { z } from 'zod'
import * as shapes from '../common.ts'
import { endpoints } from '../endpoint.ts'
import { contractLifecycle } from '../lifecycles.ts'
import { contractsPaths as paths } from './paths.ts'
import { contractKinds, signingFactors } from './words.ts'

const kind = z.enum(Object.keys(contractKinds) as [keyof typeof contractKinds])
const factor = z.enum(Object.keys(signingFactors) as [keyof typeof signingFactors])
const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
/** As printed, with or without the dash. */
const verifyCode = z.string().regex(/^[0-9A-Za-z]{4}(-?[0-9A-Za-z]{4}){2}$/)
const fact = z.object({ label: z.string(), value: z.string() })
const party = z.object({ roleZh: z.string(), name: z.string(), identity: z.array(fact) })

export const contractItem = z.object({
  id: shapes.id,
  number: z.string(),
  kind,
  kindLabel: z.string(),
  state: z.enum(contractLifecycle.states),
  stateLabel: z.string(),
  postingId: shapes.id,
  employerId: shapes.id,
  employerName: z.string(),
  workerId: shapes.id,
  workerName: z.string(),
  title: z.string(),
  createdAt: shapes.instant,
  /** Until when the worker may sign. */
  signBy: shapes.instant,
  concludedAt: shapes.instant.nullable(),
  sealedAt: shapes.instant.nullable(),
  /** 历史导入: concluded before the platform, taken over as data. */
  imported: z.boolean(),
})

/** Everything before signing, in plain words; identity numbers and phones masked. */
export const contractView = contractItem.extend({
  engagementIds: z.array(shapes.id),
  county: shapes.countyCode,
  whyThisKind: z.string(),
  article: z.string(),
  /** No lawyer has confirmed the rule that chose this kind. */
  provisional: z.boolean(),
  parties: z.array(party),
  terms: z.array(fact),
  /** What a tired person must know, a sentence each. */
  summary: z.array(z.string()),
  clauses: z.array(z.object({ heading: z.string(), text: z.string(), article: z.string() })),
  shifts: z.array(z.object({ engagementId: shapes.id, startsAt: shapes.instant, endsAt: shapes.instant })),
  /** The sentence one agrees to by signing. */
  intentWords: z.string(),
  signings: z.array(
    z.object({
      party: z.enum(['employer', 'worker']),
      name: z.string(),
      factor,
      factorLabel: z.string(),
      channel: z.string(),
      at: shapes.instant,
    }),
  ),
  /** Hash of the full text; send it back when signing, so that nothing else is signed than what was shown. */
  sha256,
  verifyCode: z.string(),
  verifyUrl: z.string(),
  /** Where the sealed file stands, in plain words. */
  fileStatus: z.string(),
  /** Already concluded before this request. */
  already: z.boolean(),
  possible: z.array(z.string()),
})

export const contractVerification = z.object({
  number: z.string(),
  kind,
  kindLabel: z.string(),
  employerName: z.string(),
  workerName: z.string(),
  state: z.enum(contractLifecycle.states),
  stateLabel: z.string(),
  concludedAt: shapes.instant.nullable(),
  sealedAt: shapes.instant.nullable(),
  sha256,
  fileSha256: sha256.nullable(),
  imported: z.boolean(),
  seal: z
    .object({
      valid: z.boolean(),
      signerName: z.string().nullable(),
      timestampTime: shapes.instant.nullable(),
      problems: z.array(z.string()),
    })
    .nullable(),
  sentence: z.string(),
})

const params = z.object({ contractId: shapes.id })

export const contractsEndpoints = endpoints({
  listMyContracts: {
    ...paths.listMyContracts,
    summary: 'Contracts of the signed-in worker (or of the person a clerk helps), newest first',
    right: 'worker.orClerk',
    query: shapes.page.extend({
      onBehalfOf: shapes.id.optional(),
      state: z.enum(contractLifecycle.states).optional(),
      engagementId: shapes.id.optional(),
    }),
    answer: shapes.pageOf(contractItem),
    errors: ['ConsentMissing'],
  },
  listEmployerContracts: {
    ...paths.listEmployerContracts,
    summary: 'Contracts of one employer, newest first',
    right: 'employer.orClerk',
    params: z.object({ employerId: shapes.id }),
    query: shapes.page.extend({ postingId: shapes.id.optional(), state: z.enum(contractLifecycle.states).optional() }),
    answer: shapes.pageOf(contractItem),
    errors: ['NotFound'],
  },
  getContract: {
    ...paths.getContract,
    summary: 'One contract: everything the worker should know before signing, in plain words',
    right: 'engagement.read',
    params,
    query: z.object({ onBehalfOf: shapes.id.optional() }),
    answer: contractView,
    errors: ['NotFound', 'ConsentMissing'],
  },
  getContractFile: {
    ...paths.getContractFile,
    summary: 'The sealed PDF, for the parties',
    right: 'engagement.party',
    params,
    query: z.object({ onBehalfOf: shapes.id.optional() }),
    answer: z.unknown(),
    produces: 'application/pdf',
    errors: ['NotFound', 'ContractFileNotReady', 'ContractWithoutFile', 'ConsentMissing'],
  },
  signContract: {
    ...paths.signContract,
    summary:
      "The worker signs with a code; this concludes the contract. At the counter: the worker's own code, or, without a phone, a signature on paper",
    right: 'worker.orClerk',
    params,
    body: z.object({
      code: z
        .string()
        .regex(/^\d{4,8}$/)
        .optional(),
      /** The hash that was shown. */
      sha256: sha256.optional(),
      onBehalfOf: shapes.id.optional(),
      /** At the counter, for a person without a phone: signed on paper; a photo (base64, JPEG) may be added. */
      counterSignature: z.object({ photo: z.base64().max(900_000).optional() }).optional(),
    }),
    answer: contractView,
    errors: [
      'NotFound',
      'ContractLapsed',
      'ContractChanged',
      'NotVerifiedToSign',
      'CodeWrong',
      'CodeExpired',
      'ConsentMissing',
      'StateConflict',
    ],
  },
  verifyContract: {
    ...paths.verifyContract,
    summary:
      'What anybody may know who holds the code on the paper: parties masked, state, hashes, the seal checked anew',
    right: 'public',
    params: z.object({ code: verifyCode }),
    answer: contractVerification,
    errors: ['NotFound'],
  },
  verifyContractFile: {
    ...paths.verifyContractFile,
    summary: 'Whether a file with this SHA-256 is the sealed one',
    right: 'public',
    params: z.object({ code: verifyCode }),
    body: z.object({ sha256 }),
    answer: z.object({ same: z.boolean(), sentence: z.string() }),
    errors: ['NotFound'],
  },
})
