import type { AllEndpoints, RequestOf } from '@linggong/contract'
import type { EmployerKind } from '@linggong/contract/identity/words.ts'
import { validUscc } from '@linggong/reference/identifiers.ts'
import type { Problem } from '../../platform/sending.ts'

/** An employer as typed. */
export type Registration = {
  kind: EmployerKind | ''
  name: string
  uscc: string
  legalPersonName: string
  agencyLicence: string
  county: string
  address: string
  contactName: string
  contactPhone: string
}

export const emptyRegistration = (): Registration => ({
  kind: '',
  name: '',
  uscc: '',
  legalPersonName: '',
  agencyLicence: '',
  county: '',
  address: '',
  contactName: '',
  contactPhone: '',
})

const usccLength = 18

/** What is wrong with the code of an organisation, before anybody is asked; null where nothing is. */
export function usccProblem(typed: string, allowReserved: boolean): string | null {
  const code = typed.replace(/\s/g, '').toUpperCase()
  if (code === '') return '请填统一社会信用代码,在营业执照右上角'
  if (code.length !== usccLength) return `统一社会信用代码要${usccLength}位,您填了${code.length}位`
  return validUscc(code, { allowReserved }) ? null : '有一位写错了,请照着营业执照再核对(没有字母 I、O、S、V、Z)'
}

type Body = RequestOf<AllEndpoints['registerEmployer']>['body']

/**
 * What the platform wants of the form, or everything wrong with it at once.
 * @param allowReserved numbers nobody real can have count in a demonstration only
 */
export function registrationOf(
  form: Registration,
  allowReserved: boolean,
): { body: Body; problems: [] } | { body: null; problems: Problem[] } {
  const problems: Problem[] = []
  const tell = (path: string, message: string): void => void problems.push({ path, code: 'missing', message })
  const household = form.kind === 'household'
  if (form.kind === '') tell('kind', '请选是哪一种')
  if (form.name.trim() === '') tell('name', household ? '请写个称呼,比如“林女士家”' : '请填名称,和营业执照上一样')
  if (!household && form.legalPersonName.trim() === '') tell('legalPersonName', '请填法定代表人(经营者)姓名')
  const wrongCode = household ? null : usccProblem(form.uscc, allowReserved)
  if (wrongCode) tell('uscc', wrongCode)
  if (form.county === '') tell('county', '请选县(市、区)')
  if (form.address.trim() === '') tell('address', '请填地址')
  if (form.contactName.trim() === '') tell('contactName', '请填联系人姓名')
  const phone = form.contactPhone.replace(/[\s-]/g, '')
  if (phone !== '' && !/^1\d{10}$/.test(phone)) tell('contactPhone', `手机号要11位数字,1开头,您填了${phone.length}位`)
  if (problems.length > 0 || form.kind === '') return { body: null, problems }
  const licence = form.agencyLicence.trim()
  return {
    problems: [],
    body: {
      kind: form.kind,
      name: form.name.trim(),
      ...(!household && {
        uscc: form.uscc.replace(/\s/g, '').toUpperCase(),
        legalPersonName: form.legalPersonName.trim(),
        ...(licence !== '' && { agencyLicence: licence }),
      }),
      county: form.county,
      address: form.address.trim(),
      contactName: form.contactName.trim(),
      ...(phone !== '' && { contactPhone: phone }),
    },
  }
}
