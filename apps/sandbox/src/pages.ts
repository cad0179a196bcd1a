/** The developer's window: what was "sent", in plain Chinese, with nothing fetched from elsewhere. */
import type { IncomingTransfer, KeptPayrollFile } from './bank.ts'
import type { SandboxReply, SandboxSms } from './sms.ts'
import type { SandboxCall } from './voice.ts'
import type { Authorisation, Bill } from './wechat-bills.ts'

export interface Window {
  now: string
  pendingNotices: number
  sms: SandboxSms[]
  replies: SandboxReply[]
  calls: SandboxCall[]
  bills: Bill[]
  authorisations: Authorisation[]
  files: KeptPayrollFile[]
  incoming: IncomingTransfer[]
}

const STATES: Record<string, string> = {
  ACCEPTED: '已受理',
  PROCESSING: '处理中',
  WAIT_USER_CONFIRM: '等本人点“收款”',
  TRANSFERING: '转账中',
  SUCCESS: '已到账',
  FAIL: '失败',
  CANCELING: '撤销中',
  CANCELLED: '已撤销',
  TAKING_EFFECT: '已授权',
  CLOSED: '已关闭',
}

const STYLE = `
  body { font: 16px/1.6 system-ui, "Noto Sans SC", sans-serif; margin: 0 auto; max-width: 72rem; padding: 1rem; color: #1b1b1b; background: #fff }
  h1 { font-size: 1.5rem } h2 { font-size: 1.2rem; margin-top: 2rem }
  .warning { background: #fff4d6; border: 2px solid #8a5a00; padding: .75rem 1rem; font-weight: 600 }
  table { border-collapse: collapse; width: 100% } th, td { border: 1px solid #767676; padding: .4rem .6rem; text-align: left; vertical-align: top }
  th { background: #f0f0f0 } button { font: inherit; padding: .4rem 1rem } .empty { color: #555 }`

/** The whole page. Everything that came from outside is escaped. */
export function renderWindow(view: Window): string {
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>沙箱</title><style>${STYLE}</style></head><body>
<h1>沙箱</h1><p class="warning">沙箱:以下都不是真实的短信、银行和微信</p>
<p>现在:${escape(view.now)}。还没送到平台的通知:${view.pendingNotices} 条。<a href="/">刷新</a></p>
${section(
  '短信',
  ['时间', '手机号', '内容', '回复'],
  view.sms.map((one) => [...[one.sentAt, one.phone, one.text].map(escape), replyForm(one.phone)]),
)}
${section(
  '收到的回复',
  ['时间', '手机号', '内容'],
  view.replies.map((one) => [one.sentAt, one.phone, one.content].map(escape)),
)}
${section('语音电话', ['时间', '手机号', '听到的话', '结果', ''], view.calls.map(callRow))}
${section('微信转账', ['时间', '单号', '收款人', '金额', '状态', ''], view.bills.map(billRow))}
${section('微信免确认收款授权', ['时间', '授权单号', '收款人', '状态', ''], view.authorisations.map(authorisationRow))}
${section('银行代发文件', ['时间', '文件号', '笔数', '合计', '结果'], view.files.map(fileRow))}
${section('银行到账', ['时间', '收款账号', '付款人', '金额', '附言'], view.incoming.map(incomingRow))}
</body></html>`
}

function section(title: string, heads: string[], rows: string[][]): string {
  if (rows.length === 0) return `<h2>${title}</h2><p class="empty">还没有。</p>`
  const head = heads.map((one) => `<th scope="col">${one}</th>`).join('')
  const body = rows.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('')
  return `<h2>${title}</h2><table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>`
}

const replyForm = (phone: string) =>
  `<form method="post" action="/sms/replies"><input type="hidden" name="phone" value="${escape(phone)}"><input name="content" size="4" aria-label="替${escape(phone)}回复"><button type="submit">替本人回复</button></form>`

function callRow(call: SandboxCall): string[] {
  const path = `/calls/${encodeURIComponent(call.callId)}`
  const acts = [
    ...call.keys.map((key) => button(`${path}/press/${key}`, `替本人按${key}`)),
    button(`${path}/miss`, '不接'),
  ]
  const result = { ringing: '正在响', answered: call.pressed ? `按了${call.pressed}` : '接了没按键', missed: '没接' }
  return [
    ...[call.ringsSince, call.phone, call.text, result[call.state]].map(escape),
    call.state === 'ringing' ? acts.join('') : '',
  ]
}

function billRow(bill: Bill): string[] {
  const state = `${STATES[bill.state] ?? bill.state}${bill.failReason ? `(${bill.failReason})` : ''}`
  const act =
    bill.state === 'WAIT_USER_CONFIRM' ? button(`/wechat/transfers/${bill.outBillNo}/confirm`, '替本人点“收款”') : ''
  return [escape(bill.createdAt), escape(bill.outBillNo), escape(bill.openid), yuan(bill.amountFen), escape(state), act]
}

function authorisationRow(one: Authorisation): string[] {
  const path = `/wechat/authorizations/${encodeURIComponent(one.outAuthorizationNo)}/confirm`
  const act = one.state === 'WAIT_USER_CONFIRM' ? button(path, '替本人同意') : ''
  const cells = [one.createdAt, one.outAuthorizationNo, one.openid, STATES[one.state] ?? one.state].map(escape)
  return [...cells, act]
}

function fileRow(file: KeptPayrollFile): string[] {
  const paid = file.results?.filter((one) => one.outcome === 'paid').length
  const result = file.results ? `成功 ${paid} 笔,失败 ${file.results.length - (paid ?? 0)} 笔` : '处理中'
  return [escape(file.receivedAt), escape(file.fileNo), String(file.lines.length), yuan(file.totalFen), result]
}

function incomingRow(one: IncomingTransfer): string[] {
  return [escape(one.receivedAt), escape(one.accountNo), escape(one.payerName), yuan(one.amountFen), escape(one.remark)]
}

const button = (path: string, label: string) =>
  `<form method="post" action="${escape(path)}"><button type="submit">${label}</button></form>`

const yuan = (fen: number) => `${(fen / 100).toFixed(2)} 元`

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (one) => ENTITIES[one] ?? one)
}
