import type { AllEndpoints, RequestOf } from '@linggong/contract'
import type { EmployerKind } from '@linggong/contract/identity/words.ts'
import { validUscc } from '@linggong/reference/identifiers.ts'

export type Registration = {
  kind: EmployerKind | ''
  name: string
  uscc: string
  legalPersonName: string
  agencyLicence: string
  county: string
  town: string
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
  town: '',
  address: '',
  contactName: '',
  contactPhone: '',
})

type Body = RequestOf<AllEndpoints['registerEmployer']>['body']

/** What is wrong with the code of an organisation as typed, before anybody is asked; empty when nothing is. */
export function usccProblem(typed: string, allowReserved: boolean): string {
  const code = typed.replace(/\s/g, '').toUpperCase()
  if (code.length !== 18) return `统一社会信用代码要18位,您填了${code.length}位`
  if (validUscc(code, { allowReserved })) return ''
  return '有一位写错了,请照着营业执照一位一位核对(没有字母I、O、S、V、Z)'
}

/**
 * What the platform wants of the form, or everything wrong with it at once, by field.
 * @param demonstration reserved numbers, which nobody real can have, count there only
 */
export function registrationOf(
  form: Registration,
  demonstration: boolean,
): { body?: Body; problems: Record<string, string> } {
  const problems: Record<string, string> = {}
  const needed = (field: keyof Registration, words: string): void => {
    if (form[field].trim() === '') problems[field] = words
  }
  const household = form.kind === 'household'
  needed('kind', '请选是哪一种')
  needed('name', household ? '请写一个称呼' : '请填单位名称,和营业执照上一样')
  if (!household) {
    needed('legalPersonName', '请填法定代表人(经营者)姓名,在营业执照上')
    const wrong = usccProblem(form.uscc, demonstration)
    if (wrong) problems.uscc = wrong
  }
  needed('county', '请选县(市、区)')
  needed('address', '请填详细地址')
  needed('contactName', '请填联系人姓名')
  const phone = form.contactPhone.replace(/[\s-]/g, '')
  if (phone !== '' && !/^1\d{10}$/.test(phone)) problems.contactPhone = `手机号要11位数字,您填了${phone.length}位`
  if (Object.keys(problems).length > 0 || form.kind === '') return { problems }
  return {
    problems,
    body: {
      kind: form.kind,
      name: form.name.trim(),
      ...(!household && {
        uscc: form.uscc.replace(/\s/g, '').toUpperCase(),
        legalPersonName: form.legalPersonName.trim(),
        ...(form.agencyLicence.trim() !== '' && { agencyLicence: form.agencyLicence.trim() }),
      }),
      county: form.county,
      ...(form.town !== '' && { town: form.town }),
      address: form.address.trim(),
      contactName: form.contactName.trim(),
      ...(phone !== '' && { contactPhone: phone }),
    },
  }
}
