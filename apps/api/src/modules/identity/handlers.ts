import { codePurposes, type CodePurpose } from '@linggong/contract'
import type { Ctx, DomainEvent } from '../../kernel/context.ts'
import { codePhoneField, codeText } from './codes.ts'
import { findCode, markCodeSent } from './store-access.ts'

/** Our template codes; the wordings are approved by the SMS provider. */
const templates = { signIn: 'SIGN_IN_CODE', other: 'INTENT_CODE' } as const

/** Sends the code unless it was used, sent or ran out meanwhile: a late code would only confuse. */
export async function sendCode(ctx: Ctx, event: DomainEvent): Promise<void> {
  const row = await findCode(ctx, event.subjectId)
  if (!row || row.used_at || row.sent_at || row.expires_at <= ctx.now) return
  const minutes = String(Math.max(1, Math.floor((row.expires_at.getTime() - row.created_at.getTime()) / 60_000)))
  const code = codeText(ctx, row.id)
  const params: Record<string, string> =
    row.purpose === 'signIn' ? { code, minutes } : { code, minutes, matter: codePurposes[row.purpose as CodePurpose] }
  await ctx.deps.gateways.sms.send({
    to: ctx.deps.keyring.decrypt(codePhoneField, row.phone_enc),
    templateCode: row.purpose === 'signIn' ? templates.signIn : templates.other,
    params,
    outId: row.id,
  })
  await markCodeSent(ctx, row.id)
}
