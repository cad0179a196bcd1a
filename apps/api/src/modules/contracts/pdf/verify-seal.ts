import type { X509Certificate } from 'node:crypto'
import {
  certificatesOf,
  chainsTo,
  namesItsCertificate,
  attribute,
  nameOf,
  OID,
  readSignature,
  signatureCovers,
} from './cms.ts'
import type { ReadSignature } from './cms.ts'
import { readTimestamp } from './timestamp-token.ts'

export const sealProblems = {
  notSealed: '这份文件没有数字签名。',
  unreadable: '签名数据读不出来，文件可能已经损坏。',
  algorithmUnknown: '签名用的算法，这里查验不了。',
  changed: '文件在签名之后被改过。',
  notWhole: '签名没有盖住整份文件，后面又加了内容。',
  forged: '签名和签名人的证书对不上。',
  certificateNotNamed: '签名里没有写明用的是哪张证书。',
  signerNotTrusted: '签名人的证书不是本平台认可的机构发的，或者签名时已经过期。',
  timestampWrong: '时间戳和这个签名对不上。',
  timestampNotTrusted: '时间戳不是本平台认可的机构发的。',
} as const

export type SealProblem = keyof typeof sealProblems

export type SealReport = {
  /** No problem at all. Without `trustedPem` this says nothing about who the signer is. */
  valid: boolean
  signerName: string | null
  /** As the signer states it; ISO 8601, UTC. */
  signingTime: string | null
  /** As a time-stamping service attests it. */
  timestampTime?: string
  coversWholeDocument: boolean
  problems: SealProblem[]
}

type Roots = readonly X509Certificate[] | undefined

type Place = { range: [number, number, number, number]; contents: Buffer; signingTime: Date | null; whole: boolean }

/**
 * Checks the newest signature of a PDF, without any other program.
 * `trustedPem`: roots one of which must stand behind signer and time stamp; the
 * verification page always gives them, since anybody can make a certificate.
 * Whatever is wrong with the file is in `problems`. Errors: only for a `trustedPem` that is none.
 */
export function verifySeal(pdf: Buffer, options: { trustedPem?: string } = {}): SealReport {
  const place = findSignature(pdf)
  if (place === 'none') return failed('notSealed')
  if (place === 'unreadable') return failed('unreadable')
  const roots = options.trustedPem === undefined ? undefined : certificatesOf(options.trustedPem)
  try {
    return examine(pdf, place, readSignature(place.contents), roots)
  } catch {
    // Where exactly the data breaks off helps nobody who asks whether a file is genuine.
    return { ...failed('unreadable'), coversWholeDocument: place.whole }
  }
}

function failed(problem: SealProblem): SealReport {
  return { valid: false, signerName: null, signingTime: null, coversWholeDocument: false, problems: [problem] }
}

function examine(pdf: Buffer, place: Place, read: ReadSignature, roots: Roots): SealReport {
  const [start, length, second, rest] = place.range
  const covers = signatureCovers(read, [pdf.subarray(start, start + length), pdf.subarray(second, second + rest)])
  const problems = new Set<SealProblem>()
  if (!covers.algorithmKnown) problems.add('algorithmUnknown')
  else if (!covers.digest) problems.add('changed')
  else if (!covers.signature) problems.add('forged')
  if (!place.whole) problems.add('notWhole')
  if (!namesItsCertificate(read)) problems.add('certificateNotNamed')
  const stamp = timestampOf(read, roots)
  if (stamp?.problem) problems.add(stamp.problem)
  const at = stamp?.time ?? place.signingTime
  if (roots && !(at && chainsTo(read.signerCertificate, read.certificates, roots, at))) problems.add('signerNotTrusted')
  return {
    valid: problems.size === 0,
    signerName: nameOf(read.signerCertificate),
    signingTime: place.signingTime?.toISOString() ?? null,
    ...(stamp?.time ? { timestampTime: stamp.time.toISOString() } : {}),
    coversWholeDocument: place.whole,
    problems: [...problems],
  }
}

function timestampOf(read: ReadSignature, roots: Roots): { time?: Date; problem?: SealProblem } | undefined {
  const token = attribute(read.signer.unsignedAttrs, OID.timeStampToken)
  if (!token) return undefined
  try {
    const facts = readTimestamp(Buffer.from(token.toBER(false)), Buffer.from(read.signer.signature.getValue()))
    if (!facts.matches || !facts.genuine) return { problem: 'timestampWrong' }
    if (roots && !chainsTo(facts.certificate, facts.certificates, roots, facts.time))
      return { problem: 'timestampNotTrusted' }
    return { time: facts.time }
  } catch {
    return { problem: 'timestampWrong' }
  }
}

/** Finds the last signature dictionary. Everything but the signature itself must be inside its byte range. */
function findSignature(pdf: Buffer): Place | 'none' | 'unreadable' {
  const text = pdf.toString('latin1')
  const ranges = [...text.matchAll(/\/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]/g)]
  const last = ranges.at(-1)
  if (!last) return 'none'
  const range: Place['range'] = [Number(last[1]), Number(last[2]), Number(last[3]), Number(last[4])]
  const [start, length, second, rest] = range
  if (second + rest > pdf.length || start + length >= second) return 'unreadable'
  const gap = /^<([0-9a-fA-F]*)>$/.exec(text.slice(start + length, second))
  if (!gap || gap[1]!.length % 2 !== 0) return 'unreadable'
  const padded = Buffer.from(gap[1]!, 'hex')
  const contents = derOnly(padded)
  if (!contents) return 'unreadable'
  const inside = last.index > start && (last.index < start + length || last.index > second)
  return {
    range,
    contents,
    signingTime: statedTime(text, last.index),
    whole: start === 0 && inside && second + rest === pdf.length,
  }
}

/** The DER value at the front; what pads it must be zeros, so that nothing can hide there. */
function derOnly(padded: Buffer): Buffer | null {
  const lengthOfLength = (padded[1] ?? 0) & 0x80 ? (padded[1] ?? 0) & 0x7f : 0
  if (padded[0] !== 0x30 || lengthOfLength > 4 || padded.length < 2 + lengthOfLength) return null
  const length = lengthOfLength === 0 ? padded[1]! : padded.readUIntBE(2, lengthOfLength)
  const end = 2 + lengthOfLength + length
  if (end > padded.length || padded.subarray(end).some((byte) => byte !== 0)) return null
  return padded.subarray(0, end)
}

/** `/M (D:20260305120102Z)` or with an offset, in the dictionary around `at`. */
function statedTime(text: string, at: number): Date | null {
  const dictionary = text.slice(text.lastIndexOf(' obj', at), text.indexOf('endobj', at))
  const found = /\/M\s*\(D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:Z|([+-]\d\d)'?(\d\d))?/.exec(dictionary)
  if (!found) return null
  const [, year, month, day, hour, minute, second, zone, zoneMinutes] = found
  const time = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}${zone ? `${zone}:${zoneMinutes}` : 'Z'}`)
  return Number.isNaN(time.getTime()) ? null : time
}
